"""A school calendar becomes the days of a term, or says line by line what is not understood."""

from datetime import date, datetime
from pathlib import Path

import pytest

from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay
from taizhang.calendar_import import Imported, import_calendar, lines_of, read_calendar
from taizhang.errors import SchoolFileError, UsageError, WorkbookError
from taizhang.home import Home, SchoolFile, SchoolSection, TermSection
from taizhang.weeks import weeks_of
from tests.taizhang.office import TERM, Office
from tests.taizhang.workbooks.sheets import workbook

KEY = "2026-2027-1"


def home(**section: object) -> Home:
    """A school whose term reaches into a year without a notice."""
    term = TermSection.model_validate(
        {"key": KEY, "start": "2026-09-01", "end": "2027-01-22", "meals": ["早", "中"], **section}
    )
    school = SchoolSection(name="云溪小学", code="云小")
    return Home(Path(), SchoolFile(school=school, terms=(term,)))


def taken(*lines: str, at: Home | None = None) -> Imported:
    return import_calendar(at or home(), KEY, lines_of("\n".join(lines)))


def after(*lines: str, at: Home | None = None) -> SchoolCalendar:
    found = taken(*lines, at=at)
    assert found.settings is not None, [one.fault for one in found.lines]
    return found.settings.terms[0].calendar()


def told(line: str) -> str:
    (found,) = taken(line).lines
    return found.told or found.fault


def test_what_the_notice_says_anyhow_is_not_written_down() -> None:
    calendar = after("10月1日—10月7日 放假", "国庆节：10月1日至7日放假")
    assert (calendar.school_days, calendar.national) == ({}, {})
    assert told("10月1日—10月7日 放假") == "10月1日至10月7日 本来就放假，不用记"


def test_days_off_of_the_schools_own_are_no_days_of_work() -> None:
    calendar = after("11月6日 放假")
    assert calendar.school_days == {date(2026, 11, 6): SchoolDay.VACATION}
    assert not calendar.is_staff_day(date(2026, 11, 6))


def test_a_working_saturday_with_lessons_and_one_without() -> None:
    calendar = after("9月20日 上班，学生不到校", "10月10日 上课")
    first, second = date(2026, 9, 20), date(2026, 10, 10)
    assert [calendar.is_school_day(day) for day in (first, second)] == [False, True]
    assert [calendar.is_staff_day(day) for day in (first, second)] == [True, True]
    assert not list(filter(calendar.needs_confirmation, (first, second)))


def test_lines_about_staff_and_about_pupils_go_together() -> None:
    calendar = after("10月10日 上班", "10月10日 上课")
    assert calendar.school_days == {date(2026, 10, 10): SchoolDay.MAKEUP_CLASS}


def test_a_day_for_the_staff_alone() -> None:
    day = date(2026, 10, 20)
    calendar = after("10月20日 教师培训")
    assert (calendar.is_staff_day(day), calendar.is_school_day(day)) == (True, False)


def test_meals_are_left_out() -> None:
    calendar = after("11月13日 活动日，不供餐", "11月16日—17日 停早餐", "11月17日 停午餐")
    days = [date(2026, 11, day) for day in (13, 16, 17)]
    assert [calendar.meals_on(day) for day in days] == [(), ("中",), ()]
    assert calendar.school_days == {days[0]: SchoolDay.EVENT}


def test_a_meal_that_is_not_served_at_all_cannot_be_left_out() -> None:
    assert told("11月16日 停晚餐") == "本学期不供晚餐，只供早、中"


def test_a_notice_of_a_year_that_is_not_known_yet_is_written_down() -> None:
    calendar = after("元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。")
    assert calendar.national == {
        **{date(2027, 1, day): NationalDay.LEGAL_HOLIDAY for day in (1, 2, 3)},
        date(2027, 1, 9): NationalDay.MAKEUP_WORKDAY,
    }


def test_a_guessed_holiday_that_the_lines_leave_out_is_pointed_out() -> None:
    found = taken("1月9日（周六） 上班")
    assert found.hints == ("1月1日没有写，会变成上课：2027 年放假通知里的日子要写全",)


def test_days_that_no_line_names_stay_as_they_are() -> None:
    known = home(
        days={"2026-11-02": "停课"}, no_meals=["2026-11-03"], closed_classes={"2026-11-04": ["三1"]}
    )
    calendar = after("11月5日 活动日", at=known)
    assert calendar.school_day(date(2026, 11, 2)) is SchoolDay.EMERGENCY_CLOSE
    assert calendar.no_meals == {date(2026, 11, 3)}
    assert calendar.closed_classes == {date(2026, 11, 4): frozenset({"三1"})}


def test_a_line_puts_right_what_was_decided_before() -> None:
    calendar = after("11月2日 上课", at=home(days={"2026-11-02": "停课"}))
    assert calendar.school_days == {}
    assert calendar.is_school_day(date(2026, 11, 2))


def test_one_line_that_is_not_understood_keeps_all_from_being_taken() -> None:
    found = taken("10月10日 上课", "", "10月32日 上课")
    assert found.settings is None
    first, second = found.lines
    assert (first.number, first.told) == (1, "10月10日 补课日")
    assert (second.number, second.fault) == (3, "没有 2026年10月32日 这一天")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("12月2日 停课", "12月2日 活动日"), "12月2日在第 1 行已经写过"),
        (("12月5日 放假", "12月1日—6日 停课"), "12月5日在第 1 行已经写过"),
        (("10月10日 放假", "10月10日 上班"), "10月10日在第 1 行已经写过"),
        (("12月2日 放假，上班",), "互相矛盾：放假、调休上班"),
        (("12月2日 停课，活动日",), "互相矛盾：停课、活动日"),
    ],
)
def test_lines_that_contradict_each_other_are_refused(lines: tuple[str, ...], fault: str) -> None:
    found = taken(*lines)
    assert fault in found.lines[-1].fault


def test_the_same_said_twice_is_no_contradiction() -> None:
    assert taken("12月2日 停课", "12月2日—3日 停课").settings is not None


def test_nothing_is_no_calendar() -> None:
    assert taken("").settings is None


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(SchoolFileError, match="没有学期 2031-2032-1"):
        import_calendar(home(), "2031-2032-1", [(1, "10月1日 放假")])


# ---- where lines come from


def test_a_workbook_has_days_and_what_is_arranged() -> None:
    raw = workbook(
        [
            ["2026学年校历"],
            ["安排", "日期", "备注"],
            ["放假", "10月1日—10月7日", "国庆"],
            ["上课", datetime(2026, 10, 10), None],  # noqa: DTZ001  a workbook knows no zone
            ["活动日，不供餐", "2026/11/13", None],
        ],
        "A1:C1",
    )
    assert read_calendar(raw, "校历.xlsx") == [
        (3, "10月1日—10月7日 放假"),
        (4, "2026-10-10 上课"),
        (5, "2026-11-13 活动日，不供餐"),
    ]


def test_a_workbook_may_have_first_and_last_day_apart() -> None:
    raw = workbook(
        [
            ["起", "止", "安排"],
            [date(2026, 10, 1), date(2026, 10, 7), "放假"],
            ["10月10日", None, "上课"],
        ]
    )
    lines = read_calendar(raw, "校历.xlsx")
    assert lines == [(2, "2026-10-01至2026-10-07 放假"), (3, "10月10日 上课")]
    assert import_calendar(home(), KEY, lines).settings is not None


def test_a_workbook_with_a_column_nobody_knows_is_refused() -> None:
    with pytest.raises(WorkbookError, match="没有“值班”这一栏"):
        read_calendar(
            workbook([["日期", "安排", "值班"], ["10月1日", "放假", "王安"]]), "校历.xlsx"
        )


def test_a_text_in_another_encoding_is_refused() -> None:
    with pytest.raises(UsageError, match="不是 UTF-8 编码"):
        read_calendar("10月1日 放假".encode("gbk"), "校历.txt")


# ---- week by week


def test_a_term_is_listed_week_by_week() -> None:
    weeks = list(weeks_of(after("10月10日 上课", "10月9日 不供餐")))
    assert [one.number for one in weeks] == list(range(1, 22))
    assert (weeks[0].first, weeks[0].last) == (date(2026, 9, 1), date(2026, 9, 6))
    sixth = weeks[5]
    assert (sixth.school_days, sixth.staff_days, sixth.meal_days) == (3, 3, 2)
    assert sixth.unusual[-2:] == (
        "10月9日（周五） 学生到校，不供早、中餐",
        "10月10日（周六） 调休上班，补课日，学生到校",
    )


# ---- the command line


def test_the_command_line_lists_the_term(office: Office) -> None:
    answer = office.run("calendar")
    assert answer.text.splitlines()[0] == "第1周　3月2日至3月8日　到校5天，供餐5天"
    assert "2025-2026学年第二学期：18 周" in answer.text
    assert "! 2026-05-09（星期六）调休上班，学生是否到校未定" in answer.text
    assert len(office.ask("calendar", TERM)["weeks"]) == 18


def test_the_command_line_takes_a_calendar_in(office: Office) -> None:
    raw = "5月9日（周六） 上课\n4月10日 活动日，不供餐\n".encode()
    answer = office.run("calendar", TERM, "-", by="周㛃", stdin=raw)
    assert answer.code == 0, answer.error
    assert answer.text.splitlines() == [
        "第 1 行 5月9日（周六） 上课",
        "    5月9日 补课日",
        "第 2 行 4月10日 活动日，不供餐",
        "    4月10日 活动日；4月10日 不供餐",
        "2 行都记下了",
    ]
    (term,) = Home.open(office.folder).settings.terms
    assert term.days == {
        date(2026, 4, 10): SchoolDay.EVENT,
        date(2026, 5, 9): SchoolDay.MAKEUP_CLASS,
    }
    assert len(list((office.folder / "history").glob("*.toml"))) == 1


def test_the_command_line_changes_nothing_for_a_line_it_does_not_understand(
    office: Office,
) -> None:
    before = (office.folder / "school.toml").read_bytes()
    answer = office.run("calendar", TERM, "-", by="周㛃", stdin="5月9日 上课\n期末\n".encode())
    assert (answer.code, "有 1 行读不懂，什么也没有记" in answer.text) == (2, True)
    assert (office.folder / "school.toml").read_bytes() == before


def test_only_somebody_of_the_directory_takes_a_calendar_in(office: Office) -> None:
    answer = office.run("calendar", TERM, "-", by="路人", stdin="5月9日 上课".encode())
    assert (answer.code, "名录里没有" in answer.error) == (2, True)
