"""Plates and spoons after every lunch; on Fridays what the kitchen itself uses, with a picture.

On purpose: a sterilizer that did not get hot (washed again), a day entered late.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from checklists.calendar import monday
from records.directory import PersonItem
from taizhang.simulator.canteen.menu import PUPILS_AND_STAFF
from taizhang.simulator.plan import Gap, NumberOf
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "tableware_disinfection"
MEAL = "中"
LATE = {date(2026, 3, 31): "洗消员家中急事先行离岗，次日交接后据消毒卡补录"}
NOT_HOT = date(2026, 4, 2)
BROKEN = (date(2026, 5, 19), date(2026, 5, 20))
"""The sterilizer is being repaired: chlorine instead."""
CUT = (date(2026, 5, 12), date(2026, 5, 15))
"""Days on which the dishwasher's finger heals."""


def washing(world: World) -> Script:
    """All lunches of the term."""
    book, last = Book(KEY), {monday(day): day for day in meal_days(world.calendar)}
    for number, day in enumerate(meal_days(world.calendar)):
        dice = world.dice(KEY, day)
        lines = [*_lines(day, dice, weekly=last[monday(day)] == day)]
        for place, line in enumerate(lines):
            _write(world, book, day, (number, place), line)
        if day == NOT_HOT:
            _wash_again(
                book, day, lines[1], _operator(world, day, number), world.the("food_officer")
            )
    late = (Gap(KEY, day, MEAL, why) for day, why in LATE.items() if world.holds(day))
    return Script(tuple(book.acts), late=tuple(late))


def _lines(day: date, dice: random.Random, *, weekly: bool) -> Iterator[dict[str, Any]]:
    start = later(moment(day, "12:50"), dice, 0, 14).replace(second=0)
    spare = dice.randint(2, 20)
    yield _hot("餐盘", PUPILS_AND_STAFF + spare, "蒸汽", dice.randint(1005, 1035), start, dice)
    start += timedelta(minutes=dice.randint(17, 22))
    if BROKEN[0] <= day <= BROKEN[1]:
        yield _chlorine(PUPILS_AND_STAFF + spare, start, dice)
    else:
        heat = 1120 if day == NOT_HOT else dice.randint(1215, 1268)
        yield _hot("筷勺", PUPILS_AND_STAFF + spare, "红外消毒柜", heat, start, dice)
    if weekly:
        start += timedelta(minutes=dice.randint(17, 22))
        yield _hot("刀砧板", 14, "煮沸", 1000, start, dice)


def _hot(
    what: str, count: int, way: str, heat: int, start: datetime, dice: random.Random
) -> dict[str, Any]:
    end = start + timedelta(minutes=dice.randint(11, 16))
    return {
        "object": what,
        "qty": count,
        "method": way,
        "temp": f"{heat / 10}",
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
    }


def _chlorine(count: int, start: datetime, dice: random.Random) -> dict[str, Any]:
    end = start + timedelta(minutes=dice.randint(6, 9))
    return {
        "object": "筷勺",
        "qty": count,
        "method": "含氯浸泡",
        "conc": dice.choice((250, 260, 280)),
        "rinsed": True,
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
    }


def _operator(world: World, day: date, number: int) -> PersonItem:
    one, other = world.who("dishwasher")
    return other if number % 6 == 5 or CUT[0] <= day <= CUT[1] else one


def _write(
    world: World,
    book: Book,
    day: date,
    turn: tuple[int, int],
    line: Mapping[str, Any],
) -> None:
    number, place = turn
    dice, ref = world.dice(KEY, day, place), f"washed-{day:%m%d}-{place}"
    operator, officer = _operator(world, day, number), world.who("food_officer")[number % 4 == 3]
    data = _content(operator, day, line)
    photos = []
    if place == 2:
        text = ("餐用具消毒保洁", f"{line['method']}{line['temp']}℃，入柜保洁")
        photos = [snap(f"{ref}.jpg", "canteen", text, moment(day, line["end"]), dice)]
        data["photos"] = [photo.name for photo in photos]
    if day in LATE:
        _file_late(world, book, ref, operator, data, place)
        return
    at = later(moment(day, line["end"]), dice, 3, 8)
    book.file(ref, at, operator, data, photos=photos)
    if day == NOT_HOT and place == 1:
        return  # signed when it was washed again
    book.sign(ref, later(at, dice, 1, 2), operator, "洗消员")
    book.sign(
        ref, later(moment(day, "14:10"), dice, 4 * place, 4 * place + 40), officer, "食品安全员"
    )


def _content(operator: PersonItem, day: date, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "date": str(day),
        "meal": MEAL,
        "operator": operator.name,
        "served_until": "12:20",
        **line,
        "store": True,
        "test": "合格",
    }


def _file_late(
    world: World,
    book: Book,
    ref: str,
    operator: PersonItem,
    data: Mapping[str, Any],
    place: int,
) -> None:
    day = date.fromisoformat(data["date"])
    at = moment(world.next_school_day(day, 2), "08:30", timedelta(minutes=3 * place))
    book.file(ref, at, operator, data, reason=LATE[day])
    chief, officer = world.the("vp_logistics"), world.the("food_officer")
    book.approve_late(ref, at + timedelta(minutes=35), chief, "消毒卡已核，同意补录")
    book.sign(ref, at + timedelta(minutes=50), operator, "洗消员")
    book.sign(ref, at + timedelta(minutes=75), officer, "食品安全员")


def _wash_again(
    book: Book, day: date, line: Mapping[str, Any], operator: PersonItem, officer: PersonItem
) -> None:
    """112 ℃ is not enough: once more, and both lines say so."""
    ref, again = f"washed-{day:%m%d}-1", f"washed-{day:%m%d}-again"
    right = {**line, "temp": "122.5", "start": "13:36", "end": "13:50"}
    at = moment(day, "13:54")
    book.file(again, at, operator, _content(operator, day, right))
    book.more(ref, at + timedelta(minutes=3), operator, {"redone": NumberOf(again)})
    for minutes, one in ((4, again), (6, ref)):
        book.sign(one, at + timedelta(minutes=minutes), operator, "洗消员")
        book.sign(
            one, at + timedelta(minutes=minutes + 20), officer, "食品安全员", "复测122.5℃，达标"
        )
