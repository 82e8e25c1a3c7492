"""Expenses: every purchase by its three papers, and the bills of every month, paid after approval.

The sports things are reported three weeks late (R04). Played together with the purchases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from taizhang.simulator.plan import NumberOf
from taizhang.simulator.property.goods_words import BUDGETS, PURCHASES
from taizhang.simulator.property.purchases import invoice_no
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "expense_reimbursement"
POWER, WATER, GUARDS = "青禾供电公司", "青禾市自来水公司", "青禾安顺保安服务公司"
WHY_LATE = "供货商发票6月24日才开来"
LATE_PURCHASE = "sports"


@dataclass(frozen=True, slots=True)
class Expense:
    """One report; `purchase` is the key of the purchase it pays for."""

    key: str
    happened: date
    on: date
    handler: str
    witness: str
    project: str
    item: str
    seller: str
    invoice: str
    amount: Decimal
    budget: str
    purchase: str = ""


BILLS: tuple[tuple[int, str, str, str], ...] = (  # month, electricity, water, guards
    (3, "12386.40", "3120.00", "8000.00"),
    (4, "10942.15", "3348.60", "8000.00"),
    (5, "11870.30", "3590.40", "8000.00"),
    (6, "14515.85", "3817.20", "8000.00"),
)
COURSE = Expense(
    "course", date(2026, 4, 15), date(2026, 4, 24), "贺珺", "周䶮", "食品安全培训",
    "食品安全员年度培训考核费2人", "青禾市餐饮行业协会", "26362000000041500862", Decimal("860.00"),
    "培训费",
)  # fmt: skip


@cache
def expenses() -> tuple[Expense, ...]:
    """All of the term, by the day they were reported."""
    found = [COURSE, *_purchases(), *_bills()]
    return tuple(sorted(found, key=lambda one: (one.on, one.key)))


def spent(month: str) -> Decimal:
    """Yuan reported in a month, as “2026-03”."""
    mine = (one.amount for one in expenses() if f"{one.on:%Y-%m}" == month)
    return sum(mine, Decimal("0.00"))


def _purchases() -> Iterator[Expense]:
    for one in PURCHASES:
        came, paid = (date.fromisoformat(f"2026-{text}") for text in (one.accepted, one.paid))
        items = "、".join(goods.item for goods in one.goods)
        yield Expense(
            one.key, came, paid, "韩立功", "任可心", one.purpose, items, one.supplier,
            invoice_no(one), one.invoiced, one.budget, one.key,
        )  # fmt: skip


def _bills() -> Iterator[Expense]:
    for month, power, water, guards in BILLS:
        read, paid = date(2026, month, 24), date(2026, month, 29 if month != 3 else 30)
        for key, seller, item, amount, budget, number in (
            ("power", POWER, "电费", power, "水电费", 11),
            ("water", WATER, "水费", water, "水电费", 12),
            ("guards", GUARDS, "保安服务费", guards, "物业管理费", 13),
        ):
            yield Expense(
                f"{key}-{month}", read, paid, "牛铁生" if key != "guards" else "纪闻舟", "邱慕白",
                f"{month}月{item}", f"2026年{month}月{item}", seller,
                f"263620000000{number}{month:02}6207", Decimal(amount), budget,
            )  # fmt: skip


def reimbursements(world: World) -> Script:
    """Every report, checked, approved by the head and paid."""
    book = Book(KEY)
    for number, one in enumerate(expenses()):
        _report(world, book, one, number)
    return Script(tuple(book.acts))


def _left(one: Expense) -> Decimal:
    """Yuan left of the budget before an expense."""
    year, before = (Decimal(text) for text in BUDGETS[one.budget])
    place = expenses().index(one)
    earlier = (each.amount for each in expenses()[:place] if each.budget == one.budget)
    return year - before - sum(earlier, Decimal())


def _report(world: World, book: Book, one: Expense, number: int) -> None:
    ref, clerk = f"expense-{one.key}", world.the("accountant")
    at = moment(one.on, "09:20", timedelta(minutes=17 * (number % 7)))
    text = ("增值税电子普通发票", one.invoice, one.seller, f"¥{one.amount:,.2f}")
    photo = snap(f"{ref}.jpg", "page", text, at - timedelta(minutes=9), world.dice(KEY, one.key))
    data: dict[str, Any] = {
        "date": one.on.isoformat(),
        "happened_on": one.happened.isoformat(),
        "handler": one.handler,
        "witness": one.witness,
        "fund": "公用经费",
        "project": one.project,
        "is_purchase": bool(one.purchase),
        "invoices": [
            {
                "item": one.item,
                "invoice": one.invoice,
                "tax_no": f"91360{digits_of(one.seller):09}MA3X"[:18],
                "seller": one.seller,
                "verified": True,
                "amount": f"{one.amount}",
            }
        ],
        "approved_amount": f"{one.amount}",
        "budget": one.budget,
        "budget_left": f"{_left(one)}",
        "budget_year": BUDGETS[one.budget][0],
        "attach": [photo.name],
        "attach_count": 1,
        "pay": "财政直付",
        "payee": one.seller,
        "account": f"示例银行尾号{digits_of(one.seller) % 9000 + 1000}",
    }
    if one.purchase:
        data["req_no"] = NumberOf(f"request-{one.purchase}")
        data["acc_no"] = NumberOf(f"accept-{one.purchase}")
    if one.purchase == LATE_PURCHASE:
        data["late_reason"] = WHY_LATE
    book.file(ref, at, world.named(one.handler), data, typed_by=clerk, photos=(photo,))
    _sign(world, book, one, at)


def digits_of(name: str) -> int:
    """A number for a name, the same in every run."""
    return int.from_bytes(name.encode()[-4:]) % 10**9


def _sign(world: World, book: Book, one: Expense, at: Any) -> None:
    ref, clerk, head = f"expense-{one.key}", world.the("accountant"), world.the("principal")
    book.sign(ref, at + timedelta(minutes=5), world.named(one.handler), "经手人")
    book.sign(ref, at + timedelta(minutes=12), world.named(one.witness), "证明（验收）人")
    book.sign(ref, at + timedelta(minutes=40), world.the("logistics_head"), "部门负责人")
    checked = at + timedelta(minutes=65)
    book.sign(ref, checked, clerk, "会计", "发票已验真，附件齐全")
    approved = {"approver": head.name, "approved_on": one.on.isoformat()}
    book.more(ref, checked + timedelta(minutes=90), clerk, approved)
    book.sign(ref, checked + timedelta(minutes=96), head, "校长", "同意报销")
