"""Finding the rings of `generator.pagecodes` on a picture: seen along any line they are the same.

Across its middle a ring is black, white, black, white, black in fixed proportions, whichever way
the sheet is turned. Rows are searched for these runs, and what is found is searched downwards.
"""

import re
from collections.abc import Iterator
from math import dist

from PIL import Image

from generator.pagecodes import RING_PARTS
from generator.scans.projection import Point
from generator.scans.shades import find_ink

_FINE = 24  # pixels of a ring's diameter; a finer picture is made smaller
_STEP = 0.12  # of its diameter between the rows looked at: a core is met by three of them
_INK, _BARE = rb"\xff", rb"\x00"
_SLACK = (0.45, 1.75)  # tilt, blur and pressure of the toner widen and narrow the runs


def find_rings(grey: Image.Image, diameter: float) -> list[Point]:
    """Middles of the rings on a grey picture; a letter or the eye of a code may be among them.

    Args:
        grey: of any brightness, shadows included.
        diameter: of a ring, in pixels, as far as it is known.
    """
    factor = max(int(diameter / _FINE), 1)
    small = grey.reduce(factor)
    diameter /= factor
    return [(x * factor, y * factor) for x, y in _search(small, diameter)]


def _search(grey: Image.Image, diameter: float) -> Iterator[Point]:
    runs = _runs(diameter)
    width = grey.width
    ink = find_ink(grey, round(diameter)).tobytes()
    found: list[Point] = []
    for y in range(0, grey.height, max(round(diameter * _STEP), 1)):
        for match in runs.finditer(ink, y * width, (y + 1) * width):
            ring = _settle(ink, width, runs, (_middle(match) - y * width, y + 0.5), diameter)
            if ring and all(dist(ring, other) > diameter / 2 for other in found):
                found.append(ring)
                yield ring


def _settle(
    ink: bytes, width: int, runs: re.Pattern[bytes], place: Point, diameter: float
) -> Point | None:
    """The middle of a ring near `place`, seen from above and from the side; None if it is none."""
    x, y = place
    top, bottom = max(int(y - diameter), 0), int(y + diameter)
    column = ink[top * width + int(x) : bottom * width : width]
    down = _nearest(runs, column, y - top, diameter)
    if down is None:
        return None
    y = top + down
    left = max(int(x - diameter), 0)
    row = ink[int(y) * width + left : int(y) * width + min(int(x + diameter), width)]
    across = _nearest(runs, row, x - left, diameter)
    return None if across is None else (left + across, y)


def _nearest(runs: re.Pattern[bytes], line: bytes, place: float, diameter: float) -> float | None:
    """The middle of a ring cut by a line of pixels, if its core is at `place`."""
    middles = [_middle(match) for match in runs.finditer(line)]
    near = [middle for middle in middles if abs(middle - place) < diameter / 5]
    return min(near, key=lambda middle: abs(middle - place), default=None)


def _middle(match: re.Match[bytes]) -> float:
    """Of the whole ring: both of its edges are sharper than the core's."""
    return (match.start() + match.end()) / 2


def _runs(diameter: float) -> re.Pattern[bytes]:
    least, most = (slack * diameter / sum(RING_PARTS) for slack in _SLACK)
    parts = (
        colour + b"{%d,%d}" % (max(int(part * least), 1), round(part * most) + 1)
        for part, colour in zip(RING_PARTS, (_INK, _BARE) * 3, strict=False)
    )
    return re.compile(b"(?<!\xff)" + b"".join(parts) + b"(?!\xff)")
