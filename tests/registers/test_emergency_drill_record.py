"""应急演练记录."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checklists.cadence import EveryMonth, EveryQuarter
from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

CLASS = find("emergency_drill_record").example["units"][0]


def units(**changes: Any) -> list[dict[str, Any]]:
    changed = {**CLASS, **changes}
    return [{name: value for name, value in changed.items() if value is not None}]


def test_a_drill_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert (data["units"][0]["seconds"], data["slowest"]) == (108, 108)
    with pytest.raises(InvalidEntryError, match="「用时（秒）」：由系统计算"):
        make(units=units(seconds=100))


def test_primary_schools_drill_monthly_and_kindergartens_quarterly() -> None:
    cadence = find("emergency_drill_record").register.cadence
    assert isinstance(cadence.at("小学"), EveryMonth)
    assert isinstance(cadence.at("幼儿园"), EveryQuarter)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"actual": 40}, ["R01"]),
        ({"actual": 42}, ["R01"]),
        ({"actual": 40, "absent": 1}, ["R01"]),
        ({"actual": 40, "absent": 1, "absent_note": "未到校，家长电话确认在家"}, []),
    ],
)
def test_r01_everybody_is_accounted_for(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(units=units(**changes)), around) == found


@pytest.mark.parametrize(
    ("finish", "target", "basis", "found"),
    [
        ("10:02:00", 120, None, []),
        ("10:02:01", 120, None, ["R02"]),
        ("10:02:50", 180, "低段学生，教学楼五层", []),
        ("10:02:50", 180, None, ["R02"]),
        ("10:03:01", 180, "低段学生，教学楼五层", ["R02"]),
    ],
)
def test_r02_evacuated_within_the_target(
    make: Make, around: Surroundings, finish: str, target: int, basis: str | None, found: list[str]
) -> None:
    entry = make(units=units(finish=finish), target=target, target_basis=basis)
    assert codes(entry, around) == found


def test_r02_the_school_may_have_another_usual_target(make: Make, around: Surroundings) -> None:
    own = {"emergency_drill_record.seconds": Limit.of(high="180")}
    assert codes(make(target=180), replace(around, limits=own)) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"improve": None}, ["G17"]), ({"improve": None, "problem": "无"}, [])],
)
def test_a_problem_is_worked_on(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(units=units(**changes)), around) == found


def test_three_pictures(make: Make, around: Surroundings) -> None:
    photos = find("emergency_drill_record").example["photos"]
    assert codes(make(photos=photos[:2]), around) == ["G18"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finish": "10:00:00"}, "「疏散情况」第 1 行「集合清点完毕时刻」：不晚于警报时刻"),
        ({"start": "十点"}, "“十点”不是钟点"),
        ({"should": -1}, "“-1”小于 0"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(units=units(**changes))
