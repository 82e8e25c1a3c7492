"""Where the sheet lies on the picture: its code in one corner, its rings in the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import cos, dist, sin

from PIL import Image

from generator.pagecodes import RING, Box, code_box, ring_places
from generator.scans.codes import FoundCode
from generator.scans.projection import Point, Projection, fit
from generator.scans.rings import find_rings
from generator.scans.shades import despeckle

SHEETS = tuple(
    size
    for short, long in ((210.0, 297.0), (148.0, 210.0), (297.0, 420.0))
    for size in ((short, long), (long, short))
)
"""A4, A5 and A3 (mm), standing and lying."""

_ASTRAY = 0.3  # of its distance from the code: as far off as a tilted camera shows a ring
_ALL = 3  # rings
_CANDIDATES = 3  # for each place; among letters there may be another ring or two
_OFF = 0.8  # mm by which the corners of the code may be off in the end
USUAL_CODE = 14.0  # mm: between the codes of standing and of lying sheets
_LONG = 297.0  # mm: what a picture shows of which only a record's code is known


Pair = tuple[Point, Point]
"""A point on the sheet (mm) and where it is in the picture (pixels)."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A sheet on a picture.

    Attributes:
        projection: mm on the sheet → pixels of the picture.
        window: the part of the plane that belongs to the sheet, mm.
        sheet: its width and height, mm; None where no ring was found.
        rings: how many of the three rings were found: with two, what a feeder stretches and
            shears is put right; with three, also what a camera tilts.
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
    """The sheet whose corner the code is; None where too few rings fit any size of sheet."""
    if not code.is_of_page:
        return None
    diameter = code.side / USUAL_CODE * RING
    best: Placement | None = None
    for look in (grey.copy, partial(despeckle, grey)):  # specks break up a ring
        best = _fit_best(code, find_rings(look(), diameter)) or best
        if best and best.rings == _ALL:
            break
    return best


def _fit_best(code: FoundCode, rings: list[Point]) -> Placement | None:
    """The size of sheet, and the rings, that agree best with the corners of the code."""
    choices = [choice for sheet in SHEETS for choice in _choices(sheet, code, rings)]
    for count in (_ALL, _ALL - 1):  # a single one may be a letter as well
        tried = [_place(sheet, pairs, code) for sheet, pairs in choices if len(pairs) == count]
        best = min(tried, key=lambda placed: _distance(placed, code), default=None)
        if best and _distance(best, code) < _OFF:
            return best
    return None


def turn_upright(size: tuple[int, int], code: FoundCode) -> Placement:
    """The whole picture, upright as its code is; what stands where on the sheet stays unknown.

    Args:
        size: of the picture, pixels.
        code: on it.
    """
    scale = max(size) / _LONG
    turn, (x, y) = code.direction, code.centre
    projection = fit([((0, 0), (x, y)), ((1, 0), (x + scale * cos(turn), y + scale * sin(turn)))])
    back = fit([((x, y), (0, 0)), (projection(1, 0), (1, 0))])
    corners = ((0, 0), (size[0], 0), size, (0, size[1]))
    xs, ys = zip(*(back(*corner) for corner in corners), strict=True)
    return Placement(projection, Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))


def _choices(
    sheet: tuple[float, float], code: FoundCode, rings: list[Point]
) -> Iterator[tuple[tuple[float, float], list[Pair]]]:
    """Every way in which the rings found may be those of a sheet of this size."""
    guess = _by_code(code_box(*sheet), code)
    places: list[list[Pair | None]] = []
    for x, y in ring_places(*sheet).values():
        expected = guess(x, y)
        reach = dist(expected, code.centre) * _ASTRAY
        near = sorted((dist(ring, expected), ring) for ring in rings)[:_CANDIDATES]
        places.append([*(((x, y), ring) for away, ring in near if away < reach), None])
    for pairs in product(*places):
        yield sheet, [pair for pair in pairs if pair]


def _place(sheet: tuple[float, float], chosen: list[Pair], code: FoundCode) -> Placement:
    box = code_box(*sheet)
    anchor = ((box.x + box.width / 2, box.y + box.height / 2), code.centre)
    return Placement(fit([anchor, *chosen]), Box(0, 0, *sheet), sheet, len(chosen))


def _by_code(box: Box, code: FoundCode) -> Projection:
    """As the code alone has it: right nearby, far off at the other end of a tilted sheet."""
    turn, half = code.direction, code.side / 2
    (x, y), middle = code.centre, (box.x + box.width / 2, box.y + box.height / 2)
    edge = (x + half * cos(turn), y + half * sin(turn))
    return fit([(middle, (x, y)), ((box.x + box.width, middle[1]), edge)])


def _distance(placed: Placement, code: FoundCode) -> float:
    """The most that a corner of the code is from where the sheet has it, mm."""
    x, y, width, height = code_box(*placed.window[2:])
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    seen = (placed.projection(*corner) for corner in corners)
    return max(map(dist, seen, code.corners)) / code.side * width
