"""The sheets of an .xlsx as they stand in it, within limits that no file can break.

A cell merged over several rows says the same of each; formulas are read as what they came to when
the workbook was last saved.
"""

import io
import re
import threading
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeGuard, cast

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple

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
class Page:
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


def read_pages(raw: bytes) -> list[Page]:
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


def _page(sheet: _Streamed, source: bytes) -> Page:
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
    return Page(sheet.title, rows, frozenset(across), frozenset(_uncounted(source)))


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
