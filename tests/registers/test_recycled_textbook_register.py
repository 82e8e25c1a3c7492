"""循环使用教科书编号登记、发放与回收."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

NEW: dict[str, Any] = {"first_term": "2025-2026学年第二学期", "cleaned_on": None}
DIRTY: dict[str, Any] = {"disinfect": None, "disinfect_on": None}
LOST: dict[str, Any] = {"back_on": None, "back_state": "遗失", "penalty": "8.60", **DIRTY}
OUT: dict[str, Any] = {"back_on": None, "back_state": None, **DIRTY}


def test_the_example_is_complete(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["cycles"] == 3
    assert entry.subject() == "三（2）班"
    assert entry.business_date().isoformat() == "2026-03-03"


@pytest.mark.parametrize(
    ("changes", "stage", "complete"),
    [
        (OUT, "回收", False),
        (DIRTY, "消毒", False),
        ({}, "消毒", True),
        (LOST, "消毒", True),
        ({**DIRTY, "back_state": "破损", "discard": True}, "消毒", True),
        ({**DIRTY, "back_state": "破损", "discard": False}, "消毒", False),
    ],
)
def test_a_book_is_given_out_brought_back_and_disinfected(
    make: Make, changes: dict[str, Any], stage: str, complete: bool
) -> None:
    entry = make(**changes)
    assert (entry.stage(), entry.is_complete()) == (stage, complete)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (NEW, []),
        ({"book_no": "第317号"}, ["R01"]),
        ({"cleaned_on": None}, ["R01"]),
        ({"cleaned_on": "2026-03-04"}, ["R01"]),
        ({"term": "2026春"}, ["R01"]),
        ({"first_term": "2024秋"}, ["R01"]),
        ({"cleaned_on": "2026-03-03"}, []),
        (LOST, []),
        ({**LOST, "penalty": "8.61"}, ["R02"]),
        ({**LOST, "penalty": "0"}, []),
        ({**LOST, "penalty": None}, ["G17"]),
        ({"penalty": "2.00"}, ["R02"]),
        ({"first_term": "2023-2024学年第一学期"}, []),
        ({"first_term": "2022-2023学年第二学期"}, ["R03"]),
        ({"back_on": None}, ["G17"]),
        ({"back_state": "破损"}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_school_may_let_them_go_round_longer(make: Make, around: Surroundings) -> None:
    longer = {"recycled_textbook_register.cycles": Limit.of(high="8")}
    old = make(first_term="2022-2023学年第二学期")
    assert codes(old, replace(around, limits=longer)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"back_on": "2026-03-02"}, "「回收日期」：早于发放日期"),
        ({"disinfect_on": "2026-07-05"}, "「消毒日期」：早于回收日期"),
        ({"first_term": "2026-2027学年第一学期"}, "「首次使用学期」：晚于本学期"),
        ({"cycles": 2}, "「已循环学期数」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
