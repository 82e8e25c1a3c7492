"""Monthly accounts drafted from settlements of charges and from reimbursements (12.6)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from records.audit.fees import charges_of_days
from records.audit.view import View
from records.charges.kept import CONSENTS
from records.charges.receivables import receivables
from records.drafts.draft import Draft, Drafting

REGISTER, EXPENSES = "monthly_account_publicity", "expense_reimbursement"
PURCHASES = "food_purchase_acceptance"
AGENCY, FUNDS, MEALS = "代收费结算", "经费收支", "伙食账"
NOTHING = Decimal()


def accounts(view: View, day: date, of: str) -> Draft:
    """The account of the month before a day: what came in, what was paid, what was left before."""
    month = f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"
    if of == MEALS:
        return _meals(view, day, month)
    if of == AGENCY:
        return _agency(view, day, month)
    left, spent = _left(view, month, of), _expense(view, month)
    rows = [
        {
            "item": item,
            "opening": f"{left.get(item, NOTHING):.2f}",
            "expense": f"{spent.get(item, NOTHING):.2f}",
        }
        for item in dict.fromkeys((*left, *spent))
    ]
    data = {"month": month, "kind": of, "prepared_on": day.isoformat(), "accounts": rows}
    told = "期初照上月公布的结余，本月数照已审批的报账单；收入和账簿合计照账簿填。"
    return Draft(data, (told,))


def _agency(view: View, day: date, month: str) -> Draft:
    """What families paid by the days; what was spent and given back by the month's settlements."""
    left, income, settled = _left(view, month, AGENCY), _income(view, month), _settled(view, month)
    rows: list[dict[str, Any]] = [
        {
            "item": item,
            "opening": f"{left.get(item, NOTHING):.2f}",
            "income": f"{income.get(item, NOTHING):.2f}",
            **({"expense": f"{settled[item]:.2f}"} if item in settled else {}),
        }
        for item in dict.fromkeys((*left, *income, *settled))
    ]
    data = {"month": month, "kind": AGENCY, "prepared_on": day.isoformat(), "accounts": rows}
    told = "期初照上月公布的结余，本月收入照当日收费日结单的实收"
    spent = "支出照本月结算的确认单（支出＋退费），与账簿核对；" if settled else "支出"
    return Draft(data, (f"{told}；{spent}{'' if settled else '和'}账簿合计照账簿填。",))


def _meals(view: View, day: date, month: str) -> Draft:
    """The items of last month go on; what was bought is told, not which of them it was for."""
    left = _left(view, month, MEALS)
    bought = [
        Decimal(str(one.entry["total"]))
        for one in view.of_register(PURCHASES)
        if f"{one.date:%Y-%m}" == month
    ]
    rows = [{"item": item, "opening": f"{balance:.2f}"} for item, balance in left.items()]
    data = {"month": month, "kind": MEALS, "prepared_on": day.isoformat(), "accounts": rows}
    told = f"进货查验{len(bought)}批，合计{sum(bought, NOTHING):.2f}元"
    return Draft(data, (f"{told}；期初照上月公布的结余，收入、支出照账簿填。",))


def _income(view: View, month: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in charges_of_days(view):
        if f"{one.on:%Y-%m}" == month:
            found[one.item] = found.get(one.item, NOTHING) + one.amount
    return found


def _settled(view: View, month: str) -> dict[str, Decimal]:
    """Spent and given back, of items that were settled in a month."""
    found: dict[str, Decimal] = {}
    for one in receivables(view):
        if one.settled_on is not None and f"{one.settled_on:%Y-%m}" == month:
            spent = (one.cost or NOTHING) + (one.returned or NOTHING)
            found[one.item] = found.get(one.item, NOTHING) + spent
    return found


def _expense(view: View, month: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in view.of_register(EXPENSES):
        if str(one.entry.get("approved_on", ""))[:7] == month:
            item = str(one.entry["budget"]["name"])
            found[item] = found.get(item, NOTHING) + Decimal(str(one.entry["total"]))
    return found


def _left(view: View, month: str, kind: str) -> dict[str, Decimal]:
    """Balances of the last account before the month."""
    before = [
        one
        for one in view.ever(REGISTER)
        if one.entry["kind"] == kind and str(one.entry["month"]) < month
    ]
    last = max(before, key=lambda one: str(one.entry["month"]), default=None)
    rows = last.entry["accounts"] if last else ()
    return {str(one["item"]): Decimal(str(one["balance"])) for one in rows}


SOURCES = ("daily_fee_settlement", CONSENTS, EXPENSES, PURCHASES, REGISTER)
ACCOUNTS = Drafting(SOURCES, accounts, "类型", (AGENCY, FUNDS, MEALS))
