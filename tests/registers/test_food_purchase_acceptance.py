"""食材采购进货查验（验收）台账."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from records.directory import Directory
from records.items import ForbiddenFoodItem, SupplierItem
from tests.registers.conftest import Make, codes

LINES: list[dict[str, Any]] = find("food_purchase_acceptance").example["lines"]
MEAT, GREENS = LINES


def lines(**changes: Any) -> list[dict[str, Any]]:
    """The greens changed."""
    return [MEAT, {**GREENS, **changes}]


def test_a_delivery_is_looked_over_by_two(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert [one["amount"] for one in data["lines"]] == ["900.00", "240.00"]
    assert (data["total"], entry.title()) == ("1140.00", "3月5日青禾农产品公司进货")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"accept2": "董玥"}, ["R01"]),
        ({"accept2": "柏禾"}, ["R01"]),
        ({"delivered_at": "2026-03-04T18:00:00+08:00"}, ["R01"]),
        ({"admitted": False}, ["R02"]),
        ({"licence_to": "2026-03-05"}, []),
        ({"licence_to": "2026-03-04"}, ["R02"]),
        ({"lines": lines(shelf_life="2026-03-06", made_on="2026-03-04")}, []),
        ({"lines": lines(shelf_life="2026-03-05")}, ["R03"]),
        ({"lines": lines(shelf_life="2026-03-05", verdict_="拒收退回")}, []),
        ({"lines": lines(made_on="2026-03-06")}, ["R03"]),
        ({"lines": lines(made_on="2026-02-20", shelf_life="2026-03-10")}, ["R03"]),
        ({"lines": lines(made_on=None)}, []),
        ({"note_total": "1140.01"}, []),
        ({"note_total": "1140.02"}, ["R04"]),
        ({"lines": lines(item="四季豆")}, ["R05"]),
        ({"lines": lines(item="四季豆", verdict_="拒收退回")}, []),
        ({"lines": lines(sense="不合格")}, ["G13"]),
        ({"lines": lines(sense="不合格", verdict_="就地销毁")}, []),
        ({"lines": lines(chilled="冷藏", temp="8.1")}, ["G13"]),
        ({"lines": lines(chilled="冷藏", temp="8.0")}, []),
        ({"lines": lines(chilled="冷冻", temp="-15")}, []),
        ({"lines": lines(chilled="冷藏")}, ["G17"]),
        ({"lines": lines(certs=[])}, ["G17"]),
        ({"lines": lines(category="畜禽肉")}, ["G17"]),
        ({"photos": []}, ["G18"]),
        ({"lines": lines(posted="3.48")}, []),
        ({"lines": lines(posted="3.47")}, ["R06"]),
        ({"lines": lines(posted="4.71")}, ["R06"]),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r05_the_local_list_counts_too(make: Make, around: Surroundings) -> None:
    local = ForbiddenFoodItem(id="T1", name="青皮红肉鱼")
    here = replace(around, directory=Directory({"forbidden_food": {"T1": local}}))
    fish = make(lines=lines(item="冰鲜青皮红肉鱼"))
    assert (codes(fish, around), codes(fish, here)) == ([], ["R05"])


def test_r04_amounts_are_rounded_to_the_cent(make: Make) -> None:
    odd = make(lines=lines(qty="0.333", price="4.55"))
    assert odd.to_data()["lines"][1]["amount"] == "1.52"


def test_what_was_refused_is_judged_and_opens_no_hazard(make: Make, around: Surroundings) -> None:
    refused = make(lines=lines(sense="不合格", verdict_="拒收退回"))
    assert refused.verdict(around) is Verdict.FAIL
    assert refused.hazards(around) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lines": lines(qty="0")}, "「数量」"),
        ({"lines": lines(amount="240.00")}, "由系统计算"),
        ({"lines": lines(shelf_life="2026-03-03")}, "早于生产日期"),
        ({"lines": lines(unit="斤")}, "“斤”不在可选范围"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


@pytest.mark.parametrize(("listed", "found"), [("青禾农产品公司", []), ("别家公司", ["R02"])])
def test_r02_who_delivers_is_on_the_list_of_suppliers(
    make: Make, around: Surroundings, listed: str, found: list[str]
) -> None:
    supplier = SupplierItem(id="G001", name=listed)
    known = replace(around, directory=Directory({"supplier": {"G001": supplier}}))
    kind = find("food_purchase_acceptance")
    assert codes(kind.read(kind.example, known), known) == found
