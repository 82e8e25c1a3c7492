"""A sheet on a picture becomes a picture of the sheet: upright, straight, small enough to keep."""

import io

from PIL import Image, ImageChops

from generator.scans.placing import Placement
from generator.scans.shades import share_of

DOTS = 150 / 25.4
"""Pixels a millimetre of a page that is kept: 150 dpi."""

BYTES = 400_000
_QUALITIES = (82, 70, 55, 40, 25)
_TINT = 18  # grey levels between the channels of a pixel with a colour of its own
_COLOURED = 0.0002  # share of such pixels: a signature in blue


def straighten(picture: Image.Image, placed: Placement) -> Image.Image:
    """The window of the sheet, `DOTS` pixels a millimetre, white where the picture ends."""
    x, y, width, height = placed.window
    (left, top), (right, _) = placed.corners[0], placed.corners[1]
    seen = ((right - left) ** 2 + (placed.corners[1][1] - top) ** 2) ** 0.5 / width
    factor = max(int(seen / DOTS), 1)
    projection = placed.projection.moved(x, y).scaled(DOTS, 1 / factor)
    return picture.reduce(factor).transform(
        (round(width * DOTS), round(height * DOTS)),
        Image.Transform.PERSPECTIVE,
        projection.terms,
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )


def to_jpeg(picture: Image.Image) -> bytes:
    """At most `BYTES`, if it can be read at all then."""
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= BYTES:
            break
    return out.getvalue()


def is_coloured(picture: Image.Image) -> bool:
    """Whether something on it has a colour of its own: blue ink, a red seal."""
    if picture.mode == "L":
        return False
    red, green, blue = picture.reduce(3).split()
    tint = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return share_of(tint.point([0] * _TINT + [255] * (256 - _TINT))) > _COLOURED
