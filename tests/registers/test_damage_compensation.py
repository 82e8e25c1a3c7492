"""公物损坏赔偿登记单."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.is_complete()
    assert entry.to_data()["amount_cn"] == "人民币陆拾元整"
    assert entry.title() == "3月5日课桌椅ZC-2023-0117损坏赔偿"
    assert entry.signers_needed(around) == {"班主任", "会计（收款）"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"amount": "60.01"}, ["R01"]),
        ({"repair_cost": None, "amount": "132.00"}, []),
        ({"repair_cost": None, "amount": "132.01"}, ["R01"]),
        ({"repair_cost": "200.00", "amount": "132.01"}, ["R01"]),
        ({"liability": "正常损耗"}, ["R01"]),
        ({"liability": "不可抗力", "amount": "0", "pay": "修复原物"}, []),
        ({"fact": "打碎玻璃，按规定罚款。"}, ["R01"]),
        ({"objection": "家长认为不应三倍赔偿。"}, ["R01"]),
    ],
)
def test_r01_never_more_than_the_damage(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"guardian": None}, ["R02"]),
        ({"guardian_agreed_on": None}, ["R02"]),
        ({"guardian": None, "person_type": "教职工", "person": "周老师"}, []),
        ({"receipt": None}, ["R02"]),
        ({"banked_on": None}, ["R02"]),
        ({"banked_on": "2026-03-07"}, ["R02"]),
        ({"pay": "等价物", "receipt": None, "banked_on": None}, []),
        ({"settled_on": None, "receipt": None, "banked_on": None}, []),
        ({"pay": "修复原物", "repair_no": None}, ["G17"]),
    ],
)
def test_r02_guardians_agree_and_money_is_receipted(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_paying_in_later_only_warns(make: Make, around: Surroundings) -> None:
    found = make(banked_on="2026-03-09").findings(around)
    assert [one.severity for one in found] == [Severity.WARN]


def test_who_signs_depends(make: Make, around: Surroundings) -> None:
    visitor = make(person_type="外来", person="送货人", pay="等价物")
    assert visitor.signers_needed(around) == frozenset()


def test_settled_before_it_happened_is_refused(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「结清日期」：早于日期"):
        make(settled_on="2026-03-04")
