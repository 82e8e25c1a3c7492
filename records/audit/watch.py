"""Those on watch across records: shifts without a gap, leaders on duty, what guards the grounds."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from checklists.calendar import monday
from checklists.registers.gate_security.gate_duty_log import DAY_ROUNDS
from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.gate import named
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.record import Record

SHIFTS, LOGS, FACILITIES = "gate_duty_log", "leader_duty_log", "security_facility_check"
TOLERANCE = timedelta(minutes=5)
LONGEST_WATCH = timedelta(hours=12)
WEEKLY = "值周"
OFF_DUTY = ("周末值班", "法定节假日值班")


# ---- the gate


@carries_out("gate_duty_log.R01")
def gate_left_alone(view: View) -> Iterator[Finding]:
    """At one gate a shift begins when the one before ends."""
    for shifts in _gates(view):
        for before, after in pairwise(shifts):
            end = _ended(before)
            if end is None:
                continue
            gap = _begun(after) - end
            if abs(gap) > TOLERANCE:
                minutes = int(abs(gap).total_seconds()) // 60
                kind = "之间空当" if gap > timedelta() else "重叠"
                yield view.finding(
                    "gate_duty_log.R01",
                    f"{before.entry['gate']} {after.date:%Y-%m-%d}{after.entry['shift']}班",
                    f"与上一班（{before.number}）{kind}{minutes}分钟",
                    "查明由谁值守；缺岗的按缺岗处理",
                    number=after.number,
                )


@carries_out("gate_duty_log.R03")
def too_few_rounds(view: View) -> Iterator[Finding]:
    """Five patrols in twenty-four hours."""
    enough = view.school.limits.get("gate_duty_log.day_rounds", DAY_ROUNDS)
    for day, kept in groupby(view.of_register(SHIFTS), key=lambda one: one.date):
        rounds = sum(len(one.entry.get("patrols", ())) for one in kept)
        if day < view.now.astimezone(view.school.zone).date() and not enough.holds(rounds):
            what = f"全天巡逻{rounds}次，应{enough}次"
            yield view.finding("gate_duty_log.R03", f"{day:%Y-%m-%d}", what, "加密巡逻，说明原因")


@carries_out("gate_duty_log.R04")
def on_watch_too_long(view: View) -> Iterator[Finding]:
    """One guard for more than twelve hours on end, be it in two shifts."""
    for shifts in _gates(view):
        begun, before = _begun(shifts[0]), shifts[0]
        for record in shifts:
            end = _ended(record)
            if not _goes_on(before, record):
                begun = _begun(record)
            before = record
            if end is not None and end - begun > LONGEST_WATCH:
                hours = (end - begun).total_seconds() / 3600
                what = f"{named(record.entry['guard'])}连续值守{hours:.1f}小时，超过12小时"
                yield view.finding(
                    "gate_duty_log.R04", "「当班人」", what, "调整排班", number=record.number
                )


def _goes_on(before: Record, after: Record) -> bool:
    if before is after:
        return True
    end, same = _ended(before), before.entry["guard"]["id"] == after.entry["guard"]["id"]
    return same and end is not None and _begun(after) - end <= TOLERANCE


def _gates(view: View) -> Iterator[list[Record]]:
    """Shifts of every gate, in order of their beginning."""
    gates: dict[str, list[Record]] = {}
    for record in view.of_register(SHIFTS):
        gates.setdefault(str(record.entry["gate"]), []).append(record)
    for shifts in gates.values():
        yield sorted(shifts, key=_begun)


def _begun(record: Record) -> datetime:
    return datetime.fromisoformat(record.entry["start"])


def _ended(record: Record) -> datetime | None:
    text = record.entry.get("end")
    return datetime.fromisoformat(text) if text else None


# ---- leaders on duty


@carries_out("leader_duty_log.R04")
def weeks_with_days_missing(view: View) -> Iterator[Finding]:
    """A week of school in which somebody kept the log, but not on every day."""
    kept = {one.date for one in view.of_register(LOGS) if one.entry["duty_type"] == WEEKLY}
    calendar, today = view.school.calendar, view.now.astimezone(view.school.zone).date()
    for first in sorted({monday(day) for day in kept}):
        week = calendar.days(first, min(first + timedelta(days=6), today - timedelta(days=1)))
        missing = [day for day in week if calendar.is_school_day(day) and day not in kept]
        if missing:
            named_days = "、".join(f"{day.month}月{day.day}日" for day in missing)
            where = f"第{calendar.week(first)}周"
            what = f"值周记录缺{len(missing)}日：{named_days}"
            yield view.finding("leader_duty_log.R04", where, what, "补录并说明原因")


@carries_out("leader_duty_log.R05")
def working_days_taken_for_free(view: View) -> Iterator[Finding]:
    """A 调休 day of work kept as a weekend or a holiday."""
    for record in view.of_register(LOGS):
        kind = record.entry["duty_type"]
        if kind in OFF_DUTY and view.school.calendar.is_staff_day(record.date):
            yield view.finding(
                "leader_duty_log.R05",
                "「类型」",
                f"{record.date:%Y-%m-%d}是上班日，记成了{kind}",
                "按校历和国务院通知更正",
                number=record.number,
            )


# ---- what guards the grounds


@carries_out("security_facility_check.R02")
def key_failures_not_reported(view: View) -> Iterator[Finding]:
    """A failed ★ item has its hazard, and on the same day."""
    opened = {
        (one.first.opened_by, one.first.opened_for): one.date
        for one in (*view.carried, *view.records)
        if one.register == HAZARDS
    }
    for record in view.of_register(FACILITIES):
        for one in record.content.judgements:
            if not one.critical or one.verdict is not Verdict.FAIL:
                continue
            found_on: date | None = opened.get((record.number, one.key))
            if found_on == record.date:
                continue
            what = "没有生成隐患" if found_on is None else f"{found_on:%Y-%m-%d}才上报，不是当日"
            yield view.finding(
                "security_facility_check.R02",
                one.label,
                f"★项不合格，{what}",
                "立即上报并开隐患",
                number=record.number,
            )


@carries_out("security_facility_check.R03")
def cameras_still_dark(view: View) -> Iterator[Finding]:
    """The same camera off line at two checks in a row."""
    for before, after in view.following(FACILITIES):
        again = [one for one in after.entry.get("offline", ()) if one in _offline(before)]
        if again:
            what = f"连续2次检查离线：{'、'.join(again)}"
            yield view.finding(
                "security_facility_check.R03", "「离线点位」", what, "限期修复", number=after.number
            )


def _offline(record: Record) -> tuple[str, ...]:
    return tuple(record.entry.get("offline", ()))


WATCH_CHECKS = (
    gate_left_alone,
    too_few_rounds,
    on_watch_too_long,
    weeks_with_days_missing,
    working_days_taken_for_free,
    key_failures_not_reported,
    cameras_still_dark,
)
