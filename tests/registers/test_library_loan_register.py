"""图书（阅览室）借阅登记."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.is_complete()
    assert entry.to_data()["open_hours"] == "8.5"
    assert entry.title() == "TS-004128 昆虫记借阅"
    assert make(back_on=None, state=None).stage() == "归还"
    assert entry.column("reader").personal


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"due": "2026-03-20"}, ["R01"]),
        ({"penalty": "1.00"}, ["R01"]),
        ({"penalty": "0"}, []),
        ({"state": "污损", "price": "28.00", "penalty": "28.00"}, []),
        ({"state": "污损", "price": "28.00", "penalty": "28.01"}, ["R01"]),
        ({"state": "遗失", "back_on": None, "penalty": "28.00"}, ["R01"]),
        ({"state": "遗失", "back_on": None, "price": "28.00", "penalty": "28.00"}, []),
        ({"state": "遗失", "back_on": None}, ["G17"]),
        ({"back_on": None}, ["G17"]),
    ],
)
def test_r01_periods_and_compensation(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_the_school_may_lend_for_longer(make: Make, around: Surroundings) -> None:
    longer = replace(around, limits={"library_loan_register.days": Limit.of(high="30")})
    assert codes(make(due="2026-04-04"), longer) == []


@pytest.mark.parametrize(("back_on", "found"), [("2026-03-25", []), ("2026-03-26", ["R03"])])
def test_r03_a_week_late(make: Make, around: Surroundings, back_on: str, found: list[str]) -> None:
    assert codes(make(back_on=back_on), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"close_at": "08:00"}, "「开放止」：不晚于开放起"),
        ({"open_hours": "9"}, "「开放时长」：由系统计算"),
        ({"back_on": "2026-03-04"}, "「归还」：早于借出"),
        ({"due": "2026-03-04"}, "「应还」：早于借出"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
