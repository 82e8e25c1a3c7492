"""Supplies across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import supplies
from records.record import Record
from tests.records.made_records import END, changed, on, record, school, view

STORE, COUNTS = supplies.STORE, supplies.COUNTS
REQUESTS, ACCEPTED = supplies.REQUESTS, supplies.ACCEPTED
IN: dict[str, Any] = {"in_qty": "64", "out_qty": "0", "receiver": None, "dept": None}


def line(number: int, day: str, **changes: Any) -> Record:
    serial = f"KFTZ-{day.replace('-', '')}-{number:03d}"
    return record(STORE, serial, on(day), date=day, **changes)


def request(number: int = 1, day: str = "2026-02-26", **changes: Any) -> Record:
    serial = f"CGSQ-{day.replace('-', '')}-{number:03d}"
    return record(REQUESTS, serial, on(day), date=day, **changes)


def slip(**changes: Any) -> Record:
    return record(ACCEPTED, "WPYS-20260304-001", on("2026-03-04"), **changes)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 0),
        ({"acceptors": ["周采", "董玥"]}, 1),
        ({"keeper": "周采"}, 1),
        ({"keeper": "周采", "req_no": "购〔2026〕9号"}, 0),
    ],
)
def test_who_buys_neither_accepts_nor_keeps(changes: dict[str, Any], found: int) -> None:
    here, asked = school(REQUESTS, ACCEPTED), request()
    both = [asked, slip(**{"req_no": asked.number, **changes})]
    assert len(list(supplies.bought_and_accepted_by_one(view(both, here)))) == found


def test_without_acceptances_buyers_are_not_looked_into() -> None:
    (found,) = supplies.bought_and_accepted_by_one(view([request()], school(REQUESTS)))
    assert (found.severity, found.message) == (Severity.HINT, "未核（缺采购物品验收单）")


def paper(price: str) -> list[dict[str, Any]]:
    line = {"item": "复印纸", "spec": "A4", "unit": "箱", "need": "20", "qty": "20"}
    return [{**line, "est_price": price}]


@pytest.mark.parametrize(
    ("price", "second", "found"),
    [
        ("150.00", "2026-03-28", 1),
        ("150.00", "2026-03-29", 0),
        ("125.00", "2026-03-28", 0),
        ("300.00", "2026-03-28", 0),
    ],
)
def test_slices_are_seen_together(price: str, second: str, found: int) -> None:
    """One purchase that is large in itself is no slice."""
    both = [request(goods=paper(price)), request(2, second, goods=paper(price))]
    assert len(list(supplies.bought_in_slices(view(both, school(REQUESTS))))) == found


@pytest.mark.parametrize(
    ("third", "found"),
    [({}, 1), ({"supplier": "别家"}, 0), ({"method": "框架协议"}, 0), ({"supplier": None}, 0)],
)
def test_one_supplier_three_times_in_a_row(third: dict[str, Any], found: int) -> None:
    three = [request(1), request(2), request(3, **third)]
    seen = list(supplies.one_supplier_again_and_again(view(three, school(REQUESTS))))
    assert len(seen) == found


@pytest.mark.parametrize(("number", "found"), [("WPYS-20260304-001", 0), ("验〔2026〕99号", 1)])
def test_the_store_takes_in_what_was_accepted(number: str, found: int) -> None:
    both = [slip(), line(1, "2026-03-05", acceptance_no=number, **IN)]
    here = school(ACCEPTED, STORE)
    assert len(list(supplies.stored_without_acceptance(view(both, here)))) == found
    assert list(supplies.stored_without_acceptance(view(both, school(STORE)))) == []


def count(**changes: Any) -> Record:
    return record(COUNTS, "KFPD-20260626-001", on("2026-06-26"), **changes)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"opening": "32"}, 0),
        ({"opening": "36"}, 1),
        ({"opening": "36", "warehouse": "体育库房"}, 0),
        ({"opening": "36", "item": "A4复印纸"}, 0),
    ],
)
def test_a_line_begins_where_the_last_one_ended(changes: dict[str, Any], found: int) -> None:
    lines = [line(1, "2026-03-05"), line(2, "2026-03-06", **changes)]
    assert len(list(supplies.balances_carry_on(view(lines, school(STORE))))) == found


@pytest.mark.parametrize(("price", "found"), [("14.50", 0), ("14.51", 0), ("12.50", 1)])
def test_what_goes_out_costs_the_moving_average(price: str, found: int) -> None:
    """32 at 12.50 and 64 at 15.50 are 96 at 14.50."""
    lines = [
        line(1, "2026-03-05"),
        line(2, "2026-03-06", opening="32", price="15.50", **IN),
        line(3, "2026-03-09", opening="96", price=price),
    ]
    assert len(list(supplies.prices_are_averages(view(lines, school(STORE))))) == found


@pytest.mark.parametrize(("most", "found"), [("4", 0), ("30", 1)])
def test_a_department_that_takes_much_is_asked(most: str, found: int) -> None:
    days = ["2026-03-05", "2026-04-08", "2026-05-08", "2026-06-08"]
    lines = [line(n, day) for n, day in enumerate(days[:3])]
    lines.append(line(4, days[3], opening="60", out_qty=most, old_returned=most))
    assert len(list(supplies.takes_much(view(lines, school(STORE))))) == found
    assert list(supplies.takes_much(view(lines[2:], school(STORE)))) == [], "too few months"


@pytest.mark.parametrize(
    ("now", "opening", "found"),
    [("2027-03-05", "36", 0), ("2027-03-06", "36", 1), ("2027-03-06", "4", 0)],
)
def test_what_lies_idle_for_a_year_is_told(now: str, opening: str, found: int) -> None:
    kept = [line(1, "2026-03-05", opening=opening)]
    assert len(list(supplies.lies_idle(view(kept, school(STORE), on(now))))) == found


@pytest.mark.parametrize(("clock", "found"), [("07:59", 0), ("10:00", 1), ("11:31", 0)])
def test_nothing_moves_while_it_is_counted(clock: str, found: int) -> None:
    moved = changed(line(1, "2026-06-26"), at=on("2026-06-26", clock))
    here = school(STORE, COUNTS)
    assert len(list(supplies.moved_while_counted(view([moved, count()], here)))) == found


@pytest.mark.parametrize(("opening", "found"), [("88", 0), ("87", 1)])
def test_a_count_takes_the_books_as_they_are(opening: str, found: int) -> None:
    here = school(STORE, COUNTS)
    both = [line(1, "2026-06-25", opening=opening), count()]
    assert len(list(supplies.books_say_otherwise(view(both, here)))) == found


def test_without_the_store_a_count_is_not_looked_into() -> None:
    (found,) = supplies.books_say_otherwise(view([count()], school(COUNTS), END))
    assert found.severity is Severity.HINT
    assert list(supplies.books_say_otherwise(view([], school(COUNTS)))) == []
