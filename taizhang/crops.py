"""Crops: the signing places of scanned sheets, cut out to be looked at beside the name."""

import io

from PIL import Image

from generator.pagecodes import Box
from generator.scans import ScannedPage, read_scans
from generator.scans.developing import DOTS
from generator.scans.placing import SHEETS
from records.prints import InkPlace

BESIDE, ABOVE, BELOW = 4.0, 18.0, 9.0
"""Millimetres around a place that are shown with it: what is printed there says whose it is."""


def crop_of(picture: bytes, place: InkPlace | None) -> bytes:
    """A signing place on the kept picture of a sheet, as JPEG; the whole sheet if it is not known.

    Raises:
        ScanError: the picture cannot be opened.
    """
    if place is None:
        return picture
    box = Box(
        max(place.x - BESIDE, 0.0),
        max(place.y - ABOVE, 0.0),
        place.w + 2 * BESIDE,
        place.h + ABOVE + BELOW,
    )
    return _reopened(picture).crop(box)


def _reopened(picture: bytes) -> ScannedPage:
    """A kept page: one that shows a whole sheet says so by its size, else it is read once more."""
    with Image.open(io.BytesIO(picture)) as image:
        size = image.size
    for width, height in SHEETS:
        if size == (round(width * DOTS), round(height * DOTS)):
            sheet, window = (width, height), Box(0.0, 0.0, width, height)
            return ScannedPage("", 1, picture, *size, sheet=sheet, window=window)
    return next(read_scans("扫描件", picture))
