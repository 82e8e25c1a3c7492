"""ToUnicode maps: which text a glyph code stands for.

Cairo, below PlutoPrint, names a glyph by the first character of the face that uses it: 日 comes
out of text extraction as ⽇ (a Kangxi radical). The mend picks, among the characters that share
the glyph in one of the faces used, the one that was put in.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import cast

import pikepdf
import uharfbuzz
from pikepdf import Dictionary, Name

from generator.errors import PdfError
from generator.fonts import Face

_BLOCK = re.compile(rb"begin(bfchar|bfrange)\b(.*?)endbf", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
)
_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_UNKNOWN = "\ufffd"  # what Cairo writes for a glyph that no character of the face has
_BLOCK_SIZE = 100  # ISO 32000-1, 9.7.5.4 by way of the CMap resource limits


def read_code_map(stream: bytes) -> dict[int, str]:
    """Code → text of a two-byte ToUnicode map."""
    mapping: dict[int, str] = {}
    for kind, body in _BLOCK.findall(stream):
        for row in _rows(body, 2 if kind == b"bfchar" else 3):
            mapping.update(_entries(row))
    return mapping


def write_code_map(mapping: Mapping[int, str]) -> bytes:
    """A ToUnicode map of two-byte codes, in code order."""
    codes = sorted(mapping)
    blocks = []
    for start in range(0, len(codes), _BLOCK_SIZE):
        block = codes[start : start + _BLOCK_SIZE]
        rows = "".join(f"<{code:04x}> <{_utf16(mapping[code])}>\n" for code in block)
        blocks.append(f"{len(block)} beginbfchar\n{rows}endbfchar\n")
    return (_HEAD + "".join(blocks) + _TAIL).encode()


def mend_code_map(pdf: pikepdf.Pdf, text: Collection[str], faces: Iterable[Face]) -> int:
    """Put the code maps of rendered pages right.

    Args:
        pdf: changed in place.
        text: every character that was put in (a string or a set of characters).
        faces: those the renderer could use.

    Returns:
        How many codes now stand for another character.

    Raises:
        PdfError: a glyph stands for no character at all.
    """
    wanted = frozenset(text)
    sources = tuple(faces)
    changed = 0
    for font in pdf.objects:
        if not (isinstance(font, Dictionary) and font.get("/Subtype") == Name.Type0):
            continue
        if "/ToUnicode" not in font:
            continue
        before = read_code_map(font.ToUnicode.read_bytes())
        after = {code: _best(seen, wanted, sources) for code, seen in before.items()}
        if _UNKNOWN in set(after.values()) - wanted:
            raise _without_meaning(str(font.BaseFont))
        if after != before:
            font.ToUnicode.write(write_code_map(after))
            changed += sum(after[code] != seen for code, seen in before.items())
    return changed


@cache
def glyph_sharers(face: Face) -> Mapping[str, frozenset[str]]:
    """Character → the characters with the same glyph, itself included; lone ones are left out."""
    blob = uharfbuzz.Blob.from_file_path(str(face.path))
    font = uharfbuzz.Font(uharfbuzz.Face(blob, face.index))
    by_glyph: dict[int, set[str]] = defaultdict(set)
    for code in font.face.unicodes:
        by_glyph[font.get_nominal_glyph(code)].add(chr(code))
    groups = (frozenset(group) for group in by_glyph.values() if len(group) > 1)
    return {character: group for group in groups for character in group}


@cache
def _sharers(faces: tuple[Face, ...]) -> Mapping[str, frozenset[str]]:
    """Those of all faces together: a run does not say which one drew a character."""
    merged: dict[str, frozenset[str]] = {}
    for face in faces:
        for character, group in glyph_sharers(face).items():
            merged[character] = merged.get(character, frozenset()) | group
    return merged


def _best(seen: str, wanted: frozenset[str], faces: tuple[Face, ...]) -> str:
    candidates = _sharers(faces).get(seen)
    if candidates is None:
        return seen
    return min(candidates, key=lambda c: (c not in wanted, _is_variant(c), c != seen, c))


def _without_meaning(font: str) -> PdfError:
    what = f"字体“{font.partition('+')[2]}”画出的字形取不出文字"
    return PdfError("排版结果", what, "请从学校文件夹的 fonts 里拿走这个字体再打印")


def _is_variant(character: str) -> bool:
    """Radicals and compatibility characters stand for another one (⽇ for 日, ⺠ for 民)."""
    return "\u2e80" <= character <= "\u2fdf" or bool(unicodedata.decomposition(character))


def _entries(row: list[str | list[str]]) -> Iterator[tuple[int, str]]:
    """One row of a map: ``code text``, ``first last text`` or ``first last [text …]``."""
    first, last, text = int(cast("str", row[0]), 16), int(cast("str", row[-2]), 16), row[-1]
    for code in range(first, last + 1):
        if isinstance(text, list):
            yield code, _text(text[code - first])
        else:
            yield code, _text(text, code - first)


def _rows(body: bytes, width: int) -> Iterator[list[str | list[str]]]:
    row: list[str | list[str]] = []
    group: list[str] | None = None
    for digits, opens, closes in _TOKEN.findall(body):
        if opens:
            group = []
            continue
        if group is not None and not closes:
            group.append(digits.decode())
            continue
        row.append(group if closes and group is not None else digits.decode())
        group = None
        if len(row) == width:
            yield row
            row = []


def _text(digits: str, step: int = 0) -> str:
    raw = bytes.fromhex(digits)
    if step:
        raw = raw[:-2] + (int.from_bytes(raw[-2:]) + step).to_bytes(2)
    return raw.decode("utf-16-be", "replace")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()
