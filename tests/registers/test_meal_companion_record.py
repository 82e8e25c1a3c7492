"""学校负责人（家长）陪餐记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes


def test_a_pleasant_meal_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.title()) == ("中", "3月5日中餐陪餐（林致远）")
    assert entry.signers_needed(around) == frozenset()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"together": False}, ["R01"]),
        ({"signed_in": True, "paid": True}, []),
        ({"signed_in": True, "paid": False}, ["R02"]),
        ({"signed_in": False, "paid": True}, ["R02"]),
        ({"signed_in": True}, []),
        ({"hygiene": 3}, []),
        ({"hygiene": 2}, ["G17"]),
        ({"hygiene": 2, "feedback": "当餐重新擦拭，下周复查"}, []),
        ({"opinion": "好"}, ["G17"]),
        ({"role": "家长"}, ["G17"]),
        ({"role": "家长", "guest": "周女士"}, []),
        ({"photos": []}, ["G18"]),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_bad_mark_opens_a_hazard_and_asks_for_the_canteen_manager(
    make: Make, around: Surroundings
) -> None:
    entry = make(taste=1, feedback="换菜")
    assert [one.key for one in entry.hazards(around)] == ["meal_companion_record.taste"]
    assert entry.signers_needed(around) == {"食堂负责人"}


@pytest.mark.parametrize("score", [0, 6])
def test_marks_go_from_one_to_five(make: Make, score: int) -> None:
    with pytest.raises(InvalidEntryError, match="「口味」"):
        make(taste=score)
