"""Children of the kindergarten brought and fetched, a sheet a class and day.

Who was found ill in the morning is fetched at once. Now and then somebody else comes, with the
parents' word for it; a few children wait past closing with a caregiver.
"""

import random
from datetime import date, timedelta
from typing import Any

from records.directory import ClassItem
from taizhang.simulator.health.illness import Attendance, attendance
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap
from taizhang.simulator.pupils import ROLL, Pupil
from taizhang.simulator.rosters import DAY_SHIFT, guard
from taizhang.simulator.term import MAKEUP_CLASS, school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "child_pickup_register"
KIN = ("母", "父", "奶奶", "外婆", "爷爷")
PROXY, LATE = 14, 9
"""On every how-many-th sheet somebody else fetches a child, or comes late."""


MISSING = (Gap(KEY, MAKEUP_CLASS, "Y2", "补课日中班只到4人，并入大班照看，没有单独登记"),)


def pickups(world: World) -> Script:
    """All of the term."""
    book, away = Book(KEY), attendance(world)
    gaps = {(gap.day, gap.subject) for gap in MISSING}
    for number, day in enumerate(school_days(world.calendar)):
        for place, klass in enumerate(world.classes("幼儿园")):
            if (day, klass.id) not in gaps:
                _sheet(world, book, away, day, klass, number * 3 + place)
    return Script(tuple(book.acts), missing=MISSING)


def _sheet(
    world: World, book: Book, away: Attendance, day: date, klass: ClassItem, number: int
) -> None:
    dice, ref = world.dice(KEY, day, klass.id), f"pickup-{day:%m%d}-{klass.id}"
    teacher, roll = world.named(klass.homeroom), ROLL[klass.id]
    absent = {one.child for one in away.ill(day, klass.id, afternoon=False)}
    absent |= {child for child, _ in away.on_leave(day, klass.id)}
    fetched_early = {one.child for one in away.found(day, klass.id)}
    here = [one for one in roll if one not in absent]
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "class_": klass.name,
        "enrolled": len(roll),
        "present": len(here),
        "arrivals": [_arrival(day, one, dice) for one in here],
    }
    book.file(ref, later(moment(day, "08:32"), dice, 0, 20), teacher, data)
    rows = [_departure(day, one, dice, early=one in fetched_early) for one in here]
    proxy = _fetched_by_another(day, ref, rows[3], dice) if number % PROXY == 1 else None
    if number % LATE == 0:
        _fetched_late(world, rows[-2], dice)
    at = later(moment(day, "17:12"), dice, 4, 14)
    book.more(ref, at, teacher, {"departures": rows}, (proxy,) if proxy else ())
    book.sign(ref, at + timedelta(minutes=1), teacher, "带班教师")
    if proxy:
        at = later(at, dice, 4, 9)
        book.sign(ref, at, guard(world, day, DAY_SHIFT), "园门门卫", "代接人证件、授权已核")


def _clock(day: date, clock: str, dice: random.Random, most: int) -> str:
    return f"{later(moment(day, clock), dice, 0, most):%H:%M}"


def _arrival(day: date, child: Pupil, dice: random.Random) -> dict[str, Any]:
    return {
        "child": child.name,
        "in_at": _clock(day, "07:40", dice, 48),
        "in_by": child.name[0] + dice.choice(KIN),
    }


def _departure(day: date, child: Pupil, dice: random.Random, *, early: bool) -> dict[str, Any]:
    """By the card; now and then it was left at home, and the teacher knows the face."""
    return {
        "child": child.name,
        "out_at": _clock(day, "08:58", dice, 20) if early else _clock(day, "16:18", dice, 32),
        "out_by": child.name[0] + dice.choice(KIN),
        "card": dice.random() > 0.02,
        "proxy": False,
    }


def _fetched_by_another(day: date, ref: str, row: dict[str, Any], dice: random.Random) -> Photo:
    who = dice.choice(("姑姑", "邻居", "姨妈"))
    text = ("代接授权书", row["child"], f"今日委托{who}代接", day.isoformat(), "监护人签名：已签")
    photo = snap(f"{ref}.jpg", "board", text, moment(day, "15:50"), dice)
    row |= {
        "out_by": row["child"][0] + who,
        "proxy": True,
        "proxy_auth": [photo.name],
        "proxy_id": f"{dice.randint(0, 9999):04}",
        "proxy_adult": True,
    }
    return photo


def _fetched_late(world: World, row: dict[str, Any], dice: random.Random) -> None:
    row["out_at"] = f"17:{dice.randint(4, 11):02}"
    row["late_care"] = dice.choice(world.who("caregiver")).name
