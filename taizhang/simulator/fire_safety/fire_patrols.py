"""Fire patrols: the teaching blocks after school, the canteen after lunch, everything at night.

Six things are found; five are put right on the spot, an exit sign becomes a hazard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.registers.fire_safety.fire_patrol_daily import FirePatrolDaily
from records.directory import PersonItem
from taizhang.simulator.checking import passed, picture
from taizhang.simulator.fire_safety.fire_words import (
    CANTEEN,
    COURSES,
    NIGHT,
    NOT_THERE,
    ON_PATROL,
    REMARKS,
    TEACHING,
)
from taizhang.simulator.rosters import NIGHT_SHIFT, guard
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "fire_patrol_daily"
WALKERS = ("邱慕白", "冯晓棠", "纪闻舟")
MANAGER = "消防安全管理人"
OPINIONS = ("已阅", "已阅，记录完整", "", "", "", "已阅，注意雨天用电", "")


@dataclass(frozen=True, slots=True)
class Walk:
    """A round that is due every day: where, from when, for how many minutes."""

    slot: str
    area: str
    begins: str
    least: int
    most: int


NIGHTLY = Walk("夜", NIGHT, "21:00", 26, 44)
AT_NOON = Walk("午", CANTEEN, "12:35", 9, 17)
WALKS = (AT_NOON, Walk("晚", TEACHING, "16:50", 18, 34), NIGHTLY)
ON_THE_LAST_DAY = (
    AT_NOON,
    Walk("午", TEACHING, "14:40", 18, 34),
    Walk("晚", NIGHT, "15:50", 26, 44),
)
"""The school is locked up before the term's books are closed."""


def label(day: date, area: str) -> str:
    """Name of a round in the plan."""
    return f"fire-patrol-{day:%m%d}-{area}"


def fire_patrols(world: World) -> Script:
    """All rounds of the term."""
    book = Book(KEY)
    at_school = set(school_days(world.calendar))
    for number, day in enumerate(world.calendar.term.days()):
        for walk in WALKS if day < world.calendar.term.end else ON_THE_LAST_DAY:
            if day in at_school or walk.slot == "夜":
                _go(world, book, day, walk, number)
    ours = tuple(one for one in COURSES if one.ref[1].startswith(KEY))
    return Script(tuple(book.acts), courses=ours)


def _walker(world: World, day: date, walk: Walk, number: int) -> PersonItem:
    if walk.slot == "夜":
        return guard(world, day, NIGHT_SHIFT)
    return world.named(WALKERS[(number + len(walk.area)) % len(WALKERS)])


def _go(world: World, book: Book, day: date, walk: Walk, number: int) -> None:
    dice, walker = world.dice(KEY, day, walk.slot), _walker(world, day, walk, number)
    ref = label(day, walk.area)
    start = later(moment(day, walk.begins), dice, 0, 24).replace(second=0)
    end = start + timedelta(minutes=dice.randint(walk.least, walk.most))
    checks = passed(FirePatrolDaily.items, REMARKS[walk.area], dice)
    checks |= {
        item: {"verdict": "不适用", "remark": why} for item, why in NOT_THERE[walk.area].items()
    }
    photos = []
    if trouble := ON_PATROL.get((day, walk.area)):
        photos = [picture(trouble, ref, start, dice)]
        checks[trouble.item] = trouble.found([photos[0].name])
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "time_slot": walk.slot,
        "area": walk.area,
        "patroller": walker.name,
        "start": stamp(start),
        "end": stamp(end),
        "checks": checks,
        **_use(world, day, walk),
    }
    filed = later(end, dice, 1, 6)
    book.file(ref, filed, walker, data, photos=photos)
    signed = later(filed, dice, 1, 2)
    book.sign(ref, signed, walker, "巡查人")
    morning = moment(day + timedelta(days=1), "07:20")
    seen = later(morning if walk.slot == "夜" else signed, dice, 6, 55)
    manager = world.who("vp_logistics")[0] if number % 3 else world.the("logistics_head")
    book.sign(ref, seen, manager, MANAGER, dice.choice(OPINIONS))


def _use(world: World, day: date, walk: Walk) -> Mapping[str, bool]:
    return {"in_use": world.calendar.is_meal_day(day)} if walk.area == CANTEEN else {}
