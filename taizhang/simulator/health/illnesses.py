"""The register of who is away ill: a zero report a class and day, or the case until it is back.

Planted: one class without its report on the Saturday of 补课. Three cases of one class on one day
reach the threshold and are reported the same morning.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import ClassItem
from taizhang.simulator.health.disinfection import ULTRAVIOLET
from taizhang.simulator.health.disinfection import label as final
from taizhang.simulator.health.health_words import ISOLATED_NEWS, LAST_NEWS, NEWS
from taizhang.simulator.health.illness import OUTBREAK, Case, attendance
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap, NumberOf
from taizhang.simulator.term import MAKEUP_CLASS, school_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "infectious_disease_register"
MISSING = (Gap(KEY, MAKEUP_CLASS, "602", "补课日班主任带队外出比赛，未报疫情报告人"),)
FOLLOWED = ("16:20", "19:40")
"""When the class teacher calls the family: after school, or in the evening of a free day."""


def zero(day: date, klass: ClassItem) -> str:
    """Label of a zero report."""
    return f"zero-{day:%m%d}-{klass.id}"


def illnesses(world: World) -> Script:
    """All of the term."""
    book, away = Book(KEY), attendance(world)
    gaps = {(gap.day, gap.subject) for gap in MISSING}
    for day in school_days(world.calendar):
        seen = moment(day, "09:22")
        for klass in world.classes():
            seen = later(seen, world.dice(KEY, day, klass.id, "seen"), 0, 1)
            new = [one for one in away.cases if one.klass == klass and one.day == day]
            for number, one in enumerate(new):
                _open(world, book, one, seen + timedelta(seconds=10 * number))
            if not new and (day, klass.id) not in gaps:
                _nobody(world, book, day, klass, seen)
    for one in away.cases:
        _trace(world, book, one, away.cases)
    return Script(tuple(book.acts), missing=MISSING)


def _nobody(world: World, book: Book, day: date, klass: ClassItem, seen: datetime) -> None:
    dice, teacher = world.dice(KEY, day, klass.id), world.named(klass.homeroom)
    at, ref = later(moment(day, "08:30"), dice, 0, 40), zero(day, klass)
    data = {
        "date": day.isoformat(),
        "class_": klass.name,
        "reporter": teacher.name,
        "zero_report": True,
    }
    book.file(ref, at, teacher, data)
    book.sign(ref, later(at, dice, 0, 2), teacher, "班主任")
    book.sign(ref, seen, world.the("health_teacher"), "疫情报告人")


def _open(world: World, book: Book, one: Case, seen: datetime) -> None:
    dice, teacher = world.dice(KEY, one.ref), world.named(one.klass.homeroom)
    at = later(moment(one.day, "08:36"), dice, 0, 30)
    data = {
        "date": one.day.isoformat(),
        "class_": one.klass.name,
        "reporter": teacher.name,
        "zero_report": False,
        "student": one.child.name,
        "onset": one.onset.isoformat(),
        "symptom": list(one.kind.symptom),
    }
    book.file(one.ref, at, teacher, data)
    book.sign(one.ref, later(at, dice, 1, 4), teacher, "班主任")
    book.sign(one.ref, seen, world.the("health_teacher"), "疫情报告人")


# ---- until it is back


def _trace(world: World, book: Book, one: Case, cases: Sequence[Case]) -> None:
    dice, teacher = world.dice(KEY, one.ref, "trace"), world.named(one.klass.homeroom)
    if (one.day, one.klass.id) == OUTBREAK:
        _report(world, book, one, cases)
    for number in range((one.back - one.day).days):
        day = one.day + timedelta(days=number)
        clock = FOLLOWED[0] if world.calendar.is_staff_day(day) else FOLLOWED[1]
        at = later(moment(day, clock), dice, 0, 40)
        note = _news(one, number, dice)
        data: dict[str, Any] = {"track": [{"on": day.isoformat(), "note": note}]}
        if number == 0:
            data |= _diagnosis(one)
        book.more(one.ref, at, teacher, data)
    _come_back(world, book, one)


def _news(one: Case, number: int, dice: random.Random) -> str:
    if number == 0:
        return f"{one.kind.told}，{one.kind.diagnosis}"
    if number == (one.back - one.day).days - 1:
        return LAST_NEWS
    return dice.choice(ISOLATED_NEWS if one.kind.is_contagious else NEWS)


def _diagnosis(one: Case) -> dict[str, Any]:
    found: dict[str, Any] = {"hospital": one.kind.diagnosis, "disease": one.kind.disease}
    if one.kind.is_contagious:
        found |= {
            "contact": "同桌及前后座3人，已告知家长观察；无共同用餐史",
            "isolate_from": one.onset.isoformat(),
            "isolate_to": one.isolated_until.isoformat(),
        }
    return found


def _report(world: World, book: Book, one: Case, cases: Sequence[Case]) -> None:
    """The threshold is reached: reported within the hour, by the health teacher."""
    together = [case for case in cases if (case.day, case.klass.id) == OUTBREAK]
    at = moment(one.day, "10:05", timedelta(minutes=2 * together.index(one)))
    data = {"report_cdc": stamp(moment(one.day, "10:00"))}
    book.more(one.ref, at, world.the("health_teacher"), data)


def _come_back(world: World, book: Book, one: Case) -> None:
    dice, nurse = world.dice(KEY, one.ref, "back"), world.the("health_teacher")
    at = later(moment(one.back, "08:05"), dice, 0, 20)
    data: dict[str, Any] = {"return_on": one.back.isoformat()}
    photos: tuple[Photo, ...] = ()
    if one.kind.is_contagious:
        certified = one.back - timedelta(days=1)
        text = ("复课证明", one.child.number, one.child.name, certified.isoformat())
        photos = (snap(f"{one.ref}.jpg", "page", text, at - timedelta(minutes=2), dice),)
        data |= {"cert_on": certified.isoformat(), "return_cert": [photos[0].name]}
    if one.kind.is_contagious and one.klass.stage == "幼儿园":
        data["disinfect"] = NumberOf(final(one.day, one.klass.id, ULTRAVIOLET))
    book.more(one.ref, at, nurse, data, photos)
    signed = later(moment(one.back, "16:40"), dice, 0, 45)
    book.sign(one.ref, signed, world.the("principal"), "校长")
