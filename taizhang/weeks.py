"""A term week by week, in words: how many days pupils come, and which days are not as usual."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checklists.calendar import SchoolCalendar, monday
from taizhang.days import unusual_days


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a term.

    Attributes:
        first, last: its days within the term.
        school_days, staff_days, meal_days: how many pupils come, staff work, the canteen serves.
        unusual: days that are not as their weekday says, in words.
    """

    number: int
    first: date
    last: date
    school_days: int
    staff_days: int
    meal_days: int
    unusual: tuple[str, ...]


def weeks_of(calendar: SchoolCalendar) -> Iterator[Week]:
    """Every week of a term, in order."""
    start, end = calendar.term.start, calendar.term.end
    while start <= end:
        last = min(monday(start) + timedelta(days=6), end)
        days = list(calendar.days(start, last))
        yield Week(
            number=calendar.week(start),
            first=start,
            last=last,
            school_days=sum(map(calendar.is_school_day, days)),
            staff_days=sum(map(calendar.is_staff_day, days)),
            meal_days=sum(map(calendar.is_meal_day, days)),
            unusual=tuple(unusual_days(calendar, start, last)),
        )
        start = last + timedelta(days=1)
