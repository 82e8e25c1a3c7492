"""教科书（免费）征订、到货与发放登记."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

CHINESE, EXERCISES = find("textbook_distribution").example["books"]
AID: dict[str, Any] = {"kind": "教辅（自愿）", "charged": "18.00", "fee_item": "教辅材料费"}
SHORT: dict[str, Any] = {
    "arrived": 125,
    "signed": 124,
    "spare_issued": 0,
    "issued": 124,
}


def books(first: dict[str, Any] | None = None, **second: Any) -> dict[str, Any]:
    rows = ({**CHINESE, **(first or {})}, {**EXERCISES, **second})
    return {
        "books": [{name: value for name, value in row.items() if value is not None} for row in rows]
    }


def test_the_example_is_complete(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert [one["left"] for one in entry.to_data()["books"]] == [2, 0]
    assert entry.is_complete()
    assert entry.business_date().isoformat() == "2026-03-03"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (books({"order_qty": 130}), ["R01", "R03"]),
        (books({"spare": 4, "order_qty": 130, "arrived": 130}), ["R01"]),
        (books({"signed": 127}), ["R01"]),
        (books({"issued": 128}), ["R01"]),
        (books({"stamped": False}), ["R01"]),
        (books({"stamped": None}), ["R01"]),
        (books({"charged": "9.80"}), ["R01"]),
        (books({"charged": "0"}), []),
        (books({"kind": "循环", "charged": "1.00", "stamped": None}), ["R01"]),
        (books(charged="2.50"), []),
        (books(**AID), []),
        (books(**{**AID, "fee_item": None}), ["R02"]),
        (books(**{**AID, "fee_item": None, "charged": None}), []),
        (books({"arrived": 128}), ["R03"]),
        ({"issued_on": "2026-03-05"}, []),
        ({"issued_on": "2026-03-06"}, ["R03"]),
        ({"bundled": True}, ["R04"]),
        ({"designated": True, "bundled": True}, ["R04", "R04"]),
        ({"photos": None}, ["G18"]),
        ({"photos": None, **books({"kind": "循环", "stamped": None})}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_more_than_arrived_cannot_have_gone_out(make: Make, around: Surroundings) -> None:
    (found,) = (
        one for one in make(**books({"arrived": 126})).findings(around) if one.code.endswith("R01")
    )
    assert found.message == "语文发放127，到货只有126"


def test_lacking_books_are_followed_up(make: Make, around: Surroundings) -> None:
    short = make(**books(SHORT))
    assert short.to_data()["books"][0]["left"] == -2
    assert sorted(codes(short, around)) == ["G17", "R03", "R03"]
    assert (short.stage(), short.is_complete()) == ("补书", False)
    made_up = make(**books(SHORT), makeup="循环书2册应急", makeup_on="2026-03-05")
    assert made_up.is_complete()
    assert codes(made_up, around) == ["R03", "R03"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issued_on": "2026-02-26"}, "「发放完成日期」：早于到货日期"),
        ({"makeup_on": "2026-03-02"}, "「补齐日期」：早于发放完成日期"),
        (books({"grade": 7}), "「年级」：“7”大于 6"),
        (books({"left": 2}), "「结余/缺书」：由系统计算"),
        ({"books": []}, "「书目」：太少"),
        ({"bundled": None}, "「外包膜与教辅捆绑」：没有填写"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
