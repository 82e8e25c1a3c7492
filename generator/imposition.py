"""Imposition: pages of half a sheet, two to a sheet of A4, with a line to cut along.

The sheets are cut as a pile: the lower halves, laid under the upper ones, leave every page in its
place.
"""

import io
from itertools import zip_longest

import pikepdf
from pikepdf import Page, Rectangle

from generator.errors import PdfError

_A4 = (595.276, 841.89)
_MIDDLE = _A4[1] / 2
_CUT = b"q 0.4 G 0.4 w [4 4] 0 d 0 %.3f m %.3f %.3f l S Q" % (_MIDDLE, _A4[0], _MIDDLE)
_SLACK = 3.0
"""Points by which a page may be larger than half a sheet."""


def two_up(pdf: bytes) -> bytes:
    """Pages that lie (A5) as sheets of A4 to be cut in the middle; nothing is made smaller.

    Args:
        pdf: pages no larger than half a sheet, coded already.

    Returns:
        sheets for the printer: what its pages say to a screen reader is lost.

    Raises:
        PdfError: a page is larger than half a sheet.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as sheets:
        pages = list(source.pages)
        for number, page in enumerate(pages, start=1):
            _require_half(page, number)
        count = -(-len(pages) // 2)
        for halves in zip_longest(pages[:count], pages[count:]):
            sheet = sheets.add_blank_page(page_size=_A4)
            for page, bottom in zip(halves, (_MIDDLE, 0.0), strict=True):
                if page is not None:
                    sheet.add_overlay(page, Rectangle(0, bottom, _A4[0], bottom + _MIDDLE))
            sheet.contents_add(sheets.make_stream(_CUT))
        out = io.BytesIO()
        sheets.save(out, deterministic_id=True)
        return out.getvalue()


def _require_half(page: Page, number: int) -> None:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    if right - left > _A4[0] + _SLACK or top - bottom > _MIDDLE + _SLACK:
        what = f"第 {number} 页大于半张 A4，不能两份拼一张"
        raise PdfError("拼版", what, "不拼版，直接打印")
