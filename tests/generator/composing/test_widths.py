import pytest

from generator.composing.widths import Need, columns_fit, fit_widths, measure, need_of


def test_a_name_a_number_and_a_day_are_not_broken() -> None:
    for whole in ("欧阳修远", "LY-20260302-001", "12月31日"):
        assert need_of("列", [whole]).least >= measure(whole) * 3.2


def test_long_text_wraps_but_keeps_readable_lines() -> None:
    text = "教学楼二层东侧盥洗处第三个水龙头滴水" * 3
    assert need_of("备注", [text]).least < need_of("备注", [text], running=True).least
    assert need_of("备注", [text], running=True).ease < measure(text) * 3.2


def test_widths_fill_the_room_and_give_to_those_who_want() -> None:
    widths = fit_widths([Need(10, 10), Need(10, 40)], 60)
    assert widths is not None
    assert sum(widths) == pytest.approx(60)
    assert widths[1] > 3 * widths[0]


def test_a_little_too_much_is_squeezed_and_far_too_much_is_not() -> None:
    assert fit_widths([Need(52, 60), Need(52, 60)], 100) == pytest.approx((50, 50))
    assert fit_widths([Need(80, 90), Need(80, 90)], 100) is None


def test_a_table_of_few_columns_is_set_larger() -> None:
    few = columns_fit([("甲", False), ("乙", True)], [("一", "文" * 60)], 100)
    assert [column.align for column in few] == ["center", "left"]
    assert need_of("甲", ["文"], character=3.72).least > need_of("甲", ["文"]).least
