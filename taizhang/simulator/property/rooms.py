"""What belongs to every class: settled in the first week, looked at monthly, handed in at the end.

One class is left out in May, one is entered late in March; a broom is lost and made up for.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import ClassItem, PersonItem
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap, NumberOf
from taizhang.simulator.property.repairs import BROKEN_BY_SOMEBODY, of_room
from taizhang.simulator.school import PUPILS
from taizhang.simulator.term import KEY as TERM
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "class_property_register"
FIRST, MONTHLY, LAST = "期初登记", "月查", "期末点交"
CHECKS: Mapping[str, tuple[str, str]] = {  # months and the days on which halves of the classes are
    "3月": ("03-30", "03-31"),
    "4月": ("04-28", "04-29"),
    "5月": ("05-26", "05-27"),
    "6月": ("06-25", "06-26"),
    "7月": ("07-01", "07-01"),
}
BEGINNING, END = ("03-04", "03-05", "03-06"), ("07-02", "07-03")
LEFT_OUT = Gap(
    KEY, date(2026, 5, 1), "401 月查", "班主任住院，代班教师不知道要查，6月已补齐",
    "2026年5月 四（1）班 月查",
)  # fmt: skip
LATE = "602"
WHY_LATE = "3月6日已清点，责任人外出教研，未及时录入"
LOST = ("501", "卫生工具", "5月")
_PRIMARY = {"讲台": 1, "多媒体": 1, "黑板": 2, "窗帘": 6, "灯": 12, "扇": 4, "门锁": 2,
            "卫生工具": 8, "柜": 2, "班牌": 1}  # fmt: skip
_NURSERY = {"幼儿桌": 6, "多媒体": 1, "窗帘": 8, "灯": 8, "扇": 3, "柜": 3, "饮水机": 1,
            "门锁": 2, "卫生工具": 6, "班牌": 1}  # fmt: skip


def class_property(world: World) -> Script:
    """Every class from the first week to the last day."""
    book = Book(KEY)
    for number, room in enumerate(world.classes()):
        for day, kind, month in _visits(number):
            if not (room.id == LEFT_OUT.subject.split()[0] and month == "5月"):
                _check(world, book, room, day, kind, month)
    first = world.calendar.term.start - timedelta(days=14)
    return Script(
        tuple(book.acts),
        missing=(LEFT_OUT,),
        late=(Gap(KEY, first, f"{LATE} {FIRST}", WHY_LATE),),
    )


def _visits(number: int) -> Iterator[tuple[date, str, str]]:
    yield _day(BEGINNING[number % 3]), FIRST, ""
    for month, days in CHECKS.items():
        yield _day(days[number % 2]), MONTHLY, month
    yield _day(END[number % 2]), LAST, ""


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _check(world: World, book: Book, room: ClassItem, day: date, kind: str, month: str) -> None:
    ref = f"room-{room.id}-{month or kind}"
    dice, teacher = world.dice(KEY, ref), world.named(room.homeroom)
    at = later(moment(day, "12:20" if kind == MONTHLY else "15:30"), dice, 0, 70)
    data: dict[str, Any] = {
        "term": f"{TERM[:9]}学年第二学期",
        "room": room.name,
        "checked_on": day.isoformat(),
        "custodian": teacher.name,
        "check_type": kind,
        "students": PUPILS[room.id],
        "things": list(_things(room, day, month)),
    }
    photos: tuple[Photo, ...] = ()
    if kind != MONTHLY:
        text = (room.name, f"{kind}　{PUPILS[room.id]}人")
        photos = (snap(f"{ref}.jpg", "classroom", text, at - timedelta(minutes=9), dice),)
        data["photos"] = [photos[0].name]
    if kind == LAST:
        data["receiver"] = world.the("asset_admin").name
    late = room.id == LATE and kind == FIRST
    if late:
        at = moment(date(2026, 3, 11), "09:10")
    book.file(ref, at, teacher, data, reason=WHY_LATE if late else "", photos=photos)
    if late:
        at += timedelta(minutes=30)
        book.approve_late(ref, at, world.the("logistics_head"), "清点单齐全，同意补录")
    _sign(world, book, ref, at, kind, teacher)


def _sign(world: World, book: Book, ref: str, at: datetime, kind: str, teacher: PersonItem) -> None:
    dice = world.dice(KEY, ref, "sign")
    signed = later(at, dice, 1, 5)
    book.sign(ref, signed, teacher, "交方")
    if kind == LAST:
        signed = later(signed, dice, 1, 6)
        book.sign(ref, signed, world.the("asset_admin"), "接方", "逐件清点，当面接收")
    signed = later(signed, dice, 5, 50)
    book.sign(ref, signed, world.the("logistics_head"), "总务处")
    if kind == LAST:
        book.sign(ref, later(signed, dice, 3, 25), world.the("moral_head"), "期末加政教处")


def _things(room: ClassItem, day: date, month: str) -> Iterator[dict[str, Any]]:
    seats = PUPILS[room.id]
    nursery = room.stage == "幼儿园"
    settled = {"椅": seats, **_NURSERY} if nursery else {"课桌": seats, "凳": seats, **_PRIMARY}
    broken = of_room(room.id, day)
    for item, quota in settled.items():
        line: dict[str, Any] = {
            "item": item, "quota": quota, "actual": quota, "good": quota, "bad": 0,
        }  # fmt: skip
        if broken and broken.thing == item:
            made = broken.cause == BROKEN_BY_SOMEBODY
            line |= {
                "good": quota - 1,
                "bad": 1,
                "reason": broken.cause,
                "handle": "赔偿" if made else "报修",
                "slip_no": NumberOf(f"{'damage' if made else 'repair'}-{broken.key}"),
            }
        if (room.id, item, month) == LOST:
            left = quota - 1
            line |= {"lost": 1, "actual": left, "good": left, "reason": "丢失", "handle": "补配"}
        if (room.id, item) == LOST[:2] and month == "6月":
            line["moved_in"] = 1
        yield line
