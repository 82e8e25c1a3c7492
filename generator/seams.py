"""骑缝章: a seal across the edges of the pages, so that no page can be exchanged unseen.

The seal is cut into as many strips as there are pages, each at the right edge of its page and all
at one height: pages that are fanned out, or laid edge on edge, make up the whole again.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image

from generator.impressions import MM, Impression

MOST = 12
"""Pages of one impression: a strip of 42 mm ÷ 12 still shows a part of the letters."""


def seam(png: bytes, width_mm: float, pages: Sequence[tuple[float, float]]) -> list[Impression]:
    """The strips of a seal on all pages; none for a paper of one page.

    Args:
        png: the seal, RGBA.
        width_mm: of the whole seal.
        pages: width and height of each page, pt.
    """
    if len(pages) < 2:
        return []
    middle = min(height for _, height in pages) / 2
    return [
        strip
        for first, last in pairwise(_groups(len(pages)))
        for strip in _strips(png, width_mm, pages[first:last], first, middle)
    ]


def _groups(pages: int) -> list[int]:
    """Where impressions begin, and where the last ends: as few as can be, evenly."""
    count = -(-pages // MOST)
    return [round(pages * number / count) for number in range(count + 1)]


def _strips(
    png: bytes, width_mm: float, pages: Sequence[tuple[float, float]], first: int, middle: float
) -> Iterator[Impression]:
    with Image.open(io.BytesIO(png)) as opened:
        seal = opened.convert("RGBA")
    scale = width_mm * MM / seal.width
    height = seal.height * scale
    edges = [round(seal.width * number / len(pages)) for number in range(len(pages) + 1)]
    for number, (left, right) in enumerate(pairwise(edges)):
        width = (right - left) * scale
        yield Impression(
            page=first + number,
            left=pages[number][0] - width,
            top=middle - height / 2,
            width=width,
            height=height,
            png=_encoded(seal.crop((left, 0, right, seal.height))),
        )


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
