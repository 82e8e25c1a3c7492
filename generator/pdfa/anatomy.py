"""A PDF taken apart once, so that every rule of PDF/A can look at what it needs."""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from generator.pdfa.packet import Packet, read_packet

Objgen = tuple[int, int]
Finding = tuple[str, str]
"""Where, and what is wrong there."""

_OPERATORS = {
    "text": "Tj|TJ",
    "opens": "BDC|BMC",
    "closes": "EMC",
    "saves": "q",
    "restores": "Q",
    "cmyk": "k|K",
}
_TOKEN = re.compile(
    rb"\((?P<plain>(?:[^()\\]|\\.)*)\)"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b"
    rb"|(?<!<)<(?P<digits>[0-9A-Fa-f\s]*)>(?!>)"
    rb"|/MCID\s+(?P<mcid>\d+)"
    rb"|(?<![^\s>\])])(?:"
    + "|".join(f"(?P<{group}>{names})" for group, names in _OPERATORS.items()).encode()
    + rb")(?![^\s<\[(/])",
    re.DOTALL,
)


_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the clause it comes from, and the function that finds breaches."""

    name: str
    clause: str
    find: "Callable[[Anatomy], Iterator[Finding]]"


@dataclass(slots=True)
class Drawing:
    """What the contents of one page (or form) do.

    Attributes:
        shown: resource name of a font → the bytes shown in it, joined.
        mcids: numbers of its marked content.
        cmyk: whether it sets a DeviceCMYK colour.
        stray: text shown outside of marked content.
    """

    shown: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    mcids: set[int] = field(default_factory=set)
    cmyk: bool = False
    stray: bool = False


class Anatomy:
    """The parts of a PDF; pages and notes are named as a person counts them, from 1."""

    def __init__(self, pdf: bytes) -> None:
        self.raw = pdf
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.pages = [page.obj for page in self.pdf.pages]
        self.streams: list[pikepdf.Stream] = []
        self.dictionaries: list[Dictionary] = []
        for thing in self.pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                self.streams.append(thing)
            elif isinstance(thing, Dictionary):
                self.dictionaries.append(thing)

    @property
    def root(self) -> Object:
        """The catalog."""
        return self.pdf.Root

    @cached_property
    def packet(self) -> Packet | None:
        """The XMP packet; None when there is none or it is not XML."""
        stream = self.root.get("/Metadata")
        return read_packet(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else None

    @property
    def tagged(self) -> bool:
        """Whether the file claims level A, and with it PDF/UA-1."""
        return self.packet is not None and self.packet.value("pdfaid", "conformance") == "A"

    @cached_property
    def images(self) -> list[tuple[str, pikepdf.Stream]]:
        """Every image with a name for it."""
        return self._streams_of(Name.Image, "图片")

    @cached_property
    def forms(self) -> list[tuple[str, pikepdf.Stream]]:
        """Every form XObject with a name for it."""
        return self._streams_of(Name.Form, "图形")

    @cached_property
    def notes(self) -> list[tuple[str, Object]]:
        """Every annotation with the place it stands."""
        return [
            (f"第 {number} 页第 {place} 个批注", note)
            for number, page in enumerate(self.pages, 1)
            for place, note in enumerate(page.get("/Annots", Array()), 1)
        ]

    @cached_property
    def drawings(self) -> list[tuple[str, Object, Drawing]]:
        """Pages and forms: a name, the resources they draw with, what they draw."""
        found = []
        for number, page in enumerate(self.pages, 1):
            contents = page.get("/Contents", Array())
            parts = contents if isinstance(contents, Array) else [contents]
            content = b"\n".join(part.read_bytes() for part in parts)
            resources = page.get("/Resources", Dictionary())
            found.append((f"第 {number} 页", resources, _read_drawing(content)))
        for name, form in self.forms:
            resources = form.get("/Resources", Dictionary())
            found.append((name, resources, _read_drawing(form.read_bytes())))
        return found

    @cached_property
    def fonts(self) -> list[tuple[str, Object, bytearray]]:
        """Every font that is drawn with: its name, the object, the bytes shown."""
        fonts: dict[Objgen, tuple[str, Object, bytearray]] = {}
        for _, resources, drawing in self.drawings:
            available = resources.get("/Font", Dictionary())
            for key, shown in drawing.shown.items():
                font = available.get("/" + key)
                if font is not None:
                    entry = (str(font.get("/BaseFont", key)), font, bytearray())
                    fonts.setdefault(font.objgen, entry)[2].extend(shown)
        return list(fonts.values())

    def _streams_of(self, kind: Name, word: str) -> list[tuple[str, pikepdf.Stream]]:
        return [
            (f"{word}（对象 {stream.objgen[0]}）", stream)
            for stream in self.streams
            if stream.get("/Subtype") == kind
        ]


def _read_drawing(content: bytes) -> Drawing:
    reader = _DrawingReader()
    for token in _TOKEN.finditer(content):
        if token.lastgroup:
            getattr(reader, token.lastgroup)(token)
    return reader.drawing


class _DrawingReader:
    """Follows a content stream; one method for each group of `_TOKEN`."""

    def __init__(self) -> None:
        self.drawing = Drawing()
        self._font, self._saved, self._depth = "", list[str](), 0
        self._strings = bytearray()

    def font(self, token: re.Match[bytes]) -> None:
        self._font = token["font"].decode("latin-1")

    def digits(self, token: re.Match[bytes]) -> None:
        digits = b"".join(token["digits"].split())
        self._strings += bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def plain(self, token: re.Match[bytes]) -> None:
        self._strings += _ESCAPE.sub(_unescape, token["plain"])

    def mcid(self, token: re.Match[bytes]) -> None:
        self.drawing.mcids.add(int(token["mcid"]))

    def text(self, _: re.Match[bytes]) -> None:
        self.drawing.shown[self._font] += self._strings
        self.drawing.stray |= self._depth == 0
        self._strings = bytearray()

    def opens(self, _: re.Match[bytes]) -> None:
        self._depth += 1
        self._strings = bytearray()  # strings among its properties are not shown

    def closes(self, _: re.Match[bytes]) -> None:
        self._depth -= 1

    def saves(self, _: re.Match[bytes]) -> None:
        self._saved.append(self._font)

    def restores(self, _: re.Match[bytes]) -> None:
        self._font = self._saved.pop() if self._saved else self._font

    def cmyk(self, _: re.Match[bytes]) -> None:
        self.drawing.cmyk = True


def _unescape(found: re.Match[bytes]) -> bytes:
    """One escape of a literal string (ISO 32000-1, table 3)."""
    body = found[1]
    if body.isdigit():
        return bytes([int(body, 8) & 0xFF])
    return _LETTERS.get(body, b"" if body in {b"\r", b"\n", b"\r\n"} else body)
