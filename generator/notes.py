"""Notes under a table: where the text of a cell goes that is too long for its column.

A row taller than a page loses its head in one engine and its bottom in the other, and 500
characters in a 30 mm column are soon that tall. The cell keeps the opening and points at the note.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.document import Block, CheckRow, Checks, Fact, Facts, Grid, Paragraph, Prose
from generator.sheets import Sheet

_CHARACTER_MM = 3.7  # a full-width character of 10.5 pt
_LINE_MM = 5.2
_SHARE_OF_PAGE = 0.4  # a cell taller than this part of the page goes to a note
_OPENING_LINES = 3
_LABEL_SHARE = 0.15  # of the text width, for each label of a form's head
ADDED = frozenset("……（全文见附注0123456789）：")
"""Characters of what a note puts into a document that had none of them."""


class Notes:
    """The notes of one document, numbered from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self._width = sheet.text_width
        self._lines = int(sheet.text_height * _SHARE_OF_PAGE / _LINE_MM)
        self._count = 0
        self._pending: list[Paragraph] = []

    def take(self) -> Iterator[Prose]:
        """The notes made since the last call, as one block; none if there are none."""
        if self._pending:
            yield Prose(tuple(self._pending))
            self._pending = []

    def shorten(self, block: Block) -> Block:
        """The block with its over-long cells cut to their opening."""
        match block:
            case Grid():
                widths = self._widths([column.width for column in block.columns])
                rows = (replace(row, cells=self._cells(row.cells, widths)) for row in block.rows)
                return replace(block, rows=tuple(rows))
            case Checks():
                widths = self._widths([column.width for column in block.columns])
                checks = tuple(self._check(row, widths) for row in block.rows)
                return replace(block, rows=checks)
            case Facts():
                return replace(block, rows=tuple(self._facts(row) for row in block.rows))
            case _:
                return block

    def _check(self, row: CheckRow, widths: Sequence[float]) -> CheckRow:
        cells = (row.no, row.item, row.method, row.criterion, row.verdict, row.measured, row.remark)
        no, item, method, criterion, verdict, measured, remark = self._cells(cells, widths)
        return CheckRow(no, item, method, criterion, verdict, measured, remark, row.key, row.failed)

    def _facts(self, row: tuple[Fact, ...]) -> tuple[Fact, ...]:
        width = self._width * (1 / len(row) - _LABEL_SHARE)
        return tuple(replace(fact, value=self._cell(fact.value, width)) for fact in row)

    def _widths(self, shares: Sequence[float]) -> list[float]:
        return [share * self._width / sum(shares) for share in shares]

    def _cells(self, cells: Sequence[str], widths: Sequence[float]) -> tuple[str, ...]:
        return tuple(self._cell(text, width) for text, width in zip(cells, widths, strict=True))

    def _cell(self, text: str, width: float) -> str:
        per_line = max(1.0, width / _CHARACTER_MM - 1)
        if "\n" not in text and len(text) <= per_line * self._lines:  # most, known at once
            return text
        if _lines(text, per_line) <= self._lines:
            return text
        self._count += 1
        self._pending.append(Paragraph(f"附注{self._count}：{text}", "note"))
        opening = text[: int(per_line * _OPENING_LINES)].split("\n")[0]
        return f"{opening}……（全文见附注{self._count}）"


def _lines(text: str, per_line: float) -> int:
    return sum(max(1, math.ceil(_full_widths(line) / per_line)) for line in text.split("\n"))


def _full_widths(text: str) -> float:
    return sum(
        1.0 if unicodedata.east_asian_width(character) in {"W", "F", "A"} else 0.6
        for character in text
    )
