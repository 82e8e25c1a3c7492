"""Hazard flow: how many hazards were opened and closed month by month, and how old the rest is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from checklists.cadence import whole
from checklists.calendar import Term
from records.hazards import Hazard, open_hazards
from records.overview.picture import Aged, HazardFlow, Month


def hazard_flow(hazards: Sequence[Hazard], term: Term, now: datetime) -> HazardFlow:
    """The flow of a term's hazards up to a moment.

    Args:
        hazards: those of the term, and those that earlier terms left open; as they stand now.
        term: what was found before its first day is carried over.
        now: moment, in the school's zone.
    """
    zone, today = now.tzinfo, now.date()
    kept = [one for one in hazards if not one.is_void]
    found = [_day(one.found_at, zone) for one in kept]
    carried = sum(day < term.start for day in found)
    opened = Counter(day.replace(day=1) for day in found if day >= term.start)
    closed = Counter(
        max(_day(one.closed_at, zone), term.start).replace(day=1)
        for one in kept
        if one.is_closed and one.closed_at is not None
    )
    last = max([term.start, min(today, term.end), *opened, *closed])
    months = tuple(_months(carried, opened, closed, (term.start, last)))
    ages = (Aged(one, (today - _day(one.found_at, zone)).days) for one in open_hazards(kept))
    return HazardFlow(carried, months, tuple(ages))


def _months(
    left: int, opened: Counter[date], closed: Counter[date], span: tuple[date, date]
) -> Iterator[Month]:
    month = span[0].replace(day=1)
    while month <= span[1]:
        left += opened[month] - closed[month]
        yield Month(month, opened[month], closed[month], left)
        month = whole(month)[1] + timedelta(days=1)


def _day(moment: datetime, zone: tzinfo | None) -> date:
    return moment.astimezone(zone).date()
