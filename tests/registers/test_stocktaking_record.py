"""库房盘点表."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

TUBES, PAPER = find("stocktaking_record").example["counts"]
OPEN: dict[str, Any] = {"settled_on": None, "approver": None}


def test_the_example_has_no_findings_but_its_difference(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    tubes, paper = entry.to_data()["counts"]
    assert (tubes["book_qty"], tubes["diff"]) == ("84", "0")
    assert (paper["book_qty"], paper["diff"], paper["diff_amount"]) == ("55", "-1", "-21.00")
    assert (entry.subject(), entry.title()) == ("全面盘点", "总务库房期末盘点")
    assert entry.signers_needed(around) == {"校长（差异处理）"}
    assert make(counts=[TUBES]).signers_needed(around) == frozenset()
    assert make(type="抽盘").subject() == "抽盘"


def paper(**changes: Any) -> list[dict[str, Any]]:
    row = {**PAPER, **changes}
    return [TUBES, {name: value for name, value in row.items() if value is not None}]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"counter": "陈库"}, ["R01"]),
        ({"supervisor": "陈库"}, ["R01"]),
        ({"counts": paper(reason=None)}, ["R02"]),
        ({"counts": paper(opinion=None)}, ["R02"]),
        ({"approver": None}, ["R02"]),
        ({"approver": None, "counts": [TUBES]}, []),
        ({"approver": None, "adjusted_on": "2026-07-01"}, ["R02", "R02"]),
        (OPEN, []),
        ({"counts": paper(real_qty="53")}, ["R03"]),
        ({"counts": paper(price="501.00")}, ["R03"]),
        ({"photos": None}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finished_at": "2026-06-26T07:00"}, "「结束时间」：早于截止时间"),
        ({"settled_on": "2026-06-25"}, "「处理日期」：早于日期"),
        ({"counts": []}, "「盘点明细」：太少"),
        ({"counts": [{**TUBES, "diff": "0"}]}, "「差异」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
