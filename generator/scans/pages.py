"""Scans and photos read page by page: what each page is, upright, and what is written on it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image

from generator.pagecodes import Box
from generator.qr import QrContent
from generator.scans.codes import FoundCode, read_codes
from generator.scans.developing import DOTS, is_coloured, straighten, to_jpeg
from generator.scans.ink import is_blank, measure_ink
from generator.scans.parting import Area, around, part_of, without
from generator.scans.placing import USUAL_CODE, Placement, find_sheet, turn_upright
from generator.scans.shades import paper_of
from generator.scans.sources import open_source
from records.digest import digest

TORN = "这一页打不开"
_KEPT = 1754  # pixels of the longer side of a page that is kept: A4 at 150 dpi
_SMALLEST = 70.0  # mm: a narrower piece of a picture is no paper
_DESK = 0.75  # of the brightness of the papers found: darker is what they lie on


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One paper of a scan.

    Attributes:
        name: the file, and which page of it where it has several.
        index: of the page in the file, from 1; several papers on one glass share it.
        picture: JPEG, about 150 dpi, straight and upright if its code was read.
        width, height: of the picture, pixels.
        code: what the code in its corner says (kind C or F; R on an ordinary print).
        problem: why it has no code, in Chinese; empty if it has one, or is blank.
        blank: nothing is on it: the empty back of a sheet.
        sheet: size of the paper, mm; None if it is not known, and with it no place on it.
        window: the part of the sheet that the picture shows, mm.
        rings: how many of the three registration rings were found. Places are right within a
            millimetre with two or three, within two with one; with none they are guessed.
    """

    name: str
    index: int
    picture: bytes
    width: int
    height: int
    code: QrContent | None = None
    problem: str = ""
    blank: bool = False
    sheet: tuple[float, float] | None = None
    window: Box | None = None
    rings: int = 0

    def to_pixels(self, box: Box) -> tuple[int, int, int, int] | None:
        """Left, top, right, bottom of a box (mm on the sheet) in the picture, if it is known."""
        if self.sheet is None or self.window is None:
            return None
        left, top = box.x - self.window.x, box.y - self.window.y
        edges = (left, top, left + box.width, top + box.height)
        x, y, right, bottom = (round(edge * DOTS) for edge in edges)
        return x, y, right, bottom

    def ink_in(self, box: Box) -> float:
        """Share of ink (0–1) in a box (mm on the sheet); 0 where nothing has been written.

        Also 0 where the place is not known: a person has to look.
        """
        place = self._cut(box)
        return measure_ink(place) if place else 0.0

    def crop(self, box: Box) -> bytes:
        """A box (mm on the sheet) as JPEG, to be shown; the whole page if its place is unknown."""
        place = self._cut(box)
        return to_jpeg(place) if place else self.picture

    def _cut(self, box: Box) -> Image.Image | None:
        edges = self.to_pixels(box)
        if edges is None:
            return None
        with Image.open(io.BytesIO(self.picture)) as picture:
            inside = Area(*edges).within(picture.size)
            return picture.crop(inside) if min(inside.size) > 0 else None


def read_scans(name: str, data: bytes) -> Iterator[ScannedPage]:
    """Every paper of a file, in the order of its pages.

    Args:
        name: of the file, as people know it.
        data: a PDF, a photo (JPEG, PNG) or a TIFF of any number of pages.

    Raises:
        ScanError: it cannot be opened: not such a file, damaged, or locked by a password.
    """
    source = open_source(name, data)
    for index, picture in enumerate(source.pictures, start=1):
        label = name if source.count == 1 else f"{name} 第{index}页"
        for paper in _papers_on(picture) if picture else (_torn(data, index),):
            yield paper.keep(label, index)


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper cut out of a picture."""

    picture: Image.Image
    content: QrContent | None = None
    placed: Placement | None = None
    problem: str = ""
    blank: bool = False

    def keep(self, name: str, index: int) -> ScannedPage:
        kept = self.picture.copy()
        if self.placed is None:
            kept.thumbnail((_KEPT, _KEPT))
        page = ScannedPage(name, index, to_jpeg(kept), *kept.size)
        page = replace(page, code=self.content, problem=self.problem, blank=self.blank)
        if self.placed is None:
            return page
        placed = self.placed
        return replace(page, sheet=placed.sheet, window=placed.window, rings=placed.rings)


def _torn(data: bytes, index: int) -> _Paper:
    """An empty sheet in place of a page; of bytes of its own, for pages are told apart by them."""
    sheet = Image.new("L", (210, 297), 255)
    sheet.info["comment"] = f"{digest(data)} {index}".encode()
    return _Paper(sheet, problem=TORN)


def _papers_on(picture: Image.Image) -> Iterator[_Paper]:
    grey = picture.convert("L")
    picture = picture if is_coloured(picture) else grey
    blank = is_blank(grey)
    reading = read_codes(grey, closely=not blank)
    if reading.codes:
        placed = [(code, find_sheet(grey, code)) for code in reading.codes]
        yield from _cut_apart(picture, placed)
    else:
        yield _Paper(picture, problem="" if blank else reading.problem, blank=blank)


def _cut_apart(
    picture: Image.Image, placed: list[tuple[FoundCode, Placement | None]]
) -> Iterator[_Paper]:
    """A paper for each code, then what lies beside them."""
    sheets = [sheet for _, sheet in placed if sheet]
    rest = without(Area(0, 0, *picture.size), (around(sheet.corners) for sheet in sheets))
    for code, sheet in placed:
        if sheet:
            yield _Paper(straighten(picture, sheet), code.content, sheet)
        else:
            yield _cut_out(picture, code, [one for one, _ in placed if one is not code], rest)
    if len(sheets) == len(placed):  # else what is left is theirs
        smallest = _SMALLEST * placed[0][0].side / USUAL_CODE
        yield from _overlooked(picture, [one for one in rest if min(one.size) > smallest])


def _cut_out(
    picture: Image.Image, code: FoundCode, others: list[FoundCode], rest: list[Area]
) -> _Paper:
    """The paper of a code whose rings were not found: what no other code has a claim to."""
    whole = Area(0, 0, *picture.size)
    area = next((piece for piece in rest if piece.holds(code.centre)), whole)
    area = part_of(code, others, area)
    part = picture.crop(area)
    upright = turn_upright(part.size, code.moved(-area.left, -area.top))
    return _Paper(straighten(part, upright), code.content, upright)


def _overlooked(picture: Image.Image, rest: list[Area]) -> Iterator[_Paper]:
    """Papers beside those that were found: one whose code is damaged must not go unseen."""
    brightness = paper_of(picture.convert("L"))
    for area in rest:
        part = picture.crop(area)
        if paper_of(part.convert("L")) > brightness * _DESK:
            yield from (paper for paper in _papers_on(part) if not paper.blank)
