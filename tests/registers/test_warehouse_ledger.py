"""库房出入库台账."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.records.made_records import Staff
from tests.registers.conftest import Make, codes

IN: dict[str, Any] = {
    "in_qty": "100",
    "out_qty": "0",
    "dept": None,
    "receiver": None,
    "old_returned": None,
    "purpose": None,
}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    kept = entry.to_data()
    assert (kept["month"], kept["balance"], kept["amount"]) == ("2026-03", "32", "50.00")
    assert entry.title() == "LED灯管 T8 1.2m出库"
    assert entry.signers_needed(around) == {"部门负责人"}


def test_what_comes_in_needs_nobody_to_take_it(make: Make, around: Surroundings) -> None:
    entry = make(**IN)
    assert codes(entry, around) == []
    assert (entry.to_data()["balance"], entry.title()) == ("136", "LED灯管 T8 1.2m入库")
    assert entry.signers_needed(around) == frozenset()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"opening": "4"}, []),
        ({"opening": "3"}, ["R01"]),
        ({"old_returned": "3"}, ["R02"]),
        ({"old_returned": None}, ["R02"]),
        ({"old_returned": "3", "old_note": "一支碎裂"}, ["R02"]),
        ({"old_returned": "3", "old_note": "一支碎裂", "old_approver": "秦总务"}, []),
        ({"item": "A4复印纸 70g", "old_returned": None}, []),
        ({"receiver": "陈库"}, ["R03"]),
        ({"dept": None}, ["G17"]),
        ({"purpose": None}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r02_only_the_head_of_logistics_lets_old_ones_go(make: Make, around: Surroundings) -> None:
    class Listed(Staff):
        def keeps(self, kind: str) -> bool:
            return kind == "person"

    staff = Listed({"秦总务": "logistics_head", "王安": "homeroom", "陈库": "warehouse_keeper"})
    here = replace(around, directory=staff)
    entry = make(old_returned="3", old_note="一支碎裂", old_approver="秦总务")
    assert codes(entry, here) == []
    entry = make(old_returned="3", old_note="一支碎裂", old_approver="王安")
    assert codes(entry, here) == ["R02"]


@pytest.mark.parametrize(("posts", "found"), [("warehouse_keeper purchaser", ["R03"]), ("x", [])])
def test_r03_the_keeper_does_not_buy(
    make: Make, around: Surroundings, posts: str, found: list[str]
) -> None:
    here = replace(around, directory=Staff({"陈库": posts}))
    assert codes(make(), here) == found


@pytest.mark.parametrize("changes", [{"in_qty": "1"}, {"out_qty": "0", "old_returned": None}])
def test_r01_in_or_out_never_both(
    make: Make, around: Surroundings, changes: dict[str, Any]
) -> None:
    assert codes(make(**changes), around) == ["R01"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"balance": "40"}, "「结存」：由系统计算"), ({"amount": "1"}, "「金额（元）」：由系统计算")],
)
def test_what_is_computed_is_not_typed(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
