"""Deliveries across records."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.profile import Profile
from checklists.rules import Severity
from records.audit import purchases
from records.record import Person, Record
from tests.records.made_records import on, record, school, signed, view

HERE = school("food_purchase_acceptance")
MEAT, GREENS = find("food_purchase_acceptance").example["lines"]


def delivery(day: str = "2026-03-05", price: str = "4.00", **changes: Any) -> Record:
    greens = {**GREENS, "price": price, "made_on": None, "shelf_life": "2026-12-31"}
    told = {"date": day, "delivered_at": f"{day}T06:10:00+08:00", "lines": [greens]}
    number = f"JH-{day.replace('-', '')}-001"
    return record("food_purchase_acceptance", number, on(day), **{**told, **changes})


@pytest.mark.parametrize(
    ("first", "after", "count"), [("06:30", 10, 0), ("06:30", 11, 1), ("23:55", 8, 1)]
)
def test_both_sign_within_ten_minutes_on_the_day(first: str, after: int, count: int) -> None:
    at = on("2026-03-05", first)
    one = signed(delivery(), Person("p1", "董玥"), at, "验收员1")
    both = signed(one, Person("p2", "贺珺"), at + timedelta(minutes=after), "验收员2")
    assert len(list(purchases.signed_apart(view([both], HERE)))) == count
    assert list(purchases.signed_apart(view([one], HERE))) == []


@pytest.mark.parametrize(
    ("before", "price", "count"),
    [
        ("2026-03-05", "4.60", 0),
        ("2026-03-05", "4.61", 1),
        ("2026-03-05", "3.39", 1),
        ("2026-02-20", "9.00", 0),
    ],
)
def test_prices_keep_near_their_average(before: str, price: str, count: int) -> None:
    kept = [delivery(before), delivery("2026-04-01", price)]
    assert len(list(purchases.dearer_than_usual(view(kept, HERE)))) == count


def test_six_months_from_one_supplier_are_told() -> None:
    kept = [delivery(f"2026-{month:02d}-05") for month in range(2, 8)]
    assert len(list(purchases.always_one_supplier(view(kept, HERE)))) == 1
    assert list(purchases.always_one_supplier(view(kept[:5], HERE))) == []
    other = [*kept[:5], delivery("2026-07-05", supplier="绿野公司")]
    assert list(purchases.always_one_supplier(view(other, HERE))) == []


@pytest.mark.parametrize(("spent", "count"), [("98000.00", 0), ("97900.00", 1), ("102100.00", 1)])
def test_a_kindergarten_spends_what_it_takes(spent: str, count: int) -> None:
    here = school("food_purchase_acceptance", "canteen_supervision")
    month = record(
        "canteen_supervision",
        "DC-20260331-001",
        on("2026-03-31"),
        kind="月调度",
        fund=spent,
        fund_in="100000.00",
        conclusion="见账",
    )
    seen = view([delivery(), month], replace(here, profile=Profile("幼儿园")))
    assert len(list(purchases.meal_money_out_of_balance(seen))) == count
    assert list(purchases.meal_money_out_of_balance(view([delivery(), month], here))) == []
    alone = view([delivery()], replace(HERE, profile=Profile("幼儿园")))
    told = purchases.meal_money_out_of_balance(alone)
    assert [one.severity for one in told] == [Severity.HINT]
