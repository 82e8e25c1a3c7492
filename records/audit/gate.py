"""The gate across records: who is still out, and whether a pass was used as it should be."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

OUTINGS, PASSES, ABSENCES = (
    "staff_outing_register",
    "student_leave_pass",
    "infectious_disease_register",
)
OVERDUE = timedelta(hours=2)
AFTER_LEAVING = timedelta(minutes=5)
TRACED_WITHIN = timedelta(days=3)


# ---- staff


@carries_out("staff_outing_register.R03")
def staff_not_back(view: View) -> Iterator[Finding]:
    """Two hours after the time given, and nothing said."""
    for record in view.of_register(OUTINGS):
        expected = datetime.fromisoformat(record.entry["expect_back"])
        if not record.content.is_complete and view.now - expected > OVERDUE:
            what = f"{named(record.entry['name'])}超过预计返校时间2小时未返"
            yield view.finding(
                "staff_outing_register.R03",
                "「实际返校」",
                what,
                "通知部门负责人，返校后补填",
                number=record.number,
            )


# ---- passes


@carries_out("student_leave_pass.R03")
def passes_signed_in_order(view: View) -> Iterator[Finding]:
    """班主任 first, then the gate, within five minutes of leaving."""
    for record in view.of_register(PASSES):
        signed = {one.role: one.at for one in record.signatures}
        teacher, guard = signed.get("班主任"), signed.get("门卫收条")
        leave_at = datetime.fromisoformat(record.entry["leave_at"])
        if teacher is not None and guard is not None and teacher > guard:
            what = "门卫签字早于班主任签字"
        elif guard is not None and guard > leave_at + AFTER_LEAVING:
            what = "门卫签字晚于离校时间5分钟以上"
        else:
            continue
        yield view.finding(
            "student_leave_pass.R03", "「门卫」", what, "查明放行经过", number=record.number
        )


@carries_out("student_leave_pass.R04")
def ill_pupils_not_traced(view: View) -> Iterator[Finding]:
    """Who went home ill is in the register of absences."""
    if ABSENCES not in view.school.registers:
        return
    traced = [(named(one.entry.get("student")), one.date) for one in view.of_register(ABSENCES)]
    for record in _passes_of_yesterday(view):
        pupil, day = named(record.entry["student"]), record.date
        if record.entry["reason"] == "生病" and not any(
            name == pupil and day <= on <= day + TRACED_WITHIN for name, on in traced
        ):
            what = "生病离校，没有“因病缺勤”记录"
            yield view.finding(
                "student_leave_pass.R04", "「事由」", what, "补登因病缺勤追踪", number=record.number
            )


@carries_out("student_leave_pass.R04")
def pupils_not_back(view: View) -> Iterator[Finding]:
    """Not back on the next school day, and nobody asked."""
    for record in _passes_of_yesterday(view):
        back = next_school_day(view, record.date)
        if not record.content.is_complete and back is not None and back < _today(view):
            yield view.finding(
                "student_leave_pass.R04",
                "「返校（销假）时间」",
                "次日未返校，没有跟踪",
                "联系家长，续填返校时间或跟踪情况",
                number=record.number,
            )


def _passes_of_yesterday(view: View) -> Iterator[Record]:
    """Passes of days that are over."""
    return (one for one in view.of_register(PASSES) if one.date < _today(view))


# ---- shared


def named(value: Any) -> str:
    """Name of a reference, or the text that stands for one."""
    return str(value["name"]) if isinstance(value, Mapping) else str(value or "")


def next_school_day(view: View, day: date) -> date | None:
    """The first school day after a day; None after the last one of the term."""
    later = view.school.calendar.days(day + timedelta(days=1), view.school.calendar.term.end)
    return next(filter(view.school.calendar.is_school_day, later), None)


def _today(view: View) -> date:
    return view.now.astimezone(view.school.zone).date()
