"""Fire patrols and inspections across records: every area, often enough, read by the manager."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from checklists.calendar import days_between
from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.view import View
from records.record import Operation, Record

PATROL, INSPECTION = "fire_patrol_daily", "fire_inspection_monthly"
BETWEEN_ROUNDS = timedelta(hours=2)
NIGHT, MANAGER = "夜", "消防安全管理人"


@carries_out("fire_patrol_daily.R01")
def areas_left_out(view: View) -> Iterator[Finding]:
    """Every area in use, every school day on which anybody went round at all.

    The areas are those the school lists (`fire_area`), and those patrolled before.
    """
    known = {one.id for one in view.school.subjects.get("fire_area", ())}
    for day, rounds in _by_day(view).items():
        seen = {str(one.entry["area"]) for one in rounds}
        if view.school.calendar.is_school_day(day) and (missed := sorted(known - seen)):
            yield view.finding(
                "fire_patrol_daily.R01", f"{day}", f"没有巡查：{'、'.join(missed)}", "补查并说明"
            )
        known |= seen


@carries_out("fire_patrol_daily.R01")
def rounds_too_far_apart(view: View) -> Iterator[Finding]:
    """Where people are (使用期间), two hours from one round to the next."""
    for day, rounds in _by_day(view).items():
        in_use: dict[str, list[Record]] = {}
        for one in rounds:
            if one.entry.get("in_use"):
                in_use.setdefault(str(one.entry["area"]), []).append(one)
        for area, kept in in_use.items():
            for before, after in pairwise(sorted(kept, key=_began)):
                gap = _began(after) - _began(before)
                if gap > BETWEEN_ROUNDS:
                    what = f"{area}使用期间相隔{gap.total_seconds() / 3600:.1f}小时，应≤2小时"
                    yield view.finding(
                        "fire_patrol_daily.R01", f"{day}", what, "说明原因", number=after.number
                    )


@carries_out("fire_patrol_daily.R02")
def rounds_not_read(view: View) -> Iterator[Finding]:
    """Signed by whoever went round, in person; read by the fire safety manager a day later."""
    for record in view.of_register(PATROL):
        last = record.date + timedelta(days=1)
        read = [at.astimezone(view.school.zone).date() for at in _read_by_manager(record)]
        if view.now.astimezone(view.school.zone).date() > last and not any(
            day <= last for day in read
        ):
            what = "次日以后才阅签" if read else f"{MANAGER}没有阅签"
            yield view.finding(
                "fire_patrol_daily.R02", "「签字」", what, "当日或次日阅签", number=record.number
            )
        if any(one.operation is Operation.SIGN and one.typed_by for one in record.versions):
            yield view.finding(
                "fire_patrol_daily.R02", "「签字」", "由他人代签", "本人签字", number=record.number
            )


@carries_out("fire_patrol_daily.R04")
def nights_left_out(view: View) -> Iterator[Finding]:
    """Boarding schools go round every night; kindergartens owe it by their cadence."""
    if not view.school.keeps(PATROL) or not _sleeps_here(view):
        return
    nights = {one.date for one in view.of_register(PATROL) if one.entry["time_slot"] == NIGHT}
    today = view.now.astimezone(view.school.zone).date()
    term = view.school.calendar.term
    owed = days_between(term.start, min(term.end, today - timedelta(days=1)))
    missed = [day for day in owed if day not in nights]
    if missed:
        what = f"{len(missed)}天没有夜间巡查（{missed[0]}起）"
        yield view.finding("fire_patrol_daily.R04", "夜间巡查", what, "安排夜间巡查")


@carries_out("fire_inspection_monthly.R04")
def still_not_put_right(view: View) -> Iterator[Finding]:
    """What failed at the inspection before, and fails again (久拖未决)."""
    for before, after in view.following(INSPECTION, lambda one: one.entry["scope"]):
        failed = _failed(before)
        again = [label for key, label in _failed(after).items() if key in failed]
        if again and before.date != after.date:
            what = f"与上次（{before.number}）同样不合格：{'、'.join(again)}"
            yield view.finding(
                "fire_inspection_monthly.R04",
                f"{after.date:%Y-%m}",
                what,
                "久拖未决，升级督办",
                number=after.number,
            )


def _failed(record: Record) -> dict[str, str]:
    judged = record.content.judgements
    return {one.key: one.label for one in judged if one.verdict is Verdict.FAIL}


def _sleeps_here(view: View) -> bool:
    return view.school.profile.boarding and not view.school.profile.teaches("幼儿园")


def _by_day(view: View) -> dict[date, list[Record]]:
    found: dict[date, list[Record]] = {}
    for record in view.of_register(PATROL):
        found.setdefault(record.date, []).append(record)
    return found


def _began(record: Record) -> datetime:
    return datetime.fromisoformat(record.entry["start"])


def _read_by_manager(record: Record) -> Iterator[datetime]:
    return (one.at for one in record.signatures if one.role == MANAGER)


FIRE_ROUND_CHECKS = (
    areas_left_out,
    rounds_too_far_apart,
    rounds_not_read,
    nights_left_out,
    still_not_put_right,
)
