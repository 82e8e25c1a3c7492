"""A Word file as lines: headings by their styles, lists with the numbers Word counts, tables."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from checklists.plans.reading import SourceLine
from checklists.plans.words import tidy
from taizhang.manuscripts.numbering import Numbering, value_of
from taizhang.manuscripts.styles import Styles

_LONGEST_HEADING = 60
"""A whole paragraph in the style of a heading is none."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:rt"), _FALLBACK}
"""Deleted under 修订, the reading above a word, or said a second time for older programs."""
_SETTINGS = {qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:trPr"), qn("w:tcPr"), qn("w:sectPr")}
_BOX = qn("w:txbxContent")
_LETTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def word_lines(raw: bytes) -> Iterator[SourceLine]:
    """The lines of a .docx that are not blank, numbered in order.

    What was inserted under 修订 counts, what was deleted does not; heads and feet of the pages,
    comments and footnotes are no part of the text.
    """
    document = docx.Document(io.BytesIO(raw))
    reader = _Reader(Styles.of(document), Numbering.of(document))
    found = (line for line in reader.lines(document.element.body) if line.words)
    for number, line in enumerate(found, 1):
        yield replace(line, number=number)


@dataclass(frozen=True, slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering

    def lines(self, element: BaseOxmlElement) -> Iterator[SourceLine]:
        """Everything in an element, paragraph by paragraph and row by row."""
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tr"):
                yield from self._row(child)
            elif child.tag not in _GONE | _SETTINGS:
                yield from self.lines(child)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[SourceLine]:
        """Its lines, and those of the boxes that hang on it."""
        text = "".join(_letters(paragraph))
        if text.strip():
            first, *rest = f"{self._mark(paragraph)}{text}".split("\n")
            level = self.styles.level(paragraph) if len(text) <= _LONGEST_HEADING else 0
            yield SourceLine(0, first, level)
            yield from (SourceLine(0, one) for one in rest)
        for box in paragraph.iter(_BOX):
            if not any(one.tag in _GONE for one in box.iterancestors()):
                yield from self.lines(box)

    def _mark(self, paragraph: BaseOxmlElement) -> str:
        number, depth, style = self.styles.list_of(paragraph)
        if not number:
            return ""
        level = int(depth) if depth else self.numbering.depth_of(number, style)
        return self.numbering.mark(number, level)

    def _row(self, row: BaseOxmlElement) -> Iterator[SourceLine]:
        """A row; one cell across the table only holds lines together."""
        cells = [one for one in row.iter(qn("w:tc")) if _row_of(one) is row]
        if len(cells) == 1:
            yield from self.lines(cells[0])
            return
        texts = tuple(text for cell in cells for text in self._texts(cell))
        yield SourceLine(0, "\t".join(texts), cells=texts)

    def _texts(self, cell: BaseOxmlElement) -> Iterator[str]:
        """The words of a cell; nothing more for the columns and rows that it covers besides."""
        settings = cell.find(qn("w:tcPr"))
        merged = None if settings is None else settings.find(qn("w:vMerge"))
        covered = merged is not None and merged.get(qn("w:val")) != "restart"
        yield "" if covered else tidy(" ".join(line.text for line in self.lines(cell)))
        span = value_of(settings, "w:gridSpan") if settings is not None else ""
        yield from ("" for _ in range(int(span or 1) - 1))


def _row_of(cell: BaseOxmlElement) -> BaseOxmlElement | None:
    return next((one for one in cell.iterancestors() if one.tag == qn("w:tr")), None)


def _letters(element: BaseOxmlElement) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _LETTERS:
            yield _LETTERS[child.tag]
        elif child.tag not in _GONE | _SETTINGS | {_BOX}:
            yield from _letters(child)
