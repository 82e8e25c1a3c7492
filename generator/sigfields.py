"""Empty signature fields, made before the first signature from anchors ``sig-…`` of the HTML.

A field that is added after a certifying signature breaks it, so every place to sign exists
beforehand, tagged as PDF/UA-1 7.18 asks. ``<a id="sig-校长" href="#sig-校长">`` gives the box;
a bare ``id="sig-校长"`` only its upper left corner, and the box is 45 × 12 mm.
"""

import re
from dataclasses import dataclass
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, String

_PREFIX = "sig-"
_WIDTH, _HEIGHT = 127.56, 34.02  # pt: 45 × 12 mm
_PRINTED_AND_LOCKED = 132


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field goes; `link` is the annotation that drew the box, if there is one."""

    name: str
    page: Dictionary
    box: tuple[float, ...]
    link: Dictionary | None


def place_signature_fields(pdf: pikepdf.Pdf) -> int:
    """Turn every anchor ``sig-…`` into an empty signature field; returns how many there are."""
    fields = Array()
    for place in _places(pdf):
        widget = _link_turned_widget(place) if place.link else _new_widget(pdf, place)
        _describe(pdf, widget, place)
        place.page.Tabs = Name.S
        fields.append(widget)
        if "/StructTreeRoot" in pdf.Root:
            _tag(pdf, widget, place.page)
    if len(fields):
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, SigFlags=1))
    return len(fields)


def _places(pdf: pikepdf.Pdf) -> list[_Place]:
    """The places in reading order."""
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" not in names:
        return []
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    for name, target in NameTree(names.Dests).items():
        if not (isinstance(name, str) and name.startswith(_PREFIX)):
            continue
        page, _, left, top, *_ = cast("tuple[Dictionary, ...]", tuple(cast("Array", target)))
        x, y = float(left), float(top)
        link = _link_to(page, name)
        box = _box(link) if link else (x, y - _HEIGHT, x + _WIDTH, y)
        found.append((pages[page.objgen], -y, x, _Place(name, page, box, link)))
    return [place for *_, place in sorted(found, key=lambda item: item[:3])]


def _link_to(page: Dictionary, name: str) -> Dictionary | None:
    for annotation in page.get("/Annots", Array()):
        if annotation.get("/Subtype") == Name.Link and str(annotation.get("/Dest", "")) == name:
            return cast("Dictionary", annotation)
    return None


def _box(link: Dictionary) -> tuple[float, ...]:
    left, top, right, bottom = (float(edge) for edge in link.Rect)  # any two opposite corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _link_turned_widget(place: _Place) -> Dictionary:
    link = cast("Dictionary", place.link)
    for key in set(link.keys()) - {"/Type", "/StructParent"}:
        del link[key]
    return link


def _new_widget(pdf: pikepdf.Pdf, place: _Place) -> Dictionary:
    widget = pdf.make_indirect(Dictionary(Type=Name.Annot))
    if "/Annots" not in place.page:
        place.page.Annots = Array()
    place.page.Annots.append(widget)
    return widget


def _describe(pdf: pikepdf.Pdf, widget: Dictionary, place: _Place) -> None:
    left, bottom, right, top = place.box
    widget.Subtype, widget.FT = Name.Widget, Name.Sig
    widget.T, widget.TU = String(place.name), String(f"{role_of(place.name)}签名")
    widget.Rect, widget.F, widget.P = Array(place.box), _PRINTED_AND_LOCKED, place.page
    widget.AP = Dictionary(
        N=pdf.make_stream(
            b"",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, right - left, top - bottom]),
            Resources=Dictionary(),
        )
    )


def role_of(anchor: str) -> str:
    """``sig-校长`` and ``sig-2-校长`` → 校长, the signing place."""
    return re.sub(r"^\d+-", "", anchor.removeprefix(_PREFIX))


def _tag(pdf: pikepdf.Pdf, widget: Dictionary, page: Dictionary) -> None:
    """Hang the widget into the structure tree as the only child of a Form element (7.18.4)."""
    tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    if "/StructParent" in widget:
        parent = tree[int(widget.StructParent)]
        parent.S = Name.Span  # was Link
        parent.K = Array(kid for kid in _kids(parent) if not _refers_to(kid, widget))
    else:
        parent = _kids(pdf.Root.StructTreeRoot)[0]
        parent.K = Array(_kids(parent))
        widget.StructParent = max(tree.keys(), default=-1) + 1
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=parent,
            Pg=page,
            Alt=widget.TU,
            K=Array([Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)]),
        )
    )
    parent.K.append(form)
    tree[int(widget.StructParent)] = form


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _refers_to(kid: pikepdf.Object, widget: Dictionary) -> bool:
    return (
        isinstance(kid, Dictionary)
        and kid.get("/Type") == Name.OBJR
        and (kid.Obj.objgen == widget.objgen)
    )
