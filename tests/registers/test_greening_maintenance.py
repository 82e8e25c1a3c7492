"""绿化养护记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

SPRAYED: dict[str, Any] = {
    "work": "治虫",
    "material": "苦参碱 200mL",
    "safe": "放学后，隔离带，警示牌",
    "pupils_away": True,
    "sign_until": "2026-03-12",
}
CLIMBED: dict[str, Any] = {"work": "登高修枝", "safe": "安全绳、隔离带", "workers": 2}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.subject(), entry.is_complete()) == ([], "", True)
    assert entry.title() == "3月5日教学楼前花坛修剪"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (SPRAYED, []),
        ({**SPRAYED, "pupils_away": False}, ["R01"]),
        ({**SPRAYED, "pupils_away": None}, ["R01"]),
        ({**SPRAYED, "sign_until": None}, ["R01"]),
        ({**SPRAYED, "sign_until": "2026-03-04"}, ["R01"]),
        (CLIMBED, []),
        ({**CLIMBED, "workers": 1}, ["R01"]),
        ({**CLIMBED, "workers": None}, ["R01"]),
        ({**SPRAYED, "material": None}, ["G17"]),
        ({**SPRAYED, "safe": None}, ["G17"]),
        ({**SPRAYED, "material": "氧乐果 100mL"}, ["G17"]),
        ({"work": "施肥"}, ["G17"]),
        ({"photos_after": []}, ["G18"]),
    ],
)
def test_r01_and_conditions(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    entry = make(**changes)
    assert codes(entry, around) == found
    assert all(
        one.severity is (Severity.WARN if found == ["G18"] else Severity.BLOCK)
        for one in entry.findings(around)
    )


def test_dead_branches_open_a_hazard_at_their_place(make: Make, around: Surroundings) -> None:
    assert make().hazards(around) == ()
    (hazard,) = make(trees="有枯枝断枝").hazards(around)
    assert (hazard.source, hazard.category, str(hazard.place)) == (
        "每日巡视",
        "绿化",
        "教学楼前花坛",
    )


def test_nothing_at_all_is_no_quantity(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「数量」"):
        make(qty="0")
