"""The file as such: header, trailer, filters, what must not be in it, attachments, page boxes."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree

from generator.pdfa.anatomy import Anatomy, Finding, Rule

_HEADER = re.compile(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}")
_FILTERS = {Name.LZWDecode, Name.Crypt}
_ACTIONS = {Name.GoTo, Name.GoToR, Name.URI, Name.Named, Name.Thread}
_RELATIONSHIPS = {
    "/" + name for name in ("Source", "Data", "Alternative", "Supplement", "Unspecified")
}
_LONGEST_SIDE, _SHORTEST_SIDE = 14400, 3  # pt


def _header(file: Anatomy) -> Iterator[Finding]:
    if not _HEADER.match(file.raw):
        yield "文件头", "不是“%PDF-1.n”加四个高位字节的注释"
    if "/Version" in file.root and not str(file.root.Version).startswith("/1."):
        yield "目录", f"声明的版本 {file.root.Version} 高于 1.7"


def _end(file: Anatomy) -> Iterator[Finding]:
    if not re.search(rb"%%EOF\r?\n?\Z", file.raw[-8:]):
        yield "文件尾", "%%EOF 之后还有内容，或没有 %%EOF"


def _identifier(file: Anatomy) -> Iterator[Finding]:
    if len(file.pdf.trailer.get("/ID", Array())) != 2:
        yield "文件尾", "没有文件标识 ID"


def _encryption(file: Anatomy) -> Iterator[Finding]:
    if "/Encrypt" in file.pdf.trailer:
        yield "文件尾", "文件被加密"


def _filters(file: Anatomy) -> Iterator[Finding]:
    for stream in file.streams:
        filters = stream.get("/Filter", Array())
        names = list(filters) if isinstance(filters, Array) else [filters]
        if any(name in _FILTERS for name in names):
            yield f"对象 {stream.objgen[0]}", "用了不许用的压缩方式 LZW 或 Crypt"
        if "/F" in stream and stream.get("/Type") != Name.EmbeddedFile:
            yield f"对象 {stream.objgen[0]}", "内容放在文件之外"


def _actions(file: Anatomy) -> Iterator[Finding]:
    for thing in (*file.dictionaries, *(note for _, note in file.notes)):
        action = thing.get("/A") if "/S" not in thing else None
        if isinstance(action, Dictionary) and action.get("/S") not in _ACTIONS:
            yield f"对象 {thing.objgen[0]}", f"不许用的动作 {action.get('/S')}"
        if "/AA" in thing:
            yield f"对象 {thing.objgen[0]}", "带有自动触发的动作（AA）"
    opening = file.root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") not in _ACTIONS:
        yield "目录", f"打开文件时执行 {opening.get('/S')}"
    if "/JavaScript" in file.root.get("/Names", Dictionary()):
        yield "目录", "带有脚本"


def _attachments(file: Anatomy) -> Iterator[Finding]:
    names = file.root.get("/Names", Dictionary())
    listed = {spec.objgen for spec in file.root.get("/AF", Array())}
    if "/EmbeddedFiles" not in names:
        return
    for name, spec in NameTree(names.EmbeddedFiles).items():
        yield from ((f"附件 {name!s}", message) for message in _attachment(spec, listed))


def _attachment(spec: pikepdf.Object, listed: set[tuple[int, int]]) -> Iterator[str]:
    if "/F" not in spec or "/UF" not in spec:
        yield "没有文件名 F 和 UF"
    if str(spec.get("/AFRelationship")) not in _RELATIONSHIPS:
        yield "没有说明与文件的关系 AFRelationship"
    if spec.objgen not in listed:
        yield "没有列入目录的 AF"
    for stream in dict(spec.get("/EF", Dictionary()).items()).values():
        if "/" not in str(stream.get("/Subtype", ""))[1:]:
            yield "没有媒体类型"
        if "/ModDate" not in stream.get("/Params", Dictionary()):
            yield "没有修改时间"


def _boxes(file: Anatomy) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        left, bottom, right, top = (float(edge) for edge in page.MediaBox)
        for side in (abs(right - left), abs(top - bottom)):
            if not _SHORTEST_SIDE <= side <= _LONGEST_SIDE:
                yield f"第 {number} 页", f"边长 {side:g} 点超出 {_SHORTEST_SIDE}～{_LONGEST_SIDE}"


RULES = (
    Rule("文件头", "6.1.2", _header),
    Rule("文件尾", "6.1.3", _end),
    Rule("文件标识", "6.1.3", _identifier),
    Rule("不加密", "6.1.3", _encryption),
    Rule("压缩方式", "6.1.7", _filters),
    Rule("动作", "6.5.1", _actions),
    Rule("附件", "6.8", _attachments),
    Rule("页面大小", "6.1.13", _boxes),
)
