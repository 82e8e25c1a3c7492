"""National holidays and 调休 working days (registers.md E.3): announced, or estimated.

The State Council announces a year in the autumn before it; `chinesecalendar` ships what was
announced. A year that is not announced is estimated by its weekends and the holidays that the law
names (《全国年节及纪念日放假办法》, 2024), without 调休, until the school enters the notice.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

HOLIDAY, MAKEUP = "法定节假日", "调休上班"
SPRING, DRAGON_BOAT, MID_AUTUMN = (1, 1), (5, 5), (8, 15)
"""Month and day of the lunar year."""


@cache
def announced() -> Mapping[date, str]:
    """Days that the notices of all known years name."""
    from chinese_calendar.constants import holidays, workdays  # only when a calendar is asked

    return {**dict.fromkeys(holidays, HOLIDAY), **dict.fromkeys(workdays, MAKEUP)}


@cache
def is_announced(year: int) -> bool:
    """Whether the notice of a year is known here."""
    return any(day.year == year for day in announced())


@cache
def estimated(year: int) -> frozenset[date]:
    """The holidays of the law in a year without a notice."""
    return frozenset(_by_law(year))


def _by_law(year: int) -> Iterator[date]:
    from borax.calendars.lunardate import LunarDate
    from chinese_calendar import get_solar_terms

    for month, days in ((1, (1,)), (5, (1, 2)), (10, (1, 2, 3))):
        yield from (date(year, month, day) for day in days)
    spring, boat, autumn = (
        LunarDate(year, *day).to_solar_date() for day in (SPRING, DRAGON_BOAT, MID_AUTUMN)
    )
    yield from (spring + timedelta(days=offset) for offset in range(-1, 3))  # 除夕 to 初三
    yield from (boat, autumn)
    april = get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    yield from (day for day, name in april if name == "清明")
