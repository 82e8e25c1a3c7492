"""Lines of a school calendar are read as people write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.calendar import Term
from taizhang.calendar_lines import Arrangement, Plan, UnclearLineError, read_line

TERM = Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22))
WEEK = tuple(date(2026, 10, day) for day in range(1, 8))


def read(line: str) -> Arrangement:
    (found,) = read_line(line, TERM)
    return found


def fault(line: str) -> str:
    with pytest.raises(UnclearLineError) as unclear:
        read_line(line, TERM)
    return str(unclear.value)


@pytest.mark.parametrize(
    "span",
    [
        "10月1日—10月7日",
        "10月1日-7日",
        "10月1-7日",
        "10月1日至10月7日",
        "10月1日（周四）至7日（周三）",
        "10.1—10.7",
        "10/1~10/7",
        "2026年10月1日－2026年10月7日",
        "2026-10-01-2026-10-07",
        "2026-10-01 至 2026-10-07",
        "１０月１日～７日",
        "10月1日到7号",
    ],
)
def test_a_span_is_read_however_it_is_written(span: str) -> None:
    assert read(f"{span} 放假") == Arrangement(WEEK, frozenset({Plan.OFF}))


@pytest.mark.parametrize(
    "days",
    ["10月1日、2日", "10月1日，10月2日".replace("，", "、"), "10月1日和2日", "10月1日及10月2日"],
)
def test_single_days_stand_beside_each_other(days: str) -> None:
    assert read(f"{days} 停课").days == WEEK[:2]


def test_a_day_without_a_year_is_one_of_the_term() -> None:
    assert read("1月4日 停课").days == (date(2027, 1, 4),)
    assert read("12月31日至1月2日 停课").days[-1] == date(2027, 1, 2)


def test_what_lies_outside_the_term_is_left_out_of_a_span() -> None:
    assert read("1月20日—2月20日 寒假").days == tuple(date(2027, 1, day) for day in (20, 21, 22))


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("放假", Plan.OFF),
        ("放假调休", Plan.OFF),
        ("国庆节放假", Plan.HOLIDAY),
        ("法定节假日", Plan.HOLIDAY),
        ("调休上班", Plan.WORK),
        ("上班", Plan.WORK),
        ("上课", Plan.CLASS),
        ("补课日", Plan.CLASS),
        ("补周四的课", Plan.CLASS),
        ("正常上课", Plan.CLASS),
        ("学生不到校", Plan.STAFF_ONLY),
        ("教师培训", Plan.STAFF_ONLY),
        ("学期中", Plan.USUAL),
        ("寒假", Plan.VACATION),
        ("停课", Plan.CLOSED),
        ("秋季运动会", Plan.EVENT),
        ("活动日", Plan.EVENT),
        ("六一儿童节放假", Plan.CHILDREN),
        ("食堂停餐", Plan.NO_MEALS),
        ("周末", Plan.WEEKEND),
        ("工作日", Plan.NORMAL),
    ],
)
def test_words_of_the_field_are_understood(words: str, plan: Plan) -> None:
    assert read(f"10月1日 {words}").plans == {plan}
    assert read(f"10月1日：{words}").plans == {plan}


@pytest.mark.parametrize("plan", Plan)
def test_every_word_that_is_offered_is_understood(plan: Plan) -> None:
    assert plan in read(f"10月1日 {plan.value}").plans


@pytest.mark.parametrize(
    ("words", "meals"),
    [
        ("停早餐", ("早",)),
        ("停早、午餐", ("早", "中")),
        ("不供应早餐和晚餐", ("早", "晚")),
        ("停午点", ("午点",)),
    ],
)
def test_single_meals_are_left_out(words: str, meals: tuple[str, ...]) -> None:
    assert read(f"10月9日 {words}") == Arrangement((date(2026, 10, 9),), frozenset(), meals)


def test_several_things_are_arranged_at_once() -> None:
    assert read("11月13日 活动日，不供餐").plans == {Plan.EVENT, Plan.NO_MEALS}


def test_a_notice_is_read_sentence_by_sentence() -> None:
    first = "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。"
    holiday, work = read_line(f"{first}9月20日（周日）、10月10日（周六）上班。", TERM)
    assert holiday == Arrangement(WEEK, frozenset({Plan.OFF, Plan.HOLIDAY}))
    assert work == Arrangement((date(2026, 9, 20), date(2026, 10, 10)), frozenset({Plan.WORK}))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("校历", "没有日期。写成 10月1日—10月7日 放假"),
        ("10月1日", "没有写怎么安排"),
        ("10月1日 吃饭", "“吃饭”读不懂。可用：放假、"),
        ("期中考试：11月5日 停课", "“期中考试”读不懂"),
        ("11月31日 停课", "没有 2026年11月31日 这一天"),
        ("11月16日（周二） 停课", "2026-11-16 是星期一，不是星期二"),
        ("11月16日（星期天） 停课", "不是星期天"),
        ("10月7日至1日 放假", "先后或年份不对"),
        ("12月8日至12月1日 放假", "先后或年份不对"),
        ("10月1日至7日放假，共8天", "写的是共8天，起止之间是 7 天"),
        ("6月1日 停课", "2027-06-01 不在 2026-2027-1 学期里"),
        ("2026年1月20日 停课", "核对年份：没写年份的日期，Excel 会补上填表那年"),
        ("10月1日— 放假", "日期读不懂"),
    ],
)
def test_what_is_not_understood_says_why(line: str, told: str) -> None:
    assert told in fault(line)


@given(
    st.text(
        st.sampled_from("0123456789年月日号—-、至（周一）放假上课停餐共天，。：; 国庆"), max_size=40
    )
)
def test_any_line_is_understood_or_says_why_not(line: str) -> None:
    with suppress(UnclearLineError):
        assert all(day in TERM for one in read_line(line, TERM) for day in one.days)
