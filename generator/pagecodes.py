"""Codes in the corners of finished pages, by which scanned paper finds its way back.

A QR code in the top right corner says what the page is; rings in the other three corners say where
on it everything stands, however the sheet lay on the glass or was held before a phone. All of it
stands outside the text, and inside what a duplex printer reaches.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Literal, NamedTuple

import pikepdf
from pikepdf import Name

from generator.errors import PdfError
from generator.qr import to_modules

EDGE = 5.5
"""Distance (mm) of the code from the edges of the sheet: printers leave up to 5 mm white."""

RING = 4.0
"""Outer diameter of a ring, mm. No smaller: at 150 dpi its thinnest part is three pixels wide."""

RING_PARTS = (1, 1.5, 3, 1.5, 1)
"""Black, white, black, white, black across the middle of a ring; no QR code has these."""

_INSET = 8.0  # middle of a ring from both edges, mm
_CODE_UPRIGHT, _CODE_ACROSS = 15.0, 13.0  # below it the text begins at 22 and 20 mm
_POINTS = 72 / 25.4
_CURVE = 0.5523  # of the radius: four Bézier curves make a circle

Corner = Literal["top left", "bottom left", "bottom right"]


class Box(NamedTuple):
    """A place on a sheet, in mm from its top left corner."""

    x: float
    y: float
    width: float
    height: float


def code_box(width: float, height: float) -> Box:
    """Where the code stands on a sheet of this size (mm), its quiet zone outside."""
    side = _CODE_UPRIGHT if height > width else _CODE_ACROSS
    return Box(width - EDGE - side, EDGE, side, side)


def ring_places(width: float, height: float) -> Mapping[Corner, tuple[float, float]]:
    """The middles of the rings on a sheet of this size (mm)."""
    right, low = width - _INSET, height - _INSET
    return MappingProxyType(
        {
            "top left": (_INSET, _INSET),
            "bottom left": (_INSET, low),
            "bottom right": (right, low),
        }
    )


def code_pages(pdf: pikepdf.Pdf, codes: Sequence[str]) -> None:
    """Draw one code on each page, with its rings, as an artifact of pagination.

    Black paths only: no font, no colour, nothing that PDF/A or PDF/UA would mind.

    Args:
        pdf: changed in place.
        codes: texts of `generator.qr.encode`, one a page.

    Raises:
        PdfError: not as many codes as pages.
    """
    if len(codes) != len(pdf.pages):
        what = f"有 {len(pdf.pages)} 页，却有 {len(codes)} 个码"
        raise PdfError("页上的码", what, "请重新打印")
    save = pdf.make_stream(b"q\n")  # engines leave their own coordinates behind
    for page, code in zip(pdf.pages, codes, strict=True):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        width, height = (right - left) / _POINTS, (top - bottom) / _POINTS
        page.contents_add(save, prepend=True)
        page.contents_add(pdf.make_stream(_draw(code, width, height, (left, top))))


def _draw(code: str, width: float, height: float, corner: tuple[float, float]) -> bytes:
    """In mm from the top left corner, y downwards."""
    paths = [_draw_code(to_modules(code), code_box(width, height))]
    paths += [_draw_ring(x, y) for x, y in ring_places(width, height).values()]
    matrix = f"{_POINTS:.5f} 0 0 {-_POINTS:.5f} {corner[0]:.3f} {corner[1]:.3f} cm"
    return "\n".join(
        ("\nQ", f"{Name.Artifact} <</Type /Pagination>> BDC", f"q 0 g {matrix}", *paths, "Q EMC\n")
    ).encode()


def _draw_code(rows: Sequence[Iterable[int]], box: Box) -> str:
    """One path: filled at once, neighbouring modules leave no seam."""
    module = box.width / len(rows)
    drawn = []
    for line, row in enumerate(rows):
        column = 0
        for black, run in groupby(row):
            length = len(list(run))
            if black:
                x, y = box.x + column * module, box.y + line * module
                drawn.append(f"{x:.3f} {y:.3f} {length * module:.3f} {module:.3f} re")
            column += length
    return "\n".join((*drawn, "f"))


def _draw_ring(x: float, y: float) -> str:
    part = RING / sum(RING_PARTS)
    core = RING_PARTS[2] / 2 * part
    gap = core + RING_PARTS[1] * part
    return "\n".join((*(_circle(x, y, radius) for radius in (core, gap, RING / 2)), "f*"))


def _circle(x: float, y: float, radius: float) -> str:
    pull = radius * _CURVE
    quarters = ((1, 0), (0, 1), (-1, 0), (0, -1))
    drawn = [f"{x + radius:.3f} {y:.3f} m"]
    for (ax, ay), (bx, by) in zip(quarters, quarters[1:] + quarters[:1], strict=True):
        points = (
            (x + ax * radius + bx * pull, y + ay * radius + by * pull),
            (x + bx * radius + ax * pull, y + by * radius + ay * pull),
            (x + bx * radius, y + by * radius),
        )
        drawn.append(" ".join(f"{value:.3f}" for point in points for value in point) + " c")
    return "\n".join(drawn)
