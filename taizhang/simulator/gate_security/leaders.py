"""The log of leaders on duty: every day of the term, by the week, on free days from eight to eight.

One day is entered late, and approved. Twice somebody stands in for another, as agreed in writing.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from checklists.calendar import NationalDay
from taizhang.simulator.gate_security.leader_words import (
    ON_FREE_DAYS,
    ON_SCHOOL_DAYS,
    SPECIAL,
    Place,
)
from taizhang.simulator.plan import Gap
from taizhang.simulator.rosters import leader, on_duty
from taizhang.simulator.school import SCHOOL
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "leader_duty_log"
SWAPPED: Mapping[date, str] = {
    date(2026, 3, 24): "值班教师外出参加教研，前一日与替班人换班，分管副校长同意",
    date(2026, 5, 16): "值班教师家中有事，三天前书面调班，分管副校长同意",
}
LATE = Gap(KEY, date(2026, 4, 5), reason="值班室断网，先记在纸质值班本上，假期后据以补录")
LATE_DAY = date(2026, 4, 7)
STANDS_IN = "傅景行"
CLOSING = "17:20"
OPINIONS = ("已阅", "已阅，移交事项请落实", "", "")


def label(day: date) -> str:
    """Name of a day's log in the plan."""
    return f"duty-{day:%m%d}"


def leader_logs(world: World) -> Script:
    """All days of the term."""
    book = Book(KEY)
    for day in world.calendar.term.days():
        _keep(world, book, day)
    return Script(tuple(book.acts), late=(LATE,))


def _kind(world: World, day: date) -> str:
    if world.calendar.is_staff_day(day):
        return "值周"
    holiday = world.calendar.national_day(day) is NationalDay.LEGAL_HOLIDAY
    return "法定节假日值班" if holiday else "周末值班"


def _keep(world: World, book: Book, day: date) -> None:
    dice, chief, kind = world.dice(KEY, day), leader(world, day), _kind(world, day)
    members, at_work = list(on_duty(world, day)), kind == "值周"
    taught = world.calendar.is_school_day(day)
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "duty_type": kind,
        "leader": chief.name,
        "phone": SCHOOL.phone,
        "notes": _notes(day, ON_SCHOOL_DAYS if taught else ON_FREE_DAYS, dice),
    }
    if at_work:
        start, end = (
            moment(day, "07:20"),
            moment(day, "17:10", timedelta(minutes=dice.randint(0, 9))),
        )
        data["week"] = world.calendar.week(day)
    else:
        start = moment(day, "08:00")
        end = start + timedelta(days=1)
    if day in SWAPPED:
        data["swaps"] = [
            {"person": STANDS_IN, "replaces": members[0].name, "note": SWAPPED[day], "agreed": True}
        ]
        members[0] = world.named(STANDS_IN)
    data |= {
        "start": stamp(start),
        "end": stamp(end),
        "members": [one.name for one in members],
    }
    late = day == LATE.day
    filed = later(moment(LATE_DAY, "08:10") if late else end, dice, 1, 8)
    book.file(label(day), filed, members[0], data, reason=LATE.reason if late else "")
    if late:
        approved = filed + timedelta(seconds=40)
        book.approve_late(
            label(day), approved, world.the("logistics_head"), "纸质值班本已核，同意补录"
        )
    book.sign(label(day), filed + timedelta(seconds=50), members[0], "值班员")
    book.sign(label(day), later(filed, dice, 2, 9), chief, "带班领导")
    _review(world, book, day, filed, dice)


def _review(world: World, book: Book, day: date, filed: datetime, dice: random.Random) -> None:
    """By the principal on the first working day of the week after; the last week at its end."""
    last, monday = world.calendar.term.end, day + timedelta(days=7 - day.weekday())
    while monday <= last and not world.calendar.is_staff_day(monday):
        monday += timedelta(days=1)
    at = moment(min(monday, last), "08:40" if monday <= last else "17:32")
    at += timedelta(seconds=45 * day.weekday() + dice.randint(0, 30))
    opinion = dice.choice(OPINIONS) if day.weekday() in (0, 4) else ""
    book.sign(
        label(day), max(at, later(filed, dice, 10, 14)), world.the("principal"), "校长", opinion
    )


def _notes(day: date, usual: Sequence[Place], dice: random.Random) -> list[dict[str, str]]:
    places = sorted(dice.sample(range(len(usual)), dice.randint(3, min(5, len(usual)))))
    told = [(*usual[place][:2], dice.choice(usual[place][2])) for place in places]
    if day in SPECIAL:
        told = sorted([SPECIAL[day], *(one for one in told if one[1] != "食堂餐厅")])
    return [
        {"time": clock, "place": place, "matter": matter, "handle": handle}
        | ({"handover": left} if left else {})
        for clock, place, (matter, handle, left) in told
    ]
