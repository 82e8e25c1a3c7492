"""Where the sheet lies on the picture: its code in one corner, its rings in the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import cos, dist, sin, sqrt

from PIL import Image

from generator.pagecodes import RING, Box, code_box, ring_places
from generator.scans.codes import FoundCode
from generator.scans.projection import Point, Projection, fit
from generator.scans.rings import find_rings

SHEETS = tuple(
    size
    for short, long in ((210.0, 297.0), (148.0, 210.0), (297.0, 420.0))
    for size in ((short, long), (long, short))
)
"""A4, A5 and A3 (mm), standing and lying."""

_ASTRAY = 0.15  # of its distance from the code: as far off as a tilted camera shows a ring
_NEAR = 6.0  # mm, added to it
_OFF = 1.5  # mm by which the code's own corners may be off in the end
USUAL_CODE = 14.0  # mm: between the codes of standing and of lying sheets
_LONG = 297.0  # mm: what a picture shows of which only a record's code is known


@dataclass(frozen=True, slots=True)
class Placement:
    """A sheet on a picture.

    Attributes:
        projection: mm on the sheet → pixels of the picture.
        window: the part of the plane that belongs to the sheet, mm.
        sheet: its width and height, mm; None where only its code is known.
        rings: how many of the three rings were found: with one the scale is right, with two also
            what a feeder shears, with three what a camera tilts.
    """

    projection: Projection
    window: Box
    sheet: tuple[float, float] | None = None
    rings: int = 0

    @property
    def corners(self) -> tuple[Point, ...]:
        """Corners of the window in the picture, in pixels."""
        x, y, width, height = self.window
        places = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        return tuple(self.projection(*place) for place in places)


def find_sheet(grey: Image.Image, code: FoundCode) -> Placement | None:
    """The sheet whose corner the code is; None where no ring fits any size of sheet."""
    if not code.is_of_page:
        return None
    rings = find_rings(grey, code.side / USUAL_CODE * RING)
    fitting = [placed for sheet in SHEETS if (placed := _try(sheet, code, rings))]
    return max(fitting, key=lambda placed: placed[0].rings - placed[1], default=(None, 0))[0]


def turn_upright(size: tuple[int, int], code: FoundCode) -> Placement:
    """The whole picture, upright as its code is; of the sheet as much as the code alone can tell.

    Args:
        size: of the picture, pixels.
        code: on it.
    """
    width, height = size if abs(cos(code.direction)) > sqrt(0.5) else size[::-1]
    scale = code.side / USUAL_CODE
    seen = (width / scale, height / scale)
    sheet = min(SHEETS, key=lambda one: dist(one, seen)) if code.is_of_page else None
    box = code_box(*sheet) if sheet else Box(0, 0, code.side / max(size) * _LONG, 0)
    projection = _by_code(box, code)
    corners = ((0, 0), (size[0], 0), size, (0, size[1]))
    back = fit([(projection(x, y), (x, y)) for x, y in ((0, 0), (100, 0))])
    xs, ys = zip(*(back(*corner) for corner in corners), strict=True)
    window = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Placement(projection, window, sheet)


def _try(
    sheet: tuple[float, float], code: FoundCode, rings: list[Point]
) -> tuple[Placement, float] | None:
    """The sheet placed by as many rings as agree with the code, and how far it is off (0–1)."""
    box = code_box(*sheet)
    known = list(_pair(sheet, code, rings))
    anchor = ((box.x + box.width / 2, box.y + box.height / 2), code.centre)
    for count in range(len(known), 0, -1):
        for chosen in combinations(known, count):
            projection = fit([anchor, *chosen])
            off = _distance(projection, box, code)
            if off < _OFF:
                return Placement(projection, Box(0, 0, *sheet), sheet, count), off / _OFF
    return None


def _pair(
    sheet: tuple[float, float], code: FoundCode, rings: list[Point]
) -> Iterator[tuple[Point, Point]]:
    """Each ring's place on the sheet with the ring found nearest to where it should be."""
    box = code_box(*sheet)
    guess = _by_code(box, code)
    for x, y in ring_places(*sheet).values():
        expected = guess(x, y)
        reach = code.side / box.width * _NEAR + dist(expected, code.centre) * _ASTRAY
        near = min(rings, key=lambda ring: dist(ring, expected), default=None)
        if near and dist(near, expected) < reach:
            yield (x, y), near


def _by_code(box: Box, code: FoundCode) -> Projection:
    """As the code alone has it: right nearby, a few mm off at the far end."""
    turn, half = code.direction, code.side / 2
    (x, y), (ux, uy) = code.centre, (cos(turn), sin(turn))
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    edge = (box.x + box.width, middle[1])
    return fit([(middle, (x, y)), (edge, (x + half * ux, y + half * uy))])


def _distance(projection: Projection, box: Box, code: FoundCode) -> float:
    """The most that a corner of the code is from where the sheet has it, mm."""
    right, low = box.x + box.width, box.y + box.height
    corners = ((box.x, box.y), (right, box.y), (right, low), (box.x, low))
    seen = (projection(x, y) for x, y in corners)
    return max(map(dist, seen, code.corners)) / code.side * box.width
