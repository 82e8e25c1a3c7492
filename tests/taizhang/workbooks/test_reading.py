"""A list is read from workbooks as staff make them, and no file breaks the reader."""

import io
import random
import re
import warnings
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from taizhang.errors import WorkbookError
from taizhang.workbooks.pages import LARGEST, MOST_ROWS, UNPACKED
from taizhang.workbooks.reading import read_table
from tests.taizhang.workbooks.sheets import saved, workbook

NAMES = {"姓名": "name", "岗位": "posts", "出厂日期": "made_on"}


def read(raw: bytes) -> list[tuple[int, dict[str, Any]]]:
    return [(number, dict(row)) for number, row in read_table(raw, NAMES)]


def refusal(raw: bytes) -> str:
    with pytest.raises(WorkbookError) as refused:
        read_table(raw, NAMES)
    return str(refused.value)


def test_title_rows_blank_rows_and_any_order_of_columns() -> None:
    raw = workbook(
        [
            ["云溪小学教职工名单"],
            ["制表：总务处", None, "2026年9月"],
            [],
            ["岗位", "序号", "姓  名（必填）*"],
            ["总务主任", 1, "孙梅"],
            [None, 2, None],
            [],
            ["留样员", 3, "董玥"],
        ],
        "A1:C1",
    )
    assert read(raw) == [
        (5, {"posts": "总务主任", "name": "孙梅"}),
        (8, {"posts": "留样员", "name": "董玥"}),
    ]


def test_headings_said_again_and_rows_merged_across_are_passed_over() -> None:
    raw = workbook(
        [["姓名", "岗位"], ["一年级组"], ["孙梅", "班主任"], ["姓名", "岗位"], ["董玥", "班主任"]],
        "A2:B2",
    )
    assert [row["name"] for _, row in read(raw)] == ["孙梅", "董玥"]


def test_a_cell_merged_over_rows_says_the_same_of_each() -> None:
    raw = workbook(
        [["岗位", "姓名"], ["厨师", "孙梅"], [None, "董玥"], ["洗消员", "王安"]], "A2:A3"
    )
    assert [row["posts"] for _, row in read(raw)] == ["厨师", "厨师", "洗消员"]


def test_a_formula_is_what_it_came_to() -> None:
    raw = with_formula("<f>B1&amp;C1</f><v>孙梅</v>", kind=' t="str"')
    assert read(raw) == [(2, {"name": "孙梅", "posts": "厨师"})]


@pytest.mark.parametrize("result", ["<f>B1</f>", "<f>B1</f><v></v>", "<f>B1</f><v/>"])
def test_a_formula_that_came_to_nothing_yet_is_refused(result: str) -> None:
    assert "第 2 行 A 列：公式还没有算出结果" in refusal(with_formula(result))


def with_formula(cell: str, kind: str = "") -> bytes:
    raw = workbook([["姓名", "岗位"], ["孙梅", "厨师"]])
    return replaced(
        raw, "xl/worksheets/sheet1.xml", rb'<c r="A2".*?</c>', f'<c r="A2"{kind}>{cell}</c>'
    )


def replaced(raw: bytes, part: str, pattern: bytes, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                data, count = re.subn(pattern, text.encode(), data, count=1, flags=re.DOTALL)
                assert count == 1
            new.writestr(name, data)
    return out.getvalue()


def test_days_and_numbers_come_as_the_workbook_has_them() -> None:
    raw = workbook([["姓名", "出厂日期"], ["M1", date(2023, 5, 10)], ["M2", "2023/5/10"]])
    assert [row["made_on"] for _, row in read(raw)][1] == "2023/5/10"
    assert read(raw)[0][1]["made_on"].date() == date(2023, 5, 10)


def test_a_column_nobody_knows_is_named_with_its_place() -> None:
    told = refusal(workbook([["名单"], ["姓名", "岗位", "身份证号"], ["孙梅", "厨师", "1"]]))
    assert told.startswith("第 2 行 C 列：没有“身份证号”这一栏。可用的栏：姓名、岗位、出厂日期。")


def test_a_column_that_stands_there_twice_is_refused() -> None:
    assert "第 1 行：“姓名”这一栏有两列" in refusal(
        workbook([["姓名", "岗位", "姓名"], ["a", "b", "c"]])
    )


def test_what_stands_below_no_heading_is_not_lost_in_silence() -> None:
    told = refusal(workbook([["姓名", "岗位"], ["孙梅", "厨师", "临时"], ["董玥", "厨师", "x"]]))
    assert told.startswith("有 2 处读不懂，什么也没有导入：\n  第 2 行 C 列：这一列没有栏名")


def test_many_faults_are_counted() -> None:
    told = refusal(workbook([["姓名", "岗位"], *(["孙梅", "厨师", "x"] for _ in range(30))]))
    assert told.startswith("有 30 处读不懂")
    assert told.endswith("还有 10 处")


def test_a_workbook_without_the_list_says_which_headings_are_looked_for() -> None:
    assert "没有找到栏名。表头写这些栏名：姓名、岗位、出厂日期" in refusal(workbook([["甲", "乙"]]))


def test_of_several_lists_none_is_taken_at_random() -> None:
    assert "几张表都像名单：一年级、二年级" in refusal(two_sheets(hidden=False))


def test_a_hidden_sheet_is_not_read() -> None:
    assert read(two_sheets(hidden=True)) == [(2, {"name": "孙梅", "posts": "厨师"})]


def two_sheets(*, hidden: bool) -> bytes:
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("二年级")
    first.title = "一年级"
    for sheet in (first, second):
        sheet.append(["姓名", "岗位"])
        sheet.append(["孙梅", "厨师"])
    second.sheet_state = "hidden" if hidden else "visible"
    return saved(book)


def test_what_the_library_warns_of_does_not_matter() -> None:
    raw = workbook([["姓名", "岗位"], ["孙梅", "厨师"]])
    raw = replaced(raw, "xl/styles.xml", rb"<cellStyles.*?</cellStyles>", "")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(read(raw)) == 1


# ---- limits


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("姓名,岗位\n孙梅,厨师".encode(), "不是 Excel 工作簿"),
        (b"", "不是 Excel 工作簿"),
        (b"PK\x03\x04 no zip", "可能已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式（.xls）或加了密码"),
        (b"PK" + bytes(LARGEST), "工作簿超过 5 MB"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(raw: bytes, told: str) -> None:
    assert told in refusal(raw)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked() -> None:
    raw = packed({"xl/worksheets/sheet1.xml": b" " * (UNPACKED + 1)})
    assert len(raw) < 100_000
    assert "展开后太大" in refusal(raw)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    assert "工作簿读不懂，可能已损坏" in refusal(packed({"readme.txt": b"x"}))


def test_entities_that_multiply_are_refused() -> None:
    raw = workbook([["姓名", "岗位"], ["孙梅", "厨师"]])
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "{"x" * 100}">{levels}]><worksheet xmlns'
    raw = replaced(raw, "xl/worksheets/sheet1.xml", rb"<worksheet xmlns", bomb)
    raw = replaced(raw, "xl/worksheets/sheet1.xml", rb"<sheetData>", "<sheetData>&e9;")
    assert "可能已损坏" in refusal(raw)


def test_a_sheet_with_too_many_rows_is_refused_with_the_limit() -> None:
    told = refusal(workbook([["姓名"], *([f"甲{number}"] for number in range(MOST_ROWS + 1))]))
    assert f"一次最多 {MOST_ROWS} 行" in told


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "岗位"])
    sheet.append(["孙梅", "厨师"])
    sheet.cell(1_048_576, 16_384)
    sheet.cell(1_048_576, 1).value = " "
    assert len(read(saved(book))) == 1


def test_rows_as_wide_as_they_can_be_are_refused() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "岗位"])
    for row in range(2, 40):
        sheet.cell(row, 16_384).value = "x"
    assert "太大" in refusal(saved(book))


def test_drop_down_lists_and_colours_are_no_hindrance() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "岗位"])
    sheet.append(["孙梅", "厨师"])
    sheet.add_data_validation(DataValidation("list", '"厨师,洗消员"', sqref="B2:B99"))
    sheet.column_dimensions["A"].width = 30
    assert len(read(saved(book))) == 1


def test_no_damage_gets_past_as_anything_but_a_refusal_or_a_list() -> None:
    """Bytes are changed at random; whatever comes of it, no other error does."""
    dice, raw = random.Random(7), workbook([["姓名", "岗位"], ["孙梅", "厨师"]])
    refused = 0
    for _ in range(150):
        broken = bytearray(raw)
        for _ in range(dice.randint(1, 6)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            read_table(bytes(broken), NAMES)
        except WorkbookError:
            refused += 1
    assert refused > 50
