"""Who comes in at the gate: every other day somebody, and who fetches a child or comes to repair.

One pass is not given back (R06, a reminder); one visit lasts more than four hours (R04).
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import PersonItem
from taizhang.simulator.gate_security.caller_words import CALLERS, NAMES, Caller
from taizhang.simulator.rosters import DAY_SHIFT, guard
from taizhang.simulator.term import school_days
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "visitor_register"
STAYED = date(2026, 5, 20)
"""The education bureau looked into everything, from half past eight to two."""
NOT_GIVEN_BACK = date(2026, 6, 4)
CARDLESS = ("快递外卖", "接学生")
"""Reasons for which nobody gets a pass: they stay in the porter's lodge."""


def visitors(world: World) -> Script:
    """All visits of the term."""
    book = Book(KEY)
    for day in school_days(world.calendar):
        for number, caller in enumerate(_callers(world, day)):
            _call(world, book, day, number, caller)
    return Script(tuple(book.acts))


def _callers(world: World, day: date) -> Iterator[Caller]:
    dice = world.dice(KEY, day)
    if day == STAYED:
        yield replace(CALLERS[6], people=4, least=320, most=330)
    elif day == NOT_GIVEN_BACK:
        yield CALLERS[0]
    elif dice.random() < 0.55:
        yield from dice.sample(CALLERS, 1 if dice.random() < 0.8 else 2)


def _call(world: World, book: Book, day: date, number: int, caller: Caller) -> None:
    dice = world.dice(KEY, day, number)
    came = later(moment(day, "08:35" if number == 0 else "14:10"), dice, 0, 110).replace(second=0)
    if day == STAYED:
        came = moment(day, "08:32")
    call(world, book, f"visit-{day:%m%d}-{number}", caller, came)


def call(
    world: World,
    book: Book,
    ref: str,
    caller: Caller,
    came: datetime,
    **known: Any,
) -> None:
    """One visit, from the gate and back to it.

    `known` are columns that are settled: a name, a number of works; `host` is a person.
    """
    dice, day = world.dice(KEY, ref), came.date()
    on_gate = guard(world, day, DAY_SHIFT)
    left = came + timedelta(minutes=dice.randint(caller.least, caller.most))
    data = _data(world, caller, came, dice) | known
    host: PersonItem = known.get("host") or world.named(data["host"])
    data |= {"date": day.isoformat(), "guard": on_gate.name, "host": host.name}
    book.file(ref, came + timedelta(minutes=2), on_gate, data)
    book.sign(ref, came + timedelta(minutes=3), on_gate, "门卫")
    gone: dict[str, Any] = {"out_at": stamp(left)}
    if "pass_no" in data:
        gone["pass_back"] = day != NOT_GIVEN_BACK
    if caller.reason == "会客":
        gone["host_sign"] = host.name
    book.more(ref, left + timedelta(minutes=1), on_gate, gone)
    if caller.reason == "会客":
        book.sign(ref, left + timedelta(minutes=2), host, "被访人")


def _data(world: World, caller: Caller, came: datetime, dice: random.Random) -> dict[str, Any]:
    data: dict[str, Any] = {
        "gate": "正门",
        "name": dice.choice(NAMES),
        "id_type": caller.id_type,
        "id_tail": f"{dice.randint(0, 999):03}{dice.choice('0123456789X')}",
        "org": caller.org,
        "phone": f"138{dice.randint(0, 99999999):08}",
        "people": caller.people,
        "vehicle": bool(caller.plate),
        "goods": caller.goods,
        "reason": caller.reason,
        "host": dice.choice(world.who(caller.host)).name,
        "confirm": caller.confirm,
        "in_at": stamp(came),
    }
    if caller.plate:
        data["plate"] = caller.plate
    if caller.reason not in CARDLESS:
        data["pass_no"] = f"临{dice.randint(1, 20):02}"
    return data
