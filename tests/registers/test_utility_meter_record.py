"""水电气暖抄表与节能记录."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

NEW_METER: dict[str, Any] = {
    "replaced": True,
    "old_end": "1250.00",
    "new_start": "10.00",
    "this": "58.75",
    "photos": [EXAMPLE_PHOTO, EXAMPLE_PHOTO],
}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    data = entry.to_data()
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert (data["month"], data["usage"], data["cost"]) == ("2026-03", "3810.00", "2087.88")
    assert (data["diff"], data["per_capita"]) == ("0.26", "5.95")


def test_the_bill_comes_later(make: Make) -> None:
    entry = make(bill=None, bill_cost=None)
    assert (entry.stage(), entry.is_complete()) == ("对账", False)
    assert "diff" not in entry.to_data()


@pytest.mark.parametrize(
    ("day", "month", "found"),
    [
        ("2026-03-31", "2026-03", []),
        ("2026-04-02", "2026-03", []),
        ("2026-04-03", "2026-03", ["R02"]),
        ("2026-04-20", "2026-04", ["R02"]),
        ("2026-01-01", "2025-12", []),
    ],
)
def test_r02_read_on_the_first(
    make: Make, around: Surroundings, day: str, month: str, found: list[str]
) -> None:
    entry = make(read_on=day)
    assert (entry.to_data()["month"], codes(entry, around)) == (month, found)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"this": "1203.49", "bill": None, "bill_cost": None}, ["R01"]),
        ({**NEW_METER, "bill": "3810"}, []),
        ({**NEW_METER, "old_end": None, "bill": None}, ["R01", "R01"]),
        ({**NEW_METER, "photos": [EXAMPLE_PHOTO], "bill": "3810"}, ["R01"]),
        ({"photos": []}, ["R02"]),
        ({"number_shown": False}, ["R02"]),
        ({"night_flow": "0"}, []),
        ({"night_flow": "0.2"}, ["R03"]),
        ({"bill": "3690"}, ["R03"]),
        ({"bill": "3700"}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_both_meters_count_when_one_was_replaced(make: Make) -> None:
    assert make(**NEW_METER).to_data()["usage"] == "3810.00"


def test_nobody_gives_no_share(make: Make) -> None:
    assert "per_capita" not in make(people=0).to_data()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"usage": "1"}, "「用量」：由系统计算"),
        ({"ratio": "0"}, "「倍率」"),
        ({"kind": "煤"}, "「种类」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
