"""How people like the food, from one survey to the next."""

from datetime import date
from typing import Any

import pytest

from records.audit import surveys
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school("meal_satisfaction_survey")


def survey(day: str, very: int = 98, **changes: Any) -> Record:
    votes = [{"q": "口味", "very": very, "ok": 100 - very, "bad": 0, "improve": "少油"}]
    told = {"first_day": day, "last_day": day, "votes": votes, **changes}
    return record("meal_satisfaction_survey", f"PJ-{day.replace('-', '')}-001", on(day), **told)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("2026-03-13", "2026-03-27", 0),
        ("2026-03-13", "2026-03-28", 1),
        ("2026-04-24", "2026-05-13", 0),
        ("2026-04-24", "2026-05-15", 1),
    ],
)
def test_a_fortnight_without_the_holidays(first: str, second: str, count: int) -> None:
    """Labour Day is five days in 2026."""
    kept = [survey(first), survey(second)]
    assert len(list(surveys.surveys_too_far_apart(view(kept, HERE)))) == count


def test_the_holidays_are_those_of_the_calendar() -> None:
    days = surveys._days_between(HERE.calendar, date(2026, 4, 30), date(2026, 5, 6))
    assert days == 1


@pytest.mark.parametrize(("very", "count"), [(88, 0), (87, 1)])
def test_ten_points_down_are_told(very: int, count: int) -> None:
    kept = [survey("2026-03-13"), survey("2026-03-27", very)]
    assert len(list(surveys.liked_less_than_before(view(kept, HERE)))) == count
    others = [kept[0], survey("2026-03-27", very, group="家长")]
    assert list(surveys.liked_less_than_before(view(others, HERE))) == []
