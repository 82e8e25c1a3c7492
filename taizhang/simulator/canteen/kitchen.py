"""The kitchen's daily food safety check."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from checklists.registers.canteen.kitchen_daily_check import KitchenDailyCheck
from records.directory import PersonItem
from taizhang.simulator.canteen.kitchen_words import EXACT, FAULTS, OPINIONS, REMARKS, SCENES, Fault
from taizhang.simulator.canteen.menu import lunch
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Gap
from taizhang.simulator.term import meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "kitchen_daily_check"
MISSING = (Gap(KEY, date(2026, 4, 16)),)
LATE = {date(2026, 5, 13): "当日食品安全员参加区级培训，代查人未录入，据纸质表补录"}
MISREAD = date(2026, 3, 20)
CROPPED = date(2026, 4, 7)
REUSED = date(2026, 6, 10)
"""Yesterday's first picture is handed in again (G09)."""


def label(day: date) -> str:
    """Name of a day's check in the plan."""
    return f"kitchen-{day:%m%d}"


def kitchen_checks(world: World) -> Script:
    """All checks of the term."""
    book = Book(KEY)
    gaps = {gap.day for gap in MISSING}
    for number, day in enumerate(meal_days(world.calendar)):
        if day not in gaps:
            officers = world.who("food_officer")
            _check(world, book, day, officers[number % 4 == 3])
    return Script(
        tuple(book.acts),
        missing=tuple(gap for gap in MISSING if world.holds(gap.day)),
        late=tuple(Gap(KEY, day, reason=LATE[day]) for day in LATE if world.holds(day)),
    )


def _check(world: World, book: Book, day: date, officer: PersonItem) -> None:
    dice = world.dice(KEY, day)
    checks = _look(world, day, dice)
    photos = _photos(world, day, checks, dice)
    fault = FAULTS.get(day)
    if fault:
        photos = (*photos, _proof(day, fault, dice))
        checks[fault.item]["photos"] = [photos[-1].name]
    data = {
        "date": day.isoformat(),
        "meals": [{"meal": "中", "diners": lunch(world, day).diners}],
        "checker": officer.name,
        "photos": [photo.name for photo in photos[:3]],
        "checks": checks,
    }
    at = later(moment(day, "13:25"), dice, 0, 58)
    if day in LATE:
        _file_late(world, book, day, officer, data, photos)
        return
    book.file(label(day), at, officer, data, photos=photos)
    if day == MISREAD:
        at = _put_right(world, book, at, officer, checks)
        fault = None
    _sign(world, book, day, officer, at, needs_director=fault is not None)


def _sign(
    world: World,
    book: Book,
    day: date,
    officer: PersonItem,
    at: datetime,
    *,
    needs_director: bool,
) -> None:
    dice = world.dice(KEY, day, "sign")
    signed = later(at, dice, 0, 4)
    book.sign(label(day), signed, officer, "食品安全员")
    manager = world.the("canteen_manager")
    seen = later(signed, dice, 8, 140)
    book.sign(
        label(day),
        seen,
        manager,
        "食堂负责人",
        dice.choice(OPINIONS) if dice.random() < 0.25 else "",
    )
    if needs_director:
        chief = world.the("food_director")
        opinion = "问题已当场处置，列入本周排查复核"
        book.sign(label(day), later(seen, dice, 20, 90), chief, "食品安全总监", opinion)


# ---- what was seen


def _look(world: World, day: date, dice: random.Random) -> dict[str, dict[str, Any]]:
    checks: dict[str, dict[str, Any]] = {
        item.id: {"verdict": "合格"} for item in KitchenDailyCheck.items
    }
    for item in dice.sample(sorted(REMARKS), dice.randint(3, 5)):
        checks[item]["remark"] = dice.choice(REMARKS[item])
    for item, measured in _readings(world, day, dice).items():
        checks[item]["measured"] = measured
    if day in EXACT:
        item, exact = EXACT[day]
        checks[item]["measured"] = dict(exact)
    if day in FAULTS:
        fault = FAULTS[day]
        checks[fault.item] |= _found(fault, checks[fault.item].get("measured", {}))
    return checks


def _readings(world: World, day: date, dice: random.Random) -> dict[str, dict[str, str]]:
    least = min(one.weight for one in lunch(world, day).samples)
    stored = {"held": str(dice.randint(35, 95)), "hot": str(dice.randint(62, 71))}
    if dice.random() < 0.4:
        stored["cold"] = f"{dice.randint(25, 62) / 10}"
    warm = {3: 18, 4: 20, 5: 22, 6: 23, 7: 23}[day.month]
    return {
        "I06": {"soaked": str(dice.randint(31, 45))},
        "I07": {
            "core_1": f"{dice.randint(740, 912) / 10}",
            "core_2": f"{dice.randint(735, 890) / 10}",
        },
        "I08": stored,
        "I10": {"room": f"{warm + dice.randint(-12, 14) / 10}"},
        "I12": {"cabinet": str(dice.randint(120, 128))},
        "I13": {"least": str(least)},
        "I22": {"left": f"{dice.randint(38, 126) / 10}"},
    }


def _found(fault: Fault, measured: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "verdict": "不合格",
        "remark": fault.remark,
        "place": fault.place,
        "handling": fault.handling,
    }
    if fault.action:
        found["action"] = fault.action
    if fault.measured:
        kept = {} if "held" in fault.measured else dict(measured)
        found["measured"] = {**kept, **fault.measured}
    return found


def _photos(
    world: World, day: date, checks: Mapping[str, Mapping[str, Any]], dice: random.Random
) -> tuple[Photo, ...]:
    meal, place = lunch(world, day), f"{label(day)}-"
    core = f"{checks['I07']['measured']['core_1']}℃"
    suffix = "png" if day == CROPPED else "jpg"
    cooked = moment(day, "10:50", timedelta(minutes=dice.randint(0, 20)))
    cooled = moment(day, "12:40", timedelta(minutes=dice.randint(0, 20)))
    fridge = (f"{meal.box_temp}℃", "留样柜")
    return (
        _tidy(world, day - timedelta(days=1) if day == REUSED else day),
        snap(f"{place}2.jpg", "probe", (core, meal.samples[0].dish), cooked, dice),
        snap(f"{place}3.{suffix}", "fridge", fridge, cooled, dice),
    )


def _tidy(world: World, day: date) -> Photo:
    dice = world.dice(KEY, day, "tidy")
    at = moment(day, "09:40", timedelta(minutes=dice.randint(0, 40)))
    return snap(f"{label(day)}-1.jpg", "canteen", SCENES[day.toordinal() % len(SCENES)], at, dice)


def _proof(day: date, fault: Fault, dice: random.Random) -> Photo:
    name, at = f"{label(day)}-{fault.item}.jpg", moment(day, "11:20")
    if fault.item == "I07":
        return snap(name, "probe", (f"{fault.measured['core_2']}℃", "第二锅"), at, dice)
    return snap(name, "canteen", (fault.place, fault.remark[:16]), at, dice)


# ---- out of the ordinary


def _file_late(
    world: World,
    book: Book,
    day: date,
    officer: PersonItem,
    data: Mapping[str, Any],
    photos: tuple[Photo, ...],
) -> None:
    at = moment(world.next_school_day(day, 2), "08:50")
    book.file(label(day), at, officer, data, reason=LATE[day], photos=photos)
    chief = world.the("vp_logistics")
    book.approve_late(label(day), at + timedelta(minutes=45), chief, "纸质表已核，同意补录")
    _sign(world, book, day, officer, at + timedelta(minutes=60), needs_director=False)


def _put_right(
    world: World,
    book: Book,
    at: datetime,
    officer: PersonItem,
    checks: Mapping[str, Mapping[str, Any]],
) -> datetime:
    """A reading typed wrongly opened a hazard: the reading is corrected, the hazard struck out."""
    right = {**checks, "I10": {"verdict": "合格", "measured": {"room": "22.6"}}}
    again = at + timedelta(minutes=18)
    book.correct(label(MISREAD), again, officer, {"checks": right}, "室温误录，温度计读数为22.6℃")
    hazards = Book("hazard_rectification", book.acts)
    hazards.void(
        (label(MISREAD), f"{KEY}.I10"),
        again + timedelta(minutes=12),
        world.the("safety_officer"),
        "由误录读数自动立项，原记录已更正，无此隐患",
    )
    return again
