"""Our codes on a picture of paper, at any angle; the only importer of zxingcpp."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import atan2, dist

from PIL import Image

from generator.errors import QrError
from generator.qr import QrContent, QrKind, parse
from generator.scans.projection import Point
from generator.scans.views import LOOKS, View

OF_PAGES = (QrKind.COPY, QrKind.FORM)
"""Codes that every page of a paper carries in its corner."""

NONE = "没有找到页上的码"
FOREIGN = "页上的码不是本系统印的"
DAMAGED = "页上的码损坏了，读不出来"
_BY_WEIGHT = (NONE, FOREIGN, DAMAGED)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """One code of ours.

    Attributes:
        content: what it says.
        corners: top left, top right, bottom right, bottom left as printed, in pixels.
    """

    content: QrContent
    corners: tuple[Point, Point, Point, Point]

    @property
    def centre(self) -> Point:
        """The middle, in pixels."""
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    @property
    def side(self) -> float:
        """Mean length of a side, in pixels."""
        return sum(dist(self.corners[at - 1], self.corners[at]) for at in range(4)) / 4

    @property
    def direction(self) -> float:
        """The angle at which its lines run, in radians, clockwise."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return atan2(by - ay + cy - dy, bx - ax + cx - dx)

    def moved(self, x: float, y: float) -> "FoundCode":
        """The code on a picture that begins elsewhere."""
        first, second, third, fourth = ((at[0] + x, at[1] + y) for at in self.corners)
        return replace(self, corners=(first, second, third, fourth))

    @property
    def is_of_page(self) -> bool:
        """Whether it stands in the corner of its page."""
        return self.content.kind in OF_PAGES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture says.

    Attributes:
        codes: one for each paper on it.
        problem: why there is none, in Chinese; empty if there is one.
    """

    codes: tuple[FoundCode, ...]
    problem: str = ""


def read_codes(grey: Image.Image, *, closely: bool = True) -> Reading:
    """The codes of the papers on a grey picture; any other code on it is left alone.

    A clean page is read at the first look. Only where no page has a code in its corner does the
    code of a record count: a paper printed the ordinary way.

    Args:
        grey: of any brightness, shadows included.
        closely: look again, ever closer, while nothing is found.
    """
    problem = NONE
    ordinary: tuple[FoundCode, ...] = ()
    for look in LOOKS if closely else LOOKS[:1]:
        ours: list[FoundCode] = []
        seen = NONE
        for view in look(grey):
            found, worst = _read(view)
            ours += found
            seen = max(seen, worst, key=_BY_WEIGHT.index)
        if papers := _once(code for code in ours if code.is_of_page):
            return Reading(papers)
        ordinary = ordinary or _once(ours)
        problem = seen if problem == NONE else problem  # the closer the look, the more it imagines
    return Reading(ordinary[:1], "" if ordinary else problem)


def _read(view: View) -> tuple[list[FoundCode], str]:
    """Our codes in a view, and the worst that is to be said of the others."""
    import zxingcpp  # loaded where paper is read: a process that has it complains as it ends

    ours, worst = [], NONE
    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    for barcode in zxingcpp.read_barcodes(view.image, kinds, return_errors=True):
        content = _content(barcode.text) if barcode.valid else None
        if content:
            at = barcode.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            first, second, third, fourth = (view.locate(one.x, one.y) for one in corners)
            ours.append(FoundCode(content, (first, second, third, fourth)))
        else:
            worst = max(worst, FOREIGN if barcode.valid else DAMAGED, key=_BY_WEIGHT.index)
    return ours, worst


def _content(text: str) -> QrContent | None:
    """What a code says, if it is one that a paper to be filed may carry."""
    try:
        content = parse(text)
    except QrError:  # a fiscal receipt, a poster: nothing to do with us
        return None
    return content if content.kind in (*OF_PAGES, QrKind.RECORD) else None


def _once(codes: Iterable[FoundCode]) -> tuple[FoundCode, ...]:
    """Each code once, though overlapping views show it twice."""
    kept: list[FoundCode] = []
    for code in codes:
        if all(dist(code.centre, other.centre) > code.side for other in kept):
            kept.append(code)
    return tuple(kept)
