"""班级日常消毒与保洁记录."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

LAMP: dict[str, Any] = {
    "object": "空气紫外线",
    "method": "紫外线",
    "conc": None,
    "strip": None,
    "start": "17:10",
    "end": "18:10",
    "child_absent": True,
    "lamp_hours": "420",
}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.subject()) == ([], "大一班")
    assert entry.to_data()["minutes"] == 15
    assert entry.signers_needed() == frozenset()
    assert make(spot_check=True).signers_needed() == {"保健教师"}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.PASS),
        ({"end": "10:59"}, Verdict.FAIL),
        ({"conc": 251}, Verdict.FAIL),
        ({"object": "便器", "method": "含氯浸泡", "conc": 500, "strip": 500}, Verdict.FAIL),
        (
            {"object": "便器", "method": "含氯浸泡", "conc": 500, "strip": 500, "end": "11:20"},
            Verdict.PASS,
        ),
        ({**LAMP, "end": "18:09"}, Verdict.FAIL),
        ({"object": "被褥", "method": "日晒", "conc": None, "strip": None}, Verdict.PASS),
    ],
)
def test_strength_and_time_are_judged_by_object_and_method(
    make: Make, around: Surroundings, changes: dict[str, Any], verdict: Verdict
) -> None:
    assert make(**changes).verdict(around) is verdict


def test_a_school_sets_its_own_limits(make: Make, around: Surroundings) -> None:
    limits = {"class_disinfection_record.conc.餐桌": Limit.of("100", "200")}
    assert make().verdict(replace(around, limits=limits)) is Verdict.FAIL


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (LAMP, []),
        ({**LAMP, "child_absent": False}, ["R02"]),
        ({**LAMP, "child_absent": None}, ["R02"]),
        ({**LAMP, "lamp_hours": "1001"}, ["R02"]),
        ({**LAMP, "lamp_hours": None}, ["R02"]),
        ({"conc": None, "strip": None}, ["R03"]),
        ({"conc": 99}, ["R03"]),
        ({"strip": 300}, ["R03"]),
        ({"strip": None}, []),
        ({"spot_check": True}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_the_impossible_is_refused(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「结束时间」：早于开始时间"):
        make(end="10:49")
