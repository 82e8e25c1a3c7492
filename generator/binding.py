"""PDF objects of a volume: pages joined, links, bookmarks, labels, page numbers, attachments.

What goes where is decided in `volume.py`; this module only turns it into objects. Page numbers
count from 0 here, as in `pdf.pages`; printed ones are the caller's.
"""

import hashlib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, NameTree, OutlineItem, String
from pikepdf.exceptions import PageCopyWarning

from generator.errors import PdfError
from generator.metadata import pdf_moment

LINK_ROOT = "https://taizhang.invalid/p/"
"""A page of another part is linked as ``<a href="https://taizhang.invalid/p/ANCHOR">``."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the volume: page, height of the anchor in points (None: the whole page)."""

    page: int
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline with those below it; `open_` shows them at first sight."""

    title: str
    page: int
    children: tuple["Bookmark", ...] = ()
    open_: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in the volume; `relationship` is Source, Data, Supplement or Alternative."""

    name: str
    data: bytes
    description: str
    modified: datetime
    relationship: str = "Data"
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class PageLabel:
    """From `page` on: numbering `style` (``D`` 1 2 3, ``r`` i ii iii, empty none) and prefix."""

    page: int
    style: str = "D"
    prefix: str = ""
    start: int = 1


def append_pages(volume: pikepdf.Pdf, part: pikepdf.Pdf) -> dict[str, Target]:
    """Append all pages of `part`; returns where its named anchors are now.

    Named destinations do not survive the joining: links to them are made direct.
    """
    first = len(volume.pages)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # of what the lines below do
        volume.pages.extend(part.pages)
    anchors = {
        name: Target(first + target.page, target.top)
        for name, target in named_destinations(part).items()
    }
    pages = list(volume.pages)
    for page in pages[first:]:
        for note in page.obj.get("/Annots", Array()):
            if isinstance(note.get("/Dest"), String):
                _point(pages, note, anchors.get(str(note.Dest)))
    return anchors


def named_destinations(pdf: pikepdf.Pdf) -> dict[str, Target]:
    """Anchor → place, from the name tree that both engines write."""
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" not in names:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    places = {}
    for name, value in NameTree(names.Dests).items():
        destination = tuple(cast("Array", value))
        top = float(destination[3]) if len(destination) > 3 else None
        places[str(name)] = Target(numbers[destination[0].objgen], top)
    return places


def link_pages(volume: pikepdf.Pdf, anchors: Mapping[str, Target]) -> int:
    """Turn every link under `LINK_ROOT` into a jump; returns how many there were.

    Raises:
        PdfError: a link names an anchor that no part has.
    """
    count = 0
    pages = list(volume.pages)  # the page list of a Pdf is slow to index
    for page in pages:
        for note in page.obj.get("/Annots", Array()):
            uri = str(note.get("/A", Dictionary()).get("/URI", ""))
            if uri.startswith(LINK_ROOT):
                _point(pages, note, anchors.get(unquote(uri.removeprefix(LINK_ROOT))), uri)
                count += 1
    return count


def set_outline(volume: pikepdf.Pdf, bookmarks: Iterable[Bookmark]) -> None:
    """Replace the outline, and show it when the volume is opened."""
    with volume.open_outline() as outline:
        outline.root[:] = [_outline_item(bookmark) for bookmark in bookmarks]
    volume.Root.PageMode = Name.UseOutlines


def set_page_labels(volume: pikepdf.Pdf, labels: Iterable[PageLabel]) -> None:
    """Replace the page labels that a viewer shows beside the page."""
    numbers = Array()
    for label in sorted(labels, key=lambda label: label.page):
        entry = Dictionary(St=label.start)
        if label.style:
            entry.S = Name("/" + label.style)
        if label.prefix:
            entry.P = String(label.prefix)
        numbers.append(label.page)
        numbers.append(entry)
    volume.Root.PageLabels = Dictionary(Nums=numbers)


def attach(volume: pikepdf.Pdf, attachment: Attachment) -> None:
    """Embed a file as PDF/A-3 wants it: associated, related, dated, with its media type."""
    moment = pdf_moment(attachment.modified)
    spec = AttachedFileSpec(
        volume,
        attachment.data,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.media_type,
        creation_date=moment,
        mod_date=moment,
    )
    spec.relationship = Name("/" + attachment.relationship)
    volume.attachments[attachment.name] = spec  # enters it in the catalog's AF too


def share_resources(volume: pikepdf.Pdf) -> int:
    """Let pages of different parts use one copy of equal fonts and pictures; returns the gain."""
    digests = _Digests()
    kept: dict[bytes, pikepdf.Object] = {}
    seen: set[tuple[int, int]] = set()
    saved = 0
    for page in volume.pages:
        resources = page.obj.get("/Resources", Dictionary())
        if resources.is_indirect and resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        for kind in ("/Font", "/XObject"):
            for name, thing in resources.get(kind, Dictionary()).items():
                first = kept.setdefault(digests.of(thing), thing)
                if first.objgen != thing.objgen:
                    resources[kind][name] = first
                    saved += 1
    return saved


class _Digests:
    """Content digests of objects, each computed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, thing: object) -> bytes:
        """Digest of what `thing` says, however its parts are numbered."""
        if not isinstance(thing, pikepdf.Object):
            return repr(thing).encode()
        if thing.is_indirect and thing.objgen in self._known:
            return self._known[thing.objgen]
        digest = hashlib.sha256(self._content(thing)).digest()
        if thing.is_indirect:
            self._known[thing.objgen] = digest
        return digest

    def _content(self, thing: pikepdf.Object) -> bytes:
        if isinstance(thing, Array):
            return b"[" + b"".join(self.of(item) for item in thing)
        if not isinstance(thing, Dictionary | pikepdf.Stream):
            return thing.unparse()
        entries = sorted((key, self.of(value)) for key, value in thing.items() if key != "/Parent")
        body = b"".join(key.encode() + b" " + value for key, value in entries)
        return body + (thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b"")


def _point(
    pages: Sequence[pikepdf.Page], note: pikepdf.Object, target: Target | None, uri: str = ""
) -> None:
    if target is None:
        where = uri or str(note.Dest)
        raise PdfError("案卷", f"链接“{where}”没有去处", "请重新装订；仍然如此请报告这条链接")
    if "/A" in note:
        del note["/A"]
    note.Dest = Array([pages[target.page].obj, Name.XYZ, None, target.top, None])
    note.Contents = String(f"跳转到第 {target.page + 1} 页")


def _outline_item(bookmark: Bookmark) -> OutlineItem:
    item = OutlineItem(bookmark.title, bookmark.page)
    item.children.extend(_outline_item(child) for child in bookmark.children)
    item.is_closed = not bookmark.open_
    return item
