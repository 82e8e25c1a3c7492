"""Embedded fonts, made compact: glyph numbers closed up, only the outline table kept."""

import struct
from collections.abc import Iterator

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name

from generator.cff import glyph_count, is_cid_keyed

_FLAGS = (
    uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    | uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
)
_MAXP_OF_CFF = 0x5000  # version 0.5: nothing but the number of glyphs
_DIRECTORY, _ENTRY = struct.Struct(">4s4H"), struct.Struct(">4s3I")
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
    """Shrink what each engine leaves in a program of outlines that no page needs.

    One keeps the numbering of the full face in OpenType (80–160 kB each): the old numbers stay
    behind as CIDs, so that page contents, widths and code maps hold. A regional face has CIDs of
    its own (those of the pan-CJK one), which would draw other glyphs or none: they give way;
    programs that are not CID-keyed stay as they are. The other engine writes bare outlines with
    every subroutine of the full face (50–500 kB each).
    """
    programs: dict[tuple[int, int], tuple[pikepdf.Stream, set[int]]] = {}
    for font in cid_fonts(pdf):
        program = font.FontDescriptor.get("/FontFile3")
        if isinstance(program, pikepdf.Stream):
            _, used = programs.setdefault(program.objgen, (program, set()))
            used.update(cid_widths(font))
    for program, used in programs.values():
        if program.get("/Subtype") == Name.CIDFontType0C:
            program.write(without_subroutines(program.read_bytes()))
        elif program.get("/Subtype") == Name.OpenType:
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


def without_subroutines(table: bytes) -> bytes:
    """The outline table with every glyph and name it has, its subroutines written out."""
    count = glyph_count(table)
    tables = {b"CFF ": table, b"maxp": struct.pack(">IH", _MAXP_OF_CFF, count)}
    return _cff(_subset(uharfbuzz.Face(_font_file(tables)), set(range(count)), _FLAGS))


def name_glyph_map(pdf: pikepdf.Pdf) -> None:
    """State the identity map that a renderer leaves to the default (ISO 19005-3, 6.2.11.3.2)."""
    for font in cid_fonts(pdf):
        if font.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in font:
            font.CIDToGIDMap = Name.Identity


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of nothing but `tables`, for a reader of glyphs (ISO/IEC 14496-22, 4.3)."""
    start = _DIRECTORY.size + _ENTRY.size * len(tables)
    directory, body = _DIRECTORY.pack(b"OTTO", len(tables), 0, 0, 0), b""
    for tag, table in sorted(tables.items()):
        directory += _ENTRY.pack(tag, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _subset(face: uharfbuzz.Face, glyphs: set[int], flags: uharfbuzz.SubsetFlags) -> uharfbuzz.Face:
    request = uharfbuzz.SubsetInput()
    request.flags = flags
    request.glyph_set.update(glyphs | {0})
    return uharfbuzz.subset(face, request)


def _cff(face: uharfbuzz.Face) -> bytes:
    return bytes(face.reference_table("CFF ").data)
