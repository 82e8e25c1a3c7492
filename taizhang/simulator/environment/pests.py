"""Disinfection every week after school; rats, mosquitoes and flies every month."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.calendar import monday
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "disinfection_pest_control"
WET = (
    "教学楼A一层厕所",
    "综合楼B一层厕所",
    "垃圾房",
    "综合楼B地下室水泵房",
    "食堂餐厅",
    "综合楼B三层图书室",
)


@dataclass(frozen=True, slots=True)
class Means:
    """What is used, how much is fetched from the locked cupboard, how long it works.

    Attributes:
        each: what a place takes, about.
    """

    kind: str
    product: str
    licence: str
    conc: str
    each: int
    measure: str
    minutes: int
    warn: str


CHLORINE = Means(
    "预防性消毒", "含氯消毒片", "（示例）卫消证字（2024）第0126号", "500mg/L", 12, "片", 30,
    "门口立警示牌，作用后清水擦净，开窗通风30分钟",
)  # fmt: skip
RATS = Means(
    "灭鼠", "溴敌隆毒饵（蜡块）", "WP20180126（示例）", "0.005%", 12, "块", 30,
    "毒饵站上锁编号，张贴警示，次日巡查回收",
)  # fmt: skip
TRAPS = Means(
    "灭鼠",
    "粘鼠板",
    "无毒器械，合格证HG-2025-118",
    "每点2块",
    8,
    "块",
    30,
    "收餐后布放，次日开工前收回",
)
MOSQUITOES = Means(
    "灭蚊",
    "高效氯氰菊酯悬浮剂",
    "WP20190233（示例）",
    "1:100",
    3,
    "L",
    45,
    "人员撤离，作业后通风，次晨开放",
)
FLIES = Means(
    "灭蝇", "毒蝇饵剂", "WP20200117（示例）", "每点5g", 60, "g", 30, "放入毒饵盒，置于学生不可及处"
)
PLACES_OF = {
    RATS: ("后院绿化带", "垃圾房"),
    TRAPS: ("食堂库房",),
    MOSQUITOES: ("后院绿化带",),
    FLIES: ("垃圾房",),
}


def disinfection(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for number, (day, place, means) in enumerate(_jobs(world)):
        _do(world, book, number, day, place, means)
    return Script(tuple(book.acts))


def _jobs(world: World) -> Iterator[tuple[date, str, Means]]:
    last = {monday(day): day for day in school_days(world.calendar)}
    for number, day in enumerate(last.values()):
        for turn in (0, 1):
            yield day, WET[(2 * number + turn) % len(WET)], CHLORINE
        if number % 4 == 1:
            for means in (RATS, TRAPS, *((MOSQUITOES, FLIES) if day.month > 4 else ())):
                for place in PLACES_OF[means]:
                    yield day - timedelta(days=1), place, means


def _do(world: World, book: Book, number: int, day: date, place: str, means: Means) -> None:
    dice, ref = world.dice(KEY, number), f"pests-{day:%m%d}-{number}"
    cleaner, nurse = world.the("cleaner"), world.the("health_teacher")
    ends = day == world.calendar.term.end
    start = later(moment(day, "16:32" if ends else "16:45"), dice, 0, 6 if ends else 25).replace(
        second=0
    )
    end = start + timedelta(minutes=means.minutes + dice.randint(0, 12))
    text = (means.product, means.conc, place)
    photos = (
        snap(f"{ref}-1.jpg", "tidy", (place, f"{means.kind}：{means.product}"), start, dice),
        snap(f"{ref}-2.jpg", "board", ("作业警示", *text, "请勿靠近"), start, dice),
    )
    data = _amounts(means, dice) | {
        "date": str(day),
        "kind": means.kind,
        "executor": cleaner.name,
        "supervisor": nurse.name,
        "place": place,
        "product": means.product,
        "licence": means.licence,
        "conc": means.conc,
        "takers": [cleaner.name, nurse.name],
        "locked": True,
        "start": stamp(start),
        "end": stamp(end),
        "contact_min": int((end - start).total_seconds()) // 60,
        "demanded_min": means.minutes,
        "occupied": False,
        "warn": means.warn,
        "photos": [photo.name for photo in photos],
    }
    at = later(end, dice, 4, 20)
    book.file(ref, at, cleaner, data, photos=photos)
    at = later(at, dice, 1, 3)
    book.sign(ref, at, cleaner, "作业人")
    at = later(at, dice, 1, 4)
    book.sign(ref, at, nurse, "监督人")
    head = moment(day, "17:20") if ends else moment(world.next_school_day(day), "08:10")
    head += timedelta(seconds=75 * (number % 8))
    book.sign(ref, max(head, later(at, dice, 1, 3)), world.the("logistics_head"), "总务主任")


def _amounts(means: Means, dice: random.Random) -> dict[str, Any]:
    used = means.each + dice.randint(0, 3)
    left = dice.randint(0, 4)
    amounts: dict[str, Any] = {
        "issued": str(used + left),
        "qty": str(used),
        "left": str(left),
        "measure": means.measure,
    }
    if means.kind == "灭鼠":
        eaten = dice.randint(0, 2)
        amounts |= {"bait_points": used, "baits_back": used - eaten, "baits_eaten": eaten}
        amounts["effect"] = f"鼠迹阳性{eaten}处，复查{'需补投' if eaten else '无新鼠迹'}"
    return amounts
