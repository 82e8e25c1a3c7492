"""Command of the money chain: charge (due, take, day, settle, refund, stub, ties, print)."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from checklists.catalogue import find
from records.charges import DAYS, Room, Standing, equations, lines_of, rooms, ties_of
from records.charges.days import EVEN
from taizhang.charging import (
    METHODS,
    Payment,
    Supply,
    close_book,
    kept_now,
    leave,
    pay_back,
    settle_day,
    settle_item,
    take,
    uphold,
)
from taizhang.charging.papers import PAPERS, SETTLEMENT, lay_out_list, lay_out_settlement
from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.usage import Day, OneOf
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.forms import read_form, understood
from taizhang.intake import files_in
from taizhang.papers import FORMATS, issue, open_press, put_on_paper

ACTS = {
    "due": "应收",
    "take": "收款",
    "day": "日结",
    "settle": "结算",
    "refund": "退费",
    "leave": "退出",
    "uphold": "投诉属实",
    "stub": "票据汇总",
    "ties": "勾稽",
    "print": "打印",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What stood on the command line."""

    named: tuple[str, ...]
    item: str
    class_: str
    method: str
    spoilt: str
    first: str
    why: str
    supplier: str
    price: str
    invoice: str
    day: date | None
    form: str
    out: Path | None

    def only(self, what: str) -> str:
        """The one thing that is named."""
        if len(self.named) != 1:
            raise UsageError(f"写一个{what}，不多不少。用 --help 查看用法。")
        return self.named[0]

    def about(self) -> str:
        """The item."""
        if not self.item:
            raise UsageError("没有写项目。加上 --item 项目名称。")
        return self.item


@command("charge")
@click.argument("act", metavar="[做什么]", type=OneOf(ACTS), default="due")
@click.argument("named", metavar="[编号…]", nargs=-1)
@click.option("--item", default="", metavar="项目", help="项目名称，如 课后服务费。")
@click.option("--class", "class_", default="", metavar="班级", help="班级名称。")
@click.option(
    "--method",
    type=OneOf({one: one for one in METHODS}),
    default="现金",
    help="take：收款方式，不写是现金。",
)
@click.option(
    "--spoilt",
    default="",
    metavar="号码",
    help="take：写坏作废的票据号，用、隔开；stub：作废票各联次 齐、不齐。",
)
@click.option("--first", default="", metavar="号码", help="take：不从下一张起时，起始票据号。")
@click.option("--why", default="", metavar="原因", help="跳号原因，或投诉内容。")
@click.option("--supplier", default="", metavar="单位", help="settle：供应单位。")
@click.option("--price", default="", metavar="元", help="settle：每人（份）采购价。")
@click.option("--invoice", default="", metavar="号", help="settle：采购票据号。")
@click.option("--day", "day", type=Day(), default=None, help="day：哪一天的；不写是今天。")
@click.option(
    "--to",
    "form",
    type=OneOf({one: one for one in FORMATS}),
    default="pdf",
    help="print：格式，不写是 pdf。",
)
@click.option(
    "--out", metavar="文件", type=click.Path(path_type=Path), help="print：写到这个文件。"
)
def charge(asked: Asked, act: str, **rest: Any) -> Exit:
    """Take payments, settle a day, a book of receipts, an item; see how they tie."""
    return _ACTS[act](asked, Said(**rest))


# ---- looking


def _due(asked: Asked, said: Said) -> Exit:
    """Who of a class owes what; without a class, every item class by class."""
    with Desk.open(asked.home(), read_only=True) as desk:
        found = rooms(kept_now(desk, desk.now().date()), said.item, said.class_)
    if said.item and said.class_:
        families = [one for room in found for one in room.families]
        asked.table(
            [
                {
                    "number": one.number,
                    "standing": str(one.standing),
                    "due": str(one.due),
                    "reduce": str(one.reduce),
                    "paid": str(one.paid),
                    "open": str(one.open) if one.standing is Standing.DUE else "0",
                    "receipt": str(one.receipt or ""),
                }
                for one in families
            ],
            ("确认单", "情况", "应收", "减免", "实收", "票据"),
            (
                (
                    *(one.number, str(one.standing), _yuan(one.due), _yuan(one.reduce)),
                    *(_yuan(one.paid), str(one.receipt or "")),
                )
                for one in families
            ),
        )
        return Exit.DONE
    heads = ("项目", "班级", "户数", "应收", "减免", "实收", "待收", "待退")
    asked.table(map(_room_data, found), heads, map(_room_row, found))
    return Exit.DONE


def _room_data(one: Room) -> dict[str, Any]:
    sums = {name: str(getattr(one, name)) for name in ("due", "reduce", "paid", "open", "owed")}
    return {"item": one.item, "class": one.class_, "families": len(one.families), **sums}


def _room_row(one: Room) -> tuple[str, ...]:
    sums = map(_yuan, (one.due, one.reduce, one.paid, one.open, one.owed))
    return (one.item, one.class_, str(len(one.families)), *sums)


def _ties(asked: Asked, said: Said) -> Exit:
    number = said.only("确认单编号")
    with Desk.open(asked.home(), read_only=True) as desk:
        found = ties_of(kept_now(desk, desk.now().date()), number)
    if found is None:
        raise UsageError(f"{number}没有收费，没有可勾稽的。核对编号。")
    data = {"chain": dict(found.chain), "wanting": list(found.wanting)}
    asked.answer(data, *(f"{name}　{where}" for name, where in found.chain))
    return asked.warn("；".join(found.wanting))


# ---- taking and giving back


def _take(asked: Asked, said: Said) -> Exit:
    """Families that are named, or all of a class that still have to pay."""
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        numbers = said.named or _of_class(desk, said, Standing.DUE)
        payments = [Payment(one, said.method) for one in numbers]
        done = take(
            desk, visit, payments, spoilt=said.spoilt, first=said.first, skip_reason=said.why
        )
    handed = [{**asdict(one), "amount": str(one.amount)} for one in done.handed]
    asked.answer(
        {"handed": handed, "total": str(done.total), "next": done.next_no},
        *(f"{one.receipt_no}　{one.number}　{_yuan(one.amount)}元" for one in done.handed),
        f"收{len(done.handed)}户，{_yuan(done.total)}元；下一张票据 {done.next_no}",
    )
    return Exit.DONE


def _of_class(desk: Desk, said: Said, standing: Standing) -> tuple[str, ...]:
    if not said.class_:
        raise UsageError("写确认单编号，或用 --item、--class 指明哪个班的哪个项目。")
    kept = kept_now(desk, desk.now().date())
    found = rooms(kept, said.about(), said.class_)
    return tuple(one.number for room in found for one in room.standing(standing))


def _refund(asked: Asked, said: Said) -> Exit:
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        numbers = said.named or _of_class(desk, said, Standing.REFUNDING)
        total = pay_back(desk, visit, numbers)
    asked.answer(
        {"numbers": list(numbers), "total": str(total)},
        f"已登记退费{len(numbers)}户，{_yuan(total)}元",
    )
    return Exit.DONE


def _leave(asked: Asked, said: Said) -> Exit:
    with Desk.open(asked.home()) as desk:
        done = leave(desk, Visit(asked.actor(), desk.now()), said.only("确认单编号"))
    asked.answer(done.to_data(), f"{done.number}：中途退出，已全额退费")
    return Exit.DONE


def _uphold(asked: Asked, said: Said) -> Exit:
    number = said.only("确认单编号")
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        done = uphold(desk, visit, number, said.why, files_in(Path()))
    asked.answer(done.to_data(), f"{number}：投诉属实，已登记；缴过费的全额清退")
    return Exit.DONE


# ---- the day, the stubs, the end


def _day(asked: Asked, said: Said) -> Exit:
    """How a day stands; with a file of what was counted, its settlement is kept."""
    with Desk.open(asked.home(), read_only=not said.named) as desk:
        day = said.day or desk.now().date()
        if said.named:
            _settle_day(asked, desk, day, said.only("填好实点数的文件"))
            return Exit.DONE
        kept = kept_now(desk, day)
        kept_days = [one for one in kept.of_register(DAYS) if one.date == day]
        told = [(one, equations(one, kept, desk.home.zone)) for one in kept_days]
        lines = lines_of(kept, day)
    data = {
        "settled": [{"number": one.number, "equations": list(map(asdict, sums))}
                    for one, sums in told],
        "open": [one.row() for one in lines],
    }  # fmt: skip
    asked.answer(data)
    for one, sums in told:
        asked.say(f"{one.number}　{one.entry['balance']}")
        for each in sums:
            asked.say(f"  {each.mark} {each.text}　{each.left}｜{each.right}　{each.told}")
    total = sum((one.actual for one in lines), Decimal())
    heads = sum(len(one.families) for one in lines)
    if lines:
        asked.say(f"还没日结：{heads}户，{_yuan(total)}元")
    uneven = [one.number for one, sums in told if any(each.told != EVEN for each in sums)]
    return asked.warn(f"{'、'.join(uneven)}：没有全平" if uneven else "")


def _settle_day(asked: Asked, desk: Desk, day: date, file: str) -> None:
    typed = understood(read_form(read_bytes(file), file), find(DAYS, desk.registers))
    visit = Visit(asked.actor(), desk.now())
    done = settle_day(desk, visit, day, typed, files_in(Path(file).parent))
    entry = desk.record(done.number).entry
    asked.answer(
        {**done.to_data(), "balance": entry["balance"]},
        f"已日结 {done.number}　{entry['balance']}　实收{_yuan(Decimal(entry['actual_total']))}元",
        *(f"  {one}" for one in done.findings),
    )


def _settle(asked: Asked, said: Said) -> Exit:
    try:
        supply = Supply(said.supplier, Decimal(said.price or "-"), said.invoice)
    except InvalidOperation:
        raise UsageError(f"采购价“{said.price}”不是金额。写成 286.50 的样子。") from None
    with Desk.open(asked.home()) as desk:
        done = settle_item(desk, Visit(asked.actor(), desk.now()), said.about(), supply)
    names = ("paid", "cost", "refund", "overrun")
    asked.answer(
        {"item": done.item, **{name: str(getattr(done, name)) for name in names}},
        f"已结算“{done.item}”：缴费{_yuan(done.paid)}＝支出{_yuan(done.cost)}"
        f"＋退费{_yuan(done.refund)}",
        *([f"  超出{_yuan(done.overrun)}元由学校承担"] if done.overrun else []),
    )
    return Exit.DONE


def _stub(asked: Asked, said: Said) -> Exit:
    """Sum a book up; --spoilt 齐 says that the copies of the spoilt ones are all there."""
    copies = {"齐": True, "不齐": False}.get(said.spoilt)
    with Desk.open(asked.home()) as desk:
        visit, number = Visit(asked.actor(), desk.now()), said.only("票据登记编号")
        done = close_book(desk, visit, number, copies=copies, skip_reason=said.why)
        entry = desk.record(number).entry
    asked.answer(
        done.to_data(),
        f"已汇总 {number}：已用{entry['issued']}份，作废{entry['void']}，"
        f"下一张 {entry['next_no']}，金额{_yuan(Decimal(entry['amount']))}元",
    )
    return Exit.DONE


def _print(asked: Asked, said: Said) -> Exit:
    kind, home = said.only(f"文书：{'、'.join(PAPERS)}"), asked.home()
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        if kind == SETTLEMENT:
            layout = lay_out_settlement(desk, said.about(), said.form)
        else:
            layout = lay_out_list(desk, asked.person, kind, said.about(), said.class_, said.form)
        paper = put_on_paper(press, layout)
        kept = issue(home, paper.name, paper.data) if kind == SETTLEMENT else ""
    target = said.out or Path(paper.name)
    write_bytes(target, paper.data)
    asked.answer({"file": str(target), "issued": str(kept)}, f"已打印 {target}")
    return Exit.DONE


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


_ACTS = {
    "due": _due,
    "take": _take,
    "day": _day,
    "settle": _settle,
    "refund": _refund,
    "leave": _leave,
    "uphold": _uphold,
    "stub": _stub,
    "ties": _ties,
    "print": _print,
}
