from datetime import date

from generator.charts.heat_map import calendar_table, heat_map
from records.overview.tally import Tally
from tests.generator.charts.pictures import days, march
from tests.generator.charts.reading import texts_of, titles_of

MARCH = {
    march(2): Tally(done=45),
    march(3): Tally(done=42, late=1, open=1, missing=1),
    march(7): Tally(done=2),
    march(9): Tally(done=1, missing=2),
    march(10): Tally(pending=45),
}


def test_a_month_has_its_days_their_figures_and_what_was_not_in_time() -> None:
    (chart,) = heat_map(days(MARCH, march(2), march(31)))
    words = texts_of(chart)
    assert words[:9] == ["2026年3月", "按时 94.7%　缺3　未结1　补录1", *"一二三四五六日"]
    assert [str(day) in words for day in range(2, 32)] == [True] * 30
    assert words[words.index("3") :][:3] == ["3", "42/45", "缺1"], "the worst, where room ends"
    assert words[words.index("7") :][:3] == ["7", "休", "2/2"]
    assert words[words.index("9") :][:4] == ["9", "今", "1/3", "缺2"]


def test_a_tooltip_tells_all_of_a_day() -> None:
    (chart,) = heat_map(days(MARCH, march(2), march(31)))
    titles = titles_of(chart)
    assert titles[0] == "2026年3月：应填95，按时90，缺3，未结1，补录1，还没到时45"
    assert "3月3日（周二）：应填45，按时42，缺1，未结1，补录1" in titles
    assert "3月8日（周日）：没有应填的" in titles
    assert "3月10日（周二）：还没到时45" in titles


def test_two_shortfalls_stand_in_a_cell_where_they_fit() -> None:
    (chart,) = heat_map(days({march(3): Tally(late=1, missing=1)}, march(2), march(8)))
    assert "缺1" in texts_of(chart)
    (chart,) = heat_map(days({march(3): Tally(open=1, late=1)}, march(2), march(8)))
    assert "未结1" in texts_of(chart), "two long ones do not fit"


def test_weeks_outside_the_term_without_anything_due_are_left_out() -> None:
    due = {march(2): Tally(done=1), date(2026, 4, 15): Tally(pending=1)}
    charts = heat_map(days(due, march(2), date(2026, 5, 31)))
    assert [texts_of(one)[0] for one in charts] == ["2026年3月", "2026年4月"], "nothing in May"
    april = texts_of(charts[1])[9:]
    assert april == ["13", "14", "15", "16", "17", "18", "19"]


def test_the_table_has_the_days_on_which_something_is_due() -> None:
    table = calendar_table(days(MARCH, march(2), march(31)))
    assert table.head == ("日期", "应填", "按时", "补录", "未结", "缺", "未到时")
    assert table.rows == (
        ("2026年3月2日（周一）", "45", "45", "0", "0", "0", "0"),
        ("2026年3月3日（周二）", "45", "42", "1", "1", "1", "0"),
        ("2026年3月7日（周六）", "2", "2", "0", "0", "0", "0"),
        ("2026年3月9日（周一）", "3", "1", "0", "0", "2", "0"),
        ("2026年3月10日（周二）", "0", "0", "0", "0", "0", "45"),
    )


def test_no_days_make_no_chart() -> None:
    assert heat_map([]) == ()
    assert heat_map(days({}, date(2026, 4, 1), date(2026, 4, 30))) == ()
