"""The gate's log: two shifts a day, every day of the term, four rounds by day and three by night.

On the term's last day the shift is handed over before the books are closed.
"""

import random
from datetime import date, datetime, timedelta
from typing import Any

from checklists.registers.gate_security.gate_duty_log import GateDutyLog
from taizhang.simulator import term
from taizhang.simulator.checking import passed, picture
from taizhang.simulator.gate_security.gate_words import COURSES, REMARKS, ROUTES, SEEN, TAKEN_OVER
from taizhang.simulator.photos import Photo
from taizhang.simulator.rosters import DAY_BEGINS, DAY_SHIFT, NIGHT_BEGINS, NIGHT_SHIFT, guard
from taizhang.simulator.world import Book, Script, World, later, moment, stamp

KEY = "gate_duty_log"
ROUNDS = {
    DAY_SHIFT: ("09:00", "12:10", "15:00", "17:00"),
    NIGHT_SHIFT: ("22:00", "01:20", "04:40"),
}
CLOSING = "17:30"
OPINIONS = ("", "", "", "", "已阅", "已阅，器械清点到位")


def label(day: date, shift: str) -> str:
    """Name of a shift in the plan."""
    return f"gate-{day:%m%d}-{shift}"


def gate_shifts(world: World) -> Script:
    """All shifts of the term."""
    book, last = Book(KEY), world.calendar.term.end
    for day in world.calendar.term.days():
        for shift in (DAY_SHIFT, NIGHT_SHIFT) if day < last else (DAY_SHIFT,):
            _stand(world, book, day, shift)
    ours = tuple(one for one in COURSES if one.ref[1].startswith(KEY))
    return Script(tuple(book.acts), courses=ours)


def _begin(day: date, shift: str) -> datetime:
    return moment(day, DAY_BEGINS if shift == DAY_SHIFT else NIGHT_BEGINS)


def _end(world: World, day: date, shift: str) -> datetime:
    if day == world.calendar.term.end:
        return moment(day, CLOSING)
    if shift == DAY_SHIFT:
        return _begin(day, NIGHT_SHIFT)
    return _begin(day + timedelta(days=1), DAY_SHIFT)


def _stand(world: World, book: Book, day: date, shift: str) -> None:
    dice, ref, on_watch = world.dice(KEY, day, shift), label(day, shift), guard(world, day, shift)
    start, end = _begin(day, shift), _end(world, day, shift)
    next_day = day if shift == DAY_SHIFT else day + timedelta(days=1)
    relief = guard(world, next_day, NIGHT_SHIFT if shift == DAY_SHIFT else DAY_SHIFT)
    checks, photos = _take_over(ref, (day, shift), start, dice)
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "gate": "正门",
        "shift": shift,
        "guard": on_watch.name,
        "start": stamp(start),
        "weather": term.weather(day, world.dice("weather", day)),
        "checks": checks,
    }
    filed = later(start, dice, 12, 24)
    book.file(ref, filed, on_watch, data, photos=photos)
    over = {"patrols": _rounds(shift, dice), "end": stamp(end), "relief": relief.name}
    told = later(end, dice, 1, 4)
    book.more(ref, told, on_watch, over)
    book.sign(ref, told + timedelta(seconds=40), on_watch, "交班人")
    book.sign(ref, later(told, dice, 1, 3), relief, "接班人")
    _read(world, book, ref, told, dice)


def _read(world: World, book: Book, ref: str, told: datetime, dice: random.Random) -> None:
    """By the safety office on its next day at work."""
    last, day = world.calendar.term.end, told.date()
    officers = world.who("safety_officer")
    if told.hour >= 12 and day < last:
        day += timedelta(days=1)
    while not world.calendar.is_staff_day(day):
        day += timedelta(days=1)
    at = later(moment(day, "08:05" if day < last else CLOSING), dice, 8, 25 if day == last else 70)
    officer = officers[day.toordinal() % len(officers)]
    book.sign(ref, at, officer, "安全办", dice.choice(OPINIONS))


def _take_over(
    ref: str, shift: tuple[date, str], at: datetime, dice: random.Random
) -> tuple[dict[str, dict[str, Any]], list[Photo]]:
    checks, photos = passed(GateDutyLog.items, REMARKS, dice), []
    checks["I04"]["measured"] = {"battery": str(dice.randint(62, 100))}
    checks["I06"]["measured"] = {"drift": f"0.{dice.randint(0, 6)}"}
    checks["I10"] = {"measured": {"people": "0"}}
    if trouble := TAKEN_OVER.get(shift):
        photos = [picture(trouble, ref, at, dice)]
        checks[trouble.item] = trouble.found([photos[0].name])
    return checks, photos


def _rounds(shift: str, dice: random.Random) -> list[dict[str, Any]]:
    rounds = []
    for number, clock in enumerate(ROUNDS[shift], 1):
        at = moment(date.min, clock, timedelta(minutes=dice.randint(0, 20)))
        one: dict[str, Any] = {
            "patrol_no": number,
            "patrol_at": f"{at:%H:%M}",
            "route": list(dice.choice(ROUTES)),
            "found": "正常",
        }
        if dice.random() < 0.06:
            one["found"], one["handle"] = dice.choice(SEEN)
        rounds.append(one)
    return rounds
