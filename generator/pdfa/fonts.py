"""Fonts: embedded, measured as drawn, every code with a glyph and a meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
import uharfbuzz
from pikepdf import Dictionary, Name, Object

from generator.cff import cff_widths
from generator.codemap import read_code_map
from generator.embedding import cid_widths
from generator.pdfa.anatomy import Anatomy, Finding, Rule

_TOLERANCE = 1.0  # 1/1000 em, ISO 19005-3 6.2.11.5
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_NO_MEANING = {"\x00", "\ufeff", "\ufffe", "\ufffd"}
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Font:
    """A composite font as it is used."""

    name: str
    whole: Object
    descendant: Object
    codes: set[int]

    @property
    def program(self) -> pikepdf.Stream | None:
        """The embedded font program."""
        descriptor = self.descendant.get("/FontDescriptor", Dictionary())
        found = [descriptor[key] for key in _PROGRAMS if key in descriptor]
        return found[0] if len(found) == 1 and isinstance(found[0], pikepdf.Stream) else None


def _composites(file: Anatomy) -> Iterator[_Font]:
    for name, font, codes in file.fonts:
        if font.get("/Subtype") == Name.Type0:
            yield _Font(name, font, font.DescendantFonts[0], codes)


def _kind(file: Anatomy) -> Iterator[Finding]:
    for name, font, _ in file.fonts:
        if font.get("/Subtype") != Name.Type0:
            yield f"字体 {name}", "不是复合字体（本系统只用 Type 0）"
        elif font.get("/Encoding") != Name("/Identity-H"):
            yield f"字体 {name}", "编码不是 Identity-H"


def _embedded(file: Anatomy) -> Iterator[Finding]:
    for font in _composites(file):
        if font.program is None:
            yield f"字体 {font.name}", "没有嵌入"


def _glyph_map(file: Anatomy) -> Iterator[Finding]:
    for font in _composites(file):
        truetype = font.descendant.get("/Subtype") == Name.CIDFontType2
        if truetype and font.descendant.get("/CIDToGIDMap") != Name.Identity:
            yield f"字体 {font.name}", "没有写明 CIDToGIDMap"
        if "/CIDSet" in font.descendant.get("/FontDescriptor", Dictionary()):
            yield f"字体 {font.name}", "带有 CIDSet（本系统不写，写了就要完全正确）"


def _glyphs(file: Anatomy) -> Iterator[Finding]:
    for font in _composites(file):
        if font.program is None:
            continue
        drawn = _program_widths(font.program)
        absent = sorted(code for code in font.codes if code not in drawn)
        if absent:
            yield f"字体 {font.name}", f"嵌入的字形缺少这些编码：{_list(absent)}"
        if 0 in font.codes:
            yield f"字体 {font.name}", "页面上有缺字（.notdef）"


def _widths(file: Anatomy) -> Iterator[Finding]:
    for font in _composites(file):
        if font.program is None:
            continue
        drawn, stated = _program_widths(font.program), cid_widths(font.descendant)
        default = float(font.descendant.get("/DW", 1000))
        wrong = sorted(
            code
            for code in font.codes & drawn.keys()
            if abs(stated.get(code, default) - drawn[code]) > _TOLERANCE
        )
        if wrong:
            yield f"字体 {font.name}", f"字宽与字体不符的编码：{_list(wrong)}"


def _meaning(file: Anatomy) -> Iterator[Finding]:
    for font in _composites(file):
        stream = font.whole.get("/ToUnicode")
        if not isinstance(stream, pikepdf.Stream):
            yield f"字体 {font.name}", "没有 ToUnicode，文字取不出来"
            continue
        mapping = read_code_map(stream.read_bytes())
        mute = sorted(
            code for code in font.codes if not mapping.get(code) or mapping[code] in _NO_MEANING
        )
        if mute:
            yield f"字体 {font.name}", f"这些编码取不出文字：{_list(mute)}"


def _program_widths(program: pikepdf.Stream) -> Mapping[int, float]:
    """Code → width of every glyph of an embedded program, 1/1000 em."""
    data = program.read_bytes()
    if program.get("/Subtype") == Name.CIDFontType0C:
        return cff_widths(data)
    face = uharfbuzz.Face(data)
    if "CFF " in face.table_tags:
        return cff_widths(bytes(face.reference_table("CFF ").data))
    font = uharfbuzz.Font(face)
    scale = 1000 / face.upem
    return {glyph: font.get_glyph_h_advance(glyph) * scale for glyph in range(face.glyph_count)}


def _list(codes: list[int]) -> str:
    shown = "、".join(str(code) for code in codes[:_MOST_SHOWN])
    return shown + (f" 等 {len(codes)} 个" if len(codes) > _MOST_SHOWN else "")


RULES = (
    Rule("字体种类", "6.2.11.3", _kind),
    Rule("字体嵌入", "6.2.11.4.1", _embedded),
    Rule("字形对应", "6.2.11.3.2", _glyph_map),
    Rule("字形齐全", "6.2.11.4.1", _glyphs),
    Rule("字宽", "6.2.11.5", _widths),
    Rule("文字可取", "6.2.11.7", _meaning),
)
