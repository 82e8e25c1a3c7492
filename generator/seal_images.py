"""Pictures of official seals: a scan or photo of an impression becomes its ink alone.

Paper turns transparent and what is around the impression is cut off. The ink gets one colour, its
strength stays: nothing of the paper it was scanned from shows on another one.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFile, ImageOps, ImageStat

from generator.errors import SealImageError

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
PIXEL_LIMIT = 60_000_000
LEAST, MOST = 300, 1000
"""Pixels across: fewer print blurred at 42 mm (180 dpi), more show nothing that ink has."""
FAINT = 40
"""Of 255: less ink than this is paper, shadow or the texture of either."""
STRONG = 160
PAPER_SHARE = 0.75
"""How much of a scan may be ink at most: the lighter quarter tells what the paper is like."""
CLUMP = 96
"""A speck of dust is smaller than a part in so many of the scan, and an impression larger."""
REDDER_BY = 60
"""How much more red than green or blue the ink of an official seal has, of 255."""


@dataclass(frozen=True, slots=True)
class SealImage:
    """The ink of a seal.

    Attributes:
        png: RGBA, cropped to the ink.
        size: pixels across and down.
        red: whether its ink is red, as that of a unit's seal has to be.
    """

    png: bytes
    size: tuple[int, int]
    red: bool


def read_seal_image(data: bytes) -> SealImage:
    """The seal of a PNG, JPEG, TIFF or WebP: a scan on white paper, or transparent already.

    Raises:
        SealImageError: no image, nothing on it, or too small to print.
    """
    page = _upright(data)
    darkness = _darkness(page)
    box = _box_of_ink(darkness)
    ink, page = darkness.crop(box), page.crop(box)
    if max(ink.size) < LEAST:
        what = f"印文只有 {max(ink.size)} 像素，印出来会糊"
        raise SealImageError("印章图片", what, "用 600 dpi 扫描，或用清楚的原图")
    colour = _colour(page, ink)
    alpha = ink.point(lambda value: 0 if value < FAINT else value)
    if max(ink.size) > MOST:
        alpha.thumbnail((MOST, MOST), Image.Resampling.LANCZOS)
    seal = Image.new("RGBA", alpha.size, colour)
    seal.putalpha(alpha)
    red, green, blue = colour
    return SealImage(_encoded(seal), seal.size, red - max(green, blue) >= REDDER_BY)


def _upright(data: bytes) -> Image.Image:
    """The picture as it is looked at, what is transparent laid on white."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on: half a seal, no word
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > PIXEL_LIMIT:
                    raise SealImageError("印章图片", "太大了", "裁到只剩印章再上传")
                turned = ImageOps.exif_transpose(image).convert("RGBA")
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning) as error:
            raise SealImageError(
                "印章图片", "打不开，不是完整的图片", "上传 PNG 或 JPEG 图片"
            ) from error
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned).convert("RGB")


def _darkness(page: Image.Image) -> Image.Image:
    """How much ink is on each pixel, 0 to 255: what is missing of the paper's own brightness."""
    red, green, blue = page.split()
    least = ImageChops.darker(red, ImageChops.darker(green, blue))
    counts, seen, total = least.histogram(), 0, page.width * page.height
    paper = next(
        value for value in range(256) if (seen := seen + counts[value]) >= total * PAPER_SHARE
    )
    darkest = next((value for value in range(256) if counts[value] > total * 1e-4), 0)
    span = paper - darkest
    if span < 2 * FAINT:
        raise SealImageError("印章图片", "上面没有印文", "在白纸上盖清楚，再扫描")
    return least.point(lambda value: max(0, min(255, round((paper - value) * 255 / span))))


def _box_of_ink(darkness: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the impression; specks of dust do not count."""
    clump = max(1, max(darkness.size) // CLUMP)
    dense = darkness.reduce(clump).point(lambda value: 255 if value >= 2 * FAINT else 0)
    box = dense.getbbox()
    if box is None:
        raise SealImageError("印章图片", "上面没有印文", "在白纸上盖清楚，再扫描")
    left, top, right, bottom = (edge * clump for edge in box)
    cut = left, top, min(right, darkness.width), min(bottom, darkness.height)
    inner = darkness.crop(cut).point(lambda value: 255 if value >= 2 * FAINT else 0).getbbox()
    fine = inner or (0, 0, cut[2] - left, cut[3] - top)
    return left + fine[0], top + fine[1], left + fine[2], top + fine[3]


def _colour(page: Image.Image, ink: Image.Image) -> tuple[int, int, int]:
    """Median colour of where the ink is thick."""
    thick = ink.point(lambda value: 255 if value >= STRONG else 0)
    red, green, blue = ImageStat.Stat(page, thick).median
    return round(red), round(green), round(blue)


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
