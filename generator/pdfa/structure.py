"""The structure tree of tagged papers: PDF/A-3a 6.7 and PDF/UA-1 (ISO 14289-1)."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NumberTree, Object

from generator.pdfa.anatomy import Anatomy, Finding, Rule

_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "Lbl": {"LI", "Note", "Caption"},
}
_STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"),
    *("NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl"),
    *("LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note"),
    *("Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu"),
    *("WT", "WP", "Figure", "Formula", "Form"),
}


def _catalog(file: Anatomy) -> Iterator[Finding]:
    if not file.root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "目录", "没有标明带标签（MarkInfo）"
    if not str(file.root.get("/Lang", "")):
        yield "目录", "没有语言（Lang）"
    if not file.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "目录", "标题栏不显示题名（DisplayDocTitle）"
    if "/StructTreeRoot" not in file.root:
        yield "目录", "没有结构树"
    if file.packet is not None and not file.packet.value("dc", "title"):
        yield "元数据", "没有题名"


def _elements(file: Anatomy) -> Iterator[tuple[str, Dictionary, str]]:
    """Every structure element in reading order: its type, itself, the type of its parent."""
    waiting = [(kid, "") for kid in reversed(_kids(file.root.get("/StructTreeRoot")))]
    while waiting:
        element, parent = waiting.pop()
        kind = str(element.S)[1:]
        yield kind, element, parent
        waiting.extend((kid, kind) for kid in reversed(_kids(element)))


def _kids(element: Object | None) -> list[Dictionary]:
    """The children that are elements themselves, not content or references."""
    if element is None:
        return []
    kids = element.get("/K", Array())
    listed = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]


def _parent_tree(file: Anatomy) -> Iterator[Finding]:
    root = file.root.get("/StructTreeRoot", Dictionary())
    if "/ParentTree" not in root:
        yield "结构树", "没有 ParentTree"
        return
    tree = NumberTree(root.ParentTree)
    for number, page in enumerate(file.pages, 1):
        mcids = file.drawings[number - 1][2].mcids
        key = int(page.get("/StructParents", -1))
        entries = list(tree[key]) if key in tree else []
        if any(mcid >= len(entries) or entries[mcid] is None for mcid in mcids):
            yield f"第 {number} 页", "有内容没有归入结构树"
    for where, note in file.notes:
        if int(note.get("/StructParent", -1)) not in tree:
            yield where, "没有归入结构树"


def _all_tagged(file: Anatomy) -> Iterator[Finding]:
    for where, _, drawing in file.drawings[: len(file.pages)]:
        if drawing.stray:
            yield where, "有文字既不在结构里，也没有标为装饰"


def _types(file: Anatomy) -> Iterator[Finding]:
    for kind, _, parent in _elements(file):
        if kind not in _STANDARD:
            yield f"结构 {kind}", "不是标准类型"
        if kind in _PARENTS and parent not in _PARENTS[kind]:
            yield f"结构 {kind}", f"放在了 {parent or '树根'} 里面"


def _headings(file: Anatomy) -> Iterator[Finding]:
    last = 0
    for kind, _, _ in _elements(file):
        if re.fullmatch(r"H[1-6]", kind):
            level = int(kind[1])
            if level > last + 1:
                yield f"标题 {kind}", f"跳级：上一个标题是 {f'H{last}' if last else '（没有）'}"
            last = level


def _alternatives(file: Anatomy) -> Iterator[Finding]:
    for kind, element, _ in _elements(file):
        if kind == "Figure" and not str(element.get("/Alt", element.get("/ActualText", ""))):
            yield "图片", "没有替代文字（alt）"
        if kind == "TH" and "/Scope" not in element.get("/A", Dictionary()):
            yield "表头", "没有说明管行还是管列（Scope）"


def _tagged_notes(file: Anatomy) -> Iterator[Finding]:
    tree = NumberTree(file.root.StructTreeRoot.ParentTree)
    wanted: dict[Object | None, str] = {Name.Link: "/Link", Name.Widget: "/Form"}
    for where, note in file.notes:
        kind = note.get("/Subtype")
        key = int(note.get("/StructParent", -1))
        if kind in wanted and key in tree and str(tree[key].S) != wanted[kind]:
            yield where, f"结构类型应为 {wanted[kind][1:]}"
        if kind == Name.Link and not str(note.get("/Contents", "")):
            yield where, "链接没有说明（Contents）"
        if kind == Name.Widget and not str(note.get("/TU", "")):
            yield where, "签名域没有说明（TU）"
    for number, page in enumerate(file.pages, 1):
        if len(page.get("/Annots", Array())) and page.get("/Tabs") != Name.S:
            yield f"第 {number} 页", "跳格次序不按结构（Tabs S）"


def _with_tree(rule: Rule) -> Rule:
    """Rules about the tree are silent where there is none: `_catalog` says so once."""

    def find(file: Anatomy) -> Iterator[Finding]:
        if "/ParentTree" in file.root.get("/StructTreeRoot", Dictionary()):
            yield from rule.find(file)

    return Rule(rule.name, rule.clause, find)


RULES = (
    Rule("标签声明", "UA-1 7.1", _catalog),
    Rule("结构归属", "6.7.2", _parent_tree),
    Rule("全部有标签", "UA-1 7.1", _all_tagged),
    Rule("结构类型", "UA-1 7.2", _types),
    Rule("标题次序", "UA-1 7.4.2", _headings),
    Rule("替代文字", "UA-1 7.3", _alternatives),
    _with_tree(Rule("批注标签", "UA-1 7.18", _tagged_notes)),
)
