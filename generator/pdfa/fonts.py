"""Fonts: embedded, measured as drawn, every code with a glyph and a meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Object

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
    """A font as it is used: composite with two-byte codes, or plain TrueType (WinAnsi)."""

    name: str
    whole: Object
    codes: set[int]

    @property
    def composite(self) -> bool:
        return self.whole.get("/Subtype") == Name.Type0

    @property
    def carrier(self) -> Object:
        """The dictionary that carries descriptor and widths."""
        return self.whole.DescendantFonts[0] if self.composite else self.whole

    @property
    def program(self) -> pikepdf.Stream | None:
        """The embedded font program."""
        descriptor = self.carrier.get("/FontDescriptor", Dictionary())
        found = [descriptor[key] for key in _PROGRAMS if key in descriptor]
        return found[0] if len(found) == 1 and isinstance(found[0], pikepdf.Stream) else None

    def stated_widths(self) -> dict[int, float]:
        """Code shown → width that the file states, 1/1000 em."""
        if self.composite:
            default = float(self.carrier.get("/DW", 1000))
            return dict.fromkeys(self.codes, default) | cid_widths(self.carrier)
        first = int(self.whole.get("/FirstChar", 0))
        return {first + i: float(w) for i, w in enumerate(self.whole.get("/Widths", Array()))}

    def drawn_widths(self) -> Mapping[int, float]:
        """Code → width of its glyph in the embedded program, 1/1000 em; no glyph, no entry."""
        if self.program is None:
            return {}
        data = self.program.read_bytes()
        if self.program.get("/Subtype") == Name.CIDFontType0C:
            return cff_widths(data)
        face = uharfbuzz.Face(data)
        if "CFF " in face.table_tags:
            return cff_widths(bytes(face.reference_table("CFF ").data))
        return _glyph_widths(face, self.codes if not self.composite else None)


def _glyph_widths(face: uharfbuzz.Face, win_ansi: set[int] | None) -> dict[int, float]:
    """Widths by glyph number or, for plain fonts, by the WinAnsi codes given."""
    font, scale = uharfbuzz.Font(face), 1000 / face.upem
    if win_ansi is None:
        glyphs = {glyph: glyph for glyph in range(face.glyph_count)}
    else:
        texts = {code: bytes([code]).decode("cp1252", "replace") for code in win_ansi}
        glyphs = {code: font.get_nominal_glyph(ord(text)) or 0 for code, text in texts.items()}
        glyphs = {code: glyph for code, glyph in glyphs.items() if glyph}
    return {code: font.get_glyph_h_advance(glyph) * scale for code, glyph in glyphs.items()}


def _used(file: Anatomy) -> Iterator[_Font]:
    for name, font, shown in file.fonts:
        if font.get("/Subtype") == Name.Type0:
            codes = {high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)}
        else:
            codes = set(shown)
        yield _Font(name, font, codes)


def _kind(file: Anatomy) -> Iterator[Finding]:
    for name, font, _ in file.fonts:
        kind, encoding = font.get("/Subtype"), font.get("/Encoding")
        if kind not in {Name.Type0, Name.TrueType}:
            yield f"字体 {name}", "既不是 Type 0 也不是 TrueType，本检查读不懂"
        elif kind == Name.Type0 and encoding != Name("/Identity-H"):
            yield f"字体 {name}", "编码不是 Identity-H"
        elif kind == Name.TrueType and encoding != Name.WinAnsiEncoding:
            yield f"字体 {name}", "编码不是 WinAnsi"


def _embedded(file: Anatomy) -> Iterator[Finding]:
    for font in _used(file):
        if font.program is None:
            yield f"字体 {font.name}", "没有嵌入"


def _glyph_map(file: Anatomy) -> Iterator[Finding]:
    for font in _used(file):
        truetype = font.carrier.get("/Subtype") == Name.CIDFontType2
        if truetype and font.carrier.get("/CIDToGIDMap") != Name.Identity:
            yield f"字体 {font.name}", "没有写明 CIDToGIDMap"
        if "/CIDSet" in font.carrier.get("/FontDescriptor", Dictionary()):
            yield f"字体 {font.name}", "带有 CIDSet（本系统不写，写了就要完全正确）"


def _glyphs(file: Anatomy) -> Iterator[Finding]:
    for font in _used(file):
        if font.program is None:
            continue
        absent = sorted(font.codes - font.drawn_widths().keys())
        if absent:
            yield f"字体 {font.name}", f"嵌入的字形缺少这些编码：{_list(absent)}"
        if font.composite and 0 in font.codes:
            yield f"字体 {font.name}", "页面上有缺字（.notdef）"


def _widths(file: Anatomy) -> Iterator[Finding]:
    for font in _used(file):
        drawn, stated = font.drawn_widths(), font.stated_widths()
        wrong = sorted(
            code
            for code in font.codes & drawn.keys()
            if abs(stated.get(code, 0) - drawn[code]) > _TOLERANCE
        )
        if wrong:
            yield f"字体 {font.name}", f"字宽与字体不符的编码：{_list(wrong)}"


def _meaning(file: Anatomy) -> Iterator[Finding]:
    for font in _used(file):
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
