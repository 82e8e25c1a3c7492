"""Small pictures, drawn by hand, for tests of charts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from checklists.calendar import Term
from checklists.catalogue import find
from checklists.duty import Duty
from checklists.surroundings import SHANGHAI
from records.hazards import Hazard
from records.overview.picture import (
    Aged,
    Day,
    Debt,
    Debtor,
    Expiring,
    HazardFlow,
    Matrix,
    Month,
    Overview,
    Row,
    Week,
)
from records.overview.tally import Tally
from records.record import Person
from records.standings import DutyStanding, Standing

NASTY = "<script>alert(1)</script>&\"'\x00\u202e"
TODAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, 20, tzinfo=SHANGHAI)


def march(day: int) -> date:
    return date(2026, 3, day)


def days(tallies: Mapping[date, Tally], first: date, last: date) -> list[Day]:
    """Days without a gap; the term is March 2026."""
    count = (last - first).days + 1
    every = [first + timedelta(days=offset) for offset in range(count)]
    return [
        Day(
            one,
            tallies.get(one, Tally()),
            in_term=date(2026, 3, 2) <= one <= date(2026, 3, 31),
            is_school_day=one.weekday() < 5,
            is_today=one == TODAY,
        )
        for one in every
    ]


def weeks(*numbers: int, last: int = 4) -> tuple[Week, ...]:
    titles = {0: "学期前", last + 1: "学期后"}
    return tuple(Week(one, titles.get(one, f"第{one}周"), one == 2) for one in numbers)


def row(slug: str, *tallies: Tally) -> Row:
    return Row(find(slug), tallies)


def hazard(**changes: Any) -> Hazard:
    facts: dict[str, Any] = {
        "number": "YH-20260302-001",
        "hazard_no": "隐患2026-001",
        "stage": "整改",
        "level": "较大",
        "category": "校舍",
        "place": "教学楼东楼梯",
        "description": "扶手松动",
        "found_at": datetime(2026, 3, 2, 9, tzinfo=SHANGHAI),
        "finder": Person("P1", "王安"),
        "owner": Person("P2", "赵工"),
        "reviewer": None,
        "due": march(6),
        "overdue": 3,
        "rounds": 0,
        "opened_by": "",
        "opened_for": "",
        "is_void": False,
        "is_closed": False,
        "done_at": None,
        "closed_at": None,
        "waiting": (),
    }
    return Hazard(**{**facts, **changes})


def debt(day: int, standing: Standing = Standing.MISSING, *numbers: str) -> Debt:
    due = datetime(2026, 3, day, 17, 30, tzinfo=SHANGHAI)
    duty = Duty(march(day), march(day), "", due, f"3月{day}日")
    reason = "补录未经批准" if standing is Standing.OPEN else ""
    one = DutyStanding(duty, standing, numbers, reason)
    return Debt(find("daily_patrol"), one, is_late=day < 9)


def debtor(name: str, *debts: Debt) -> Debtor:
    return Debtor(name, () if name else ("gardener",), debts)


def expiring(name: str, left: int, **changes: Any) -> Expiring:
    facts = {"kind": "person", "id": name, "what": "健康证", "is_over": left < 0, **changes}
    return Expiring(name=name, until=TODAY + timedelta(days=left), left=left, **facts)


def flow(*months: Month, open_: tuple[Aged, ...] = (), carried: int = 0) -> HazardFlow:
    return HazardFlow(carried, months, open_)


def overview(**changes: Any) -> Overview:
    """A quiet month."""
    facts: dict[str, Any] = {
        "term": Term("2025-2026-2", march(2), march(31)),
        "at": NOW,
        "days": tuple(days({march(2): Tally(done=3)}, march(2), march(31))),
        "matrix": Matrix(weeks(1), (row("daily_patrol", Tally(done=3)),)),
        "debts": (),
        "debtors": (),
        "hazards": flow(Month(march(1), 0, 0, 0)),
        "expiring": (),
        "ahead": timedelta(days=60),
    }
    return Overview(**{**facts, **changes})
