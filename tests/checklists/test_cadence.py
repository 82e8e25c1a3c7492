"""Duties follow from the calendar."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from checklists.cadence import (
    AfterMonth,
    AtTermEnd,
    ByKind,
    Cadence,
    EveryDay,
    EveryMeal,
    EveryMealDay,
    EveryMonth,
    EveryQuarter,
    EverySchoolDay,
    EveryTerm,
    EveryWeek,
    OnEvent,
    Part,
    Together,
    halves,
    owed_for,
    whole,
)
from checklists.calendar import SchoolCalendar, SchoolDay, Term
from checklists.duty import Subject, staged
from checklists.surroundings import SHANGHAI

SUBJECTS = {
    "extinguisher": [Subject("m1", "M-01"), Subject("m2", "M-02")],
    "often": [Subject("m2", "M-02")],
    "person": [Subject("p1", "王安")],
}


@pytest.fixture
def may() -> SchoolCalendar:
    """The weeks around Labour Day 2026, with its 调休 Saturday as a day of lessons."""
    term = Term("2025-2026-2", date(2026, 4, 27), date(2026, 5, 17))
    return SchoolCalendar(
        term,
        {date(2026, 5, 9): SchoolDay.MAKEUP_CLASS},
        no_meals=frozenset({date(2026, 5, 15)}),
        meals=("早", "中"),
    )


def test_school_days_skip_the_holiday_and_take_in_the_makeup_day(may: SchoolCalendar) -> None:
    duties = list(EverySchoolDay("每日", "17:30前").duties(may, {}, SHANGHAI))
    days = [duty.first.day for duty in duties]
    assert days == [27, 28, 29, 30, 6, 7, 8, 9, 11, 12, 13, 14, 15]
    assert duties[7].title == "5月9日（周六）"
    assert duties[0].due == datetime(2026, 4, 27, 17, 30, tzinfo=SHANGHAI)
    assert duties[0].late_after == duties[0].due + timedelta(hours=24)


def test_some_things_are_owed_class_by_class(may: SchoolCalendar) -> None:
    cadence = EverySchoolDay("每日", "交接时", per="person")
    duties = list(cadence.duties(may, SUBJECTS, SHANGHAI))
    assert len(duties) == 13
    assert (duties[0].subject, duties[0].title) == ("p1", "4月27日（周一） 王安")


def test_parts_of_the_day_are_owed_one_by_one(may: SchoolCalendar) -> None:
    cadence = EverySchoolDay(
        "每日2次", "入园时", per="person", parts=(Part("晨检"), Part("午检", time(14, 30)))
    )
    duties = list(cadence.duties(may, SUBJECTS, SHANGHAI))
    assert [duty.subject for duty in duties[:2]] == ["p1 晨检", "p1 午检"]
    assert duties[1].title == "4月27日（周一） 王安 午检"
    assert [duty.due.hour for duty in duties[:2]] == [17, 14]
    assert len(duties) == 26


def test_weeks_are_owed_by_their_last_school_day(may: SchoolCalendar) -> None:
    duties = list(EveryWeek("每周", "当周").duties(may, {}, SHANGHAI))
    assert [(one.first.day, one.last.day, one.due.day) for one in duties] == [
        (27, 3, 30),
        (4, 10, 9),
        (11, 17, 15),
    ]
    assert duties[1].title == "第2周"
    assert (
        len(list(EveryWeek("每周", "当周", per="extinguisher").duties(may, SUBJECTS, SHANGHAI)))
        == 6
    )


def test_fortnights_and_plans_for_the_week(may: SchoolCalendar) -> None:
    fortnights = list(EveryWeek("每两周", "双周周五", every=2).duties(may, {}, SHANGHAI))
    assert [(one.first.day, one.last.day, one.due.day) for one in fortnights] == [
        (27, 10, 9),
        (11, 24, 15),
    ]
    menus = list(EveryWeek("每周", "前一周周五前", before=3).duties(may, {}, SHANGHAI))
    assert [(one.first.day, one.due.day) for one in menus] == [(27, 24), (4, 1), (11, 8)]


def test_the_gate_is_kept_on_every_day_of_the_calendar(may: SchoolCalendar) -> None:
    duties = list(EveryDay("每班", "交班时").duties(may, {}, SHANGHAI))
    assert [duty.first for duty in duties] == list(may.term.days())
    assert duties[4].title == "5月1日（周五）"


def test_meals_are_owed_on_meal_days_one_by_one(may: SchoolCalendar) -> None:
    meal_days = list(EveryMealDay("每日", "收餐后", time(14)).duties(may, {}, SHANGHAI))
    meals = list(EveryMeal("每餐", "供餐前").duties(may, {}, SHANGHAI))
    assert len(meal_days) == 12
    assert meal_days[0].due.hour == 14
    assert len(meals) == 24
    assert (meals[0].subject, meals[0].title) == ("早", "4月27日（周一） 早餐")


def test_a_month_may_be_due_on_its_last_working_day(may: SchoolCalendar) -> None:
    """31 May 2026 is a Sunday after the term; 16 and 17 May are the weekend it ends with."""
    cadence = EveryMonth("每月", "最后一个工作日前", within=31, on_workday=True)
    days = [one.due.date() for one in cadence.duties(may, {}, SHANGHAI)]
    assert days == [date(2026, 4, 30), date(2026, 5, 15)]


def test_a_day_in_the_holidays_becomes_the_next_school_day() -> None:
    """registers.md E.2: 1 and 2 October, 10 October (Saturday) and 1 October are no school days."""
    autumn = SchoolCalendar(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)))

    def october(cadence: Cadence) -> list[date]:
        days = [one.due.date() for one in cadence.duties(autumn, {}, SHANGHAI)]
        return [day for day in days if day.month == 10]

    assert october(EveryMonth("每月", "每月1日±1天", within=2)) == [date(2026, 10, 8)]
    assert october(AfterMonth("每月", "次月10日前")) == [date(2026, 10, 12)]
    assert october(EveryTerm("每学期", "一个月内", after=30)) == [date(2026, 10, 8)]
    fire = EveryMonth("每月", "上旬", within=10, put_off=False)
    assert october(fire) == [date(2026, 10, 10)], "fire safety waits for nobody"
    month_end = EveryMonth("每月", "当月", within=31)
    assert october(month_end) == [date(2026, 10, 31)], "a Saturday, but November is too late"


def test_a_quarter_is_owed_in_the_term_that_ends_it() -> None:
    spring = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
    autumn = SchoolCalendar(Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)))
    cadence = EveryQuarter("每季度", "季末")
    owed = [list(cadence.duties(term, {}, SHANGHAI)) for term in (spring, autumn)]
    assert [[one.title for one in term] for term in owed] == [
        ["2026年第1季度", "2026年第2季度"],
        ["2026年第3季度", "2026年第4季度"],
    ]
    assert owed[0][0].is_met_by(date(2026, 1, 5), "")
    assert owed[1][1].due.date() == date(2026, 12, 31)


def test_kinds_of_school_may_owe_differently(may: SchoolCalendar) -> None:
    month, event = EveryMonth("每月", "月底"), OnEvent("按次", "当日")
    cadence = ByKind("每月；按次", "月底", kinds=(("小学", month), ("幼儿园", event)))
    assert (cadence.at("小学"), cadence.at("幼儿园")) == (month, event)
    assert cadence.at("小学附设幼儿园") is month, "the stricter one"
    assert month.at("幼儿园") is month
    assert list(cadence.duties(may, {}, SHANGHAI)) == list(month.duties(may, {}, SHANGHAI))


def test_months_are_owed_for_every_thing_and_half_months_for_some(may: SchoolCalendar) -> None:
    """The first half of April lies before the term: nothing is owed for it."""
    cadence = EveryMonth("每月", "上旬", per="extinguisher", twice="often")
    duties = list(cadence.duties(may, SUBJECTS, SHANGHAI))
    windows = [(one.subject, one.first.isoformat(), one.last.isoformat()) for one in duties]
    assert windows == [
        ("m1", "2026-04-01", "2026-04-30"),
        ("m2", "2026-04-16", "2026-04-30"),
        ("m1", "2026-05-01", "2026-05-31"),
        ("m2", "2026-05-01", "2026-05-15"),
        ("m2", "2026-05-16", "2026-05-31"),
    ]
    assert duties[0].due.date() == date(2026, 4, 30), "the term began late in the month"
    assert duties[2].due.date() == date(2026, 5, 11), "the tenth is a Sunday"
    assert duties[2].title == "2026年5月 M-01"


def test_a_term_is_owed_before_or_after_its_start(may: SchoolCalendar) -> None:
    letters = list(EveryTerm("每学期", "两周内", per="person").duties(may, SUBJECTS, SHANGHAI))
    notice = list(EveryTerm("每学期", "收费前", after=-7).duties(may, SUBJECTS, SHANGHAI))
    assert [one.subject for one in letters] == ["p1"]
    assert letters[0].due.date() == date(2026, 5, 11)
    assert notice[0].due.date() == date(2026, 4, 20)
    assert notice[0].is_met_by(date(2026, 4, 1), "")
    assert not notice[0].is_met_by(date(2026, 1, 1), "")


def test_a_class_at_home_and_a_meal_not_served_owe_nothing(may: SchoolCalendar) -> None:
    pox = replace(
        may,
        closed_classes={date(2026, 5, 6): frozenset({"p1"}), date(2026, 5, 7): frozenset({"王安"})},
        meals_off={date(2026, 5, 8): frozenset({"早"}), date(2026, 5, 9): frozenset({"早", "中"})},
    )
    daily = EverySchoolDay("每日", "交接时", per="person").duties(pox, SUBJECTS, SHANGHAI)
    assert [one.first.day for one in daily] == [27, 28, 29, 30, 8, 9, 11, 12, 13, 14, 15]
    meals = [
        (one.first.day, one.subject) for one in EveryMeal("每餐", "前").duties(pox, {}, SHANGHAI)
    ]
    assert [meal for day, meal in meals if day == 8] == ["中"]
    assert not [meal for day, meal in meals if day == 9]
    assert not pox.is_meal_day(date(2026, 5, 9))


def test_what_came_in_the_term_owes_from_then_on(may: SchoolCalendar) -> None:
    came = {"person": [Subject("p2", "林月", since=date(2026, 5, 8))]}
    daily = EverySchoolDay("每日", "交接时", per="person").duties(may, came, SHANGHAI)
    assert [one.first.day for one in daily] == [8, 9, 11, 12, 13, 14, 15]
    weekly = EveryWeek("每周", "当周", per="person").duties(may, came, SHANGHAI)
    assert [one.title for one in weekly] == ["第2周 林月", "第3周 林月"]
    monthly = EveryMonth("每月", "上旬", per="person").duties(may, came, SHANGHAI)
    assert [(one.title, one.due.date()) for one in monthly] == [
        ("2026年5月 林月", date(2026, 5, 17))
    ]
    letter = EveryTerm("每学期", "两周内；新到岗当日", per="person", joined=0)
    assert [one.due.date() for one in letter.duties(may, came, SHANGHAI)] == [date(2026, 5, 8)]
    usual = EveryTerm("每学期", "一周内", per="person", after=7)
    assert [one.due.date() for one in usual.duties(may, came, SHANGHAI)] == [date(2026, 5, 15)]


def test_what_was_there_before_the_term_owes_as_everybody(may: SchoolCalendar) -> None:
    there = {"person": [Subject("p2", "林月", since=date(2026, 4, 27))]}
    letter = EveryTerm("每学期", "两周内；新到岗当日", per="person", joined=0)
    assert [one.due.date() for one in letter.duties(may, there, SHANGHAI)] == [date(2026, 5, 11)]


def test_what_left_owes_nothing_that_falls_due_later(may: SchoolCalendar) -> None:
    left = {"person": [Subject("p2", "林月", until=date(2026, 5, 8))]}
    daily = EverySchoolDay("每日", "交接时", per="person").duties(may, left, SHANGHAI)
    assert [one.first.day for one in daily] == [27, 28, 29, 30, 6, 7, 8]
    monthly = EveryMonth("每月", "上旬", per="person").duties(may, left, SHANGHAI)
    assert [one.title for one in monthly] == ["2026年4月 林月"]
    letter = EveryTerm("每学期", "两周内", per="person")
    assert list(letter.duties(may, left, SHANGHAI)) == []
    end = AtTermEnd("期末", "放假前", per="person")
    assert [one.due.date() for one in end.duties(may, left, SHANGHAI)] == [date(2026, 5, 7)]


def test_classes_of_the_other_stage_owe_nothing() -> None:
    first, small, unsaid = (
        Subject("B1", "一（1）班", stage="小学"),
        Subject("B2", "小一班", stage="幼儿园"),
        Subject("B3", "中一班"),
    )
    subjects = {"class": [first, small, unsaid], "person": [Subject("p1", "王安")]}
    both = ("小学", "幼儿园")
    assert staged(subjects, both, "幼儿园")["class"] == [small, unsaid]
    assert staged(subjects, both, "幼儿园")["person"] == subjects["person"]
    assert staged(subjects, both) == subjects
    (_, _, said) = staged(subjects, ("幼儿园",))["class"]
    assert said.stage == "幼儿园", "a kindergarten has no other classes"


def test_a_part_of_the_day_may_be_the_kindergartens(may: SchoolCalendar) -> None:
    classes = [Subject("B1", "一（1）班", stage="小学"), Subject("B2", "小一班", stage="幼儿园")]
    parts = (Part("晨检"), Part("全日观察", stage="幼儿园"))
    cadence = EverySchoolDay("每日2次", "入园时", per="class", parts=parts)
    found = list(cadence.duties(may, {"class": classes}, SHANGHAI))
    assert [one.subject for one in found[:3]] == ["B1 晨检", "B2 晨检", "B2 全日观察"]


def test_ends_of_terms_and_months_are_owed_together(may: SchoolCalendar) -> None:
    end = AtTermEnd("期末", "放假前", per="person", before=3, window=10)
    both = Together(
        "期末；每月", "放假前", parts=(("点交", end), ("月查", EveryMonth("每月", "月末")))
    )
    duties = list(both.duties(may, SUBJECTS, SHANGHAI))
    assert [(one.subject, one.title) for one in duties] == [
        ("p1 点交", "2025-2026学年第二学期期末 王安 点交"),
        ("月查", "2026年4月 月查"),
        ("月查", "2026年5月 月查"),
    ]
    assert duties[0].due.date() == date(2026, 5, 14)
    assert duties[0].is_met_by(date(2026, 5, 7), "p1 点交")
    assert not duties[0].is_met_by(date(2026, 5, 6), "p1 点交")


def test_a_cadence_says_for_what_it_is_owed() -> None:
    weekly = EveryWeek("每周", "当周", per="class")
    both = Together(
        "每周；每月", "", parts=(("班级", weekly), ("校级", EveryMonth("每月", "月末")))
    )
    assert owed_for(both) == {"class"}
    assert owed_for(ByKind("", "", kinds=(("小学", both), ("幼儿园", weekly)))) == {"class"}
    assert owed_for(OnEvent("按次", "当日")) == owed_for(EveryDay("每班", "")) == frozenset()


def test_what_happens_by_event_is_never_owed(may: SchoolCalendar) -> None:
    assert list(OnEvent("按次", "当日").duties(may, SUBJECTS, SHANGHAI)) == []


def test_months_have_halves() -> None:
    assert whole(date(2026, 2, 1)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert halves(date(2026, 2, 1))[1] == (date(2026, 2, 16), date(2026, 2, 28))
    assert whole(date(2026, 12, 1))[1] == date(2026, 12, 31)


def test_accounts_of_a_month_are_owed_in_the_next(may: SchoolCalendar) -> None:
    april, may_duty = AfterMonth("每月", "次月10日前").duties(may, {}, SHANGHAI)
    assert (april.subject, april.title) == ("2026-04", "2026年4月")
    assert april.due.date() == date(2026, 5, 11), "the tenth is a Sunday"
    assert may_duty.due.date() == date(2026, 6, 10)
    assert april.is_met_by(date(2026, 6, 20), "2026-04"), "late, but for its month"
    assert not april.is_met_by(date(2026, 5, 8), "2026-05")


def test_accounts_of_meals_are_owed_for_months_with_meals(may: SchoolCalendar) -> None:
    fasting = frozenset(date(2026, 4, day) for day in range(27, 31))
    closed = SchoolCalendar(may.term, may.school_days, no_meals=fasting)
    owed = AfterMonth("每月", "次月10日前", meals=True).duties(closed, {}, SHANGHAI)
    assert [duty.subject for duty in owed] == ["2026-05"]
