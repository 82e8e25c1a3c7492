"""师生饭菜质量评价（两周一次）."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

VOTES: list[dict[str, Any]] = find("meal_satisfaction_survey").example["votes"]


def votes(**changes: Any) -> list[dict[str, Any]]:
    return [{**VOTES[0], **changes}, *VOTES[1:]]


def test_a_survey_is_counted(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert [one["rate"] for one in data["votes"]] == ["84.5", "94.8", "74.1"]
    assert (data["total_rate"], data["return_rate"]) == ("84.5", "96.7")
    assert entry.business_date().isoformat() == "2026-03-13"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"sent": 116}, []),
        ({"sent": 115}, ["R01"]),
        ({"votes": votes(bad=4)}, ["R01"]),
        ({"sent": 145}, []),
        ({"sent": 146}, ["R02"]),
        ({"all_grades": False}, ["R02"]),
        ({"votes": votes(very=60, ok=50, improve="换厨师")}, ["R03"]),
        ({"votes": votes(very=92, ok=21)}, ["G17"]),
        ({"votes": votes(very=92, ok=21, improve="少油")}, []),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_without_votes_there_is_no_rate(make: Make, around: Surroundings) -> None:
    empty = make(sent=0, returned=0, votes=[{"q": "口味", "very": 0, "ok": 0, "bad": 0}])
    assert codes(empty, around) == []
    assert "total_rate" not in empty.to_data()


def test_the_impossible_is_refused(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「计票」：同一维度有两行"):
        make(votes=[VOTES[0], VOTES[0]])
    with pytest.raises(InvalidEntryError, match="「满意率（%）」：由系统计算"):
        make(votes=votes(rate="99.0"))
    with pytest.raises(InvalidEntryError, match="「评价结束日期」：早于"):
        make(last_day="2026-03-01")
