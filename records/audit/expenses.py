"""Expenses across records: an invoice is paid once, a purchase has its three papers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.property import name_of
from records.audit.view import View
from records.record import Record

EXPENSES, REQUESTS, ACCEPTED = "expense_reimbursement", "purchase_request", "goods_acceptance"
TITLES = {REQUESTS: "物品采购申请审批表", ACCEPTED: "采购物品验收单"}
NO_INVOICE = "无"
CODE = "expense_reimbursement.R03"


@carries_out("expense_reimbursement.R01")
def invoices_paid_twice(view: View) -> Iterator[Finding]:
    """An invoice stands in one expense of the term only."""
    first: dict[tuple[str, str], Record] = {}
    for record in view.of_register(EXPENSES):
        for line in record.entry["invoices"]:
            number = line["invoice"].strip()
            if number == NO_INVOICE:
                continue
            other = first.setdefault((line.get("invoice_code", ""), number), record)
            if other is not record:
                yield view.finding(
                    "expense_reimbursement.R01",
                    "「发票号码」",
                    f"发票{number}已在{other.number}报过",
                    "退回；重复支付的追回",
                    number=record.number,
                )


@carries_out(CODE)
def purchases_match_their_papers(view: View) -> Iterator[Finding]:
    """申请单→验收单→发票: quantity, amount and supplier are the same on all three."""
    purchases = [one for one in view.of_register(EXPENSES) if one.entry["is_purchase"]]
    lacking = [title for slug, title in TITLES.items() if not view.school.keeps(slug)]
    if purchases and lacking:
        yield view.unchecked(CODE, "「采购类」", "、".join(lacking))
        return
    for record in purchases:
        request = _named(view, REQUESTS, "req_no", record.entry.get("req_no"))
        slip = _named(view, ACCEPTED, "acc_no", record.entry.get("acc_no"))
        for where, what in _differences(record.entry, request, slip):
            yield view.finding(CODE, where, what, "核对三单，不符的退回", number=record.number)


def _differences(
    expense: Mapping[str, Any], request: Record | None, slip: Record | None
) -> Iterator[tuple[str, str]]:
    """Where an expense and its papers do not agree, and how."""
    if expense.get("req_no") and request is None:
        yield "「采购申请单号」", f"申请单{expense['req_no']}不存在"
    if expense.get("acc_no") and slip is None:
        yield "「验收单号」", f"验收单{expense['acc_no']}不存在"
    if slip is not None:
        yield from _invoiced_and_accepted(expense, slip)
    if request is not None and slip is not None:
        yield from _asked_and_accepted(request, slip)


def _invoiced_and_accepted(expense: Mapping[str, Any], slip: Record) -> Iterator[tuple[str, str]]:
    if _money(expense["total"]) != _money(slip.entry["total"]):
        yield "「合计（元）」", f"报账{expense['total']}元，验收{slip.entry['total']}元"
    numbers = {line["invoice"].strip() for line in expense["invoices"]}
    if slip.entry["invoice_no"].strip() not in numbers:
        yield "「发票号码」", f"验收单上的发票是{slip.entry['invoice_no']}"
    sellers = {name_of(line["seller"]) for line in expense["invoices"]}
    if sellers != {name_of(slip.entry["supplier"])}:
        yield "「开票方」", f"验收单上的供货商是{slip.entry['supplier']['name']}"


def _asked_and_accepted(request: Record, slip: Record) -> Iterator[tuple[str, str]]:
    if slip.entry["req_no"] not in (request.number, request.entry.get("req_no")):
        yield "「采购申请单号」", f"验收单依据的是申请单{slip.entry['req_no']}"
    asked, came = _quantities(request, "qty"), _quantities(slip, "qty_in")
    for item, quantity in came.items():
        if quantity > asked.get(item, Decimal()):
            yield "「采购申请单号」", f"验收{item} {quantity:f}，申请{asked.get(item, 0)}"


def _quantities(record: Record, column: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in record.entry["goods"]:
        name = name_of(line["item"])
        found[name] = found.get(name, Decimal()) + _money(line[column])
    return found


def _named(view: View, slug: str, column: str, number: str | None) -> Record | None:
    """The record somebody names, by its own number or by the one on its paper."""
    if not number:
        return None
    kept = view.ever(slug)
    return next((one for one in kept if number in (one.number, one.entry.get(column))), None)


def _money(value: Any) -> Decimal:
    return Decimal(str(value))


EXPENSE_CHECKS = (invoices_paid_twice, purchases_match_their_papers)
