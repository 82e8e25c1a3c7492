"""Areas and toilets inspected every day: points taken off for what was seen, and shown.

On purpose: a day missing, a day late, two things of a toilet out of order that are followed up.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from checklists.calendar import monday
from checklists.registers.environment.cleaning_area_inspection import (
    CONCERNS,
    IN_THE_AFTERNOON,
    IN_THE_MORNING,
    SWEPT,
    CleaningAreaInspection,
)
from records.directory import PersonItem
from records.items import AreaItem
from taizhang.simulator.courses import WEEK, Course, Round
from taizhang.simulator.plan import Gap
from taizhang.simulator.school import AREAS
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "cleaning_area_inspection"
EVERY_DAY = (SWEPT, IN_THE_MORNING, IN_THE_AFTERNOON)
MISSING = tuple(
    Gap(KEY, date(2026, 6, 25), part, "检查员参加学业监测考务，当日未检查") for part in EVERY_DAY
)
LATE = {date(2026, 3, 19): "检查人当日外出开会未及录入，据纸质扣分单补录"}
CHECKERS = ("邱慕白", "冯晓棠", "柳听雪", "尹乐之")


KINDS = {
    "操场": "保洁区",
    "后院绿化带": "保洁区",
    "教学楼前花坛": "绿地",
    "校门": "门前三包",
    "综合楼B二层科学实验室": "功能室",
    "综合楼B三层图书室": "功能室",
    "食堂餐厅": "食堂外围",
}
TOILETS = tuple(one for one in AREAS if one.name.endswith("厕所"))
DRY = tuple(one for one in AREAS if one not in TOILETS)


def kind_of(area: AreaItem) -> str:
    """区域类型."""
    if area in TOILETS:
        return "厕所"
    return "教室" if area.name.endswith("教室") else KINDS.get(area.name, "走廊楼梯")


SEEN: Mapping[str, tuple[str, ...]] = {
    "I01": ("地面有纸屑两处", "后门口有零食袋", "拖把水渍未干"),
    "I02": ("后窗台积尘", "墙面有一处铅笔印", "门框上沿积灰"),
    "I03": ("讲台粉笔灰未擦", "两张课桌未对齐"),
    "I04": ("拖把没有挂放", "卫生角扫帚倒地"),
    "I05": ("扶手有积尘", "楼梯转角堆放纸箱一只"),
    "I06": ("吊扇叶片积尘", "宣传栏边角翘起"),
    "I07": ("草坪有塑料袋一只", "花坛边有纸团"),
    "I08": ("排水沟有落叶", "墙角有积水"),
    "I09": ("可回收桶内混入果皮", "垃圾桶未盖严"),
    "I11": ("地面潮湿，气味略重", "通风窗未开"),
    "I12": ("洗手液用完未补", "洗手图示脱落一角"),
}
BROKEN: Mapping[date, tuple[str, str, str]] = {
    date(2026, 4, 16): ("I10", "第3蹲位冲水阀失灵，积污", "该蹲位挂停用牌，人工冲洗"),
    date(2026, 5, 21): ("I12", "2只水龙头不出水", "张贴提示，引导使用东侧水龙头"),
}


def inspections(world: World) -> Script:
    """An area and a toilet twice a school day, all together on Fridays, toilets without notice."""
    book, gaps = Book(KEY), {gap.day for gap in MISSING}
    days = [day for day in school_days(world.calendar) if day not in gaps]
    last = {monday(day): day for day in days}
    summed: dict[date, int] = {}
    for number, day in enumerate(days):
        friday = last[monday(day)]
        for place, visit in enumerate(_visits(days, day, number, big=friday == day)):
            turn = summed[friday] = summed.get(friday, 0) + 1
            closing = moment(friday, "16:35", timedelta(seconds=25 * turn))
            _inspect(world, book, (day, number, place), visit, closing)
    return Script(
        tuple(book.acts),
        missing=MISSING,
        late=tuple(Gap(KEY, day, part, why) for day, why in LATE.items() for part in EVERY_DAY),
        courses=COURSES,
    )


def _visits(
    days: Sequence[date], day: date, number: int, *, big: bool
) -> Iterator[tuple[AreaItem, str]]:
    """What is seen on a day, and when."""
    morning = 0 if day in BROKEN else number % 2
    yield DRY[number * 7 % len(DRY)], "晨扫"
    yield TOILETS[morning], "午间"
    yield TOILETS[1 - morning], "放学"
    if big:
        yield DRY[(number * 7 + 3) % len(DRY)], "劳动周大扫除"
    yield from ((one, "抽查") for one in TOILETS if _spot_check(days, day, one))


def _spot_check(days: Sequence[date], day: date, toilet: AreaItem) -> bool:
    """Twice a month and toilet, on days nobody knows beforehand."""
    month = [one for one in days if one.month == day.month and one not in BROKEN]
    dice = random.Random(f"{toilet.name}{day:%Y%m}")  # noqa: S311  a play
    return day in dice.sample(month, min(2, len(month)))


def _inspect(
    world: World,
    book: Book,
    turn: tuple[date, int, int],
    visit: tuple[AreaItem, str],
    closing: datetime,
) -> None:
    (day, number, place), (area, slot) = turn, visit
    dice, ref = world.dice(KEY, *turn), f"cleaning-{day:%m%d}-{place}"
    checker = _checker(world, number + place, area)
    clock = {
        "晨扫": "08:02",
        "劳动周大扫除": "15:20",
        "午间": "12:50",
        "放学": "15:40",
        "抽查": "10:10",
    }
    at = later(moment(day, clock[slot]), dice, 0, 14)
    data = _seen(day, area, dice) | {"slot": slot, "checker": checker.name}
    text = (area.name, data["deduct"][0]["desc"] if data["deduct"] else f"{slot}：整洁")
    photo = snap(f"{ref}.jpg", "tidy", text, at, dice)
    if data["deduct"]:
        data["deduct"][0]["photos"] = [photo.name]
    else:
        data["photos"] = [photo.name]
    filed, owner = later(at, dice, 5, 18), world.named(area.owner)
    if day in LATE:
        filed = moment(world.next_school_day(day, 2), "08:25", timedelta(minutes=4 * place))
        closing = max(closing, filed + timedelta(minutes=90))
        book.file(ref, filed, checker, data, reason=LATE[day], photos=[photo])
        filed += timedelta(minutes=30)
        book.approve_late(ref, filed, world.the("logistics_head"), "扣分单已核，同意补录")
    else:
        book.file(ref, filed, checker, data, photos=[photo])
    filed = later(filed, dice, 1, 4)
    book.sign(ref, filed, checker, "检查人")
    filed = later(filed, dice, 3, 40)
    book.sign(ref, filed, owner, "班主任")
    book.sign(
        ref, max(closing, later(filed, dice, 1, 5)), world.the("moral_head"), "总务/政教负责人"
    )


def _checker(world: World, number: int, area: AreaItem) -> PersonItem:
    """Nobody inspects what is their own."""
    names = [name for name in CHECKERS if name != area.owner]
    return world.named(names[number % len(names)])


def _seen(day: date, area: AreaItem, dice: random.Random) -> dict[str, Any]:
    items = [f"I{number:02}" for number in CONCERNS[kind_of(area)]]
    checks: dict[str, dict[str, Any]] = {one: {"verdict": "合格"} for one in items}
    if "I04" in checks:
        checks["I04"]["measured"] = {"fill": "≤2/3"}
    if "I13" in checks:
        checks["I13"]["measured"] = {"times": str(dice.randint(1, 2))}
    off: list[dict[str, Any]] = []
    broken = BROKEN.get(day) if area == TOILETS[0] else None
    if broken:
        key, remark, action = broken
        found = {"remark": remark, "action": action, "handling": "报修", "place": area.name}
        checks[key] = {"verdict": "不合格", **found}
        off = [_deduction(key, remark, "1.0")]
    elif dice.random() < 0.45:
        key = dice.choice([one for one in items if one in SEEN])
        remark = dice.choice(SEEN[key])
        checks[key] |= {"verdict": "不合格", "remark": remark, "handling": "当场整改"}
        off = [_deduction(key, remark, dice.choice(("0.5", "0.5", "1.0")))]
    taken = sum((Decimal(one["points"]) for one in off), Decimal())
    return {
        "date": str(day),
        "area_type": kind_of(area),
        "area": area.name,
        "owner": f"{area.class_}/{area.owner}",
        "score": str(10 - taken),
        "deduct": off,
        "checks": checks,
    }


def _deduction(key: str, remark: str, points: str) -> dict[str, Any]:
    item = next(one for one in CleaningAreaInspection.items if one.id == key)
    return {"what": item.item, "points": points, "desc": remark}


COURSES = (
    Course(("cleaning-0416-1", f"{KEY}.I10"), "冲水阀失灵", "04-17 08:40", WEEK,
           "该蹲位停用挂牌，每节课后人工冲洗", "牛铁生", "04-20",
           (Round("04-17 16:30", "更换脚踏冲水阀一只，连续冲水10次正常", "04-20 09:10"),), "78.00"),
    Course(("cleaning-0521-1", f"{KEY}.I12"), "龙头不出水", "05-22 08:35", WEEK,
           "张贴提示，引导到东侧水龙头洗手", "葛长林", "05-25",
           (Round("05-22 16:40", "疏通滤网、更换龙头阀芯两只，出水正常", "05-25 10:05"),), "52.00"),
)  # fmt: skip
