"""Loans across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import loans
from records.record import Record
from tests.records.made_records import Known, Staff, on, record, school, view

ITEMS, BOOKS, CARDS, DAMAGE = loans.ITEMS, loans.BOOKS, loans.CARDS, loans.DAMAGE
OUT: dict[str, Any] = {"back_at": None, "back_qty": None, "back_state": None}
READING: dict[str, Any] = {"back_on": None, "state": None}


def item(number: int = 1, **changes: Any) -> Record:
    return record(ITEMS, f"QCJY-20260305-{number:03d}", on("2026-03-05"), **changes)


def book(number: int = 1, **changes: Any) -> Record:
    return record(BOOKS, f"TSJY-20260305-{number:03d}", on("2026-03-05"), **changes)


class Leavers(Staff):
    """Everybody known has left."""

    def look_up(self, kind: str, key: str) -> Known | None:
        found = super().look_up(kind, key)
        return replace(found, active=False) if found else None


def test_who_leaves_gives_everything_back() -> None:
    here = school(ITEMS, posts={"王安": "teacher"})
    gone = replace(here, directory=Leavers({"王安": "teacher"}))
    (found,) = loans.leavers_with_loans(view([item(), item(2, **OUT)], gone))
    assert (found.code, found.number) == ("item_loan_register.R02", "QCJY-20260305-002")
    assert list(loans.leavers_with_loans(view([item(2, **OUT)], here))) == []


@pytest.mark.parametrize(("until", "found"), [("2026-03-04", 0), ("2026-03-20", 1), (None, 0)])
def test_who_changes_posts_gives_everything_back(until: str | None, found: int) -> None:
    post = record(loans.POSTS, "GWZZ-20260302-001", on("2026-03-02"), effective_to=until)
    holder = post.entry["holder"]["name"]
    lent = item(2, borrower=holder, **OUT)
    kept = view([post, lent], school(ITEMS, loans.POSTS))
    assert len(list(loans.leavers_with_loans(kept))) == found


@pytest.mark.parametrize(("status", "found"), [("在用", 0), ("维修", 1), ("已处置", 1)])
def test_what_is_out_of_service_is_not_lent(status: str, found: int) -> None:
    card = record(CARDS, "GDZC-20260302-001", on("2026-03-02"), asset_no="TY-001", status=status)
    both = view([card, item(item="TY-001"), item(2)], school(ITEMS, CARDS))
    assert len(list(loans.lent_out_of_service(both))) == found


def test_without_asset_cards_it_is_not_looked_into() -> None:
    (found,) = loans.lent_out_of_service(view([item()], school(ITEMS)))
    assert found.severity is Severity.HINT
    assert list(loans.lent_out_of_service(view([], school(ITEMS)))) == []


def test_a_damage_slip_that_is_named_is_there() -> None:
    slip = record(DAMAGE, "SHPC-20260305-001", on("2026-03-05"))
    here = school(ITEMS, DAMAGE)
    named = item(back_state="损坏", damage_no=slip.number)
    assert list(loans.damage_slip_exists(view([slip, named], here))) == []
    assert len(list(loans.damage_slip_exists(view([named], here)))) == 1


@pytest.mark.parametrize(
    ("changes", "now", "found"),
    [
        ({"kind": "工具", **OUT}, "2026-03-08", 0),
        ({"kind": "工具", **OUT}, "2026-03-09", 1),
        ({"kind": "工具"}, "2026-03-09", 0),
        (OUT, "2026-03-05", 0),
        (OUT, "2026-03-06", 1),
    ],
)
def test_overdue_items(changes: dict[str, Any], now: str, found: int) -> None:
    assert len(list(loans.items_overdue(view([item(**changes)], school(ITEMS), on(now))))) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (READING, {}, 1),
        ({"back_on": "2026-03-05"}, {}, 0),
        (READING, {"book": "TS-000001"}, 0),
        ({"back_on": None, "state": "遗失", "penalty": "0", "price": "9.00"}, {}, 0),
    ],
)
def test_a_copy_is_lent_once(first: dict[str, Any], second: dict[str, Any], found: int) -> None:
    both = [book(**first), book(2, reader="20230399", **second)]
    assert len(list(loans.lent_twice(view(both, school(BOOKS))))) == found


def test_a_reader_has_three_books_at_most() -> None:
    four = [book(number, book=f"TS-{number}", **READING) for number in range(1, 5)]
    assert [one.number for one in loans.lent_twice(view(four, school(BOOKS)))] == [four[3].number]
    assert list(loans.lent_twice(view(four[:3], school(BOOKS)))) == []


@pytest.mark.parametrize(("close_at", "found"), [("16:30", 0), ("15:30", 1)])
def test_a_week_has_forty_hours(close_at: str, found: int) -> None:
    days = [f"2026-03-{day:02d}" for day in range(2, 7)]
    kept = [
        book(n, date=day, out_on=day, close_at=close_at, book=f"TS-{n}", **READING)
        for n, day in enumerate(days)
    ]
    here = school(BOOKS)
    hints = list(loans.open_long_enough(view(kept, here)))
    assert [one.severity for one in hints] == [Severity.HINT] * found
    assert list(loans.open_long_enough(view(kept, here, on("2026-03-06")))) == [], "not over yet"


@pytest.mark.parametrize(("now", "found"), [("2026-03-25", 0), ("2026-03-26", 1)])
def test_overdue_books(now: str, found: int) -> None:
    kept = [book(**READING), book(2)]
    assert len(list(loans.books_overdue(view(kept, school(BOOKS), on(now))))) == found
