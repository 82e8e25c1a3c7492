"""环境消毒与除四害（病媒生物防制）记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

RATS: dict[str, Any] = {
    "kind": "灭鼠",
    "product": "溴敌隆毒饵",
    "bait_points": 20,
    "baits_back": 17,
    "baits_eaten": 3,
}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.subject(), entry.is_complete()) == ([], "消毒", True)
    assert make(**RATS).subject() == "除四害"
    assert entry.title() == "3月5日教学楼一层厕所预防性消毒"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"occupied": True}, ["R01"]),
        (RATS, []),
        ({**RATS, "place": "食堂操作间"}, ["R01"]),
        ({**RATS, "place": "食堂操作间", "product": "粘鼠板"}, []),
        ({"issued": "21"}, ["R02"]),
        ({"takers": ["董玥"]}, ["R02"]),
        ({"takers": ["董玥", "董玥"]}, ["R02"]),
        ({"locked": False}, ["R02"]),
        ({"contact_min": 29}, ["R03", "R03"]),
        ({"contact_min": 40}, ["R03"]),
        ({"demanded_min": 31}, ["R03"]),
        ({"licence": "无"}, ["R04"]),
        ({"executor": "贺珺"}, ["G05"]),
        ({**RATS, "baits_back": None}, ["G17"]),
        ({**RATS, "baits_back": 16}, ["G17"]),
        ({"photos": []}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2026-03-05T16:40:00+08:00"}, "「结束时间」：早于开始时间"),
        ({"qty": "-1"}, "「用量」"),
        ({"kind": "灭蛇"}, "「类型」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
