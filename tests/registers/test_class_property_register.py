"""班级（部门、专用教室）财产登记、月查与期末点交."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

DESK, STOOL, CURTAIN, SCREEN = find("class_property_register").example["things"]
LAST: dict[str, Any] = {"check_type": "期末点交", "receiver": "秦总务"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    kept = entry.to_data()
    assert [one["diff"] for one in kept["things"]] == [0, 0, 0, 0]
    assert kept["broken_share"] == "1.1"
    assert (entry.subject(), entry.title()) == ("三（2）班 期初登记", "三（2）班财产期初登记")
    office = make(room=None, other_room="总务处办公室", students=0)
    assert office.subject() == "总务处办公室 期初登记"


def curtains(**changes: Any) -> dict[str, Any]:
    line = {**CURTAIN, **changes}
    return {
        "things": [DESK, STOOL, {k: v for k, v in line.items() if v is not None}, SCREEN],
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (curtains(good=6), ["R01"]),
        (curtains(prev=6), []),
        (curtains(prev=7), ["R01"]),
        (curtains(prev=7, lost=1), []),
        (curtains(prev=5, moved_in=2, moved_out=1), []),
        ({"students": 43}, ["R01", "R01"]),
        (LAST, []),
        ({**LAST, "receiver": None}, ["R02"]),
        ({**LAST, "receiver": "王安"}, ["R02"]),
        ({"check_type": "交接"}, ["R02"]),
        ({"check_type": "月查", "photos": None}, []),
        (curtains(slip_no=None), ["R03"]),
        (curtains(slip_no=None, reason="人为损坏", handle="赔偿"), ["R03"]),
        (curtains(reason=None), ["G17"]),
        (curtains(actual=5, good=5, bad=0, reason=None, handle=None, slip_no=None), ["G17"]),
        ({"things": [{**CURTAIN, "good": 5, "bad": 1}]}, ["R04"]),
        ({"photos": None}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_who_signs_depends(make: Make, around: Surroundings) -> None:
    assert make().signers_needed(around) == frozenset()
    assert make(**LAST).signers_needed(around) == {"接方", "期末加政教处"}
    assert make(check_type="交接").signers_needed(around) == {"接方"}


@pytest.mark.parametrize("changes", [{"room": None}, {"other_room": "音乐室"}])
def test_one_room_at_a_time(make: Make, around: Surroundings, changes: dict[str, Any]) -> None:
    assert codes(make(**changes), around) == ["G17"]
