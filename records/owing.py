"""What is owed around a day, who owes it, and how it stands: the to-do list of a school."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from checklists.calendar import monday
from checklists.duty import Duty
from checklists.entry import Entry
from checklists.surroundings import listings
from records.audit.view import View
from records.standings import DutyStanding, Standing, standing_of

SETTLED = (Standing.DONE, Standing.LATE)


class When(StrEnum):
    """When something is due, seen from a day."""

    BEFORE = "以前"
    TODAY = "今天"
    WEEK = "本周"
    MONTH = "本月"


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty around a day.

    Attributes:
        register: of which register.
        one: the duty and how it stands.
        when: when it is due, seen from the day.
        is_past: its due moment has passed; `is_late` 24 hours ago, so that it is 补录 now (G02).
        owners: names of those in service who owe it.
    """

    register: type[Entry]
    one: DutyStanding
    when: When
    is_past: bool
    is_late: bool
    owners: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.one.standing in SETTLED


def owed(view: View, day: date, post: str = "") -> Iterator[Owed]:
    """Duties of the term due by the end of the day's month, in the order of the registers.

    Args:
        view: the records as they are at its moment.
        day: the day that 今天, 本周 and 本月 are seen from.
        post: only registers that this post owes; empty is every post.
    """
    for register in view.entries():
        if post and post not in register.register.owners:
            continue
        due = [duty for duty in view.school.duties(register) if seen_from(day, duty) is not None]
        kept = view.by_subject(register) if due else {}
        yield from owed_of(register, (standing_of(duty, kept) for duty in due), view, day)


def owed_of(
    register: type[Entry], standings: Iterable[DutyStanding], view: View, day: date
) -> Iterator[Owed]:
    """Of a register's duties those that are owed around a day; the view says when it is, and who.

    Its records are not looked at: how the duties stand is known.
    """
    everybody = _holders(view, register)
    for one in standings:
        when = seen_from(day, one.duty)
        if when is not None:
            yield Owed(
                register,
                one,
                when,
                is_past=one.duty.due <= view.now,
                is_late=one.duty.late_after < view.now,
                owners=_teacher(view, register, one.duty.subject) or everybody,
            )


def seen_from(day: date, duty: Duty) -> When | None:
    """When a duty is due; None is after the month, or nothing that can be done by the day.

    What is daily is owed on its day; what is for a week or a month can be done once that began;
    a plan for the week to come is owed this week.
    """
    due, next_week = duty.due.date(), monday(day) + timedelta(days=7)
    if day < duty.first and not due < min(duty.first, next_week):
        return None
    if due < day:
        return When.BEFORE
    if due == day:
        return When.TODAY
    if due < next_week:
        return When.WEEK
    return When.MONTH if (due.year, due.month) == (day.year, day.month) else None


def owners(view: View, register: type[Entry], subject: str) -> tuple[str, ...]:
    """Who owes: the teacher of the class it is about, or everybody of the posts (责任岗)."""
    return _teacher(view, register, subject) or _holders(view, register)


def _teacher(view: View, register: type[Entry], subject: str) -> tuple[str, ...]:
    if not subject or "homeroom" not in register.register.owners:
        return ()
    about = view.school.directory.look_up("class", subject.partition(" ")[0])
    teacher = about.facts.get("homeroom", "") if about else ""
    return (teacher,) if teacher else ()


def _holders(view: View, register: type[Entry]) -> tuple[str, ...]:
    posts = set(register.register.owners)
    people = listings(view.school.directory, "person")
    return tuple(one.name for one in people if one.active and posts & set(one.posts))
