"""专用（功能）教室使用与保管记录."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

ALCOHOL = {"name": "酒精（mL）", "danger": True, "taken": "500"}
BROKEN: dict[str, Any] = {"state": "故障", "photos": [EXAMPLE_PHOTO]}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["equip"][1]["used"] == "120"
    assert entry.title() == "科学实验室第3节五（1）班"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"state_before": None}, ["R01"]),
        ({"clean": ["清洁", "断电断水", "锁门"]}, ["R01"]),
        ({"clean": ["均未做"]}, ["R01"]),
        ({"clean": ["清洁", "断电断水", "锁门"], "clean_note": "窗轴坏"}, []),
        ({"equip": [ALCOHOL]}, ["R01"]),
        ({"equip": [{**ALCOHOL, "left": "501"}]}, ["R01"]),
        ({"equip": None}, []),
        ({**BROKEN, "issue": "3号台水龙头漏水"}, ["G17"]),
        ({**BROKEN, "issue": "3号台水龙头漏水", "order_no": "GD-2026-040"}, []),
        ({"state_before": "故障", "issue": "漏水", "order_no": "GD-2026-040"}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(("period", "verdict"), [(8, Verdict.PASS), (9, Verdict.FAIL)])
def test_a_ninth_lesson_is_kept_and_judged(
    make: Make, around: Surroundings, period: int, verdict: Verdict
) -> None:
    assert make(period=period).verdict(around) is verdict
