"""教职工外出登记簿."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.registers.gate_security.staff_outing_register import StaffOutingRegister
from checklists.surroundings import SHANGHAI, Surroundings
from tests.records.made_records import Staff
from tests.registers.conftest import Make, codes

CLASS = {"on_class": True, "class_cover": "李禾顶班"}


def test_an_outing_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.is_complete()) == ("王安外出（会议）", True)


def test_it_stays_open_until_somebody_is_back_or_will_not_be(make: Make) -> None:
    assert make(back_at=None).stage() == "返校"
    assert not make(back_at=None).is_complete()
    assert make(back_at=None, no_return="会后直接回家，已报秦总务").is_complete()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"approver": "王安"}, ["R01"]),
        ({"approver": "李主任"}, []),
        ({"name": "周副校长"}, ["R01"]),
        ({"name": "周副校长", "approver": "林校长"}, []),
        ({"name": "周副校长", "mandate": "校长书面授权（3月2日）"}, []),
    ],
)
def test_r01_nobody_approves_for_himself_and_leaders_ask_the_principal(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    class Kept(Staff):
        def keeps(self, kind: str) -> bool:
            return kind == "person"

    staff = Kept({"周副校长": "vp_logistics", "林校长": "principal", "秦总务": "logistics_head"})
    assert codes(make(**changes), replace(around, directory=staff)) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"class_cover": None}, ["R03"]),
        ({"on_class": False, "class_cover": None}, []),
        ({"class_cover": "王安自行调课"}, ["R03"]),
        ({"back_at": "2026-03-05T13:30+08:00"}, []),
        ({"back_at": "2026-03-05T13:31+08:00"}, ["R03"]),
    ],
)
def test_r03_lessons_are_covered_and_the_way_back_is_not_forgotten(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(("left", "found"), [(None, ["R04"]), (1, ["R04"]), (2, [])])
def test_r04_a_kindergarten_class_keeps_two(
    make: Make, around: Surroundings, left: int | None, found: list[str]
) -> None:
    nursery = replace(around, kind="幼儿园")
    assert codes(make(staff_left=left, **CLASS), nursery) == found
    assert codes(make(staff_left=left, **CLASS), around) == []
    assert codes(make(on_class=False, class_cover=None), nursery) == []


def test_r04_the_school_sets_how_many_stay(make: Make, around: Surroundings) -> None:
    own = {"staff_outing_register.staff_left": Limit.of(low="1")}
    nursery = replace(around, kind="幼儿园", limits=own)
    assert codes(make(staff_left=1, **CLASS), nursery) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"back_at": "2026-03-05T09:39+08:00"}, "「实际返校」：早于离校时间"),
        ({"expect_back": "2026-03-05T09:40+08:00"}, "「预计返校」：不晚于离校时间"),
        ({"out_at": "2026-03-04T09:40+08:00"}, "「离校时间」：不在登记当日"),
        ({"reason": "散步"}, "「事由」：“散步”不在可选范围"),
    ],
)
def test_r02_times_in_no_possible_order_are_refused(
    make: Make, changes: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


def test_it_is_filled_in_before_going_out(around: Surroundings) -> None:
    before = replace(around, now=datetime(2026, 3, 5, 9, 10, tzinfo=SHANGHAI))
    asked = {key: value for key, value in StaffOutingRegister.example.items() if key != "back_at"}
    assert StaffOutingRegister.read(asked, before).stage() == "返校"
