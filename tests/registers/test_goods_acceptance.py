"""采购物品验收单."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

PANEL, CABLE = find("goods_acceptance").example["goods"]


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    kept = entry.to_data()
    assert (kept["total"], kept["total_cn"]) == ("17160.00", "人民币壹万柒仟壹佰陆拾元整")
    assert entry.business_date().isoformat() == "2026-03-04"
    assert entry.title() == "交互式触控一体机 86英寸等验收"


def cable(**changes: Any) -> dict[str, Any]:
    return {"goods": [PANEL, {**CABLE, **changes}]}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"acceptors": ["郑琦"]}, ["R01"]),
        ({"acceptors": ["郑琦", "郑琦"]}, ["R01"]),
        ({"acceptors": ["郑琦", "王安"]}, ["R01"]),
        ({"invoice_amount": "17160.01"}, []),
        ({"invoice_amount": "17160.02"}, ["R02"]),
        ({**cable(qty_in="4"), "invoice_amount": "17280.00"}, ["R02"]),
        ({**cable(price="121.00"), "invoice_amount": "17163.00"}, ["R02"]),
        ({**cable(verdict="退换", reason="接头松"), "invoice_amount": "16800.00"}, []),
        ({**cable(verdict="退换"), "invoice_amount": "16800.00"}, ["G17"]),
        ({"goods": [{**PANEL, "kind": "库房"}, CABLE]}, ["R03"]),
        ({"goods": [{**PANEL, "kind": "库房", "durable": False}, CABLE]}, []),
        ({"goods": [{**PANEL, "asset_no": ""}, CABLE]}, None),
        ({"accepted_on": "2026-03-11"}, []),
        ({"accepted_on": "2026-03-12"}, ["R04"]),
        ({"keeper": "董玥"}, ["G05"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str] | None
) -> None:
    if found is None:
        with pytest.raises(InvalidEntryError, match="「资产编号」"):
            make(**changes)
    else:
        assert codes(make(**changes), around) == found


def test_r03_the_school_may_set_its_own_bound(make: Make, around: Surroundings) -> None:
    own = replace(around, limits={"goods_acceptance.asset": Limit.of(low="100")})
    assert codes(make(), own) == ["R03"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accepted_on": "2026-03-03"}, "「验收日期」：早于到货日期"),
        ({"total_cn": "人民币壹万柒仟元整"}, "「大写」：由系统计算"),
        ({"total": "17000.00"}, "「合计（元）」：由系统计算"),
        (cable(amount="1.00"), "「金额（元）」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
