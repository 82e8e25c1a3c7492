"""The QR grammar ``TZ1:`` + kind + payload, read back strictly; the only importer of segno.

A payload is a line of ``key=value`` fields in the fixed order of its kind: a scan shows the key
figures to read, without the archive at hand. No URL: it works offline.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import unquote

import segno
from PIL import Image, ImageOps

from generator.errors import QrError

PREFIX = "TZ1:"
BYTE_LIMIT = 400  # denser modules than 0.3 mm (25 mm symbol) do not survive printing
_MASK = 3  # weighing all eight takes five times as long, and every reader reads every mask
QUIET_ZONE = 4
"""Modules of white around a code, ISO/IEC 18004 6.3.8."""
_BLACK_ON_WHITE = (255,) + 255 * (0,)
_WHERE = "二维码"
_HAND_BACK = "请重新扫描；仍然如此，说明这不是本系统印的码"
_ESCAPED = re.compile(r"[%&=\s\x00-\x1f\x7f]")


class QrKind(StrEnum):
    """What a code stands for; the value is the letter after ``TZ1:``."""

    RECORD = "R"
    PAGE = "P"
    VOLUME = "V"
    EQUIPMENT = "E"
    COPY = "C"
    FORM = "F"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a payload: printed key, Chinese name, form of its value, whether it must be."""

    key: str
    title: str
    form: str = r".+"
    required: bool = True


_DIGEST = r"[0-9a-f]{16,64}"
_SHORT_DIGEST = r"[0-9a-f]{16}"  # of a code on every page, which has to stay small
_COUNT = r"[1-9]\d*"
FIELDS: Mapping[QrKind, tuple[Field, ...]] = MappingProxyType(
    {
        QrKind.RECORD: (
            Field("n", "记录编号"),
            Field("d", "摘要", _DIGEST),
            Field("t", "日期", r"\d{4}-\d{2}-\d{2}", required=False),
            Field("r", "结论", required=False),
        ),
        QrKind.PAGE: (
            Field("a", "首号"),
            Field("z", "末号"),
            Field("c", "条数", _COUNT),
            Field("d", "摘要", _DIGEST),
        ),
        QrKind.VOLUME: (
            Field("s", "学校"),
            Field("y", "学期"),
            Field("c", "记录数", r"\d+"),
            Field("h", "链头", _DIGEST),
        ),
        QrKind.EQUIPMENT: (
            Field("i", "编号"),
            Field("m", "名称", required=False),
            Field("p", "地点", required=False),
        ),
        QrKind.COPY: (  # Word knows no page numbers in its heads: there p and q are missing
            Field("n", "记录编号"),
            Field("v", "版", _COUNT),
            Field("d", "摘要", _SHORT_DIGEST),
            Field("p", "页", _COUNT, required=False),
            Field("q", "共几页", _COUNT, required=False),
            Field("k", "第几份", _COUNT),
            Field("m", "共几份", _COUNT),
        ),
        QrKind.FORM: (
            Field("s", "登记簿"),
            Field("d", "表样摘要", _SHORT_DIGEST),
            Field("i", "表号"),
            Field("p", "页", _COUNT, required=False),
            Field("q", "共几页", _COUNT, required=False),
        ),
    }
)
"""The fields of each kind in their one order."""


@dataclass(frozen=True, slots=True)
class QrContent:
    """What a code says.

    Attributes:
        kind: what it stands for.
        payload: field key → text, in the kind's order.
    """

    kind: QrKind
    payload: Mapping[str, str]

    def describe(self) -> str:
        """The key figures as a person reads them, as ``记录编号 MHQ-…；摘要 …``."""
        titles = {field.key: field.title for field in FIELDS[self.kind]}
        return "；".join(f"{titles[key]} {value}" for key, value in self.payload.items())


def encode(kind: QrKind, payload: Mapping[str, str]) -> str:
    """The text of a code.

    Raises:
        QrError: a field is missing, unknown, empty or ill-formed, or the text too long.
    """
    _check(kind, payload)
    present = [field.key for field in FIELDS[kind] if field.key in payload]
    line = "&".join(f"{key}={_escape(payload[key])}" for key in present)
    text = f"{PREFIX}{kind.value}{line}"
    if len(text.encode()) > BYTE_LIMIT:
        raise QrError(_WHERE, f"内容有 {len(text.encode())} 字节，印出来扫不清", "请缩短名称")
    return text


def parse(text: str) -> QrContent:
    """Read a code back; only the exact text that `encode` writes is accepted.

    Raises:
        QrError: anything else, with what is wrong in Chinese.
    """
    if not text.startswith(PREFIX):
        raise QrError(_WHERE, f"不以“{PREFIX}”开头", _HAND_BACK)
    letter, line = text[len(PREFIX) : len(PREFIX) + 1], text[len(PREFIX) + 1 :]
    if letter not in set(QrKind):
        raise QrError(_WHERE, f"种类“{letter}”不认识", "请用新版程序扫描")
    kind = QrKind(letter)
    payload: dict[str, str] = {}
    for part in line.split("&"):
        key, equals, value = part.partition("=")
        if not equals or key in payload:
            raise QrError(_WHERE, f"“{part}”这一段读不懂", _HAND_BACK)
        payload[key] = unquote(value)  # a bad escape becomes U+FFFD and fails the comparison below
    if encode(kind, payload) != text:
        raise QrError(_WHERE, "写法与本系统不同（顺序或转义被改过）", _HAND_BACK)
    return QrContent(kind, MappingProxyType(payload))


def to_svg(text: str) -> str:
    """The code as one inline SVG of black modules with its quiet zone, sized by the page."""
    return str(_symbol(text).svg_inline(border=QUIET_ZONE, omitsize=True))


def to_png(text: str, scale: int = 4) -> bytes:
    """The code as a black and white PNG with its quiet zone, `scale` pixels a module."""
    modules = to_modules(text)
    size = len(modules)
    drawn = Image.frombytes("L", (size, size), b"".join(modules)).point(_BLACK_ON_WHITE)
    framed = ImageOps.expand(drawn, QUIET_ZONE, fill="white")
    out = io.BytesIO()
    ImageOps.scale(framed, scale, Image.Resampling.NEAREST).convert("1").save(out, "PNG")
    return out.getvalue()


def to_modules(text: str) -> tuple[bytearray, ...]:
    """The code as rows of modules without quiet zone, 1 for black, for a page that draws it."""
    return _symbol(text).matrix


def to_terminal(text: str) -> str:
    """A code in half blocks, for a terminal; any text, as an address for phones."""
    out = io.StringIO()
    segno.make(text, micro=False).terminal(out, compact=True)
    return out.getvalue()


def _symbol(text: str) -> segno.QRCode:
    return segno.make(text, error="m", encoding="utf-8", micro=False, boost_error=False, mask=_MASK)


def _check(kind: QrKind, payload: Mapping[str, str]) -> None:
    fields = {field.key: field for field in FIELDS[kind]}
    for key, value in payload.items():
        if key not in fields:
            raise QrError(_WHERE, f"多出一项“{key}”", _HAND_BACK)
        if not re.fullmatch(fields[key].form, value, re.ASCII | re.DOTALL):
            raise QrError(_WHERE, f"{fields[key].title}“{value}”格式不对", _HAND_BACK)
    for field in fields.values():
        if field.required and field.key not in payload:
            raise QrError(_WHERE, f"缺少{field.title}（{field.key}）", _HAND_BACK)


def _escape(value: str) -> str:
    return _ESCAPED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), value)
