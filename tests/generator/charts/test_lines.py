"""Charts of lines: hazards by age, people by debts, what ends by its days; with their tables."""

from generator.charts.ages import ages, ages_table
from generator.charts.debts import LISTED, debtors_table, debts, debts_table
from generator.charts.drawing import WIDTH
from generator.charts.last_days import last_days, last_days_table
from generator.charts.lines import SHOWN, TOGETHER, Line, draw_lines
from generator.charts.marks import FINE
from records.overview.picture import Aged
from records.standings import Standing
from tests.generator.charts.pictures import NASTY, debt, debtor, expiring, hazard
from tests.generator.charts.reading import boxes_of, texts_of, titles_of


def widths(chart: str) -> list[float]:
    """Of its bars, edges included."""
    return [float(box["width"]) + float(box["stroke-width"]) for box in boxes_of(chart)]


def test_a_hazard_has_its_level_place_and_stage_and_its_days() -> None:
    plain = hazard(level="", place="", overdue=0)
    major = hazard(level="重大", overdue=0)
    (chart,) = ages([Aged(hazard(), 7), Aged(plain, 2), Aged(major, 0)])
    assert texts_of(chart)[1:] == [
        *("较大　教学楼东楼梯　整改", "已7天，超期3天"),
        *("未定级　校舍　整改", "已2天"),
        *("！重大　教学楼东楼梯　整改", "已0天"),
    ]
    assert [round(one / WIDTH * 7) for one in widths(chart)] == [4, 3, 2]


def test_the_table_has_all_of_a_hazard() -> None:
    rows = ages_table([Aged(hazard(), 7), Aged(hazard(due=None, owner=None, overdue=0), 7)]).rows
    assert rows[0] == (
        "YH-20260302-001",
        "较大",
        "教学楼东楼梯",
        "扶手松动",
        "整改",
        "2026年3月2日",
        "7",
        "2026年3月6日",
        "3",
        "赵工",
    )
    assert rows[1][-3:] == ("未定", "0", "未定")


def test_people_are_shown_by_what_they_owe_and_posts_that_nobody_holds() -> None:
    waiting = debt(5, Standing.OPEN, "XYXS-20260305-001")
    found = [debtor("许安", debt(3), debt(9), waiting), debtor("", debt(3))]
    (chart,) = debts(found)
    assert texts_of(chart)[1:] == ["许安", "缺2，未结1", "还没有人任绿化工", "缺1"]
    assert [round(one / WIDTH * 3) for one in widths(chart)] == [2, 1, 1]
    assert debtors_table(found).rows == (
        ("许安", "2", "1", "校园每日巡视记录3项", "XYXS-20260305-001"),
        ("还没有人任绿化工", "1", "0", "校园每日巡视记录1项", ""),
    )


def test_what_is_owed_is_listed_one_by_one_the_latest_first() -> None:
    waiting = debt(5, Standing.OPEN, "XYXS-20260305-001")
    title = "校园每日巡视记录"
    assert debts_table([debt(3), waiting, debt(9)]).rows == (
        ("2026-03-09 17:30", title, "3月9日", "缺，24小时内补上还算按时", ""),
        ("2026-03-05 17:30", title, "3月5日", "未结：补录未经批准", "XYXS-20260305-001"),
        ("2026-03-03 17:30", title, "3月3日", "缺", ""),
    )


def test_a_list_without_end_is_cut_and_says_so() -> None:
    table = debts_table([debt(3)] * (LISTED + 1))
    assert len(table.rows) == LISTED
    assert table.caption.endswith("（最近 300 项）")


def test_what_ends_says_when_and_what_is_over_how_long_since() -> None:
    found = [
        expiring("董玥", -12),
        expiring("MHQ-001", 0, what="报废", is_over=True, stopped="有效期"),
        expiring("课后服务费", 0, what="批准文件"),
        expiring("贺珺", 24),
    ]
    (chart,) = last_days(found)
    assert texts_of(chart)[1:] == [
        *("董玥　健康证", "2026-02-25，已过12天"),
        *("MHQ-001　报废（已停用）", "2026-03-09，今天起不能用"),
        *("课后服务费　批准文件", "2026-03-09，今天到期"),
        *("贺珺　健康证", "2026-04-02，还有24天"),
    ]
    assert [round(one / WIDTH * 24) for one in widths(chart)] == [12, 24]
    assert last_days_table(found).rows[1] == (
        "MHQ-001",
        "报废",
        "2026年3月9日",
        "今天起不能用",
        "有效期",
    )


def test_many_lines_are_several_charts_in_one_scale_and_the_rest_is_in_the_table() -> None:
    lines = [Line(str(place), "", ((SHOWN - place, FINE),)) for place in range(SHOWN + 5)]
    charts = draw_lines("很多", lines)
    assert [len(widths(one)) for one in charts] == [TOGETHER, SHOWN - TOGETHER]
    assert widths(charts[0])[0] == WIDTH
    assert round(widths(charts[1])[0]) == WIDTH / 2


def test_nothing_to_show_is_no_chart() -> None:
    assert (ages([]), debts([]), last_days([])) == ((), (), ())


def test_names_are_only_names() -> None:
    shown = "<script>alert(1)</script>&\"'"
    for charts in (
        ages([Aged(hazard(place=NASTY), 1)]),
        debts([debtor(NASTY, debt(3))]),
        last_days([expiring(NASTY, 3)]),
    ):
        (chart,) = charts
        assert "<script" not in chart
        assert any(shown in one for one in titles_of(chart))


def test_a_long_name_leaves_the_figures_their_room_and_is_whole_in_the_tooltip() -> None:
    name = "操场北侧看台下方配电间门口和器材室" * 3
    (chart,) = debts([debtor(name, debt(3))])
    assert texts_of(chart)[1].endswith("…")
    assert f"{name}：缺1" in titles_of(chart)
