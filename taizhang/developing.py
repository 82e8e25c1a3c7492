"""A photo as it is kept: what the camera noted goes into the record, and out of the picture.

Capture time, device and digest of the file as it arrived are read first (G02, G09); then it is
turned upright, made no larger than paper and screen need, and written anew: where it was taken, and
whatever else a phone writes into its files, is kept nowhere. A PDF stays as it is.
"""

import io
import threading
import warnings
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from generator.document import Picture
from generator.errors import PictureError
from generator.pictures import fit
from records.digest import digest
from taizhang.errors import UsageError

LARGEST = 20_000_000
MEDIA_TYPES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
SIDE_MM = 254.0
"""2000 pixels at the resolution of print: sharp over the whole width of a page."""
REMEMBERED = 24
"""Photos whose development is not begun again when they are asked for at the desk."""


@dataclass(frozen=True, slots=True)
class Developed:
    """A file as it is kept.

    Attributes:
        taken_at, device: what a picture said of itself; None where it did not.
        original_sha256: of the file as it arrived.
    """

    data: bytes
    media_type: str
    taken_at: datetime | None
    device: str | None
    original_sha256: str


_done: OrderedDict[str, Developed] = OrderedDict()
_turn = threading.Lock()


def develop(raw: bytes, name: str, zone: tzinfo) -> Developed:
    """A file as it is kept; asked for again soon, it costs nothing.

    Args:
        raw: as it arrived.
        name: file name, for messages.
        zone: of the capture time.

    Raises:
        UsageError: too large, damaged, or neither picture nor PDF.
    """
    if len(raw) > LARGEST:
        raise UsageError(f"附件 {name} 有 {len(raw) / 1_000_000:.0f} MB，超过 20 MB。缩小后再试。")
    key = digest(raw)
    with _turn:
        known = _done.get(key)
    if known is None:
        known = _develop(raw, name, zone, key)
        with _turn:
            _done[key] = known
            while len(_done) > REMEMBERED:
                _done.popitem(last=False)
    return known


def media_type(raw: bytes) -> str | None:
    """Media type by the first bytes; None for anything we do not keep."""
    return next((kind for start, kind in MEDIA_TYPES.items() if raw.startswith(start)), None)


def _develop(raw: bytes, name: str, zone: tzinfo, original: str) -> Developed:
    kind = media_type(raw)
    if kind is None:
        raise UsageError(f"附件 {name} 不是 JPEG、PNG 照片，也不是 PDF。换成这三种格式再试。")
    if not kind.startswith("image/"):
        return Developed(raw, kind, None, None, original)
    taken, device = capture(raw, zone)
    try:
        picture = fit(Picture(raw, kind, name, name), SIDE_MM, SIDE_MM)
    except PictureError as error:
        raise UsageError(f"照片 {name} {error.what}。重新拍摄或换一张。") from error
    return Developed(picture.data, picture.media_type, taken, device, original)


def capture(raw: bytes, zone: tzinfo) -> tuple[datetime | None, str | None]:
    """Capture time and device a picture names; None where it does not say."""
    if not (media_type(raw) or "").startswith("image/"):
        return None, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `fit` has a limit
            with Image.open(io.BytesIO(raw)) as picture:
                exif = picture.getexif()
                taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise UsageError("照片文件已损坏，打不开。重新拍摄或换一张。") from None
    device = " ".join(
        str(exif[tag]).strip() for tag in (ExifTags.Base.Make, ExifTags.Base.Model) if exif.get(tag)
    )
    return _moment(taken, zone), device or None


def _moment(text: Any, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
