"""Repairs across records."""

from datetime import date
from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import repairs
from records.record import Record
from tests.records.made_records import changed, on, patrol, record, school, view

DAY = date(2026, 3, 5)
LEAKING = {
    "I09": {"verdict": "不合格", "remark": "漏水", "place": "二楼", "handling": "报修"},
}


def order(number: int, day: str = "2026-03-05", **changes: Any) -> Record:
    later = {
        name: f"{day}T{clock}:00+08:00"
        for name, clock in (
            ("reported_at", "08:00"),
            ("arrive_at", "09:00"),
            ("done_at", "10:00"),
            ("accepted_at", "11:00"),
        )
    }
    name = f"BX-{day.replace('-', '')}-{number:03d}"
    return record("repair_work_order", name, on(day), **{**later, **changes})


def test_what_a_patrol_hands_over_has_its_order() -> None:
    here = school("daily_patrol", "repair_work_order")
    asked = patrol(DAY, checks=LEAKING)
    found = list(repairs.repairs_without_an_order(view([asked], here)))
    assert [(one.code, one.number) for one in found] == [("daily_patrol.R03", asked.number)]
    answered = order(1, source_ref=asked.number)
    assert list(repairs.repairs_without_an_order(view([asked, answered], here))) == []
    assert list(repairs.repairs_without_an_order(view([patrol(DAY)], here))) == []
    alone = list(repairs.repairs_without_an_order(view([asked], school("daily_patrol"))))
    assert [(one.severity, one.message) for one in alone] == [
        (Severity.HINT, "未核（缺报修与维修记录（工单））")
    ]


def test_what_any_other_check_hands_over_has_its_order_too() -> None:
    slug = "security_facility_check"
    here = school(slug, "repair_work_order")
    (item, *_) = record(slug, "JF-1", on("2026-03-05")).entry["checks"]
    failed = {item: {"verdict": "不合格", "remark": "镜头松动", "handling": "报修"}}
    asked = record(slug, "JF-20260305-001", on("2026-03-05"), failed)
    found = list(repairs.repairs_without_an_order(view([asked], here)))
    assert [(one.code, one.number) for one in found] == [("F4", asked.number)]
    answered = order(1, source_ref=asked.number)
    assert list(repairs.repairs_without_an_order(view([asked, answered], here))) == []


def test_papers_an_order_names_are_looked_for_where_they_are_kept() -> None:
    here = school("repair_work_order")
    broken = order(1, cause="人为损坏", damage_no="PC-1")
    for check in (repairs.parts_not_from_the_store, repairs.damage_without_its_slip):
        assert [one.severity for one in check(view([broken], here))] == [Severity.HINT]
        assert list(check(view([order(1, issue_no=None)], here))) == []


@pytest.mark.parametrize(("numbered", "count"), [("赔〔2026〕3号", 0), ("赔〔2026〕4号", 1)])
def test_a_slip_an_order_names_is_there_by_its_own_number(numbered: str, count: int) -> None:
    here = school("repair_work_order", "damage_compensation")
    slip = record("damage_compensation", "PC-20260305-001", on("2026-03-05"))
    slip = changed(slip, entry={**slip.entry, "no": "赔〔2026〕3号"})
    broken = order(1, cause="人为损坏", damage_no=numbered)
    assert len(list(repairs.damage_without_its_slip(view([slip, broken], here)))) == count


@pytest.mark.parametrize(("named", "count"), [("CK-1", 0), ("CK-2", 1)])
def test_an_issue_slip_an_order_names_is_in_the_books_of_the_store(named: str, count: int) -> None:
    here = school("repair_work_order", "warehouse_ledger")
    slip = record("warehouse_ledger", "CK-1", on("2026-03-05"))
    kept = [slip, order(1, issue_no=named)]
    assert len(list(repairs.parts_not_from_the_store(view(kept, here)))) == count


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (("2026-03-05", "2026-04-05"), 0),
        (("2026-03-05", "2026-04-05", "2026-05-05"), 1),
    ],
)
def test_three_repairs_in_half_a_year_are_too_many(days: tuple[str, ...], count: int) -> None:
    here = school("repair_work_order")
    kept = [order(1, day, asset="ZC-7") for day in days]
    assert len(list(repairs.repaired_again_and_again(view(kept, here)))) == count
    others = [order(1, day) for day in days]
    assert list(repairs.repaired_again_and_again(view(others, here))) == []
