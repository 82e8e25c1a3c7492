"""物品与教学器材领用借用归还登记."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

ALCOHOL: dict[str, Any] = {
    "item": "酒精（95%）",
    "kind": "危险品",
    "danger": True,
    "second": "郑琦",
    "qty": "0.50",
    "back_qty": "0.35",
}
OUT: dict[str, Any] = {"back_at": None, "back_qty": None, "back_state": None}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.is_complete(), entry.title()) == (True, "王安借篮球")
    assert make(**OUT).stage() == "归还"
    assert [column.name for column in make(**OUT).numbers_due()] == ["borrow_no"]


def test_what_was_used_is_computed(make: Make, around: Surroundings) -> None:
    entry = make(**ALCOHOL)
    assert codes(entry, around) == []
    assert entry.to_data()["used"] == "0.15"
    assert "used" not in make(**OUT).to_data()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"qty": "40", "back_qty": "40"}, []),
        ({"qty": "41", "back_qty": "41"}, ["R01"]),
        ({"back_qty": "21"}, ["R01"]),
        ({**ALCOHOL, "second": None}, ["R01"]),
        ({**ALCOHOL, "second": "王安"}, ["R01"]),
        ({**ALCOHOL, "danger": False}, ["R01"]),
        ({**ALCOHOL, "back_at": "2026-03-06T08:00", "due": "2026-03-06"}, ["R01"]),
    ],
)
def test_r01_what_is_there_and_who_takes_danger_out(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"back_state": "损坏2个"}, ["R03"]),
        ({"back_state": "损坏2个", "damage_no": "赔〔2026〕3号"}, []),
        ({"back_state": "无损坏"}, []),
    ],
)
def test_r03_damage_has_its_slip(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"back_at": "2026-03-06T08:00", "due": "2026-03-06"}, ["R04"]),
        ({"kind": "工具", "back_at": "2026-03-08T08:00"}, []),
        ({"kind": "工具", "back_at": "2026-03-09T08:00"}, ["R04"]),
        ({"kind": "工具", "due": "2026-03-12"}, []),
        ({"kind": "工具", "due": "2026-03-13"}, ["R04"]),
    ],
)
def test_r04_back_in_time(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"back_at": "2026-03-05T09:00"}, "「归还时间」：早于借出时间"),
        ({"due": "2026-03-04"}, "「应还日期」：早于借出时间"),
        ({"qty": "0"}, "「数量」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
