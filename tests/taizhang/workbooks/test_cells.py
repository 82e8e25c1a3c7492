"""What staff write in a cell is read as what its column holds."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from taizhang.workbooks.cells import (
    CellValue,
    UnreadableCellError,
    read_count,
    read_dated,
    read_day,
    read_names,
    read_number,
    read_yes,
    text_of,
)

FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    "written",
    [
        FIRST,
        datetime(2026, 9, 1),  # noqa: DTZ001  a workbook knows no zone
        "2026-9-1",
        "2026-09-01",
        "2026/9/1",
        "2026.9.1",
        "2026年9月1日",
        "2026 年 9 月 1 日",
        "２０２６年９月１日",
        "20260901",
        20260901,
        " 2026-9-1　",
    ],
)
def test_a_day_is_read_however_it_is_written(written: CellValue) -> None:
    assert read_day(written) == FIRST


@pytest.mark.parametrize("written", ["2026-2-30", "9月1日", "明天", "2026-9", "46266"])
def test_what_is_no_day_stays_for_the_list_to_refuse(written: str) -> None:
    assert read_day(written) == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (12, Decimal(12)),
        (12.5, Decimal("12.5")),
        (0.1, Decimal("0.1")),
        ("1,234.50", "1234.50"),
        ("１２．５", "12.5"),
        ("12元", "12元"),
    ],
)
def test_a_number_may_be_text(written: CellValue, read: Decimal | str) -> None:
    assert read_number(written) == read


@pytest.mark.parametrize(
    ("written", "read"), [(3, 3), (3.0, 3), ("３", 3), (3.5, "3.5"), ("三", "三")]
)
def test_a_whole_number_may_be_text(written: CellValue, read: int | str) -> None:
    assert read_count(written) == read


def test_yes_and_no_are_read_as_staff_tick_them() -> None:
    assert [read_yes(one) for one in ("是", "√", True, "否", "×", False)] == [True] * 3 + [
        False
    ] * 3
    assert read_yes("也许") == "也许"


@pytest.mark.parametrize("between", ["、", "，", ",", ";", "；", "/", "\n", " ", "、 "])
def test_posts_are_told_apart_by_whatever_stands_between_them(between: str) -> None:
    assert read_names(f"总务主任{between}安全办干事") == ["总务主任", "安全办干事"]


def test_a_post_whose_title_has_such_a_mark_stays_whole() -> None:
    assert read_names("施工、供应、承包方、水电工") == ["施工、供应、承包方", "水电工"]


@pytest.mark.parametrize(
    "written",
    [
        "健康证至2027-03-01、电工证至2028-5-1",
        "健康证：2027年3月1日\n电工证 2028/5/1",
        "健康证有效期至20270301，电工证到2028.5.1",
    ],
)
def test_certificates_stand_with_their_days(written: str) -> None:
    assert read_dated(written) == {"健康证": date(2027, 3, 1), "电工证": date(2028, 5, 1)}


def test_a_certificate_may_have_marks_and_figures_in_its_name() -> None:
    written = "操作证（低压、高处）2类至2027-03-01；A1驾驶证2028-5-1"
    assert list(read_dated(written)) == ["操作证（低压、高处）2类", "A1驾驶证"]


def test_a_certificate_without_a_day_is_refused() -> None:
    with pytest.raises(UnreadableCellError, match="“健康证”读不懂。写成 健康证至2027-03-01"):
        read_dated("健康证")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (13800000000, "13800000000"),
        (7.0, "7"),
        (3.5, "3.5"),
        ("　王　安 ", "王安"),
        ("三（２）班", "三（2）班"),
        ("ＭＨＱ－００１", "MHQ－001"),
        ("教学楼 A座", "教学楼 A座"),
        (True, "是"),
    ],
)
def test_text_is_tidied_and_no_more(written: CellValue, read: str) -> None:
    assert text_of(written) == read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (datetime(2026, 1, 2), "是 Excel 改成的日期或时间。把这一格设成“文本”再写一遍"),  # noqa: DTZ001
        (time(8, 30), "是 Excel 改成的日期或时间"),
        (110101199003070012, "太长，Excel 只记得前 15 位"),
        (float("nan"), "太长"),
        ("#REF!", "公式出错（#REF!）"),
    ],
)
def test_what_a_program_made_of_a_text_is_refused(written: CellValue, told: str) -> None:
    with pytest.raises(UnreadableCellError, match=told.replace("(", r"\(")):
        text_of(written)
