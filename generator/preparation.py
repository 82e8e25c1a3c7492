"""What a Document goes through before any engine sees it, for Word and PDF alike.

A character without a glyph is printed as its code, a photo that cannot be opened as an empty sheet
that says so: one remark must never stop a ledger (docs/adr/0010). A cell too long for its column
sends its text to a note under the table (a row taller than a page loses its head in one engine and
its bottom in the other); a paragraph that would take an engine seconds is cut in two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from generator.document import (
    Block,
    Document,
    Grid,
    Notice,
    Paragraph,
    Photos,
    Picture,
    Prose,
)
from generator.fonts import Coverage, control_characters
from generator.layouts import Looks
from generator.notes import Notes
from generator.pictures import PAGE_HEIGHT_MM, PAGE_WIDTH_MM, fit_or_say_so, level, size_mm
from generator.sheets import sheet_of

PARAGRAPH_LIMIT = 20_000  # characters; beyond it one engine needs seconds for a paragraph
PADDING, PAIR_HEIGHT = 4.0, 45.0  # mm: of a photo's cell, and of before and after at most
SCAN_CAPTION = 16.0  # mm: of the lines below a scanned page
_VARIANTS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))  # how the sign before is to look, no more
_NOT_SHOWN = frozenset({"anchor", "created", "digest", "language", "payload", "qr", "slug"})


def prepare(document: Document, looks: Looks) -> Document:
    """The document ready for both renderers; the same again when it is prepared already."""
    document = drawable(document, coverage_of(looks))
    scans = tuple(_as_page(one, document) for one in document.scans)
    return replace(document, blocks=tuple(_ready_blocks(document)), scans=scans)


@lru_cache(maxsize=4)
def coverage_of(looks: Looks) -> Coverage:
    """What the faces of `looks` can draw, read once per process."""
    return Coverage(looks.faces)


def drawable(document: Document, coverage: Coverage) -> Document:
    """The document with a code for every character that no face draws, and a notice of them."""
    codes = codes_for("".join(_texts(document)), coverage)
    if not codes:
        return document
    readable: Document = _spelt(document, str.maketrans(codes))
    said = "、".join(sorted(filter(None, codes.values())))
    if not said:
        return readable
    notice = Notice(f"{said} 代替本机字体印不出的字，原字见电子记录", "info")
    return replace(readable, blocks=(*readable.blocks, notice))


def codes_for(text: str, coverage: Coverage) -> dict[str, str]:
    """What stands in for every character of a text that no paper can show: 〔U+1F600〕."""
    wanting = control_characters(text) | coverage.missing_glyphs(text)
    return {character: _code(ord(character)) for character in wanting}


def _code(point: int) -> str:
    is_variant = any(first <= point <= last for first, last in _VARIANTS)
    return "" if is_variant else f"〔U+{point:04X}〕"


def _spelt(node: Any, codes: Mapping[int, str]) -> Any:
    """The node with every text in it translated, but for what is read by programs only."""
    if isinstance(node, str):
        return node.translate(codes)
    if isinstance(node, tuple):
        return tuple(_spelt(part, codes) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        names = [one.name for one in fields(node) if one.name not in _NOT_SHOWN]
        return replace(node, **{name: _spelt(getattr(node, name), codes) for name in names})
    return node


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _texts(part)
    elif is_dataclass(node):
        for one in fields(node):
            if one.name not in _NOT_SHOWN:
                yield from _texts(getattr(node, one.name))


def _ready_blocks(document: Document) -> Iterator[Block]:
    notes = Notes(sheet_of(document))
    for block in document.blocks:
        if isinstance(block, Photos):
            yield _fitted(block, document)
            continue
        ready = notes.shorten(block)
        yield _split(ready) if isinstance(ready, Prose) else ready
        if not (isinstance(ready, Grid) and ready.foot and not ready.foot.last):
            yield from (_split(prose) for prose in notes.take())


def _fitted(photos: Photos, document: Document) -> Photos:
    pictures = tuple(map(fit_or_say_so, photos.pictures))
    if photos.pairs:
        room = sheet_of(document).text_width / 2 - PADDING
        pictures = tuple(level(pictures, room, PAIR_HEIGHT))
    return replace(photos, pictures=pictures)


def _as_page(picture: Picture, document: Document) -> Picture:
    """A scanned page as large as the sheet it is printed on leaves room for."""
    ready, sheet = fit_or_say_so(picture, PAGE_WIDTH_MM, PAGE_HEIGHT_MM), sheet_of(document)
    _, height = size_mm(ready, sheet.text_width - PADDING, sheet.text_height - SCAN_CAPTION)
    return replace(ready, height=round(height, 1))


def _split(prose: Prose) -> Prose:
    return Prose(
        tuple(
            Paragraph(paragraph.text[start : start + PARAGRAPH_LIMIT], paragraph.kind)
            for paragraph in prose.paragraphs
            for start in range(0, max(1, len(paragraph.text)), PARAGRAPH_LIMIT)
        )
    )
