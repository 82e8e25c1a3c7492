"""What is lent: sports things for a lesson, instruments and devices for days, alcohol for an hour.

A drum comes back worn out (its slip says so); a loudspeaker comes back five days late (R04).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import PersonItem
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "item_loan_register"
SPORTS_ROOM, SCIENCE_ROOM, MUSIC_ROOM = "操场", "综合楼B二层科学实验室", "综合楼B三层美术教室"
SPORTS: tuple[tuple[str, int, str], ...] = (
    ("篮球", 48, "运球课"), ("跳绳", 120, "跳绳课"), ("足球", 30, "传接球课"),
    ("垫子", 16, "前滚翻课"), ("接力棒", 24, "接力跑课"), ("羽毛球拍", 40, "颠球课"),
)  # fmt: skip
SPORTS_DAYS = range(0, 90, 4)


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan over days, from “03-12” to “03-16”.

    Attributes:
        back: what came back; `state` how.
        slip: label of the damage slip.
        second: who takes dangerous things together with the borrower.
    """

    key: str
    item: str
    kind: str
    stock: int
    qty: str
    borrower: str
    purpose: str
    out: str
    due: str
    back_on: str
    room: str
    back: str = ""
    state: str = "完好"
    slip: str = ""
    second: str = ""


LONGER: tuple[Loan, ...] = (
    Loan("scope", "ZC-2023-0019", "实验器材", 24, "20", "卓然", "观察洋葱表皮", "03-12", "03-13",
         "03-13", SCIENCE_ROOM),
    Loan("alcohol-1", "酒精（mL）", "危险品", 2500, "500", "卓然", "加热实验", "03-24", "03-24",
         "03-24", SCIENCE_ROOM, back="320", state="余量当日退回，用180mL", second="庄允墨"),
    Loan("camera", "ZC-2022-0008", "电教设备", 1, "1", "邱慕白", "研学拍照留档", "04-09", "04-13",
         "04-13", "综合楼B一层中厅"),
    Loan("drum", "ZC-2018-0063", "音美器材", 12, "12", "穆兰舟", "运动会开幕式鼓队训练", "04-15",
         "04-22", "04-22", MUSIC_ROOM, state="一面鼓皮开裂，损坏", slip="damage-drum"),
    Loan("speaker", "ZC-2022-0051", "电教设备", 6, "2", "傅景行", "运动会检录", "04-23", "04-24",
         "04-29", "综合楼B一层中厅"),
    Loan("alcohol-2", "酒精（mL）", "危险品", 2320, "300", "卓然", "五（2）班溶解与结晶", "05-12",
         "05-12", "05-12", SCIENCE_ROOM, back="140", state="余量当日退回，用160mL",
         second="庄允墨"),
    Loan("drill", "冲击钻", "工具", 2, "1", "葛长林", "四楼风扇安装", "06-18", "06-23", "06-22",
         "综合楼B一层中厅"),
    Loan("tent", "遮阳棚", "其他", 6, "4", "石望川", "六一游园摊位", "05-29", "06-02", "06-02",
         SPORTS_ROOM),
)  # fmt: skip


def loans(world: World) -> Script:
    """All loans of the term."""
    book = Book(KEY)
    for one in (*_lessons(world), *LONGER):
        _lend(world, book, one)
    return Script(tuple(book.acts))


def _lessons(world: World) -> Iterator[Loan]:
    """Sports things: out for a lesson, back the same day."""
    days = list(school_days(world.calendar))
    classes = world.classes("小学")
    for turn, number in enumerate(place for place in SPORTS_DAYS if place < len(days)):
        item, stock, lesson = SPORTS[turn % len(SPORTS)]
        teacher = ("石望川", "闵星河")[turn % 2] if turn > 2 else "石望川"
        quantity = str(min(stock, 20 + 5 * (turn % 3)))
        text = f"{days[number]:%m-%d}"
        room = classes[(5 * turn) % len(classes)].name
        yield Loan(f"sports-{text}", item, "体育器材", stock, quantity, teacher,
                   f"{room}{lesson}", text, text, text, SPORTS_ROOM)  # fmt: skip


def _lend(world: World, book: Book, one: Loan) -> None:
    ref, dice = f"loan-{one.key}", world.dice(KEY, one.key)
    day = date.fromisoformat(f"2026-{one.out}")
    at = later(moment(day, "08:05" if one.kind != "体育器材" else "09:30"), dice, 0, 40)
    at = at.replace(second=0)
    keeper, borrower = _keeper(world, one), world.named(one.borrower)
    data: dict[str, Any] = {
        "room": one.room,
        "keeper": keeper.name,
        "item": one.item,
        "kind": one.kind,
        "in_stock": str(one.stock),
        "qty": one.qty,
        "borrower": borrower.name,
        "purpose": one.purpose,
        "out_at": stamp(at),
        "out_state": "完好",
        "due": f"2026-{one.due}",
        "danger": bool(one.second),
    }
    if one.second:
        data["second"] = one.second
    book.file(ref, at + timedelta(minutes=2), keeper, data)
    book.sign(ref, at + timedelta(minutes=3), borrower, "借用人")
    book.sign(ref, at + timedelta(minutes=5), world.the("logistics_head"), "批准人")
    book.sign(ref, at + timedelta(minutes=7), keeper, "保管员")
    _give_back(world, book, one, at, keeper)


def _give_back(world: World, book: Book, one: Loan, out: datetime, keeper: PersonItem) -> None:
    ref, dice = f"loan-{one.key}", world.dice(KEY, one.key, "back")
    day = date.fromisoformat(f"2026-{one.back_on}")
    at = later(moment(day, "11:00" if day == out.date() else "15:20"), dice, 5, 45)
    at = at.replace(second=0)
    data: dict[str, Any] = {
        "back_at": stamp(at),
        "back_qty": one.back or one.qty,
        "back_state": one.state,
    }
    photos: tuple[Photo, ...] = ()
    if one.slip:
        photos = (snap(f"{ref}.jpg", "broken", (one.room, "鼓皮开裂"), at, dice),)
        data |= {"damage_no": NumberOf(one.slip), "photos": [photos[0].name]}
        at = max(at, moment(day, "16:05"))
    book.more(ref, at + timedelta(minutes=3), keeper, data, photos)
    book.sign(ref, at + timedelta(minutes=5), keeper, "归还双方", "当面清点")


def _keeper(world: World, one: Loan) -> PersonItem:
    post = "room_custodian" if one.room == SCIENCE_ROOM else "warehouse_keeper"
    return world.the(post)
