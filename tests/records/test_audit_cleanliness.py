"""Tableware and cold stores across records."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.limits import Limit
from checklists.rules import Severity
from records.audit import cleanliness
from records.record import Record
from tests.records.made_records import on, record, school, school_days, view

HERE = school("tableware_disinfection", "kitchen_daily_check")
DAY = date(2026, 3, 5)


def washed(day: date = DAY, number: int = 1, **changes: Any) -> Record:
    text, name = day.isoformat(), f"XD-{day:%Y%m%d}-{number:03d}"
    return record("tableware_disinfection", name, on(text), **{"date": text, **changes})


def kitchen(**changes: Any) -> Record:
    return record("kitchen_daily_check", "RGK-20260305-001", on("2026-03-05"), **changes)


def test_the_line_washed_again_exists_and_passed() -> None:
    dirty = washed(test="重洗", redone="XD-20260305-002")

    def wrong(*kept: Record) -> int:
        return len(list(cleanliness.not_washed_again(view(kept, HERE))))

    assert wrong(dirty, washed(number=2)) == 0
    assert wrong(dirty) == 1
    assert wrong(dirty, washed(number=2, temp="80")) == 1


@pytest.mark.parametrize(
    ("kept", "count"),
    [
        ([{"qty": 612}], 0),
        ([{"qty": 611}], 1),
        ([{"qty": 300}, {"qty": 312}], 0),
        ([{"qty": 612}, {"qty": 600, "object": "筷勺"}], 1),
        ([{"qty": 612, "temp": "90"}], 1),
        ([{"qty": 9, "object": "抹布"}], 1),
    ],
)
def test_as_many_clean_sets_as_people_ate(kept: list[dict[str, Any]], count: int) -> None:
    records = [washed(number=number, **changes) for number, changes in enumerate(kept, 1)]
    assert len(list(cleanliness.fewer_than_ate(view([kitchen(), *records], HERE)))) == count
    assert list(cleanliness.fewer_than_ate(view(records, HERE))) == []
    alone = view(records, school("tableware_disinfection"))
    assert [one.severity for one in cleanliness.fewer_than_ate(alone)] == [Severity.HINT]


@pytest.mark.parametrize(("pieces", "count"), [(1224, 0), (1223, 1)])
def test_a_school_may_use_two_pieces_a_diner(pieces: int, count: int) -> None:
    two = {"tableware_disinfection.sets.餐盘": Limit.of(low="2")}
    here = replace(HERE, limits=two)
    seen = view([kitchen(), washed(qty=pieces)], here)
    assert len(list(cleanliness.fewer_than_ate(seen))) == count


def test_both_snacks_may_be_washed_together() -> None:
    snacks = [{"meal": "早点", "diners": 90}, {"meal": "午点", "diners": 92}]
    for qty, count in ((182, 0), (181, 1)):
        kept = [kitchen(meals=snacks), washed(meal="点", qty=qty)]
        assert len(list(cleanliness.fewer_than_ate(view(kept, HERE)))) == count


@pytest.mark.parametrize(("count", "found"), [(4, 0), (5, 1), (8, 1)])
def test_the_same_readings_meal_after_meal_are_doubtful(count: int, found: int) -> None:
    days = school_days(count)
    kept = [washed(day) for day in days]
    assert len(list(cleanliness.washed_alike(view(kept, HERE)))) == found
    real = [washed(day, temp=f"10{day.day % 5}.5") for day in days]
    assert list(cleanliness.washed_alike(view(real, HERE))) == []


def disposal(day: str, stock: str, qty: str) -> Record:
    one = {
        "food": "酸奶",
        "batch_qty": "20260210",
        "stock": stock,
        "qty": qty,
        "reason": "超过保质期",
        "method": "染色毁形销毁",
        "handler": "柏禾",
        "witness": "贺珺",
    }
    told: dict[str, Any] = {"scope": "处置", "date": day, "disposals": [one]}
    return record("food_storage_check", f"KC-{day.replace('-', '')}-001", on(day), **told)


@pytest.mark.parametrize(("stock", "count"), [("4", 0), ("3", 0), ("5", 1)])
def test_what_was_thrown_away_is_no_longer_in_stock(stock: str, count: int) -> None:
    here = school("food_storage_check", "food_purchase_acceptance")
    kept = [disposal("2026-03-05", "6", "2"), disposal("2026-03-12", stock, "1")]
    assert len(list(cleanliness.stock_not_taken_off(view(kept, here)))) == count
    meat = find("food_purchase_acceptance").example["lines"][0]
    came = record(
        "food_purchase_acceptance",
        "JH-20260309-001",
        on("2026-03-09"),
        date="2026-03-09",
        lines=[{**meat, "item": "酸奶", "category": "奶"}],
    )
    assert list(cleanliness.stock_not_taken_off(view([*kept, came], here))) == []


@pytest.mark.parametrize(("count", "found"), [(4, 0), (5, 2)])
def test_the_same_temperatures_day_after_day_are_doubtful(count: int, found: int) -> None:
    """Two refrigerators in the example."""
    devices = find("food_storage_check").example["devices"]
    kept = [
        record(
            "food_storage_check",
            f"KC-{day:%Y%m%d}-001",
            on(day.isoformat()),
            date=day.isoformat(),
            scope="每日测温",
            devices=devices,
        )
        for day in school_days(count)
    ]
    seen = view(kept, school("food_storage_check"))
    assert len(list(cleanliness.temperatures_alike(seen))) == found
