"""Foot and page number of papers that were printed in one run: stamped where page.css puts them.

An engine counts the pages of a run; each paper of it counts its own.
"""

from collections.abc import Iterator

from generator.document import Document
from generator.sheets import Sheet, sheet_of
from generator.stamping import Stamp

_MM = 72 / 25.4
_OFFICIAL_DROP, _DROP = 22.7, 18.5  # of the baseline below the text, pt
_DASHED, _SMALL = 14.0, 9.0  # pt; GB/T 9704-2012, 7.5


def margin_stamps(document: Document, pages: range) -> Iterator[Stamp]:
    """The foot of a paper and the numbers of its pages.

    Args:
        document: the paper.
        pages: where it stands in its run, from 0.
    """
    sheet, total = sheet_of(document), len(pages)
    for number, page in enumerate(pages, start=1):
        if document.shape in {"instrument", "official"}:
            yield from _official(document.footer, sheet, page, number)
        else:
            yield from _plain(document.footer, sheet, page, f"第 {number} 页　共 {total} 页")


def _official(foot: str, sheet: Sheet, page: int, number: int) -> Iterator[Stamp]:
    """The number outside on either side, a character from the edge of the text."""
    baseline = sheet.bottom * _MM - _OFFICIAL_DROP
    if foot:
        yield Stamp(page, foot, "center", baseline=baseline, size=_SMALL)
    dashed = f"— {number} —"
    if number % 2:
        yield Stamp(page, dashed, "right", sheet.right * _MM + _DASHED, baseline, _DASHED)
    else:
        yield Stamp(page, dashed, "left", sheet.left * _MM + _DASHED, baseline, _DASHED)


def _plain(foot: str, sheet: Sheet, page: int, number: str) -> Iterator[Stamp]:
    baseline = sheet.bottom * _MM - _DROP
    if foot:
        yield Stamp(page, foot, "left", sheet.left * _MM, baseline, _SMALL)
    yield Stamp(page, number, "right", sheet.right * _MM, baseline, _SMALL)
