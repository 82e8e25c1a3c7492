"""Compliance: duties by the day they are due, and by register and week."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from checklists.calendar import SchoolCalendar, days_between
from checklists.duty import Duty
from records.overview.picture import Book, Day, Matrix, Row, Week
from records.overview.tally import Tally, tallies

BEFORE, AFTER = "学期前", "学期后"


def days_of(books: Iterable[Book], calendar: SchoolCalendar, now: datetime) -> tuple[Day, ...]:
    """Every day of the term, and on to the days before and after it on which something is due.

    Args:
        books: of every register.
        calendar: of the term.
        now: moment up to which duties have fallen due, in the school's zone.
    """
    duties = (one for book in books for one in book.duties)
    by_day = tallies(duties, now, _day_due)
    term, today = calendar.term, now.date()
    first, last = min([term.start, *by_day]), max([term.end, *by_day])
    return tuple(
        Day(day, by_day.get(day, Tally()), day in term, calendar.is_school_day(day), day == today)
        for day in days_between(first, last)
    )


def matrix_of(books: Sequence[Book], calendar: SchoolCalendar, now: datetime) -> Matrix:
    """Every register's duties by the week of the term they are due in; arguments as `days_of`."""
    last = calendar.week(calendar.term.end)

    def week(duty: Duty) -> int:
        day = duty.due.date()
        if day < calendar.term.start:
            return 0
        return calendar.week(day) if day in calendar.term else last + 1

    counts = [tallies(book.duties, now, week) for book in books]
    used = sorted({number for found in counts for number in found}.union(range(1, last + 1)))
    titles, today = {0: BEFORE, last + 1: AFTER}, now.date()
    this = calendar.week(today) if today in calendar.term else None
    return Matrix(
        tuple(Week(one, titles.get(one, f"第{one}周"), one == this) for one in used),
        tuple(
            Row(book.register, tuple(found.get(one, Tally()) for one in used))
            for book, found in zip(books, counts, strict=True)
        ),
    )


def _day_due(duty: Duty) -> date:
    return duty.due.date()
