"""Workbooks as staff make them, for the tests."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def workbook(rows: Iterable[Sequence[Any]], *merged: str, title: str = "Sheet1") -> bytes:
    """One sheet with these rows and merged cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(raw: bytes) -> list[Worksheet]:
    """Its sheets."""
    return [one for one in load_workbook(io.BytesIO(raw)).worksheets if isinstance(one, Worksheet)]


def values(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """What stands in a sheet, row by row."""
    return list(sheet.iter_rows(values_only=True))
