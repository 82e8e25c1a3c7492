"""Text stamped on finished pages: the running page number, as a pagination artifact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name

from generator.codemap import write_code_map
from generator.embedding import embeddable, subset_cff
from generator.errors import FontMissingError, PdfError
from generator.fonts import Face

_FONT = "/TZStamp"
_STYLE = 2  # name ID of the subfamily


@dataclass(frozen=True, slots=True)
class Stamp:
    """One line of text on a page.

    Attributes:
        page: number from 0.
        text: without line breaks.
        align: to the left edge, the middle or the right edge.
        inset: distance from that edge, pt (ignored in the middle).
        baseline: height above the lower edge of the page, pt.
        size: pt.
    """

    page: int
    text: str
    align: Literal["left", "center", "right"] = "right"
    inset: float = 56.7
    baseline: float = 28.35
    size: float = 9


def stamp_pages(volume: pikepdf.Pdf, stamps: Iterable[Stamp], face: Face) -> None:
    """Draw the stamps in `face`, embedded once with just their characters.

    Raises:
        PdfError: `face` lacks a character, or is not a CID-keyed OpenType/CFF face.
    """
    stamps = tuple(stamps)
    lettering = _Lettering(face, {character for stamp in stamps for character in stamp.text})
    font = lettering.embed(volume)
    # The engines leave their own coordinates behind at the end of a page.
    save = volume.make_stream(b"q\n")
    pages = list(volume.pages)  # the page list of a Pdf is slow to index
    for stamp in stamps:
        page = pages[stamp.page]
        drawing = _draw(stamp, lettering, [float(edge) for edge in page.mediabox])
        _add_font(page, font)
        page.contents_add(save, prepend=True)
        page.contents_add(volume.make_stream(drawing))


def stamping_face(faces: Sequence[Face]) -> Face:
    """The first of `faces` that can be stamped with.

    Raises:
        FontMissingError: there is none.
    """
    for face in faces:
        opened = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)), face.index)
        if opened.get_name(_STYLE) == "Regular" and embeddable(opened):
            return face
    raise FontMissingError("页码", "没有能嵌入的中文字体", "请安装思源宋体（fonts-noto-cjk）")


class _Lettering:
    """The glyphs of a set of characters in one face."""

    def __init__(self, face: Face, characters: set[str]) -> None:
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)), face.index)
        self._font = uharfbuzz.Font(self._face)
        self._family = face.family
        self._glyphs = {
            character: self._font.get_nominal_glyph(ord(character)) for character in characters
        }
        missing = "".join(sorted(c for c, glyph in self._glyphs.items() if not glyph))
        if missing:
            raise PdfError("页码", f"字体“{face.family}”里没有“{missing}”", "请换一种字体")
        if not embeddable(self._face):
            raise PdfError("页码", f"字体“{face.family}”不能嵌入", "请换思源宋体或思源黑体")

    def width(self, text: str) -> float:
        """Advance in em."""
        return sum(self._advance(self._glyphs[character]) for character in text) / 1000

    def codes(self, text: str) -> str:
        """The string operand of ``Tj``, hexadecimal."""
        return "".join(f"{self._glyphs[character]:04x}" for character in text)

    def embed(self, volume: pikepdf.Pdf) -> Dictionary:
        """The font object, its program holding just these glyphs."""
        used = sorted(set(self._glyphs.values()))
        program = volume.make_stream(subset_cff(self._face, set(used)), Subtype=Name.CIDFontType0C)
        name = Name("/TZSTMP+" + self._family.replace(" ", ""))
        widths = [item for glyph in used for item in (glyph, Array([self._advance(glyph)]))]
        extents = self._font.get_font_extents("ltr")
        scale = 1000 / self._face.upem
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([0, round(extents.descender * scale), 1000, 1000]),
            ItalicAngle=0,
            Ascent=round(extents.ascender * scale),
            Descent=round(extents.descender * scale),
            CapHeight=700,
            StemV=80,
            FontFile3=program,
        )
        system = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=name,
            CIDSystemInfo=system,
            FontDescriptor=volume.make_indirect(descriptor),
            W=Array(widths),
        )
        codes = {glyph: character for character, glyph in self._glyphs.items()}
        return volume.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([volume.make_indirect(descendant)]),
                ToUnicode=volume.make_stream(write_code_map(codes)),
            )
        )

    def _advance(self, glyph: int) -> float:
        return float(self._font.get_glyph_h_advance(glyph) * 1000 / self._face.upem)


def _draw(stamp: Stamp, lettering: _Lettering, box: list[float]) -> bytes:
    left, bottom, right, _ = box
    width = lettering.width(stamp.text) * stamp.size
    x = {
        "left": left + stamp.inset,
        "center": (left + right - width) / 2,
        "right": right - stamp.inset - width,
    }[stamp.align]
    return (
        f"\nQ\n/Artifact <</Type /Pagination>> BDC\nBT 0 g {_FONT} {stamp.size:g} Tf "
        f"{x:.2f} {bottom + stamp.baseline:.2f} Td <{lettering.codes(stamp.text)}> Tj ET\nEMC\n"
    ).encode()


def _add_font(page: pikepdf.Page, font: Dictionary) -> None:
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    if "/Font" not in page.obj.Resources:
        page.obj.Resources.Font = Dictionary()
    page.obj.Resources.Font[_FONT] = font
