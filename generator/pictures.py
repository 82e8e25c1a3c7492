"""Photos as they are printed: upright, no larger than the paper needs, without what they know.

A phone photo carries its place, its owner's device and a turn flag; paper needs none of that.
The original stays in the attachments, untouched.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

from PIL import ExifTags, Image, ImageDraw, ImageFile, ImageOps, JpegImagePlugin

from generator.document import Picture
from generator.errors import PictureError
from records.digest import digest

DPI = 200
PRINT_WIDTH_MM = 82.0
PRINT_HEIGHT_MM = 66.0
PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 127.0, 190.0
"""Of a scanned page: drawn at its own size that is 150 dots an inch, which reads like the paper."""
PIXEL_LIMIT = 120_000_000  # a 108-megapixel phone still prints; a decompression bomb does not
_JPEG_QUALITY = 85
_JPEGS = {"JPEG", "MPO"}  # the latter holds more pictures: depth, the other eye
_END_OF_JPEG = b"\xff\xd9"
_FIRST_ON_ITS_SIDE = 5  # of the eight orientations of Exif


def fit(
    picture: Picture, width_mm: float = PRINT_WIDTH_MM, height_mm: float = PRINT_HEIGHT_MM
) -> Picture:
    """The picture turned upright, at most `DPI` at the size given, all metadata dropped.

    A JPEG stays a JPEG, everything else becomes PNG; the same input gives the same bytes, and one
    that already is as paper needs it stays as it is.

    Raises:
        PictureError: not an image, damaged, or too large to open.
    """
    with _open(picture) as image:
        is_jpeg = image.format in _JPEGS
        room = round(width_mm / 25.4 * DPI), round(height_mm / 25.4 * DPI)
        if _is_fit(image, picture.data, room):
            return replace(picture, media_type="image/jpeg")
        try:
            # before turning: a large JPEG is then read small at once, in half the time
            image.thumbnail(room[::-1] if _lies_on_its_side(image) else room)
            ImageOps.exif_transpose(image, in_place=True)
            data = _encode(flatten(image), is_jpeg=is_jpeg)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise _unreadable(picture, "已损坏，读到一半就断了") from error
    return replace(picture, data=data, media_type="image/jpeg" if is_jpeg else "image/png")


def fit_or_say_so(
    picture: Picture, width_mm: float = PRINT_WIDTH_MM, height_mm: float = PRINT_HEIGHT_MM
) -> Picture:
    """The picture as `fit` makes it; in place of one that cannot be opened, a sheet saying so."""
    try:
        return fit(picture, width_mm, height_mm)
    except PictureError:
        return stand_in(picture.caption, digest(picture.data), "打不开")


def stand_in(caption: str, sha256: str, what: str, kind: str = "照片") -> Picture:
    """An empty sheet where a picture ought to be; its caption says which one and what is wrong.

    One picture must never stop a ledger, and none may be missing unseen.
    """
    sheet = Image.new("L", (400, 300), 245)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, 399, 299), outline=120, width=2)
    pen.line((0, 0, 399, 299), fill=200, width=2)
    pen.line((0, 299, 399, 0), fill=200, width=2)
    said = f"{kind}缺失：{what}（摘要 {sha256[:16]}…）"
    return Picture(
        _encode(sheet, is_jpeg=False), "image/png", f"{said}　{caption}", said, lost=True
    )


def level(pictures: Sequence[Picture], width_mm: float, height_mm: float) -> Iterator[Picture]:
    """Pictures two by two at the same height: before and after can be compared."""
    for pair in (pictures[place : place + 2] for place in range(0, len(pictures), 2)):
        height = min(size_mm(one, width_mm, height_mm)[1] for one in pair)
        yield from (replace(one, height=round(height, 1)) for one in pair)


def size_mm(picture: Picture, width_mm: float, height_mm: float) -> tuple[float, float]:
    """Width and height (mm) of the picture drawn as large as the box allows."""
    with _open(picture) as image:
        scale = min(width_mm / image.width, height_mm / image.height)
        return image.width * scale, image.height * scale


def _open(picture: Picture) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on: half a photo, no word
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # own limit below
            image = Image.open(io.BytesIO(picture.data))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unreadable(picture, "不是可识别的图片") from error
    if image.width * image.height > PIXEL_LIMIT:
        raise _unreadable(picture, f"有 {image.width}×{image.height} 像素，太大")
    return image


def _is_fit(image: Image.Image, data: bytes, room: tuple[int, int]) -> bool:
    """Whether a JPEG is small, whole, and knows nothing beyond the pixels."""
    return (
        isinstance(image, JpegImagePlugin.JpegImageFile)
        and image.mode in {"L", "RGB"}
        and image.width <= room[0]
        and image.height <= room[1]
        and [marker for marker, _ in image.applist] == ["APP0"]
        and data.endswith(_END_OF_JPEG)
    )


def _lies_on_its_side(image: Image.Image) -> bool:
    return int(image.getexif().get(ExifTags.Base.Orientation, 1)) >= _FIRST_ON_ITS_SIDE


def flatten(image: Image.Image) -> Image.Image:
    """Grey or RGB on white: paper has no transparency, and PDF/A no CMYK without a profile."""
    if image.mode in {"L", "RGB"}:
        return image
    if image.has_transparency_data:
        coloured = image.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("RGB")
    return image.convert("L" if image.mode in {"1", "I", "I;16", "F"} else "RGB")


def _encode(image: Image.Image, *, is_jpeg: bool) -> bytes:
    image.info.clear()  # profile, comment, resolution: else they are written again
    out = io.BytesIO()
    if is_jpeg:
        image.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    else:
        image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _unreadable(picture: Picture, what: str) -> PictureError:
    return PictureError(
        f"照片“{picture.caption or picture.alt}”", what, "请换一张 JPEG 或 PNG 格式的照片"
    )
