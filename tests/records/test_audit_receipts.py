"""Receipts across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from checklists.catalogue import find
from records.audit import fees, receipts
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(receipts.STUBS, fees.DAYS)
LINE = find(fees.DAYS).example["lines"][0]
DRAWN: dict[str, Any] = dict.fromkeys(
    ("issued", "void", "next_no", "amount", "check_on", "checker", "faces")
)


def stub(number: int = 1, **changes: Any) -> Record:
    """A line of the book 0012031 to 0012080; three used, 900 yuan."""
    return record(receipts.STUBS, f"PJHX-20260302-{number:03d}", on("2026-03-02"), **changes)


def day(first: str = "0012031", last: str = "0012033", **changes: Any) -> Record:
    """A day on which three pay 900 yuan."""
    row = {**LINE, "count": 3, "reduce": "0", "actual": "900.00", "faces": "900.00", "void": "无"}
    row |= {"receipt_from": first, "receipt_to": last, **changes}
    return record(fees.DAYS, "RJD-20260309-001", on("2026-03-09"), lines=[row])


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ({"no_from": "0012034", **DRAWN}, 0),
        ({"no_from": "0012033", **DRAWN}, 1),
        ({**DRAWN}, 1),
        ({"batch": "1062027", **DRAWN}, 0),
        ({"type": "财政电子票据", **DRAWN}, 0),
        ({"no_from": "0012081", "no_to": "0012130", **DRAWN}, 0),
    ],
)
def test_a_book_is_drawn_once_and_goes_on_where_it_stopped(
    second: dict[str, Any], found: int
) -> None:
    kept = view([stub(), stub(2, **second)], HERE)
    assert len(list(receipts.drawn_twice(kept))) == found


@pytest.mark.parametrize(
    ("last", "changes", "found"),
    [
        ("0012033", {}, []),
        ("0012032", {}, ["缺号：0012033不在收费日结单里"]),
        ("0012032", {"void": "0012033", "void_copies": True}, []),
        ("0012032", {"skipped": "0012033", "skip_reason": "缺页"}, []),
        ("0012032", DRAWN, []),
        ("0012033", {"next_no": "无"}, ["缺号：0012034—0012080不在收费日结单里"]),
    ],
)
def test_every_number_that_was_used_is_somewhere(
    last: str, changes: dict[str, Any], found: list[str]
) -> None:
    kept = view([stub(**changes), day(last=last)], HERE)
    assert [one.message for one in receipts.numbers_unaccounted_for(kept)] == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"amount": "899.99"}, "差-0.01元"),
        ({"next_no": "0012033"}, "0012031—0012033只有一部分属于本行"),
        (DRAWN, ""),
    ],
)
def test_sums_are_those_of_the_days(changes: dict[str, Any], words: str) -> None:
    found = list(receipts.sums_of_the_days(view([stub(**changes), day()], HERE)))
    assert len(found) == bool(words)
    assert all(words in one.message for one in found)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("0012031", "0012080", 0), ("0012030", "0012032", 1), ("B0012031", "B0012033", 1)],
)
def test_receipts_come_out_of_a_book(first: str, last: str, found: int) -> None:
    kept = view([stub(), day(first, last)], HERE)
    assert len(list(receipts.receipts_of_no_book(kept))) == found


def test_two_books_cover_a_run_together() -> None:
    next_book = stub(2, no_from="0012081", no_to="0012130", **DRAWN)
    kept = view([stub(), next_book, day("0012079", "0012082")], HERE)
    assert list(receipts.receipts_of_no_book(kept)) == []


def test_what_is_not_kept_is_not_looked_into() -> None:
    without_days = view([stub()], school(receipts.STUBS))
    (found,) = receipts.sums_of_the_days(without_days)
    assert found.message == "未核（缺当日收费日结单）"
    assert list(receipts.numbers_unaccounted_for(without_days)) == []
    without_stubs = view([day()], school(fees.DAYS))
    (found,) = receipts.receipts_of_no_book(without_stubs)
    assert found.message == "未核（缺财政票据（收据）领用核销登记）"


@pytest.mark.parametrize(
    ("now", "changes", "found"),
    [
        ("2026-09-01", DRAWN, 0),
        ("2026-09-02", DRAWN, 1),
        ("2026-09-02", {}, 0),
    ],
)
def test_a_book_is_checked_within_half_a_year(
    now: str, changes: dict[str, Any], found: int
) -> None:
    kept = view([stub(**changes)], HERE, on(now))
    assert len(list(receipts.books_kept_too_long(kept))) == found
