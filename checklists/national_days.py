"""National holidays and 调休 working days as the State Council announced them (registers.md E.3).

A year that is not in the table is estimated by weekends until a school imports its notice.
"""

from datetime import date, timedelta

HOLIDAY, MAKEUP = "法定节假日", "调休上班"


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


_HOLIDAYS: tuple[tuple[date, date], ...] = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
_MAKEUP_DAYS: tuple[date, ...] = (
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)

YEARS_KNOWN = frozenset({2026})
NATIONAL_DAYS: dict[date, str] = {
    **{day: HOLIDAY for first, last in _HOLIDAYS for day in _span(first, last)},
    **dict.fromkeys(_MAKEUP_DAYS, MAKEUP),
}
