"""What the file says about itself: XMP, extension schemas, Info in step."""

import re
from collections.abc import Iterator

import pikepdf

from generator.pdfa.anatomy import Anatomy, Finding, Rule

_PAIRS = (  # Info entry, its twin in XMP
    ("/Title", "dc", "title"),
    ("/Author", "dc", "creator"),
    ("/Subject", "dc", "description"),
    ("/Keywords", "pdf", "Keywords"),
    ("/Producer", "pdf", "Producer"),
    ("/Creator", "xmp", "CreatorTool"),
    ("/CreationDate", "xmp", "CreateDate"),
    ("/ModDate", "xmp", "ModifyDate"),
)


def _packet(file: Anatomy) -> Iterator[Finding]:
    if file.packet is None:
        yield "元数据", "没有 XMP，或不是有效的 XML"
        return
    if re.search(rb"\b(bytes|encoding)\s*=", file.packet.head):
        yield "元数据", "XMP 头带有 bytes 或 encoding"
    stream = file.root.get("/Metadata")
    if isinstance(stream, pikepdf.Stream) and str(stream.get("/Subtype")) != "/XML":
        yield "元数据", "没有标明是 XML"


def _claim(file: Anatomy) -> Iterator[Finding]:
    if file.packet is None:
        return
    part, level = (file.packet.value("pdfaid", key) for key in ("part", "conformance"))
    if (part, level) not in {("3", "A"), ("3", "B")}:
        yield "元数据", f"没有声明 PDF/A-3a 或 3b（声明的是“{part}{level}”）"
    if level == "A" and file.packet.value("pdfuaid", "part") != "1":
        yield "元数据", "没有声明 PDF/UA-1"


def _schemas(file: Anatomy) -> Iterator[Finding]:
    for name in file.packet.undeclared() if file.packet else ():
        yield "元数据", f"属性 {name} 没有扩展模式说明"


def _in_step(file: Anatomy) -> Iterator[Finding]:
    if file.packet is None or "/Info" not in file.pdf.trailer:
        return
    for key, prefix, name in _PAIRS:
        if key not in file.pdf.trailer.Info:
            continue
        info, xmp = str(file.pdf.trailer.Info[key]), file.packet.value(prefix, name)
        if key.endswith("Date"):
            info, xmp = _digits(info), _digits(xmp)
        if info != xmp:
            yield "元数据", f"Info 的 {key[1:]} 与 XMP 不一致"


def _digits(moment: str) -> str:
    return re.sub(r"\D", "", moment)


RULES = (
    Rule("元数据", "6.6.2.1", _packet),
    Rule("版本声明", "6.6.4", _claim),
    Rule("扩展模式", "6.6.2.3", _schemas),
    Rule("元数据一致", "6.6.3", _in_step),
)
