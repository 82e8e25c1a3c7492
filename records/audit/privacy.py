"""How personal values were looked after: who read them, what is out of reach, what is overdue."""

from collections.abc import Callable, Iterator

from checklists.rules import Finding, Severity, carries_out
from records.audit.view import View
from records.personal import ERASED, MISSING

BRING_KEYS = "用密钥备份恢复：taizhang restore --keys 密钥文件"


@carries_out("G12")
def readings_without_right(view: View) -> Iterator[Finding]:
    """Somebody whose post has nothing to do with a register asked for its personal values."""
    start = view.school.calendar.term.start
    for one in view.accesses:
        if not one.allowed and one.at.astimezone(view.school.zone).date() >= start:
            where = f"{one.at:%Y-%m-%d %H:%M} {one.by.name}"
            what = f"无权而{one.how}{one.what}，已遮盖"
            advice = "问明用途；该看的，在名录里写上岗位"
            yield view.finding("G12", where, what, advice, number=one.what, severity=Severity.WARN)


@carries_out("G12")
def access_log_changed(view: View) -> Iterator[Finding]:
    """The access log was changed, or part of it is gone."""
    for text in view.log_damage:
        yield view.finding("G12", "访问日志", text, "查明原因，从备份恢复 access 文件夹")


@carries_out("G12")
def personal_values_out_of_reach(view: View) -> Iterator[Finding]:
    """Keys that are not there; those destroyed on purpose are only told."""
    lacking, gone = (
        [one.number for one in view.records if why in one.content.lost.values()]
        for why in (MISSING, ERASED)
    )
    if lacking:
        what = f"{len(lacking)} 条记录的个人信息缺密钥"
        yield view.finding("G12", f"{lacking[0]} 等", what, BRING_KEYS)
    for number in gone:
        what, level = "个人信息已依法删除或销毁", Severity.HINT
        yield view.finding("G12", "个人信息", what, number=number, severity=level)


@carries_out("G12")
def personal_values_kept_too_long(view: View) -> Iterator[Finding]:
    """The retention is over, and nobody destroyed them (个人信息保护法 第十九、四十七条)."""
    for slug, term in view.expired:
        title = view.school.registers[slug].register.title
        advice = f"鉴定后两人办：taizhang destroy {slug} --term {term}"
        what, level = "保存期限已过，个人信息还没有销毁", Severity.WARN
        yield view.finding("G12", f"《{title}》{term}", what, advice, severity=level)


PRIVACY_CHECKS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    readings_without_right,
    access_log_changed,
    personal_values_out_of_reach,
    personal_values_kept_too_long,
)
