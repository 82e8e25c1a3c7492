"""Compact Font Format: what the finish pass and the PDF/A check must know of a font program.

Sources: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
The only importer of fontTools.
"""

import contextlib
import io
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor


def is_cid_keyed(table: bytes) -> bool:
    """Whether glyphs are named by CID: codes then survive a renumbering of the glyphs."""
    return hasattr(_top_dict(table), "ROS")


def glyph_count(table: bytes) -> int:
    """Number of glyphs, .notdef among them."""
    return len(_top_dict(table).CharStrings)


def cff_widths(table: bytes) -> dict[int, float]:
    """CID (the glyph number where the font is not CID-keyed) → advance width in 1/1000 em."""
    top = _top_dict(table)
    scale = 1000 * float(top.FontMatrix[0])
    keyed = hasattr(top, "ROS")
    return {
        int(name.removeprefix("cid")) if keyed and glyph else glyph: _width(top, name) * scale
        for glyph, name in enumerate(top.charset)
    }


class _WidthKnownError(Exception):
    """The first stack-clearing operator was met; the outline behind it need not be read."""


class _WidthReader(T2WidthExtractor):  # type: ignore[misc]  # fontTools ships no types
    def popallWidth(self, evenOdd: int = 0) -> list[float]:  # noqa: N802, N803  # its name
        super().popallWidth(evenOdd)
        raise _WidthKnownError


def _top_dict(table: bytes) -> Any:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(table), None)
    return fonts.topDictIndex[0]


def _width(top: Any, name: str) -> float:
    glyph = top.CharStrings[name]
    private = glyph.private
    reader = _WidthReader(
        getattr(private, "Subrs", []),
        glyph.globalSubrs,
        private.nominalWidthX,
        private.defaultWidthX,
        private,
    )
    with contextlib.suppress(_WidthKnownError):
        reader.execute(glyph)
    return float(reader.width)
