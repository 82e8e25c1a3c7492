"""The days on which money was taken: lines, receipts, cash counted, and the bank on the same day.

On 31 March eight yuan were missing from the count until they were found in the book of receipts.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from taizhang.simulator.fees_finance.families import (
    BANK,
    CASH,
    LUNCH,
    OUTING,
    SCAN,
    STANDARD,
    WAIVER,
    Run,
    runs,
    written,
)
from taizhang.simulator.fees_finance.fees import FIRST, SECOND
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.world import Book, Script, World, moment, snap, stamp

KEY = "daily_fee_settlement"
ACCOUNT = "青禾市财政专户 尾号3307"
MISCOUNTED = date(2026, 3, 31)
NOTES = (("100元", Decimal(100)), ("50元", Decimal(50)), ("20元", Decimal(20)),
         ("10元", Decimal(10)), ("5元", Decimal(5)), ("1元", Decimal(1)))  # fmt: skip
PURPOSES = "实点时有8元夹在票据本中未计入，当面找出重点，现金与票据相符"


def settlements(world: World) -> Script:
    """One settlement for every day on which money was taken."""
    book = Book(KEY)
    for day, taken in groupby(runs(), key=lambda one: one.on):
        _settle(world, book, day, list(taken))
    return Script(tuple(book.acts))


def label(day: date) -> str:
    """Name of a day's settlement in the plan."""
    return f"settlement-{day:%m%d}"


def _settle(world: World, book: Book, day: date, taken: list[Run]) -> None:
    ref, cashier = label(day), world.the("cashier")
    accountant = world.the("accountant")
    funds = {way: _sum(one for one in taken if one.method == way) for way in (CASH, SCAN, BANK)}
    right = list(_notes(funds[CASH]))
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "collector": cashier.name,
        "reviewer": accountant.name,
        "class_": "、".join(dict.fromkeys(one.who for one in taken)),
        "publicity_no": NumberOf(SECOND if taken[0].item == OUTING else FIRST),
        "lines": [_line(one) for one in taken],
        "notes": list(_notes(funds[CASH] - 8)) if day == MISCOUNTED else right,
        "scanned": f"{funds[SCAN]}",
        "debited": f"{funds[BANK]}",
    }
    at = moment(day, "15:50")
    book.file(ref, at, cashier, data)
    if day == MISCOUNTED:
        at += timedelta(minutes=12)
        book.correct(ref, at, cashier, {"notes": right}, PURPOSES)
    book.sign(ref, at + timedelta(minutes=3), cashier, "收费员")
    _deposit(world, book, day, _sum(taken))
    book.sign(ref, moment(day, "17:05"), accountant, "会计复核", "票据、资金、缴存三处相符")
    friday = day + timedelta(days=max(4 - day.weekday(), 0))
    book.sign(ref, moment(friday, "17:20"), world.the("principal"), "校长（周）")


def _deposit(world: World, book: Book, day: date, total: Decimal) -> None:
    ref, banked = label(day), moment(day, "16:30", timedelta(minutes=day.day % 20))
    slip = f"HD{day:%Y%m%d}-{day.toordinal() % 900 + 100:04}"
    text = ("缴款回单", slip, f"{total:,.2f}元", f"{day:%Y年%m月%d日}")
    photo = snap(f"{ref}.jpg", "page", text, banked, world.dice(KEY, day))
    data = {
        "account": ACCOUNT,
        "deposit_amount": f"{total}",
        "deposit_on": stamp(banked),
        "slip_no": slip,
        "photos": [photo.name],
    }
    book.more(ref, banked + timedelta(minutes=5), world.the("cashier"), data, (photo,))


def _line(one: Run) -> dict[str, Any]:
    line: dict[str, Any] = {
        "item": one.item,
        "count": one.count,
        "standard": f"{STANDARD[one.item]}",
        "actual": f"{one.amount}",
        "receipt_from": written(one.first),
        "receipt_to": written(one.last),
        "faces": f"{one.amount}",
        "method": one.method,
    }
    if one.exempt:
        owed = one.count * STANDARD[one.item]
        line |= {
            "reduce": f"{owed}",
            "approval_no": WAIVER,
            "remark": "减免，开零元票据",
        }
    if one.void:
        line["void"] = written(one.void)
    if one.item == LUNCH:
        line["remark"] = "按人次计费；合并开票，一班一票，附名单"
    return line


def _sum(taken: Any) -> Decimal:
    return sum((one.amount for one in taken), Decimal("0.00"))


def _notes(cash: Decimal) -> Iterator[dict[str, Any]]:
    """Banknotes that come to a sum of whole yuan."""
    for face, worth in NOTES:
        pieces, cash = divmod(cash, worth)
        if pieces:
            yield {"face": face, "pieces": int(pieces)}
