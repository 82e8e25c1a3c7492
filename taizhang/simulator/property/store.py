"""The store: what purchases bring in, what classes and departments fetch, old for new.

Every line begins with what the line before left, and goes out at the moving average.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from checklists.registers.property.warehouse_ledger import TRADED_IN
from records.directory import PersonItem
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.property.goods_words import OPENING, PURCHASES, STORED
from taizhang.simulator.property.repairs import REPAIRS
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "warehouse_ledger"
STORE = "总务库房"
COUNT_DAYS = ("03-27", "04-30", "05-28", "06-05", "06-23", "07-02")
"""Nothing moves on the days on which the store is counted."""
FOUND = "06-24"
"""The day after the great count: a pack of paper fetched and not written down is entered."""
WANTED: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (  # thing, least, most, what for
    ("A4复印纸", 2, 5, ("教案、通知打印", "年级练习打印", "会议材料打印")),
    ("粉笔", 4, 9, ("本月教学用", "班级补充", "教研活动用")),
    ("中性笔", 5, 12, ("批改作业用", "办公用", "登记台账用")),
    ("扫帚", 1, 3, ("班级保洁更换", "保洁区更换")),
    ("拖把", 1, 2, ("走廊保洁更换", "班级保洁更换")),
    ("垃圾袋", 3, 8, ("班级一月用量", "保洁区用")),
    ("洗手液", 2, 5, ("洗手池补充", "班级补充")),
    ("84消毒液", 2, 5, ("厕所消毒", "地面消毒", "预防性消毒")),
    ("LED灯管", 1, 3, ("教室灯管更换", "走廊灯管更换")),
    ("黑色墨盒", 1, 1, ("教导处一体机更换", "办公室打印机更换")),
)
SHORT = date(2026, 4, 22)
"""One old tube fewer comes back than new ones go out; the head of logistics agrees."""


@dataclass(frozen=True, slots=True)
class Line:
    """One movement.

    Attributes:
        first: whether nothing of the thing was entered before.
        came: label of the acceptance slip, for what comes in.
        why: use, or the label of the repair order it is for.
    """

    ref: str
    at: datetime
    item: str
    opening: Decimal
    quantity: Decimal
    price: Decimal
    came: str = ""
    dept: str = ""
    receiver: str = ""
    why: Any = ""
    old: Decimal | None = None
    first: bool = False

    @property
    def left(self) -> Decimal:
        """What is there after it."""
        return self.opening + self.quantity


def store(world: World) -> Script:
    """All lines of the term."""
    book = Book(KEY)
    for line in store_lines(world):
        _write(world, book, line)
    return Script(tuple(book.acts))


def balance(world: World, item: str, before: date) -> Decimal:
    """What is there before a day."""
    lines = [one for one in store_lines(world) if one.item == item and one.at.date() < before]
    return lines[-1].left if lines else Decimal(OPENING[item][0])


def is_entered(world: World, item: str, before: datetime) -> bool:
    """Whether the store's ledger names a thing already."""
    return any(one.item == item and one.at < before for one in store_lines(world))


def store_lines(world: World) -> list[Line]:
    """Movements in order of time."""
    there = {item: Decimal(count) for item, (count, _) in OPENING.items()}
    worth = {item: Decimal(price) for item, (_, price) in OPENING.items()}
    lines, known = [], set[str]()
    for line in sorted(_movements(world), key=lambda one: one.at):
        item, quantity = line.item, line.quantity
        opening, price = there[item], line.price
        if quantity > 0:
            worth[item] = (opening * worth[item] + quantity * price) / (opening + quantity)
        else:
            price = round(worth[item], 2)
            quantity = max(quantity, -opening)
        if not quantity:
            continue
        old = min(line.old, -quantity) if line.old is not None else None
        lines.append(
            Line(line.ref, line.at, item, opening, quantity, price, line.came, line.dept,
                 line.receiver, line.why, old, item not in known)
        )  # fmt: skip
        there[item] = opening + quantity
        known.add(item)
    return lines


def _movements(world: World) -> Iterator[Line]:
    nothing = Decimal()
    for one in PURCHASES:
        at = moment(date.fromisoformat(f"2026-{one.accepted}"), "15:20")
        for number, goods in enumerate(one.goods):
            if goods.kind == STORED:
                yield Line(
                    f"store-in-{one.key}-{number}", at + timedelta(minutes=3 * number), goods.item,
                    nothing, Decimal(goods.kept), Decimal(goods.price), f"accept-{one.key}",
                )  # fmt: skip
    for repair in REPAIRS:
        if repair.part:
            at = moment(date.fromisoformat(f"2026-{repair.day}"), "14:05")
            yield Line(
                f"store-{repair.key}", at, repair.part, nothing, Decimal(-1), nothing,
                dept="总务处", receiver=repair.mender, why=NumberOf(f"repair-{repair.key}"),
                old=Decimal(1) if is_traded_in(repair.part) else None,
            )  # fmt: skip
    yield from _fetched(world)
    found = moment(date.fromisoformat(f"2026-{FOUND}"), "09:40")
    yield Line(
        "store-found", found, "A4复印纸", nothing, Decimal(-1), nothing, dept="教导处",
        receiver="尹乐之", why="补登6月9日领用（期末盘点查出漏记）",
    )  # fmt: skip


def _fetched(world: World) -> Iterator[Line]:
    """Three or four things a week; what was opened last term is first fetched in March."""
    places = [(one.name, one.homeroom) for one in world.classes()]
    places += [("教导处", "尹乐之"), ("卫生室", "夏沐"), ("总务处", "孟桂花")]
    turn = 0
    for day in school_days(world.calendar):
        if day.weekday() not in (0, 2, 3) or f"{day:%m-%d}" in (*COUNT_DAYS, FOUND):
            continue
        dice = world.dice(KEY, day)
        item, least, most, uses = WANTED[turn % len(WANTED)]
        dept, receiver = places[(turn * 7) % len(places)]
        quantity = Decimal(dice.randint(least, most))
        old = None
        if is_traded_in(item):
            old = quantity - 1 if day == SHORT else quantity
        at = later(moment(day, "10:10"), dice, 0, 55)
        yield Line(
            f"store-out-{day:%m%d}", at, item, Decimal(), -quantity, Decimal(), dept=dept,
            receiver=receiver, why=dice.choice(uses), old=old,
        )  # fmt: skip
        turn += 1


def is_traded_in(item: str) -> bool:
    """Whether the old one comes back for the new one."""
    return any(word in item for word in TRADED_IN)


def _write(world: World, book: Book, line: Line) -> None:
    keeper, dice = world.the("warehouse_keeper"), world.dice(KEY, line.ref)
    data: dict[str, Any] = {
        "warehouse": STORE,
        "keeper": keeper.name,
        "date": line.at.date().isoformat(),
        "item": line.item,
        "in_qty": f"{max(line.quantity, Decimal())}",
        "out_qty": f"{max(-line.quantity, Decimal())}",
    }
    if line.first:  # from the second line on the ledger knows by itself
        data |= {"opening": f"{line.opening}", "price": f"{line.price}"}
    if line.came:
        data["acceptance_no"] = NumberOf(line.came)
    else:
        data |= {"dept": line.dept, "receiver": line.receiver, "purpose": line.why}
    if line.old is not None:
        data["old_returned"] = f"{line.old}"
        if line.old < -line.quantity:
            head = world.the("logistics_head")
            data |= {"old_note": "一支旧管已破碎，碎片按有害垃圾处理", "old_approver": head.name}
    book.file(line.ref, line.at, keeper, data)
    hand = _hand(world, line)
    signed = later(line.at, dice, 1, 4)
    book.sign(line.ref, signed, hand, "经办（领用）人")
    if line.quantity < 0:
        signed = later(signed, dice, 20, 200)
        book.sign(line.ref, signed, world.the("logistics_head"), "部门负责人")
    book.sign(line.ref, later(signed, dice, 2, 30), keeper, "保管员")


def _hand(world: World, line: Line) -> PersonItem:
    return world.named(line.receiver) if line.receiver else world.the("purchaser")
