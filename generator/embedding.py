"""Embedded fonts, made compact: glyph numbers closed up, only the outline table kept."""

from collections.abc import Iterator

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name

from generator.cff import is_cid_keyed

_FLAGS = (
    uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    | uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
)
_NUMBERS_AS_CIDS = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET


def cid_fonts(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Every descendant font dictionary of the file."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Subtype") in (
            Name.CIDFontType0,
            Name.CIDFontType2,
        ):
            yield thing


def cid_widths(font: pikepdf.Object) -> dict[int, float]:
    """CID → width in 1/1000 em, as the ``W`` array tells (both of its forms)."""
    widths: dict[int, float] = {}
    entries = iter(font.get("/W", Array()))
    for first in entries:
        second = next(entries)
        if isinstance(second, Array):
            widths.update((int(first) + i, float(width)) for i, width in enumerate(second))
        else:
            width = float(next(entries))
            widths.update((cid, width) for cid in range(int(first), int(second) + 1))
    return widths


def compact_fonts(pdf: pikepdf.Pdf) -> None:
    """Shrink the OpenType programs that keep the numbering of the full face (80–160 kB each).

    The old numbers stay behind as CIDs, so that page contents, widths and code maps hold. A
    regional face has CIDs of its own (those of the pan-CJK one), which would draw other glyphs
    or none: they give way. Programs that are not CID-keyed stay as they are.
    """
    programs: dict[tuple[int, int], tuple[pikepdf.Stream, set[int]]] = {}
    for font in cid_fonts(pdf):
        program = font.FontDescriptor.get("/FontFile3")
        if isinstance(program, pikepdf.Stream) and program.get("/Subtype") == Name.OpenType:
            _, used = programs.setdefault(program.objgen, (program, set()))
            used.update(cid_widths(font))
    for program, used in programs.values():
        face = uharfbuzz.Face(program.read_bytes())
        if embeddable(face):
            program.write(subset_cff(face, used))
            program.Subtype = Name.CIDFontType0C


def embeddable(face: uharfbuzz.Face) -> bool:
    """Whether `subset_cff` can serve `face`: OpenType with CID-keyed outlines."""
    return "CFF " in face.table_tags and is_cid_keyed(_cff(face))


def subset_cff(face: uharfbuzz.Face, glyphs: set[int]) -> bytes:
    """The outline table of a CID-keyed `face` with just `glyphs`, their numbers kept as CIDs."""
    numbered = _subset(face, glyphs, _FLAGS | _NUMBERS_AS_CIDS)
    return _cff(_subset(numbered, glyphs, _FLAGS))


def name_glyph_map(pdf: pikepdf.Pdf) -> None:
    """State the identity map that a renderer leaves to the default (ISO 19005-3, 6.2.11.3.2)."""
    for font in cid_fonts(pdf):
        if font.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in font:
            font.CIDToGIDMap = Name.Identity


def _subset(face: uharfbuzz.Face, glyphs: set[int], flags: uharfbuzz.SubsetFlags) -> uharfbuzz.Face:
    request = uharfbuzz.SubsetInput()
    request.flags = flags
    request.glyph_set.update(glyphs | {0})
    return uharfbuzz.subset(face, request)


def _cff(face: uharfbuzz.Face) -> bytes:
    return bytes(face.reference_table("CFF ").data)
