"""每日防火巡查记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
BLOCKED: dict[str, Any] = {
    "verdict": "不合格",
    "remark": "二层安全出口堆放桌椅",
    "action": "已搬离",
    "handling": "当场整改",
    "photos": [PHOTO],
}


def test_a_round_without_fault_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "3月5日晚间教学楼防火巡查"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"photos": []}, ["R03"]),
        ({"handling": None}, ["R03"]),
        ({"handling": None, "photos": []}, ["R03", "G18"]),
        ({"handling": "报隐患"}, []),
        ({"handling": "报隐患", "photos": []}, ["G18"]),
    ],
)
def test_r03_a_failure_says_how_it_is_handled_and_shows_what_was_put_right(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(make({"I02": {**BLOCKED, **changes}}), around)) == sorted(found)


def test_what_cannot_be_put_right_opens_a_hazard_of_its_kind(
    make: Make, around: Surroundings
) -> None:
    gas = make({"I09": {**BLOCKED, "handling": "报隐患"}}).hazards(around)
    assert [(one.source, one.category, one.critical) for one in gas] == [("防火巡查", "燃气", True)]
    assert make({"I09": BLOCKED}).hazards(around) == ()


def test_a_night_round_may_end_after_midnight(make: Make, around: Surroundings) -> None:
    late = {"start": "2026-03-06T00:10:00+08:00", "end": "2026-03-06T00:30:00+08:00"}
    assert codes(make(time_slot="夜", **late), around) == []
    with pytest.raises(InvalidEntryError, match="不在巡查当日"):
        make(**late)
    with pytest.raises(InvalidEntryError, match="「结束时间」：早于开始时间"):
        make(end="2026-03-05T17:00:00+08:00")
