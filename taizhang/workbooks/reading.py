"""The one list that a workbook holds, read as staff really make it.

Title rows stand above the headings, which come in any order; blank rows, headings said again on
the next page and rows merged across the table are passed over, and nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils.cell import get_column_letter

from taizhang.errors import WorkbookError
from taizhang.workbooks.cells import CellValue
from taizhang.workbooks.pages import Page, Row, read_pages

HEAD_WITHIN = 30
"""Rows with something in them among which the headings are looked for."""
SHOWN = 20
"""Faults that are told at once."""
SERIAL = "序号"
"""Heads a column that numbers the rows and says nothing."""


def read_table(raw: bytes, names: Mapping[str, str]) -> list[tuple[int, dict[str, CellValue]]]:
    """The rows of the one list that a workbook holds.

    Args:
        raw: bytes of the .xlsx.
        names: heading → what its column is called in what is returned.

    Returns:
        number of each row, and its cells that are not blank, by `names`.

    Raises:
        WorkbookError: no workbook, too large, no list or several; a column nobody knows.
    """
    wanted = {plain_heading(heading): name for heading, name in names.items()}
    found = [
        (page, at) for page in read_pages(raw) if (at := _heading_row(page, wanted)) is not None
    ]
    if not found:
        raise WorkbookError(f"工作簿里没有找到栏名。表头写这些栏名：{_told(names)}。")
    if len(found) > 1:
        titles = "、".join(page.title for page, _ in found)
        raise WorkbookError(f"工作簿里有几张表都像名单：{titles}。一次导入一张，其余的删去或隐藏。")
    return list(_body(*found[0], wanted))


def _told(names: Mapping[str, str]) -> str:
    """Headings as people know them, without those that only a program does."""
    return "、".join(heading for heading, name in names.items() if heading != name)


def plain_heading(text: str) -> str:
    """A heading as it is compared: without what stands in brackets, spaces and stars."""
    return re.sub(r"[（(][^（()）]*[)）]|[\s*＊:：]", "", text)


def refuse(faults: Sequence[str]) -> None:
    """Raise WorkbookError if there are faults, the first of them told."""
    if faults:
        more = f"\n  还有 {len(faults) - SHOWN} 处" if len(faults) > SHOWN else ""
        told = "\n".join(f"  {one}" for one in faults[:SHOWN])
        raise WorkbookError(f"有 {len(faults)} 处读不懂，什么也没有导入：\n{told}{more}")


# ---- what stands in the list


def _heading_row(page: Page, wanted: Mapping[str, str]) -> int | None:
    """The first row with two known headings, or with nothing else than one."""
    for number, row in list(page.rows.items())[:HEAD_WITHIN]:
        texts = [plain_heading(one) for one in row.values() if isinstance(one, str)]
        known = [one for one in texts if one in wanted]
        others = [one for one in texts if one not in wanted and one != SERIAL]
        if len(set(known)) > 1 or (known and not others):
            return number
    return None


def _body(
    page: Page, at: int, wanted: Mapping[str, str]
) -> Iterator[tuple[int, dict[str, CellValue]]]:
    heads = page.rows[at]
    columns = _columns(heads, at, wanted)
    faults: list[str] = []
    for number, row in page.rows.items():
        if number <= at or number in page.across or row == heads:  # heads again: the next page
            continue
        faults += _lost(page, number, row, columns)
        found = {columns[place]: value for place, value in row.items() if columns.get(place)}
        if found:
            yield number, found
    refuse(faults)


def _columns(heads: Row, at: int, wanted: Mapping[str, str]) -> dict[int, str]:
    """Column → what it is called; empty for 序号.

    Raises:
        WorkbookError: a heading that nobody knows, or one that stands there twice.
    """
    found: dict[int, str] = {}
    for place, value in heads.items():
        heading = plain_heading(str(value))
        if heading != SERIAL and heading not in wanted:
            raise WorkbookError(
                f"第 {at} 行 {get_column_letter(place)} 列：没有“{value}”这一栏。"
                f"可用的栏：{_told(wanted)}。改成其中一个，或删去这一列。"
            )
        name = wanted.get(heading, "")
        if name and name in found.values():
            raise WorkbookError(f"第 {at} 行：“{value}”这一栏有两列。留下一列。")
        found[place] = name
    return found


def _lost(page: Page, number: int, row: Row, columns: Mapping[int, str]) -> Iterator[str]:
    """What would be passed over in silence."""
    for place in row:
        if place not in columns:
            yield f"第 {number} 行 {get_column_letter(place)} 列：这一列没有栏名。补上栏名，或删去"
    for place in columns:
        if (number, place) in page.uncounted:
            letter = get_column_letter(place)
            yield f"第 {number} 行 {letter} 列：公式还没有算出结果。用 Excel 打开，保存一次再试"
