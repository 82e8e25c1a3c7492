"""What was found wrong: every failure followed up, hazards overdue, hazards that come back."""

from collections.abc import Container, Iterator
from datetime import timedelta

from checklists.rules import Finding, carries_out
from checklists.verdicts import Handling, Judgement, Verdict
from records.audit.view import View
from records.escalation import told
from records.hazards import REGISTER, Hazard, hazard_of
from records.record import Record

AGAIN_WITHIN = timedelta(days=90)

OWN_RULE = {
    "daily_patrol": "daily_patrol.R03",
    "fire_inspection_monthly": "fire_inspection_monthly.R03",
}
"""Registers whose own rules say that a failure needs its hazard."""
KEY_ITEMS_ALWAYS = frozenset({"fire_inspection_monthly", "food_storage_check"})
"""Registers where a ★ item put right on the spot opens a hazard all the same."""


@carries_out("F1", *OWN_RULE.values())
def failures_without_follow_up(view: View) -> Iterator[Finding]:
    """A failure that was not put right on the spot has its hazard, by number."""
    opened = {
        (one.first.opened_by, one.first.opened_for)
        for one in (*view.carried, *view.records)
        if one.register == REGISTER
    }
    for entry in view.entries():
        code = OWN_RULE.get(entry.slug, "F1")
        for record in view.of_register(entry.slug) if entry.hazard_source else ():
            for label in _open_failures(record, opened):
                what, advice = "不合格，没有关联的隐患号", "更正该记录，系统会补开隐患"
                yield view.finding(code, label, what, advice, number=record.number)


def _open_failures(record: Record, opened: Container[tuple[str, str]]) -> Iterator[str]:
    for one in record.content.judgements:
        failed = one.verdict is Verdict.FAIL and not is_put_right(record, one)
        if failed and (record.number, one.key) not in opened:
            yield one.label


def is_put_right(record: Record, one: Judgement) -> bool:
    """Whether what failed was put right on the spot, where that is enough."""
    if one.critical and record.register in KEY_ITEMS_ALWAYS:
        return False
    check = record.entry.get("checks", {}).get(one.key.rpartition(".")[2], {})
    return bool(check.get("handling") == Handling.ON_THE_SPOT)


@carries_out("hazard_rectification.R07")
def overdue_hazards(view: View) -> Iterator[Finding]:
    """Open past its date: reminds one post higher after one, three and seven days."""
    for hazard in _hazards(view):
        if hazard.is_overdue:
            posts = "、".join(one.post for one in told(hazard, view.school.limits))
            yield view.finding(
                "hazard_rectification.R07",
                f"{hazard.place or '部位待补'}（{hazard.category}）",
                f"超期{hazard.overdue}天未销号，停在“{hazard.stage}”",
                f"报{posts or '整改责任人'}督办；需要延期的按规定申请",
                number=hazard.number,
            )


@carries_out("hazard_rectification.R08")
def hazards_that_come_back(view: View) -> Iterator[Finding]:
    """The same kind at the same place again within ninety days."""
    before: dict[tuple[str, str], Hazard] = {}
    kept = {one.number: one for one in (*view.ever(REGISTER), *view.carried)}
    shown = {one.number for one in (*view.records, *view.carried)}
    known = (hazard_of(one, view.today) for one in kept.values())
    for hazard in sorted(known, key=lambda one: one.found_at):
        if not hazard.place or hazard.is_void:
            continue
        key = hazard.place, hazard.category
        earlier = before.get(key)
        if earlier is not None and hazard.found_at.date() != earlier.found_at.date():
            gap = hazard.found_at - earlier.found_at
            if gap <= AGAIN_WITHIN and hazard.number in shown:
                yield view.finding(
                    "hazard_rectification.R08",
                    f"{hazard.place}（{hazard.category}）",
                    f"{gap.days}天内再次出现（上次{earlier.number}）",
                    "分析根本原因，写入整改情况",
                    number=hazard.number,
                )
        before[key] = hazard


@carries_out("hazard_rectification.R09")
def monthly_bulletin(view: View) -> Iterator[Finding]:
    """Every month's hazards for the staff meeting: how many, closed, overdue."""
    months: dict[str, list[Hazard]] = {}
    for hazard in _hazards(view):
        if not hazard.is_void:
            months.setdefault(f"{hazard.found_at:%Y年%m月}", []).append(hazard)
    for month, found in sorted(months.items()):
        closed = sum(one.is_closed for one in found)
        overdue = sum(one.overdue > 0 for one in found)
        what = (
            f"隐患通报：{len(found)}项，已销号{closed}项（{_share(closed, len(found))}），"
            f"超期{overdue}项（{_share(overdue, len(found))}）"
        )
        yield view.finding("hazard_rectification.R09", month, what, "供教职工会通报")


def _hazards(view: View) -> Iterator[Hazard]:
    on = view.now.astimezone(view.school.zone).date()
    for record in (*view.carried, *view.records):
        if record.register == REGISTER:
            yield hazard_of(record, on)


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.0f}%"
