"""新生预防接种证查验与补种登记."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

SECOND: dict[str, Any] = dict.fromkeys(("done_on", "check2_on", "result2"))
FINE: dict[str, Any] = {**SECOND, "assess": "完成", "missing_": None, "notice_on": None}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert entry.business_date().isoformat() == "2025-09-15"
    assert "叶小满" not in entry.title()


def test_only_those_in_need_are_checked_again(make: Make, around: Surroundings) -> None:
    assert make(**SECOND).is_complete() is False
    fine = make(**FINE)
    assert (fine.is_complete(), codes(fine, around)) == (True, [])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"check1_on": "2025-10-01"}, []),
        ({"check1_on": "2025-10-02"}, ["R01"]),
        (
            {**FINE, "check2_on": "2025-12-10", "result2": "已完成", "done_on": "2025-10-16"},
            ["R02"],
        ),
        ({"done_on": None}, ["R02"]),
        ({"result2": "仍未完成"}, ["R02"]),
        ({"result2": "仍未完成", "done_on": None}, []),
        ({"check2_on": "2026-01-05"}, ["R02"]),
        ({"cert": "遗失待补"}, ["R04"]),
        ({"cert": "无需补办", "cert_renewed": "2025-10-09"}, []),
        ({"missing_": []}, ["G17"]),
        ({"notice_on": None}, ["G17"]),
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
        ({"done_on": "2025-09-17"}, "「补种完成日期」：早于补种通知日期"),
        ({"check2_on": "2025-09-14"}, "「二次查验日期」：早于首次查验日期"),
        ({"birth": "2025-09-02"}, "「入学（转入）日期」：早于出生日期"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
