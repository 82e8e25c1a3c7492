"""A list is read from an .xlsx as staff really make it, within limits that no file can break.

Title rows stand above the headings, which come in any order; blank rows, headings said again on
the next page and rows merged across the table are passed over; a cell merged over several rows says
the same of each. Formulas are read as what they came to when the workbook was last saved.
"""

import io
import re
import threading
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeGuard, cast

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from taizhang.errors import WorkbookError
from taizhang.workbooks.cells import CellValue

LARGEST = 5_000_000
"""Bytes of a workbook."""
UNPACKED = 40_000_000
"""Bytes of all it holds: a small file can be packed from a very large one."""
MOST_PARTS = 2_000
MOST_ROWS = 5_000
"""Rows with something in them."""
MOST_CELLS = 300_000
HEAD_WITHIN = 30
"""Rows with something in them among which the headings are looked for."""
SHOWN = 20
"""Faults that are told at once."""
SERIAL = "序号"
"""Heads a column that numbers the rows and says nothing."""
SAVED_AGAIN = "另存为 .xlsx 再试"

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+):([A-Z]+\d+)"')
_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<f\b.*?</c>', re.DOTALL)
_RESULT = re.compile(rb"<v\b[^>]*>[^<]")
_ONE_AT_A_TIME = threading.Lock()
"""A workbook takes memory, and Python's warnings are every thread's."""

Row = dict[int, CellValue]
"""A row: column, from 1, and what stands there."""


class _Streamed(Protocol):
    """A sheet as the library reads it row by row."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[CellValue | None, ...]]: ...


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet as it was read.

    Attributes:
        rows: those with something in them, by number.
        across: numbers of the rows in which one cell spans several columns, and is alone.
        uncounted: row and column of the formulas that came to nothing yet.
    """

    title: str
    rows: Mapping[int, Row]
    across: frozenset[int]
    uncounted: frozenset[tuple[int, int]]


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
    found = [(page, at) for page in _pages(raw) if (at := _heading_row(page, wanted)) is not None]
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


def _heading_row(page: _Page, wanted: Mapping[str, str]) -> int | None:
    """The first row with two known headings, or with nothing else than one."""
    for number, row in list(page.rows.items())[:HEAD_WITHIN]:
        texts = [plain_heading(one) for one in row.values() if isinstance(one, str)]
        known = [one for one in texts if one in wanted]
        others = [one for one in texts if one not in wanted and one != SERIAL]
        if len(set(known)) > 1 or (known and not others):
            return number
    return None


def _body(
    page: _Page, at: int, wanted: Mapping[str, str]
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


def _lost(page: _Page, number: int, row: Row, columns: Mapping[int, str]) -> Iterator[str]:
    """What would be passed over in silence."""
    for place in row:
        if place not in columns:
            yield f"第 {number} 行 {get_column_letter(place)} 列：这一列没有栏名。补上栏名，或删去"
    for place in columns:
        if (number, place) in page.uncounted:
            letter = get_column_letter(place)
            yield f"第 {number} 行 {letter} 列：公式还没有算出结果。用 Excel 打开，保存一次再试"


# ---- what stands in the file


def _pages(raw: bytes) -> list[_Page]:
    """The sheets that are not hidden."""
    _require_workbook(raw)
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are not read here
        try:
            _require_small(raw)
            reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            reader.read()
            paths = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
            return [
                _page(cast("_Streamed", one), reader.archive.read(paths[one.title]))
                for one in reader.wb.worksheets
                if one.sheet_state == "visible"
            ]
        except WorkbookError:
            raise
        except Exception as error:  # a broken file fails the libraries in whatever way it likes
            broken = f"工作簿读不懂，可能已损坏（{type(error).__name__}）"
            raise WorkbookError(f"{broken}。用 Excel 或 WPS 打开，{SAVED_AGAIN}。") from error


def _require_workbook(raw: bytes) -> None:
    """Raise WorkbookError for what cannot be an .xlsx."""
    if len(raw) > LARGEST:
        raise WorkbookError(f"工作簿超过 {LARGEST // 1_000_000} MB。删去图片和不用的表再试。")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookError(f"这是旧格式（.xls）或加了密码的工作簿。去掉密码，{SAVED_AGAIN}。")
    if not raw.startswith(b"PK"):
        raise WorkbookError(f"不是 Excel 工作簿。用 Excel 或 WPS {SAVED_AGAIN}。")


def _require_small(raw: bytes) -> None:
    """Raise WorkbookError for what would be too large once unpacked; no part unpacks to more."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > UNPACKED:
        raise WorkbookError("工作簿展开后太大。把名单复制到一个新的工作簿再试。")


def _page(sheet: _Streamed, source: bytes) -> _Page:
    rows = dict(_rows(sheet))
    across = set()
    for corners in _MERGED.findall(source):
        (top, left), (bottom, right) = (coordinate_to_tuple(one.decode()) for one in corners)
        if right > left and len(rows.get(top, {})) == 1:
            across.add(top)
        elif bottom > top and left in rows.get(top, {}):
            for number in rows:
                if top < number <= bottom:
                    rows[number].setdefault(left, rows[top][left])
    return _Page(sheet.title, rows, frozenset(across), frozenset(_uncounted(source)))


def _rows(sheet: _Streamed) -> Iterator[tuple[int, Row]]:
    """The rows with something in them.

    Raises:
        WorkbookError: there are too many.
    """
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    cells = kept = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        row = {place: one for place, one in enumerate(values, 1) if _is_filled_in(one)}
        cells, kept = cells + len(values), kept + bool(row)
        if cells > MOST_CELLS or kept > MOST_ROWS:
            raise WorkbookError(
                f"“{sheet.title}”太大：一次最多 {MOST_ROWS} 行。分几次导入，或删去多余的行和列。"
            )
        if row:
            yield number, row


def _is_filled_in(value: CellValue | None) -> TypeGuard[CellValue]:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _uncounted(source: bytes) -> Iterator[tuple[int, int]]:
    """Formulas without a result: a program wrote them that does not calculate."""
    for found in _FORMULA.finditer(source):
        if not _RESULT.search(found[0]):
            yield coordinate_to_tuple(found[1].decode())
