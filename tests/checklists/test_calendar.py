"""Two layers: what the State Council announced, and what the school decided on top."""

from datetime import date

import pytest

from checklists.calendar import (
    NationalDay,
    SchoolCalendar,
    SchoolDay,
    Term,
    monday,
    weekday,
    working_days,
)
from checklists.errors import CalendarError

TERM = Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10))


@pytest.fixture
def calendar() -> SchoolCalendar:
    return SchoolCalendar(TERM)


@pytest.mark.parametrize(
    ("day", "national", "school", "staff"),
    [
        (date(2026, 4, 30), NationalDay.NORMAL, True, True),
        (date(2026, 5, 1), NationalDay.LEGAL_HOLIDAY, False, False),
        (date(2026, 5, 4), NationalDay.LEGAL_HOLIDAY, False, False),
        (date(2026, 5, 5), NationalDay.LEGAL_HOLIDAY, False, False),
        (date(2026, 5, 6), NationalDay.NORMAL, True, True),
        (date(2026, 5, 8), NationalDay.NORMAL, True, True),
        (date(2026, 5, 9), NationalDay.MAKEUP_WORKDAY, False, True),
        (date(2026, 5, 10), NationalDay.WEEKEND, False, False),
        (date(2026, 6, 1), NationalDay.NORMAL, False, True),
        (date(2026, 6, 19), NationalDay.LEGAL_HOLIDAY, False, False),
        (date(2026, 2, 28), NationalDay.MAKEUP_WORKDAY, False, False),
    ],
)
def test_the_week_of_labour_day_and_its_neighbours(
    calendar: SchoolCalendar, day: date, national: NationalDay, school: bool, staff: bool
) -> None:
    assert calendar.national_day(day) is national
    assert (calendar.is_school_day(day), calendar.is_staff_day(day)) == (school, staff)


def test_a_makeup_workday_waits_for_the_school_to_say_whether_pupils_come() -> None:
    saturday = date(2026, 5, 9)
    assert SchoolCalendar(TERM).needs_confirmation(saturday)
    decided = SchoolCalendar(TERM, {saturday: SchoolDay.MAKEUP_CLASS})
    assert not decided.needs_confirmation(saturday)
    assert decided.is_school_day(saturday)
    assert decided.is_meal_day(saturday)
    home = SchoolCalendar(TERM, {saturday: SchoolDay.TERM})
    assert not home.needs_confirmation(saturday)
    assert not home.is_school_day(saturday)


def test_closed_days_close_classes_and_events_do_not() -> None:
    storm, sports = date(2026, 6, 11), date(2026, 4, 24)
    calendar = SchoolCalendar(
        TERM, {storm: SchoolDay.EMERGENCY_CLOSE, sports: SchoolDay.EVENT}, frozenset({sports})
    )
    assert not calendar.is_school_day(storm)
    assert calendar.is_school_day(sports)
    assert not calendar.is_meal_day(sports)


def test_days_outside_the_term_are_vacation(calendar: SchoolCalendar) -> None:
    assert calendar.school_day(date(2026, 7, 20)) is SchoolDay.VACATION
    assert not calendar.is_school_day(date(2026, 7, 20))
    assert not calendar.is_staff_day(date(2026, 7, 20))


def test_weeks_are_counted_from_the_week_of_the_first_day(calendar: SchoolCalendar) -> None:
    assert calendar.week(date(2026, 3, 2)) == 1
    assert calendar.week(date(2026, 3, 8)) == 1
    assert calendar.week(date(2026, 3, 9)) == 2
    # registers.md E.3: 1 September is a Tuesday; 20 September is in week 3, 10 October in week 6
    autumn = SchoolCalendar(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)))
    assert autumn.week(date(2026, 9, 20)) == 3
    assert autumn.week(date(2026, 10, 10)) == 6


def test_a_year_without_a_notice_is_estimated_until_the_school_imports_one() -> None:
    day = date(2027, 2, 8)
    autumn = Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22))
    assert SchoolCalendar(autumn).is_estimated(day)
    imported = SchoolCalendar(autumn, national={day: NationalDay.LEGAL_HOLIDAY})
    assert not imported.is_estimated(day)
    assert imported.national_day(day) is NationalDay.LEGAL_HOLIDAY


def test_working_days_count_makeup_days_and_skip_holidays() -> None:
    assert working_days(date(2026, 4, 29), date(2026, 5, 11)) == 6  # 29, 30, 6, 7, 8, 9
    assert working_days(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert working_days(date(2026, 3, 5), date(2026, 3, 2)) == 0


def test_a_term_is_named_as_on_paper() -> None:
    assert TERM.title == "2025-2026学年第二学期"
    assert date(2026, 7, 10) in TERM
    assert date(2026, 7, 11) not in TERM
    assert (monday(date(2026, 3, 8)), weekday(date(2026, 3, 8))) == (date(2026, 3, 2), "星期日")


@pytest.mark.parametrize("key", ["2025-2026-3", "2025-2027-1", "25-26-1", "2025-2026", "x"])
def test_a_term_key_of_another_form_is_refused(key: str) -> None:
    with pytest.raises(CalendarError, match="写法不对"):
        Term(key, date(2026, 3, 2), date(2026, 7, 10))


def test_a_term_does_not_end_before_it_begins() -> None:
    with pytest.raises(CalendarError, match="结束日期"):
        Term("2025-2026-2", date(2026, 7, 10), date(2026, 3, 2))
