"""The school's seals on a finished paper: where they stand, and how large.

The place is marked by the paper itself: ``seal-date`` begins the date under the name of the school
and ``seal-ink`` the room in which its head signs (templates/html/blocks/signatures.html).
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, NameTree
from PIL import Image

from generator.errors import SealPlaceError
from generator.finish import written
from generator.impressions import MM, Impression, press
from generator.seams import seam

NAME, INK, DATE = "seal-name", "seal-ink", "seal-date"
_HALF_DATE = 16 * MM
"""Half of 2026年12月1日 in 14 pt: the seal rides the year and covers the month (骑年盖月)."""
_MIDDLE = 8.0
"""Middle of a line of text below where its anchor is, pt."""
_EDGE = 3 * MM
"""A whole seal stays so far away from the edges of the page."""


class Place(StrEnum):
    """Where a seal stands, as school.toml has it."""

    DATE = "落款"
    INK = "签名"


@dataclass(frozen=True, slots=True)
class OfficialSeal:
    """A seal of the school.

    Attributes:
        name: as 公章; what the figure is called for those who cannot see it.
        png: its ink, RGBA.
        width: mm.
        place: over name and date, or where the head of the school signs.
        seam: whether it also stands across the edges of the pages (骑缝章).
    """

    name: str
    png: bytes
    width: float
    place: Place = Place.DATE
    seam: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an anchor is: page from 0, distances from its upper left corner, pt."""

    page: int
    left: float
    top: float


def seal_paper(paper: bytes, seals: Sequence[OfficialSeal]) -> bytes:
    """A finished paper with the seals on it; the same paper and seals give the same bytes.

    Raises:
        SealPlaceError: the paper has no place for one of them.
    """
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        press(pdf, list(_impressions(pdf, seals)))
        return written(pdf)


def _impressions(pdf: pikepdf.Pdf, seals: Sequence[OfficialSeal]) -> Iterator[Impression]:
    sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]
    spots = _spots(pdf, [height for _, height in sizes])
    for seal in seals:
        if not {NAME, INK, DATE} <= spots.keys():
            what = f"没有盖“{seal.name}”的地方"
            raise SealPlaceError("用印", what, "只有落款处署名的文书能用印")
        yield _standing(seal, spots, sizes[spots[DATE].page])
        if seal.seam:
            yield from seam(seal.png, seal.width, sizes)


def _spots(pdf: pikepdf.Pdf, heights: Sequence[float]) -> dict[str, _Spot]:
    names = pdf.Root.get("/Names", Dictionary())
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = {}
    for name, value in NameTree(names.Dests).items() if "/Dests" in names else ():
        if name in (NAME, INK, DATE):
            page, _, left, top, *_ = cast("tuple[Dictionary, ...]", tuple(cast("Array", value)))
            number = numbers[page.objgen]
            found[str(name)] = _Spot(number, float(left), heights[number] - float(top))
    return found


def _standing(
    seal: OfficialSeal, spots: Mapping[str, _Spot], page: tuple[float, float]
) -> Impression:
    """A seal upright in its place, within the page."""
    with Image.open(io.BytesIO(seal.png)) as image:
        width = seal.width * MM
        height = width * image.height / image.width
    if seal.place is Place.INK:
        left, top = spots[INK].left, spots[INK].top
    else:
        left = spots[DATE].left + _HALF_DATE - width / 2
        top = _hanging(height, spots)
    left = min(max(left, _EDGE), page[0] - _EDGE - width)
    top = min(max(top, _EDGE), page[1] - _EDGE - height)
    return Impression(spots[DATE].page, left, top, width, height, seal.png, seal.name)


def _hanging(height: float, spots: Mapping[str, _Spot]) -> float:
    """Upper edge of the seal over name and date (下压): below the text, within a line of it.

    Where the date is too far below for that, it stands midway between both.
    """
    upper = min(spots[NAME].top, spots[INK].top)
    date = spots[DATE].top + _MIDDLE
    if date <= upper + height * 0.9:
        return upper
    return (spots[NAME].top + _MIDDLE + date - height) / 2
