"""Chapter 8 across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import utilities
from records.record import Record
from tests.records.made_records import Shelf, on, record, school, view

METERS, ELECTRIC = "utility_meter_record", "utility_electrical_inspection"
BUILDINGS = "school_building_safety_check"
EQUIPMENT, LOANS, CARDS = (
    "equipment_maintenance_record",
    "item_loan_register",
    "fixed_asset_ledger",
)


def reading(day: str, last: str, this: str, **changes: Any) -> Record:
    serial = f"NHCB-{day.replace('-', '')}-001"
    more = {"bill": None, "bill_cost": None, **changes}
    return record(METERS, serial, on(day), read_on=day, last=last, this=this, **more)


@pytest.mark.parametrize(("last", "found"), [("1298.75", 0), ("1298.70", 1)])
def test_a_reading_begins_where_the_last_one_ended(last: str, found: int) -> None:
    kept = [reading("2026-04-01", "1203.50", "1298.75"), reading("2026-05-01", last, "1390")]
    assert len(list(utilities.readings_that_do_not_join(view(kept, school(METERS))))) == found
    kept[1] = reading("2026-05-01", last, "1390", meter="S-01")
    assert list(utilities.readings_that_do_not_join(view(kept, school(METERS)))) == []


@pytest.mark.parametrize(
    ("this", "messages"),
    [("330", []), ("331", ["用量5240，环比+31%"]), ("269", ["用量2760，环比-31%"])],
)
def test_usage_that_jumps_by_a_third_is_found(this: str, messages: list[str]) -> None:
    kept = [reading("2026-04-01", "100", "200"), reading("2026-05-01", "200", this)]
    found = list(utilities.usage_that_jumps(view(kept, school(METERS))))
    assert [one.message for one in found] == messages


@pytest.mark.parametrize(
    ("was", "messages"),
    [("3200", []), ("2500", ["用量4000.00，同比+60%"]), ("6000", ["用量4000.00，同比-33%"])],
)
def test_usage_is_compared_with_the_year_before(was: str, messages: list[str]) -> None:
    ratio = {"ratio": "1"}
    now = reading("2026-04-01", "10000.00", "14000.00", **ratio)
    before = reading("2025-04-01", "0", was, **ratio)
    kept = replace(view([now], school(METERS)), store=Shelf([before, now]))
    assert [one.message for one in utilities.usage_that_jumps(kept)] == messages


def looked_through(day: str, *cracks: dict[str, Any]) -> Record:
    serial = f"XSPC-{day.replace('-', '')}-001"
    return record(BUILDINGS, serial, on(day), date=day, cracks=list(cracks))


CRACK: dict[str, Any] = {"point": "三层东走廊梁底1号点", "length": "320", "width": "0.15"}


@pytest.mark.parametrize(
    ("cracks", "messages"),
    [
        ([{**CRACK, "last_width": "0.15"}], []),
        (
            [{**CRACK, "last_width": "0.12"}],
            ["三层东走廊梁底1号点上期宽写0.12mm，XSPC-20250915-001是0.15mm"],
        ),
        ([{**CRACK, "point": "另一处", "is_new": True}], ["三层东走廊梁底1号点上期有，本期没有量"]),
    ],
)
def test_a_crack_is_compared_with_the_check_before(
    cracks: list[dict[str, Any]], messages: list[str]
) -> None:
    before = looked_through("2025-09-15", {**CRACK, "is_new": True})
    now = looked_through("2026-03-20", *cracks)
    kept = replace(view([now], school(BUILDINGS)), store=Shelf([before, now]))
    assert [one.message for one in utilities.cracks_against_last_time(kept)] == messages
    assert list(utilities.cracks_against_last_time(view([now], school(BUILDINGS)))) == []


HEATER: dict[str, Any] = {
    "room": "门卫室",
    "appliance": "电热毯 1000W",
    "user": "钱门卫",
    "disposal": "通报",
    "first_repeat": "首次",
}


def test_the_second_offence_at_a_place_is_told() -> None:
    here = school(ELECTRIC)
    kept = [
        record(ELECTRIC, f"SDXJ-202603{day:02d}-001", on(f"2026-03-{day:02d}"), violations=[one])
        for day, one in ((6, HEATER), (13, {**HEATER, "room": "办公室"}), (20, HEATER))
    ]
    assert list(utilities.rooms_that_offend_again(view(kept[:2], here))) == []
    found = list(utilities.rooms_that_offend_again(view(kept, here)))
    assert [(one.where, one.number) for one in found] == [("门卫室", kept[2].number)]


def upkeep(day: str, **changes: Any) -> Record:
    serial = f"SBBY-{day.replace('-', '')}-001"
    return record(EQUIPMENT, serial, on(day), done_on=day, **changes)


def test_what_is_out_of_use_is_not_lent() -> None:
    here = school(EQUIPMENT, LOANS)
    stopped = upkeep("2026-03-06", result="停用")
    loan = record(
        LOANS,
        "JY-20260309-001",
        on("2026-03-09"),
        item="QX-02 篮球架",
        out_at="2026-03-09T08:00+08:00",
        due="2026-03-12",
        back_at=None,
        back_qty=None,
        back_state=None,
    )
    found = list(utilities.used_while_out_of_use(view([stopped, loan], here)))
    assert [one.number for one in found] == [loan.number]
    works = upkeep("2026-03-08")
    assert list(utilities.used_while_out_of_use(view([stopped, works, loan], here))) == []
    run_out = upkeep("2026-03-08", inspect_valid="2026-03-08")
    assert len(list(utilities.used_while_out_of_use(view([run_out, loan], here)))) == 1
    (unchecked,) = utilities.used_while_out_of_use(view([stopped], school(EQUIPMENT)))
    assert unchecked.severity is Severity.HINT
    assert list(utilities.used_while_out_of_use(view([], school()))) == []


@pytest.mark.parametrize(
    ("result", "now", "found"),
    [("正常", "2026-03-31", 0), ("正常", "2026-04-01", 1), ("停用", "2026-04-01", 0)],
)
def test_equipment_is_out_of_use_once_its_inspection_ran_out(
    result: str, now: str, found: int
) -> None:
    kept = [
        upkeep(
            "2026-03-06",
            kind="电梯",
            result=result,
            inspect_valid="2026-03-31",
            checks={"I04": {"verdict": "合格", "measured": {"days": "9"}}},
        )
    ]
    seen = list(utilities.inspection_run_out(view(kept, school(EQUIPMENT), on(now))))
    assert len(seen) == found
    usual = [upkeep("2026-03-06")]
    assert list(utilities.inspection_run_out(view(usual, school(EQUIPMENT), on(now)))) == []


@pytest.mark.parametrize(("now", "found"), [("2026-04-08", 0), ("2026-04-09", 1)])
def test_equipment_is_looked_after_in_time(now: str, found: int) -> None:
    kept = [upkeep("2026-03-06")]
    here = school(EQUIPMENT)
    assert len(list(utilities.maintenance_overdue(view(kept, here, on(now))))) == found
    scrapped = [upkeep("2026-03-06", result="报废")]
    assert list(utilities.maintenance_overdue(view(scrapped, here, on(now)))) == []


@pytest.mark.parametrize(("faults", "found"), [(2, 0), (3, 1)])
def test_three_faults_are_enough(faults: int, found: int) -> None:
    kept = [
        upkeep(f"2026-03-{6 + n:02d}", result="修复", parts_cost=[], last_on=None)
        for n in range(faults)
    ]
    assert len(list(utilities.not_worth_repairing(view(kept, school(EQUIPMENT))))) == found


@pytest.mark.parametrize(("cost", "found"), [("500.00", 0), ("500.01", 1)])
def test_repairs_for_half_its_price_are_too_much(cost: str, found: int) -> None:
    here = school(EQUIPMENT, CARDS)
    kept = [
        upkeep("2026-03-06", parts_cost=[{"part": "篮板", "cost": cost}]),
        record(
            CARDS, "GDZC-20260302-001", on("2026-03-02"), asset_no="QX-02 篮球架", value="1000.00"
        ),
    ]
    assert len(list(utilities.not_worth_repairing(view(kept, here)))) == found


def test_without_cards_prices_are_not_looked_into() -> None:
    mended = upkeep("2026-03-06", parts_cost=[{"part": "篮板", "cost": "500.00"}])
    (unchecked,) = utilities.not_worth_repairing(view([mended], school(EQUIPMENT)))
    assert unchecked.message == "未核（缺固定资产登记台账）"
