"""Expenses across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from checklists.catalogue import find
from records.audit import expenses
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(expenses.EXPENSES, expenses.REQUESTS, expenses.ACCEPTED)
(INVOICE,) = find(expenses.EXPENSES).example["invoices"]
WANTED = find(expenses.REQUESTS).example["goods"][0]
GOODS = ("交互式触控一体机 86英寸", "1"), ("HDMI线 10m", "3")


def expense(number: int = 1, **changes: Any) -> Record:
    own = {"req_no": "CGSQ-20260226-001", "acc_no": "WPYS-20260304-001", **changes}
    return record(expenses.EXPENSES, f"BZD-20260310-{number:03d}", on("2026-03-10"), **own)


def request(**quantities: str) -> Record:
    goods = [
        {**WANTED, "item": item, "need": "9", "qty": quantities.get(f"q{n}", qty)}
        for n, (item, qty) in enumerate(GOODS)
    ]
    return record(expenses.REQUESTS, "CGSQ-20260226-001", on("2026-02-26"), goods=goods)


def slip(**changes: Any) -> Record:
    own = {"req_no": "CGSQ-20260226-001", **changes}
    return record(expenses.ACCEPTED, "WPYS-20260304-001", on("2026-03-04"), **own)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 1),
        ({"invoice": " 26440000001234567890 "}, 1),
        ({"invoice": "26440000001234567891"}, 0),
        ({"invoice_code": "044001"}, 0),
        ({"invoice": "无"}, 0),
    ],
)
def test_an_invoice_is_paid_once(changes: dict[str, Any], found: int) -> None:
    first = expense(invoices=[INVOICE, {**INVOICE, "invoice": "无"}])
    again = expense(2, invoices=[{**INVOICE, **changes}])
    kept = view([first, again], HERE)
    assert [one.number for one in expenses.invoices_paid_twice(kept)] == [again.number] * found


@pytest.mark.parametrize(
    ("papers", "changes", "words"),
    [
        ([request(), slip()], {}, []),
        ([request(), slip()], {"req_no": None, "acc_no": None, "is_purchase": False}, []),
        ([slip()], {}, ["申请单CGSQ-20260226-001不存在"]),
        ([request()], {}, ["验收单WPYS-20260304-001不存在"]),
        ([request(), slip(req_no="购〔2026〕9号")], {}, ["验收单依据的是申请单购〔2026〕9号"]),
        ([request(q0="1", q1="2"), slip()], {}, ["验收HDMI线 10m 3，申请2"]),
        (
            [request(), slip()],
            {"invoices": [{**INVOICE, "amount": "17161.00"}]},
            ["报账17161.00元，验收17160.00元"],
        ),
        (
            [request(), slip(invoice_no="1")],
            {},
            ["验收单上的发票是1"],
        ),
        ([request(), slip(supplier="另一家公司")], {}, ["验收单上的供货商是另一家公司"]),
    ],
)
def test_three_papers_agree(
    papers: list[Record], changes: dict[str, Any], words: list[str]
) -> None:
    found = expenses.purchases_match_their_papers(view([*papers, expense(**changes)], HERE))
    assert [one.message for one in found] == words


def test_without_the_papers_it_is_not_looked_into() -> None:
    (found,) = expenses.purchases_match_their_papers(view([expense()], school(expenses.EXPENSES)))
    assert found.message == "未核（缺物品采购申请审批表、采购物品验收单）"
