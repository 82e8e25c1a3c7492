"""Sheets are written as a workbook holds them: dates as dates, text as text, equal bytes."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.surroundings import SHANGHAI
from taizhang.workbooks.looks import WIDEST
from taizhang.workbooks.sheets import Head, Line, Sheet, Value
from taizhang.workbooks.writing import LONGEST, write_workbook
from tests.taizhang.workbooks.sheets import opened, values

NOON = datetime(2026, 3, 5, 12, tzinfo=SHANGHAI)


def written(*rows: tuple[Value, ...], heads: tuple[Head, ...] = (Head("甲"),)) -> Any:
    """The one sheet that these rows make, as it is read again."""
    lines = [Line(row) for row in rows]
    return opened(write_workbook([Sheet("表", heads, lines)], title="学校"))[0]


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_text_is_never_a_formula_not_even_when_it_is_edited(text: str) -> None:
    cell = written((text,))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_an_error_word_that_somebody_typed_is_text() -> None:
    assert written(("#N/A",))["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("value", "kept", "shown"),
    [
        (NOON.date(), NOON.replace(hour=0, tzinfo=None), "yyyy-mm-dd"),
        (NOON, NOON.replace(tzinfo=None), "yyyy-mm-dd hh:mm"),
        (time(8, 30), time(8, 30), "hh:mm"),
        (125, 125, "General"),
        (Decimal("3.5"), 3.5, "General"),
        (Decimal("1" * 16), "1" * 16, "General"),
        (date(1899, 1, 2), "1899-01-02", "yyyy-mm-dd"),
        (None, None, "@"),
    ],
)  # fmt: skip
def test_days_times_and_numbers_are_what_they_are(value: Value, kept: object, shown: str) -> None:
    cell = written((value,))["A2"]
    assert (cell.value, cell.number_format) == (kept, shown)


def test_an_amount_has_its_cents() -> None:
    cell = written((Decimal("1234.5"),), heads=(Head("金额（元）", is_money=True),))["A2"]
    assert (cell.value, cell.number_format) == (1234.5, "#,##0.00")


def test_a_text_that_no_cell_holds_says_that_it_was_cut() -> None:
    value = written(("长" * 40_000,))["A2"].value
    assert value == "长" * LONGEST + "……（太长，后面的见记录）"


def test_characters_that_no_workbook_holds_are_marked() -> None:
    assert written(("甲\x0b乙",))["A2"].value == "甲·乙"


def test_head_and_first_column_stay_and_are_printed_on_every_page() -> None:
    sheet = written(("a", 1), ("b", 2), heads=(Head("编号"), Head("数")))
    assert sheet.freeze_panes == "B2"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert sheet.auto_filter.ref == "A1:B3"


def test_columns_are_as_wide_as_what_stands_in_them_within_reason() -> None:
    heads = (Head("a"), Head("b"), Head("c"))
    sheet = written(("一二三四五六", "x", "很长" * 90), heads=heads)
    assert [sheet.column_dimensions[one].width for one in "ABC"] == [14, 6, WIDEST]
    assert sheet.row_dimensions[2].height > 100


def test_a_wide_sheet_is_printed_on_several_pages_across() -> None:
    heads = tuple(Head(f"很长的栏名{place}") for place in range(30))
    sheet = written(tuple("十个字的内容一二三四" for _ in heads), heads=heads)
    assert sheet.page_setup.fitToWidth > 2


def test_what_may_be_chosen_is_a_drop_down_list() -> None:
    rule = written(
        ("合格",), heads=(Head("判定", ("合格", "不合格")),)
    ).data_validations.dataValidation[0]
    assert (rule.formula1, str(rule.sqref)) == ('"合格,不合格"', "A2")


def test_sheets_of_one_name_or_a_forbidden_one_are_told_apart() -> None:
    titles = ("明细", "明细", "明/细:[1]", "", "长" * 40)
    sheets = [Sheet(one, (Head("甲"),), []) for one in titles]
    names = [one.title for one in opened(write_workbook(sheets, title="学校"))]
    assert names == ["明细", "明细2", "明·细··1·", "表", "长" * 31]


def test_a_title_with_an_ampersand_is_printed_as_it_is() -> None:
    (sheet,) = opened(write_workbook([Sheet("表", (Head("甲"),), [])], title="A&B"))
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "A&&B"


def test_the_same_sheets_are_the_same_bytes() -> None:
    sheet = Sheet("表", (Head("甲"),), [Line(("乙",), struck=True)])
    assert write_workbook([sheet], title="学校", at=NOON) == write_workbook(
        [sheet], title="学校", at=NOON
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=1))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    sheet = written(*((text,) for text in texts))
    assert [row[0] for row in values(sheet)[1:]] == [text or None for text in texts]
