"""How the pupils like it every other week; teachers and parents at the end of the term."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from checklists.calendar import monday
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "meal_satisfaction_survey"
SIDES: Mapping[str, int] = {
    "口味": 86,
    "花样": 84,
    "分量": 92,
    "卫生": 95,
    "服务态度": 94,
    "温度": 88,
}
"""Content votes in a hundred, about."""
LOW: Mapping[int, tuple[str, int, str]] = {
    2: ("花样", 76, "每周至少更换两道小荤、增加面点一次，周䶮，4月10日前"),
    4: ("温度", 72, "汤桶换保温桶、分两批出锅，周䶮，4月29日前"),
    7: ("口味", 78, "减盐两成后按学生反馈微调，丁长顺，6月19日前"),
}
"""Round, side, share, what is to change."""
WISHES = (
    "想多吃鸡翅",
    "希望汤热一些",
    "想吃面条",
    "胡萝卜少一点",
    "米饭软一点",
    "希望有水果",
    "青菜再嫩一些",
)
EVERYBODY = 8
"""The round in which teachers and parents are asked, too (学期满意度测评)."""


def surveys(world: World) -> Script:
    """All rounds of the term."""
    book = Book(KEY)
    for number, day in enumerate(_last_days(world), 1):
        _ask(world, book, number, day, "学生", 180)
        if number == EVERYBODY:
            _ask(world, book, number, day, "教师", 52)
            _ask(world, book, number, day, "家长", 240)
    return Script(tuple(book.acts))


def _last_days(world: World) -> list[date]:
    """The last school day of every second week."""
    start = monday(world.calendar.term.start)
    last = {(monday(day) - start).days // 14: day for day in school_days(world.calendar)}
    return [*last.values()]


def _ask(world: World, book: Book, number: int, day: date, group: str, sent: int) -> None:
    dice, ref = world.dice(KEY, number, group), f"survey-{number}-{group}"
    returned = sent - dice.randint(1, sent // 15)
    clerk = world.named("邱慕白")
    data = {
        "round": number,
        "first_day": max(day - timedelta(days=1), monday(day)).isoformat(),
        "last_day": day.isoformat(),
        "group": group,
        "sent": sent,
        "returned": returned,
        "all_grades": True,
        "counted_by": clerk.name,
        "votes": [
            _votes(side, share, number, group, returned, dice) for side, share in SIDES.items()
        ],
    }
    at = later(moment(day, "15:10"), dice, 0, 50)
    book.file(ref, at, clerk, data)
    at = later(at, dice, 2, 8)
    book.sign(ref, at, clerk, "统计人")
    at = later(at, dice, 5, 25)
    book.sign(ref, at, world.the("canteen_manager"), "食堂负责人")
    book.sign(ref, later(at, dice, 5, 25), world.the("vp_logistics"), "分管副校长")


def _votes(
    side: str, share: int, number: int, group: str, returned: int, dice: random.Random
) -> dict[str, Any]:
    low = LOW.get(number)
    poor = group == "学生" and low is not None and low[0] == side
    wanted = low[1] if low and poor else share + dice.randint(-3, 3)
    valid = returned - dice.randint(0, 2)
    very = valid * wanted // 100
    bad = (valid - very) // dice.randint(3, 5)
    line: dict[str, Any] = {"q": side, "very": very, "ok": valid - very - bad, "bad": bad}
    if dice.random() < 0.35:
        line["suggestion"] = dice.choice(WISHES)
    return line | ({"improve": low[2]} if low and poor else {})
