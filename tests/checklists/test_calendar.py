"""Two layers: what the State Council announced, and what the school decided on top."""

from datetime import date

import pytest

from checklists.calendar import (
    NationalDay,
    SchoolCalendar,
    SchoolDay,
    Term,
    monday,
    national_day,
    weekday,
    working_days,
)
from checklists.errors import CalendarError
from checklists.national_days import estimated, is_announced

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


def test_a_year_without_a_notice_is_estimated_until_the_school_enters_one() -> None:
    """registers.md E.3: 2027 begins with 元旦 on a Friday; 春节 is 6 February."""
    first, boundary = date(2027, 1, 1), date(2026, 12, 31)
    autumn = Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22))
    guessed = SchoolCalendar(autumn)
    assert [guessed.is_estimated(day) for day in (boundary, first)] == [False, True]
    assert guessed.national_day(first) is NationalDay.LEGAL_HOLIDAY
    monday = date(2027, 1, 4)
    entered = SchoolCalendar(autumn, national={monday: NationalDay.LEGAL_HOLIDAY})
    assert not entered.is_estimated(first)
    assert entered.national_day(monday) is NationalDay.LEGAL_HOLIDAY
    assert entered.national_day(first) is NationalDay.NORMAL, "the notice says all there is"


def test_an_estimate_knows_the_holidays_of_the_law() -> None:
    """By hand, from registers.md E.3: 除夕 2/5, 清明 4/5, 端午 6/9, 中秋 9/15."""
    days = "1-1 2-5 2-6 2-7 2-8 4-5 5-1 5-2 6-9 9-15 10-1 10-2 10-3"
    by_hand = [date(2027, *map(int, one.split("-"))) for one in days.split()]
    assert sorted(estimated(2027)) == by_hand
    assert national_day(date(2027, 2, 8)) is NationalDay.LEGAL_HOLIDAY
    assert national_day(date(2027, 2, 9)) is NationalDay.NORMAL
    assert national_day(date(2028, 1, 25)) is NationalDay.LEGAL_HOLIDAY, "除夕 of 2028"


def test_known_years_come_from_the_notices() -> None:
    assert all(map(is_announced, range(2004, 2027)))
    assert national_day(date(2024, 2, 18)) is NationalDay.MAKEUP_WORKDAY
    assert national_day(date(2025, 10, 8)) is NationalDay.LEGAL_HOLIDAY
    assert national_day(date(2026, 9, 20)) is NationalDay.MAKEUP_WORKDAY
    corrected = SchoolCalendar(TERM, national={date(2026, 5, 4): NationalDay.NORMAL})
    assert corrected.national_day(date(2026, 5, 4)) is NationalDay.NORMAL
    assert corrected.national_day(date(2026, 5, 5)) is NationalDay.LEGAL_HOLIDAY, "still built in"


def test_what_is_not_settled_is_said() -> None:
    autumn = SchoolCalendar(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)))
    assert [one.text for one in autumn.doubts()] == [
        "2027-01-01至2027-01-22的放假通知还没有，按周末和法定节日暂估",
        "2026-09-20（星期日）调休上班，学生是否到校未定，暂按不到校计",
        "2026-10-10（星期六）调休上班，学生是否到校未定，暂按不到校计",
    ]
    settled = SchoolCalendar(TERM, {date(2026, 5, 9): SchoolDay.MAKEUP_CLASS})
    assert list(settled.doubts()) == []


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
