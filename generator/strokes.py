"""Strokes as ink: what a pen drew becomes a small sharp picture, black on white.

How large it stands on paper is a matter of looks. The same strokes give the same bytes.
"""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw

from records.strokes import HandwrittenSignature, read_strokes

WIDTH_MM, HEIGHT_MM = 36.0, 11.0  # room it is drawn for; a small hand fills it all the same
DPI = 300
PEN_MM = 0.45
MARGIN_MM = 0.5
_FINE = 3  # drawn so many times larger first, so that edges come out smooth
_PNG = b"\x89PNG"
_BENDS = (0.0, 0.35, 0.65)
_Place = tuple[float, float]


def to_ink(data: bytes) -> bytes:
    """Strokes as they are kept, as a PNG; what is drawn already stays as it is.

    Raises:
        StrokesUnusableError: they cannot be read.
    """
    return data if data.startswith(_PNG) else draw(read_strokes(data))


@lru_cache(maxsize=20_000)  # a table is composed again for every column that gives way
def for_rows(ink: bytes) -> bytes:
    """The same picture as small as a line of a table shows it: an engine holds thousands."""
    return _encoded(Image.open(io.BytesIO(ink)).reduce(2))


def draw(signature: HandwrittenSignature) -> bytes:
    """A PNG of the signature, cropped to what was drawn."""
    left, top, width, height = _box(signature)
    margin, pen = (_FINE * DPI * mm / 25.4 for mm in (MARGIN_MM + PEN_MM / 2, PEN_MM))
    room = (_FINE * DPI * mm / 25.4 - 2 * margin for mm in (WIDTH_MM, HEIGHT_MM))
    scale = min(space / size for space, size in zip(room, (width, height), strict=True))
    size = _whole(width * scale + 2 * margin), _whole(height * scale + 2 * margin)
    sheet = Image.new("L", size, 255)
    brush = ImageDraw.Draw(sheet)
    for stroke in signature.strokes:
        path = [((x - left) * scale + margin, (y - top) * scale + margin) for x, y, _ in stroke]
        joints = [path[0], *_middles(path), path[-1]]
        brush.line(tuple(_smooth(path, joints)), fill=0, width=round(pen))
        for x, y in joints:  # round, as the ends are
            brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=0)
    return _encoded(sheet.reduce(_FINE))


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _box(signature: HandwrittenSignature) -> tuple[float, float, float, float]:
    """Left, top, width and height of what was drawn, in units; a flat line has a height too."""
    across, down = ([point[axis] for point in signature.points] for axis in (0, 1))
    return min(across), min(down), max(across) - min(across), max(1, max(down) - min(down))


def _whole(side: float) -> int:
    """Pixels, in whole blocks of those that become one."""
    return -(-round(side) // _FINE) * _FINE


def _middles(path: Sequence[_Place]) -> list[_Place]:
    return [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(path)]


def _smooth(path: Sequence[_Place], joints: Sequence[_Place]) -> Iterator[_Place]:
    """From joint to joint, with a bend towards every point that would be a corner."""
    yield path[0]
    for (start, end), (x, y) in zip(pairwise(joints[1:-1]), path[1:-1], strict=True):
        for t in _BENDS:
            before, at, after = (1 - t) ** 2, 2 * t * (1 - t), t * t
            yield (
                before * start[0] + at * x + after * end[0],
                before * start[1] + at * y + after * end[1],
            )
    yield from joints[-2:]
