"""Sections become one PDF: order, printed page numbers, links from the catalogue, bookmarks."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.binding import (
    PageLabel,
    Target,
    append_pages,
    set_page_labels,
    share_resources,
)
from generator.body import Printed, characters_of
from generator.codemap import mend_code_map
from generator.fonts import Face
from generator.stamping import Stamp, stamp_pages, stamping_face

_LINE_PT = 20.0  # height of the link area of a table's last line
_FOOT = {True: (42.5, 33.0), False: (45.4, 38.0)}  # inset and baseline, pt: landscape, portrait


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the volume, printed.

    Attributes:
        name: chapter, register or title; unique.
        runs: its PDFs, in order.
        numbered: its pages carry printed numbers.
    """

    name: str
    runs: tuple[pikepdf.Pdf, ...]
    numbered: bool = True

    @classmethod
    def of(cls, printed: Printed, faces: Sequence[Face], *, numbered: bool = True) -> "Section":
        """Open what came off the press, and put its code maps right."""
        runs = tuple(pikepdf.open(io.BytesIO(run)) for run in printed.runs)
        characters = characters_of(printed.documents)
        for run in runs:
            mend_code_map(run, characters, faces)
        return cls(printed.name, runs, numbered)

    @property
    def pages(self) -> int:
        """Number of pages."""
        return sum(len(run.pages) for run in self.runs)


def printed_pages(sections: Sequence[Section]) -> dict[str, tuple[int, int]]:
    """First and last printed page number of the numbered sections that have pages."""
    found, number = {}, 0
    for section in sections:
        if section.numbered and section.pages:
            found[section.name] = (number + 1, number + section.pages)
            number += section.pages
    return found


@dataclass(frozen=True, slots=True)
class Joined:
    """All sections in one PDF.

    Attributes:
        anchors: where every named anchor is now.
        starts: first page of every section, from 0.
    """

    pdf: pikepdf.Pdf
    anchors: Mapping[str, Target]
    starts: Mapping[str, int]


def join(sections: Sequence[Section], faces: Sequence[Face]) -> Joined:
    """Put the sections together, printed page numbers stamped.

    Raises:
        PdfError: a link without a target, or no face to stamp with.
    """
    volume = pikepdf.new()
    anchors: dict[str, Target] = {}
    starts: dict[str, int] = {}
    for section in sections:
        starts[section.name] = len(volume.pages)
        for run in section.runs:
            anchors.update(append_pages(volume, run))
    share_resources(volume)
    _stamp(volume, sections, starts, faces)
    _label(volume, sections, starts)
    return Joined(volume, anchors, starts)


def link_lines(joined: Joined, targets: Mapping[str, int]) -> None:
    """Make table lines clickable: anchor of the line → page it leads to, from 0.

    A line reaches from its own anchor down to the next one on its page.
    """
    pages = list(joined.pdf.pages)
    places = {name: joined.anchors[name] for name in targets}
    for name, place in places.items():
        top = place.top or 0.0
        below = [
            other.top
            for other in places.values()
            if other.page == place.page and other.top is not None and other.top < top
        ]
        page = pages[place.page]
        left, _, right, _ = (float(edge) for edge in page.mediabox)
        bottom = max(below, default=top - _LINE_PT)
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([left + 70, bottom, right - 45, top]),
            Border=Array([0, 0, 0]),
            Dest=Array([pages[targets[name]].obj, Name.XYZ, None, None, None]),
        )
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(joined.pdf.make_indirect(link))


def _stamp(
    volume: pikepdf.Pdf,
    sections: Sequence[Section],
    starts: Mapping[str, int],
    faces: Sequence[Face],
) -> None:
    printed = printed_pages(sections)
    total = max((last for _, last in printed.values()), default=0)
    pages = list(volume.pages)
    stamps = []
    for name, (first, last) in printed.items():
        for number in range(first, last + 1):
            page = starts[name] + number - first
            left, bottom, right, top = (float(edge) for edge in pages[page].mediabox)
            inset, baseline = _FOOT[right - left > top - bottom]
            text = f"第 {number} 页　共 {total} 页"
            stamps.append(Stamp(page, text, inset=inset, baseline=baseline))
    if stamps:
        stamp_pages(volume, stamps, stamping_face(faces))


def _label(volume: pikepdf.Pdf, sections: Sequence[Section], starts: Mapping[str, int]) -> None:
    """Viewers show the printed numbers; pages without one show the title of their section."""
    printed = printed_pages(sections)
    labels = [
        PageLabel(starts[one.name], "D", start=printed[one.name][0])
        if one.name in printed
        else PageLabel(starts[one.name], "" if one.pages == 1 else "r", prefix=one.name)
        for one in sections
        if one.pages
    ]
    set_page_labels(volume, labels)
