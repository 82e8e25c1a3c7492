"""Drinking water: bottles every other week, machines cleaned, the water tested once a term.

Nobody pays for it: water is no fee of a school.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "drinking_water_record"
SUPPLIER, BRAND = "青禾云岭饮用水有限公司", "云岭"
POINTS = ("教学楼A一层东侧", "教学楼A二层东侧", "教学楼A三层东侧", "综合楼B一层中厅", "食堂餐厅")
MACHINES = (("YSJ-01", "饮水机内胆"), ("YSJ-02", "饮水机内胆"), ("ZYJ-01", "直饮机滤芯"))
CLEANED = (
    date(2026, 3, 3),
    date(2026, 4, 28),
    date(2026, 5, 27),
    date(2026, 6, 24),
    date(2026, 7, 1),
)
TESTED = date(2026, 3, 12)


def water(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for number, day in enumerate(_deliveries(world)):
        _take_in(world, book, day, number)
    for day in CLEANED:
        for place, (machine, what) in enumerate(MACHINES):
            _clean(world, book, day, place, machine, what)
    _test(world, book)
    return Script(tuple(book.acts))


def _deliveries(world: World) -> Iterator[date]:
    """The first school day of every second week."""
    start, seen = world.calendar.term.start, set[int]()
    for day in school_days(world.calendar):
        turn = (day - start).days // 14
        if turn not in seen:
            seen.add(turn)
            yield day


def _take_in(world: World, book: Book, day: date, number: int) -> None:
    dice, ref, clerk = world.dice(KEY, day), f"water-{day:%m%d}", world.named("冯晓棠")
    made, buckets = day - timedelta(days=dice.randint(2, 6)), dice.randint(24, 32)
    data = {
        "kind": "入校验收",
        "supplier": SUPPLIER,
        "licence": "2028-09-30",
        "report_no": f"YL-{made:%Y%m%d}-{dice.randint(1, 4)}",
        "date": str(day),
        "brand": BRAND,
        "batch": str(made),
        "exp": str(made + timedelta(days=90)),
        "buckets": buckets,
        "sense": "合格",
        "to": POINTS[number % len(POINTS)],
        "given": buckets - dice.randint(3, 8),
    }
    at = later(moment(day, "08:50"), dice, 0, 30)
    book.file(ref, at, clerk, data)
    at = later(at, dice, 1, 3)
    book.sign(ref, at, world.the("contractor"), "送水人")
    at = later(at, dice, 1, 3)
    book.sign(ref, at, clerk, "验收人")
    book.sign(ref, later(at, dice, 15, 60), world.the("logistics_head"), "总务主任")


def _clean(world: World, book: Book, day: date, place: int, machine: str, what: str) -> None:
    dice, ref = world.dice(KEY, day, machine), f"rinse-{day:%m%d}-{machine}"
    start: datetime = moment(day, "15:50", timedelta(minutes=35 * place + dice.randint(0, 6)))
    end = start + timedelta(minutes=dice.randint(24, 30))
    photos = (
        snap(f"{ref}-1.jpg", "tidy", (machine, "清洗前"), start, dice),
        snap(f"{ref}-2.jpg", "tidy", (machine, "清洗后"), end, dice),
    )
    data: dict[str, Any] = {
        "kind": "设备清洗",
        "date": str(day),
        "device": machine,
        "clean_kind": what,
        "disinfectant": "食品级柠檬酸除垢，二氧化氯100mg/L浸泡10分钟",
        "rinse": f"清水冲洗{dice.randint(3, 5)}遍，余氯试纸未检出",
        "rinse_result": "合格",
        "restored_at": stamp(end.replace(second=0)),
        "photos_before": [photos[0].name],
        "photos_after": [photos[1].name],
    }
    person = world.the("electrician")
    at = later(end, dice, 2, 6)
    book.file(ref, at, person, data, photos=photos)
    at = later(at, dice, 1, 2)
    book.sign(ref, at, person, "清洗人")
    head = moment(day, "17:35", timedelta(minutes=3 * place))
    book.sign(ref, max(head, later(at, dice, 1, 3)), world.the("logistics_head"), "总务主任")


def _test(world: World, book: Book) -> None:
    data = {
        "kind": "水质检测",
        "date": str(TESTED),
        "water_test": "2026-03-05采样2份，3月11日报告，微生物、浑浊度等12项合格，青禾市疾控中心",
    }
    at = moment(TESTED, "10:20")
    book.file("water-test", at, world.named("冯晓棠"), data)
    book.sign("water-test", at + timedelta(minutes=25), world.the("logistics_head"), "总务主任")
