"""Purchases: asked for against what the store holds, approved, bought, accepted by two others.

One was bought before it was approved (the storm of 11 June): R04 warns for ever.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.property.goods_words import (
    LASTING,
    ON_A_CARD,
    PURCHASES,
    STORED,
    Goods,
    Purchase,
    budget_left,
)
from taizhang.simulator.property.store import balance, is_entered
from taizhang.simulator.world import Book, Script, World, moment, snap, stamp

REQUEST, ACCEPTANCE = "purchase_request", "goods_acceptance"
LEVELS = ((500, "部门负责人"), (5000, "分管校长"), (20000, "校长"))
BULK = 5000
SENDERS = ("钱顺", "孔伟", "施小军", "陶明")


def requests(world: World) -> Script:
    """Every request through approval to the purchase."""
    book = Book(REQUEST)
    for one in PURCHASES:
        _ask(world, book, one)
    return Script(tuple(book.acts))


def acceptances(world: World) -> Script:
    """Every delivery, looked at on the day it came."""
    book = Book(ACCEPTANCE)
    for number, one in enumerate(PURCHASES):
        _accept(world, book, one, SENDERS[number % len(SENDERS)])
    return Script(tuple(book.acts))


def day(text: str) -> date:
    """A day of the term from “03-05”."""
    return date.fromisoformat(f"2026-{text}")


def invoice_no(one: Purchase) -> str:
    """Number of its electronic invoice: twenty digits, no two alike."""
    return f"2636200000{26031000 + 137 * (PURCHASES.index(one) + 1):010}"


# ---- the request


def _ask(world: World, book: Book, one: Purchase) -> None:
    ref, asked = f"request-{one.key}", day(one.asked)
    at, who = (
        moment(asked, "08:50", timedelta(minutes=len(one.purpose))),
        world.named(one.requester),
    )
    quotes = _quotes(world, one, at - timedelta(days=1)) if one.quoted else ()
    data: dict[str, Any] = {
        "date": asked.isoformat(),
        "dept": one.dept,
        "requester": who.name,
        "purpose": one.purpose,
        "goods": [_wanted(world, at, goods) for goods in one.goods],
        "fund": "公用经费",
        "method": "询价三家" if one.quoted else "零星采购",
        "supplier": one.supplier,
    }
    if quotes:
        data["quotes"] = [photo.name for photo in quotes]
    book.file(ref, at, who, data, photos=quotes)
    book.sign(ref, at + timedelta(minutes=2), who, "申请人")
    head = world.the("logistics_head")
    book.sign(ref, at + timedelta(minutes=40), head, "部门负责人")
    _approve(world, book, one, at + timedelta(hours=2))
    _buy(world, book, one)


def _wanted(world: World, at: datetime, goods: Goods) -> dict[str, str]:
    """What is in the store the ledger finds out, once the thing was entered there."""
    there = balance(world, goods.item, at.date()) if goods.kind == STORED else Decimal()
    line = {
        "item": goods.item,
        "spec": goods.spec,
        "unit": goods.unit,
        "need": f"{there + goods.qty}",
        "qty": str(goods.qty),
        "est_price": goods.price,
    }
    known = is_entered(world, goods.item, at)
    return line if known else {**line, "stock": f"{there}"}


def _approve(world: World, book: Book, one: Purchase, at: datetime) -> None:
    ref = f"request-{one.key}"
    level = next(name for most, name in LEVELS if one.total <= most)
    approval = {
        "budget_left": f"{budget_left(one.budget, one.asked)}",
        "level": level,
        "approved_at": stamp(at),
    }
    clerk = world.named("邱慕白")
    book.more(ref, at + timedelta(minutes=6), clerk, approval)
    checked = "库房结存已查，按缺口申购" if one.goods[0].kind == STORED else "库房无此物"
    book.sign(ref, at + timedelta(minutes=9), clerk, "总务（查库存）", checked)
    accountant = world.the("accountant")
    book.sign(ref, at + timedelta(minutes=25), accountant, "会计（预算）", f"{one.budget}预算内")
    if level != "部门负责人":
        book.sign(ref, at + timedelta(minutes=50), world.the("vp_logistics"), "分管校长", "同意")
    if level == "校长":
        head = world.the("principal")
        book.sign(ref, at + timedelta(minutes=95), head, "校长（超限额行政会议）", "同意采购")


def _buy(world: World, book: Book, one: Purchase) -> None:
    buyers = [world.the("purchaser").name]
    if one.total > BULK:
        buyers.append(world.named("邱慕白").name)
    at = moment(day(one.bought), "18:20" if one.first_bought else "15:40")
    data: dict[str, Any] = {"bought_at": stamp(at), "buyers": buyers}
    typed = at + timedelta(minutes=30)
    if one.first_bought:
        data["reapproved"] = one.first_bought
        typed = moment(day(one.asked), "14:30")
    book.more(f"request-{one.key}", typed, world.the("purchaser"), data)


def _quotes(world: World, one: Purchase, at: datetime) -> tuple[Photo, ...]:
    names = (one.supplier, "青禾宏达科教商行", "青禾智远电子公司")
    return tuple(
        snap(f"quote-{one.key}-{number}.jpg", "page",
             ("报价单", one.goods[0].item, name, f"{at:%Y年%m月%d日}"), at,
             world.dice(REQUEST, one.key, number))
        for number, name in enumerate(names, 1)
    )  # fmt: skip


# ---- the delivery


def _accept(world: World, book: Book, one: Purchase, sender: str) -> None:
    ref, came = f"accept-{one.key}", day(one.accepted)
    at, acceptor = moment(came, "14:10"), world.the("acceptor")
    text = (one.goods[0].item, one.goods[0].spec, f"{one.goods[0].qty}{one.goods[0].unit}")
    seen = at + timedelta(minutes=5)
    photo = snap(f"{ref}.jpg", "goods", text, seen, world.dice(ACCEPTANCE, one.key))
    buyers = [world.the("purchaser").name]
    if one.total > BULK:
        buyers.append(world.named("邱慕白").name)
    lines = [line for goods in one.goods for line in _delivered(goods)]
    data = {
        "req_no": NumberOf(f"request-{one.key}"),
        "supplier": one.supplier,
        "accepted_on": came.isoformat(),
        "arrive_on": came.isoformat(),
        "invoice_no": invoice_no(one),
        "invoice_amount": f"{one.invoiced}",
        "sender": sender,
        "goods": lines,
        "acceptors": [acceptor.name, world.named("庄允墨").name],
        "buyers": buyers,
        "keeper": world.the("warehouse_keeper").name,
        "photos": [photo.name],
    }
    book.file(ref, at + timedelta(minutes=20), acceptor, data, photos=(photo,))
    signed = at + timedelta(minutes=22)
    buyer, keeper = world.the("purchaser"), world.the("warehouse_keeper")
    book.sign(ref, signed, buyer, "送货人", f"送货人{sender}在送货单上签名，代为登记")
    book.sign(ref, signed + timedelta(minutes=3), acceptor, "验收人（2人）", "与庄允墨共同验收")
    book.sign(ref, signed + timedelta(minutes=8), keeper, "保管员")
    book.sign(ref, signed + timedelta(minutes=11), buyer, "采购人见证")


def _delivered(goods: Goods) -> list[dict[str, Any]]:
    lasts = goods.kind in (ON_A_CARD, LASTING)
    checks = ["外观", "型号", "数量"]
    if lasts:
        checks += ["功能", "合格证"]
    line: dict[str, Any] = {
        "item": goods.item,
        "qty_order": str(goods.kept),
        "qty_in": str(goods.kept),
        "check": checks,
        "order_price": goods.price,
        "price": goods.price,
        "verdict": "合格入库",
        "kind": goods.kind,
        "durable": lasts,
    }
    if goods.asset:
        line |= {"asset_no": goods.asset, "check": [*checks, "强制性认证"]}
    if not goods.sent_back:
        return [line]
    refused = {"qty_order": str(goods.sent_back), "qty_in": str(goods.sent_back),
               "verdict": "退换", "reason": goods.why, "check": ["外观", "数量"]}  # fmt: skip
    return [line, {**line, **refused}]
