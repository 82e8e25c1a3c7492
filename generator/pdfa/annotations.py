"""Annotations and form fields: they print, show one face, and do nothing by themselves."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdfa.anatomy import Anatomy, Finding, Rule

_KINDS = {Name.Link, Name.Widget, Name.Popup, Name.Text, Name.FreeText, Name.Stamp}
_PRINT = 4
_UNSEEN = 1 | 2 | 32 | 256  # Invisible, Hidden, NoView, ToggleNoView


def _kinds(file: Anatomy) -> Iterator[Finding]:
    for where, note in file.notes:
        if note.get("/Subtype") not in _KINDS:
            yield where, f"不许用的批注种类 {note.get('/Subtype')}"


def _flags(file: Anatomy) -> Iterator[Finding]:
    for where, note in file.notes:
        if note.get("/Subtype") == Name.Popup:
            continue
        flags = int(note.get("/F", 0))
        if not flags & _PRINT:
            yield where, "没有设为可打印（F 4）"
        if flags & _UNSEEN:
            yield where, "被设为不可见"


def _faces(file: Anatomy) -> Iterator[Finding]:
    for where, note in file.notes:
        left, bottom, right, top = (float(edge) for edge in note.Rect)
        if "/AP" in note:
            face = note.AP
            if set(face.keys()) != {"/N"} or not isinstance(face.N, pikepdf.Stream):
                yield where, "外观只能有一种（AP 的 N）"
        elif note.get("/Subtype") not in {Name.Link, Name.Popup} and (left, bottom) != (right, top):
            yield where, "没有外观（AP）"


def _form(file: Anatomy) -> Iterator[Finding]:
    form = file.root.get("/AcroForm", Dictionary())
    if "/XFA" in form:
        yield "表单", "带有 XFA"
    if form.get("/NeedAppearances", False):
        yield "表单", "要求阅读器另画外观"
    for field in form.get("/Fields", Array()):
        if "/A" in field or "/AA" in field:
            yield f"签名域 {field.get('/T')}", "带有动作"


RULES = (
    Rule("批注种类", "6.3.1", _kinds),
    Rule("批注可打印", "6.3.2", _flags),
    Rule("批注外观", "6.3.3", _faces),
    Rule("表单", "6.4.1", _form),
)
