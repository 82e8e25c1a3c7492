"""经费支出报销审批（报账单）."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

(INVOICE,) = find("expense_reimbursement").example["invoices"]
OPEN: dict[str, Any] = {"approver": None, "approved_on": None}


def invoices(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**INVOICE, **one} for one in changes]


def test_the_example_is_in_order(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert (data["total"], data["late_days"]) == ("17160.00", 6)
    assert data["amount_cn"] == "人民币壹万柒仟壹佰陆拾元整"
    assert [column.name for column in entry.numbers_due()] == ["no"]


def test_approved_later(make: Make, around: Surroundings) -> None:
    entry = make(**OPEN)
    assert (entry.stage(), entry.is_complete()) == ("审批", False)
    assert codes(entry, around) == []
    assert make(attach=None, **OPEN).stage() == "报账"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"invoices": invoices({"amount": "9000.00"}, {"amount": "8160.00"})}, ["R01"]),
        (
            {"invoices": invoices({"amount": "9000.00"}, {"amount": "8160.00", "invoice": "2"})},
            [],
        ),
        ({"invoices": invoices({"invoice": "无"})}, ["R01"]),
        ({"invoices": invoices({"verified": False})}, ["R01"]),
        ({"approved_amount": "17159.99"}, ["R01"]),
        ({"approved_amount": "17160.00"}, []),
        ({"budget_left": "17159.99", "budget_year": None}, ["R01"]),
        ({"attach_count": 2}, ["R01"]),
        ({"witness": "王安"}, ["R02"]),
        ({"approver": "王安"}, ["R02"]),
        ({"approver": "郑琦"}, ["R02"]),
        ({"acc_no": None}, ["R03"]),
        ({"req_no": None, "acc_no": None}, ["R03", "R03"]),
        ({"req_no": None, "acc_no": None, "is_purchase": False}, []),
        ({"happened_on": "2026-02-23"}, []),
        ({"happened_on": "2026-02-22"}, ["R04"]),
        ({"pay": "现金"}, ["R04"]),
        ({"pay": "现金", "invoices": invoices({"amount": "1000.00"}), "account": None}, []),
        ({"budget_left": "52000.00"}, ["R04"]),
        ({"account": None}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_school_may_allow_more_cash(make: Make, around: Surroundings) -> None:
    more = {"expense_reimbursement.cash": Limit.of(high="20000")}
    assert codes(make(pay="现金"), replace(around, limits=more)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount_cn": "人民币壹万元整"}, "「大写」：由系统计算"),
        ({"happened_on": "2026-03-11"}, "「日期」：早于业务发生日期"),
        ({"approved_on": "2026-03-09"}, "「审批日期」：早于日期"),
        ({"invoices": []}, "「发票明细」：太少"),
        ({"invoices": invoices(*[{"amount": "999999999999.99"}] * 2)}, "「发票明细」：合计太大"),
        ({"no": "报〔2026〕9号"}, "「报账单号」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
