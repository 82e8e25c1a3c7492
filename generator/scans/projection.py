"""From millimetres on a sheet to pixels of a picture, fitted to points known in both."""

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane seen from somewhere: ``x' = (ax + by + c) / (gx + hy + 1)``, y likewise.

    Attributes:
        terms: a … h, in the order in which Pillow takes them.
    """

    terms: tuple[float, ...]

    def __call__(self, x: float, y: float) -> Point:
        """Where the point is in the picture."""
        a, b, c, d, e, f, g, h = self.terms
        depth = g * x + h * y + 1
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def moved(self, x: float, y: float) -> "Projection":
        """With coordinates that count from there."""
        a, b, c, d, e, f, g, h = self.terms
        depth = g * x + h * y + 1
        u, v = a * x + b * y + c, d * x + e * y + f
        return Projection(tuple(term / depth for term in (a, b, u, d, e, v, g, h)))

    def scaled(self, source: float, target: float) -> "Projection":
        """With coordinates that count `source` times finer before, `target` times after."""
        a, b, c, d, e, f, g, h = self.terms
        rows = (a * target, b * target, c * target, d * target, e * target, f * target, g, h)
        shrunk = tuple(
            term if place in (2, 5) else term / source for place, term in enumerate(rows)
        )
        return Projection(shrunk)


def fit(points: Sequence[tuple[Point, Point]]) -> Projection:
    """Through two points (turned and scaled), three (also sheared) or four (also tilted).

    Args:
        points: where each is on the sheet and in the picture; no three of them in a line.

    Raises:
        ZeroDivisionError: they stand in a line.
    """
    if len(points) == 2:
        points = (*points, _third_corner(*points))
    rows: list[list[float]] = []
    for (x, y), (u, v) in points:
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    if len(points) == 3:
        rows += [[0, 0, 0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1, 0]]
    return Projection(tuple(_solve(rows)))


def _third_corner(first: tuple[Point, Point], second: tuple[Point, Point]) -> tuple[Point, Point]:
    """The point a quarter turn away, as a sheet that is neither sheared nor mirrored has it."""
    ((x, y), (u, v)), ((x2, y2), (u2, v2)) = first, second
    return (x - (y2 - y), y + (x2 - x)), (u - (v2 - v), v + (u2 - u))


def _solve(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan, the largest pivot first."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda line: abs(rows[line][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = [value / rows[column][column] for value in rows[column]]
        rows[column] = head
        for line in range(size):
            if line != column and rows[line][column]:
                factor = rows[line][column]
                rows[line] = [a - factor * b for a, b in zip(rows[line], head, strict=True)]
    return [row[-1] for row in rows]
