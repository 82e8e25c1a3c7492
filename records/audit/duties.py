"""What was owed: 漏填, 补录, 未结, 加查, and what could not be looked into (未核)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checklists.columns import KINDS
from checklists.duty import Duty
from checklists.entry import Entry
from checklists.rules import GENERAL, Finding, Severity, carries_out
from records.audit.view import View
from records.record import Record
from records.standings import BySubject, meeting, unasked

BY_HAND = "人工核对"
OWN_RULE = {
    "emergency_drill_record": "emergency_drill_record.R03",
    "leader_duty_log": "leader_duty_log.R01",
    "daily_patrol": "daily_patrol.R01",
    "kitchen_daily_check": "kitchen_daily_check.R02",
    "fire_extinguisher_inspection": "fire_extinguisher_inspection.R01",
    "fire_patrol_daily": "fire_patrol_daily.R01",
    "fire_patrol_daily 夜间": "fire_patrol_daily.R04",
    "meal_companion_record": "meal_companion_record.R01",
    "canteen_supervision": "canteen_supervision.R01",
}
"""Registers, and what they are owed for, whose own rules say what a duty left undone is."""


def doubtful_days(view: View) -> Iterator[Finding]:
    """What is owed rests on days that nobody settled (registers.md E.2, E.3)."""
    for doubt in view.school.calendar.doubts():
        yield view.finding("E.2", "校历", doubt.text, doubt.advice, severity=Severity.WARN)


@carries_out("G02", *OWN_RULE.values())
def missing_duties(view: View) -> Iterator[Finding]:
    """漏填: a duty that has fallen due and has no record."""
    for entry, owed, kept in _owed(view):
        for duty in owed:
            if duty.due <= view.now and not meeting(duty, kept):
                yield view.finding(
                    _own_rule(entry, duty),
                    f"《{entry.register.title}》{duty.title}",
                    "漏填",
                    "补录并写明原因，由上一级岗位批准",
                )


def _own_rule(entry: type[Entry], duty: Duty) -> str:
    return OWN_RULE.get(f"{entry.slug} {duty.subject}") or OWN_RULE.get(entry.slug, "G02")


OWN_LATE = {"daily_patrol": "daily_patrol.R01"}
"""Registers whose own rules say what a late entry needs."""


@carries_out("G02", *OWN_LATE.values())
def late_records(view: View) -> Iterator[Finding]:
    """补录: marked for ever; without reason and approval the record does not count."""
    for record in _alive(view):
        if not record.is_late:
            continue
        wanting = [
            text
            for text, is_there in (
                ("没有写原因", record.late_reason),
                ("未经批准", record.late_approved_by),
            )
            if not is_there
        ]
        yield view.finding(
            OWN_LATE.get(record.register, "G02"),
            f"{record.date:%Y-%m-%d}",
            f"补录，{'、'.join(wanting)}" if wanting else f"补录（{record.late_reason}），已批准",
            "写明原因，由上一级岗位批准" if wanting else "",
            number=record.number,
            severity=Severity.BLOCK if wanting else Severity.HINT,
        )


def own_findings(view: View) -> Iterator[Finding]:
    """What the records' own rules found in the content that stands."""
    for record in (*view.carried, *_alive(view)):
        for finding in record.findings:
            yield replace(finding, number=record.number)


@carries_out("G11")
def extra_records(view: View) -> Iterator[Finding]:
    """加查: a record on a day that owes none. Allowed, and said."""
    for entry, owed, kept in _owed(view):
        for record in unasked(owed, kept):
            what = f"《{entry.register.title}》{record.date:%Y-%m-%d}不是应填日，属加查"
            yield view.finding("G11", "「日期」", what, number=record.number)


def not_looked_into(view: View) -> Iterator[Finding]:
    """未核: rules that need what the school does not keep here. Never a silent pass."""
    rules = [(rule.code, "通用规则", rule) for rule in GENERAL.values()]
    for entry in view.entries():
        where = f"《{entry.register.title}》"
        rules += [(f"{entry.slug}.{rule.code}", where, rule) for rule in entry.register.rules]
    for code, where, rule in rules:
        if rule.needs and not view.school.keeps(rule.needs):
            what = f"未核（缺{rule.needs_title}）：{rule.text}"
            title = KINDS.get(rule.needs, "")
            advice = (
                f"登记名录：taizhang directory {title} 文件；在此之前人工核对" if title else BY_HAND
            )
            yield view.finding(code, where, what, advice, severity=Severity.HINT)


def _alive(view: View) -> Iterator[Record]:
    return (record for record in view.records if not record.is_void)


def _owed(
    view: View,
) -> Iterator[tuple[type[Entry], Sequence[Duty], BySubject]]:
    """Registers with duties, their duties, their records by subject."""
    for entry in view.entries():
        owed = view.school.duties(entry)
        if not owed:
            continue
        yield entry, owed, view.by_subject(entry)
