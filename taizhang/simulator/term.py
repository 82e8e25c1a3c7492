"""The term of the invented school: its days, its weather, and on which days nobody cooks."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from checklists.calendar import SchoolCalendar, SchoolDay
from taizhang.home import TermSection

KEY = "2025-2026-2"
START = date(2026, 3, 2)
WEEKS = 18

SPRING_OUTING = date(2026, 4, 10)
SPORTS_DAY = date(2026, 4, 24)
MAKEUP_CLASS = date(2026, 5, 9)
NO_WATER = date(2026, 5, 15)
CHILDREN_DAY = date(2026, 6, 1)
STORM = date(2026, 6, 11)
_LAST_DAYS = (date(2026, 7, 2), date(2026, 7, 3))

_DAYS = {
    SPRING_OUTING: SchoolDay.EVENT,
    SPORTS_DAY: SchoolDay.EVENT,
    MAKEUP_CLASS: SchoolDay.MAKEUP_CLASS,
    CHILDREN_DAY: SchoolDay.CHILDREN_DAY,
    STORM: SchoolDay.EMERGENCY_CLOSE,
}

_SKIES = {
    3: ("晴", "多云", "多云", "阴", "小雨", "小雨转阴"),
    4: ("晴", "晴间多云", "多云", "阴", "小雨", "阵雨"),
    5: ("晴", "晴", "多云", "晴间多云", "阵雨", "雷阵雨"),
    6: ("晴", "多云", "阴", "中雨", "小到中雨", "雷阵雨"),
    7: ("晴", "多云", "雷阵雨", "多云转阴"),
}
_WARMTH = {3: 12, 4: 18, 5: 24, 6: 28, 7: 31}
_SEEN = {STORM: "暴雨（红色预警）", STORM + timedelta(days=1): "小雨转多云 21～27℃"}


def make_term(weeks: int) -> TermSection:
    """The term's first `weeks` weeks, Monday to Friday, as a finished term."""
    end = START + timedelta(days=weeks * 7 - 3)
    closed = (SPRING_OUTING, NO_WATER, *_LAST_DAYS)
    return TermSection(
        key=KEY,
        start=START,
        end=end,
        days={day: kind for day, kind in _DAYS.items() if day <= end},
        no_meals=tuple(day for day in closed if day <= end),
    )


def weather(day: date, dice: random.Random) -> str:
    """Sky and temperatures, as “多云 9～17℃”; the storm is the same in every run."""
    if day in _SEEN:
        return _SEEN[day]
    warm = _WARMTH[day.month] + dice.randint(-4, 4)
    return f"{dice.choice(_SKIES[day.month])} {warm - dice.randint(5, 9)}～{warm}℃"


def school_days(calendar: SchoolCalendar) -> Iterator[date]:
    """Days with pupils at school."""
    return filter(calendar.is_school_day, calendar.term.days())


def meal_days(calendar: SchoolCalendar) -> Iterator[date]:
    """Days with a lunch."""
    return filter(calendar.is_meal_day, calendar.term.days())
