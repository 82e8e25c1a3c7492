"""报修与维修记录（工单）."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import SHANGHAI, Surroundings
from tests.registers.conftest import Make, codes

REPORTED: dict[str, Any] = dict.fromkeys(
    (
        *("assigned", "mode", "arrive_at", "done_at", "parts", "issue_no", "labour", "cost"),
        *("cause", "photo_after", "accept", "accept_by", "accepted_at"),
    )
)


@dataclass(frozen=True)
class Electrician:
    id: str = "赵工"
    name: str = "赵工"
    active: bool = True
    posts: tuple[str, ...] = ("electrician",)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Staff:
    facts: Mapping[str, str]

    def keeps(self, kind: str) -> bool:
        return kind == "person"

    def look_up(self, kind: str, key: str) -> Electrician | None:
        return Electrician(key, key, facts=self.facts) if kind == "person" else None


def test_an_order_goes_from_report_to_acceptance(make: Make, around: Surroundings) -> None:
    done = make()
    assert codes(done, around) == []
    assert (done.stage(), done.is_complete()) == ("验收", True)
    assert done.to_data()["reckoned"] == "6.00"
    soon = replace(around, now=datetime(2026, 3, 5, 9, tzinfo=SHANGHAI))
    open_order = make(**REPORTED)
    assert codes(open_order, soon) == []
    assert open_order.stage() == "派单"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"assigned": "董玥"}, ["R01"]),
        ({"accept_by": "贺珺"}, ["R01"]),
        ({"labour": "493.99", "cost": "499.99"}, []),
        ({"labour": "494.00", "cost": "500.00"}, ["R02"]),
        ({"labour": "494.00", "cost": "500.00", "approval_no": "SP-7"}, []),
        ({"mode": "外修", "unit": "顺达维修部"}, ["R02"]),
        ({"mode": "外修", "unit": "顺达维修部", "approval_no": "SP-7"}, []),
        ({"issue_no": None}, ["R02"]),
        ({"cost": "8.00"}, ["R02"]),
        ({"cause": "人为损坏"}, ["R03"]),
        ({"cause": "人为损坏", "damage_no": "PC-1"}, []),
        ({"cause": "人为损坏", "waiver": "意外，无过错"}, []),
        ({"urgency": "紧急2小时"}, ["R04"]),
        ({"urgency": "紧急2小时", "late_reason": "等配件"}, []),
        ({"urgency": "计划"}, []),
        ({"accept": "不满意"}, ["G17"]),
        ({"accept": "不满意", "redo": "3月6日重装"}, []),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r02_old_parts_come_back(make: Make, around: Surroundings) -> None:
    part = {"item": "灯管", "qty": "2", "price": "3.00"}
    assert codes(make(parts=[{**part, "old_returned": "2"}]), around) == []
    assert codes(make(parts=[{**part, "old_returned": "1"}]), around) == ["R02"]


def test_r02_a_school_sets_its_own_amount(make: Make, around: Surroundings) -> None:
    strict = replace(around, limits={"repair_work_order.approval": Limit.of(high="5")})
    assert codes(make(), strict) == ["R02"]


@pytest.mark.parametrize(
    ("changes", "certificates", "found"),
    [
        ({}, {}, []),
        ({"kind": "电"}, {}, ["R05"]),
        ({"kind": "电"}, {"低压电工证": "2026-03-04"}, ["R05"]),
        ({"kind": "电"}, {"低压电工证": "2028-01-01"}, []),
        ({"work": ["登高"]}, {"低压电工证": "2028-01-01"}, ["R05"]),
        ({"work": ["登高"]}, {"高处作业证": "2028-01-01"}, []),
    ],
)
def test_r05_dangerous_work_needs_a_certificate(
    make: Make,
    around: Surroundings,
    changes: dict[str, Any],
    certificates: dict[str, str],
    found: list[str],
) -> None:
    assert codes(make(**changes), replace(around, directory=Staff(certificates))) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"arrive_at": "2026-03-05T08:00:00+08:00"}, "「到场时间」：早于报修时间"),
        ({"done_at": "2026-03-05T10:00:00+08:00"}, "「完成时间」：早于到场时间"),
        ({"accepted_at": "2026-03-05T10:00:00+08:00"}, "「验收时间」：早于完成时间"),
        ({"reckoned": "6.00"}, "由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
