"""Several papers on one picture: which part belongs to which, and what is left."""

from collections.abc import Iterable, Iterator
from math import cos, pi, sin
from typing import NamedTuple

from generator.scans.codes import FoundCode
from generator.scans.projection import Point


class Area(NamedTuple):
    """Upright part of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top

    def holds(self, point: Point) -> bool:
        """Whether the point lies in it."""
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom

    def within(self, size: tuple[int, int]) -> "Area":
        """What of it lies in a picture of this size."""
        width, height = size
        left, top = max(self.left, 0), max(self.top, 0)
        return Area(left, top, min(self.right, width), min(self.bottom, height))


def around(corners: Iterable[Point]) -> Area:
    """The smallest area that holds all corners."""
    xs, ys = zip(*corners, strict=True)
    return Area(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


def without(area: Area, taken: Iterable[Area]) -> list[Area]:
    """What is left of an area: pieces beside each other, the higher ones before the wider."""
    left = [area]
    for one in taken:
        left = [piece for whole in left for piece in _beside(whole, one)]
    return left


def _beside(whole: Area, taken: Area) -> Iterator[Area]:
    low, high = max(whole.left, taken.left), min(whole.right, taken.right)
    top, bottom = max(whole.top, taken.top), min(whole.bottom, taken.bottom)
    if low >= high or top >= bottom:
        yield whole
        return
    pieces = (
        Area(whole.left, whole.top, low, whole.bottom),
        Area(high, whole.top, whole.right, whole.bottom),
        Area(low, whole.top, high, top),
        Area(low, bottom, high, whole.bottom),
    )
    yield from (piece for piece in pieces if min(piece.size) > 0)


def part_of(code: FoundCode, others: Iterable[FoundCode], area: Area) -> Area:
    """The part of `area` in which the paper of a code lies, by the codes alone.

    A code stands in the top right corner: its paper ends a little beyond it.
    """
    edges = list(area)
    for other in others:
        axis, where = _cut(code, other)
        if other.centre[axis] > code.centre[axis]:
            edges[axis + 2] = min(edges[axis + 2], where)
        else:
            edges[axis] = max(edges[axis], where)
    return Area(*edges)


def _cut(code: FoundCode, other: FoundCode) -> tuple[int, int]:
    """Where to cut between two papers: across which axis (0 for x), and at which pixel."""
    gaps = [abs(here - there) for here, there in zip(code.centre, other.centre, strict=True)]
    wider = gaps.index(max(gaps))
    for axis in (wider, 1 - wider):
        both = (_end(code, other, axis), _end(other, code, axis))
        ends = [end for end in both if end is not None]
        if ends:
            return axis, round(sum(ends) / len(ends))
    return wider, round((code.centre[wider] + other.centre[wider]) / 2)


def _end(code: FoundCode, other: FoundCode, axis: int) -> float | None:
    """Where the paper of `code` ends towards `other`, if that is the side on which it ends."""
    outward = code.direction - pi / 4  # to the top right as printed
    way = (cos(outward), sin(outward))[axis]
    gap = other.centre[axis] - code.centre[axis]
    if way * gap <= 0 or abs(gap) < code.side:
        return None
    return code.centre[axis] + (code.side if way > 0 else -code.side)
