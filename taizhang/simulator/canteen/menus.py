"""Weekly menus: drawn up, agreed and put up the week before, changed where the kitchen had to."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from checklists.calendar import WEEKDAYS, monday
from taizhang.simulator.canteen.menu import PUPILS_AND_STAFF, dishes, fruit
from taizhang.simulator.canteen.recipes import FOODS, STANDARD, allergens, course_of, recipe
from taizhang.simulator.term import NO_WATER, STORM, meal_days
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "weekly_menu"
CANCELLED = {
    NO_WATER: "市政管道抢修停水，当日停止供餐，提前一天通知家长",
    STORM: "暴雨红色预警停课，当日停止供餐",
}
REPLACED = {
    date(2026, 4, 8): ("黄瓜炒虾仁", "虾仁到货温度偏高拒收，改用冷藏鸡肉"),
    date(2026, 5, 26): ("清炒小白菜", "当日小白菜感官不合格拒收，改用备用蔬菜"),
}
"""What was announced and could not be cooked."""
OPINIONS = ("营养搭配符合要求", "蔬菜品种丰富，同意", "建议少油少盐，同意", "一周无重复，同意")


def menus(world: World) -> Script:
    """A menu a week."""
    book = Book(KEY)
    for days in _weeks(world):
        _menu(world, book, days)
    return Script(tuple(book.acts))


def _weeks(world: World) -> Iterator[list[date]]:
    """Days of every week for which something was announced."""
    weeks: dict[date, list[date]] = {}
    for day in sorted({*meal_days(world.calendar), *filter(world.holds, CANCELLED)}):
        weeks.setdefault(monday(day), []).append(day)
    yield from weeks.values()


def _menu(world: World, book: Book, days: list[date]) -> None:
    dice, ref = world.dice(KEY, days[0]), f"menu-{days[0]:%m%d}"
    before = _day_before(world, monday(days[0]) - timedelta(days=3))
    manager, at = world.the("canteen_manager"), later(moment(before, "09:10"), dice, 0, 50)
    book.file(ref, at, manager, _announced(world, days))
    book.sign(ref, later(at, dice, 2, 9), manager, "编制人")
    agreed = later(moment(before, "10:40"), dice, 0, 40)
    book.more(ref, agreed, manager, {"approved_on": before.isoformat()})
    for post, role in (
        ("health_teacher", "保健（营养）人员"),
        ("union_rep", "膳食委员会"),
        ("vp_logistics", "分管副校长"),
    ):
        agreed = later(agreed, dice, 6, 45)
        opinion = dice.choice(OPINIONS) if dice.random() < 0.3 else ""
        book.sign(ref, agreed, world.the(post), role, opinion)
    shown = later(moment(before, "15:30"), dice, 0, 70)
    lines = [f"周{WEEKDAYS[day.weekday()]}　{'　'.join(dishes(world, day)[:2])}" for day in days]
    photo = snap(f"{ref}.jpg", "board", ("本周食谱公示", *lines), shown, dice)
    book.more(ref, later(shown, dice, 2, 6), manager, {"photos": [photo.name]}, [photo])
    for day in days:
        _change(world, book, ref, day)


def _day_before(world: World, day: date) -> date:
    """The last working day up to a day; before the term, the day itself."""
    while world.holds(day) and not world.calendar.is_staff_day(day):
        day -= timedelta(days=1)
    return day


def _announced(world: World, days: list[date]) -> dict[str, Any]:
    return {
        "first_day": days[0].isoformat(),
        "last_day": days[-1].isoformat(),
        "diners": PUPILS_AND_STAFF,
        "standard": str(STANDARD),
        "drawn_up_by": world.the("canteen_manager").name,
        "dishes": [
            _line(day, REPLACED[day][0] if day in REPLACED and _is_replaced(day, dish) else dish)
            for day in days
            for dish in (*dishes(world, day), fruit(day))
        ],
    }


def _is_replaced(day: date, dish: str) -> bool:
    return course_of(dish) == course_of(REPLACED[day][0])


def _line(day: date, dish: str) -> dict[str, Any]:
    line: dict[str, Any] = {
        "day_meal": _at(day),
        "course": course_of(dish),
        "dish": dish,
        "material": [
            {"name": name, "grams": str(grams), "price": str(FOODS[name].price)}
            for name, grams in recipe(dish).items()
        ],
    }
    return line | ({"allergen": found} if (found := allergens(dish)) else {})


def _at(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}中"


def _change(world: World, book: Book, ref: str, day: date) -> None:
    """What the kitchen wrote on the day that did not go as announced."""
    officer = world.the("food_officer")
    if day in REPLACED:
        dish, why = REPLACED[day]
        cooked = next(one for one in dishes(world, day) if _is_replaced(day, one))
        lines = [_adjusted(day, dish, why, officer.name) | {"instead": cooked}]
    elif day in CANCELLED:
        why = CANCELLED[day]
        planned = (*dishes(world, day), fruit(day))
        lines = [_adjusted(day, dish, why, officer.name) for dish in planned]
    else:
        return
    at: datetime = moment(day, "08:05", timedelta(minutes=day.day))
    book.more(ref, at, world.the("canteen_manager"), {"changes": lines})


def _adjusted(day: date, dish: str, why: str, approver: str) -> dict[str, str]:
    return {"day_meal": _at(day), "dish": dish, "change": why, "approver": approver}
