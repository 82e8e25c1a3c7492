"""Stacks for the printer: papers that wait for ink, copy by copy, a code on every page.

The bulk engine lays out many papers at once, each once; copies are made of its pages. Foot, page
number, seam guides and codes are stamped. All of it runs in rendering children.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import groupby

import pikepdf
from pikepdf import Page

from generator.binding import append_pages, named_destinations, share_resources
from generator.body import characters_of
from generator.bulk import render_bulk
from generator.codemap import mend_code_map
from generator.document import Document, SignatureBlock, SignatureLine
from generator.errors import PdfError
from generator.finish import compact, finish_compacted, finish_volume
from generator.guides import mark_seams
from generator.layouts import Looks, Markings, Numbering
from generator.margins import margin_stamps
from generator.metadata import About
from generator.pagecodes import code_pages
from generator.places import ink_places
from generator.preparation import prepare
from generator.qr import QrKind, encode
from generator.rendering import Press
from generator.sigfields import role_of
from generator.stamping import stamp_pages, stamping_face
from records.prints import InkPlace

PART = 20
"""Papers to a run of the engine: fonts are laid in once a run, and children share the runs."""

_INKED = Markings(Numbering(shown=False), bulk=True, inked=True)


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be printed for ink.

    Attributes:
        document: what stands on it.
        about: what its file says of itself.
        kind: of its codes.
        copies: fields of the code of every copy; pages add ``p`` and ``q``.
    """

    document: Document
    about: About
    kind: QrKind
    copies: tuple[Mapping[str, str], ...]

    def code(self, copy: int, page: int = 0, pages: int = 0) -> str:
        """Text of the code of a copy, from 0; of one of its pages where that is known."""
        numbers = {"p": str(page), "q": str(pages)} if page else {}
        return encode(self.kind, {**self.copies[copy], **numbers})


@dataclass(frozen=True, slots=True)
class Setup:
    """How a stack is printed.

    Attributes:
        seams: mark where the seal across the edges goes.
        duplex: end every copy on an even page, so that the next begins on a sheet of its own.
        singly: make a PDF of every paper, too.
    """

    seams: bool = True
    duplex: bool = False
    singly: bool = True


@dataclass(frozen=True, slots=True)
class Sheets:
    """A paper as it came off the press.

    Attributes:
        data: all its copies in one PDF; empty where nobody asked for it.
        pages: of one copy.
        places: where ink is expected on each copy.
    """

    data: bytes
    pages: int
    places: tuple[InkPlace, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Papers of one run: each alone, and all in one raw PDF."""

    papers: tuple[Sheets, ...]
    stack: bytes


def print_stack(
    press: Press, orders: Sequence[Order], about: About, setup: Setup
) -> tuple[tuple[Sheets, ...], bytes]:
    """Every order, and all of them in one PDF in their order, by all rendering children.

    Raises:
        GeneratorError: one of them cannot be printed.
    """
    waiting = [
        (run[0].about.title, press.pool.submit(part_of, run, press.looks, setup))
        for run in _runs(orders)
    ]
    parts = [press.wait(title, future) for title, future in waiting]
    joined: Future[bytes] = press.pool.submit(stack_of, [one.stack for one in parts], about)
    papers = tuple(paper for part in parts for paper in part.papers)
    return papers, press.wait(about.title, joined)


def _runs(orders: Sequence[Order]) -> Iterator[tuple[Order, ...]]:
    """Orders that follow each other and share what stands once a run."""
    for _, same in groupby(orders, key=lambda one: _alike(one.document)):
        alike = tuple(same)
        yield from (alike[start : start + PART] for start in range(0, len(alike), PART))


def _alike(document: Document) -> tuple[str, ...]:
    return document.shape, document.orientation, document.running_head, document.slug


def part_of(orders: Sequence[Order], looks: Looks, setup: Setup) -> Part:
    """In a child: print a run."""
    ready = [prepare(one.document, looks) for one in orders]
    marked, roles = zip(*(_marked(one, at) for at, one in enumerate(ready)), strict=True)
    with pikepdf.open(io.BytesIO(render_bulk(marked, looks, _INKED))) as printed:
        mend_code_map(printed, characters_of(ready), looks.faces)
        papers = _ranges(printed, marked)
        places = [
            tuple(ink_places(printed, of, paper.start))
            for of, paper in zip(roles, papers, strict=True)
        ]
        _write_margins(printed, ready, papers, looks)
        compact(printed)
        if setup.seams:
            mark_seams(printed, papers)
        coded, copies = _copied(printed, orders, papers)
    with coded:
        sheets = tuple(
            Sheets(_alone(coded, spans, one.about, setup), len(spans[0]), of)
            for one, spans, of in zip(orders, copies, places, strict=True)
        )
        everything = [span for spans in copies for span in spans]
        with _padded(coded, everything, setup) as stack:
            return Part(sheets, _saved(stack))


def stack_of(parts: Sequence[bytes], about: About) -> bytes:
    """In a child: join runs into one finished PDF."""
    with pikepdf.new() as stack:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as run:
                append_pages(stack, run)
        share_resources(stack)
        return finish_volume(stack, about)


def _marked(document: Document, at: int) -> tuple[Document, dict[str, str]]:
    """A paper with its places for ink marked, and anchor → signing place.

    Anchors are unique in the run and plain: an engine makes no destination of others. The code of
    the record goes: every page gets one of its own.
    """
    roles: dict[str, str] = {}

    def mark(line: SignatureLine) -> SignatureLine:
        if not line.anchor or line.name:
            return replace(line, anchor="")
        anchor = f"ink-{at}-{len(roles)}"
        roles[anchor] = role_of(line.anchor)
        return replace(line, anchor=anchor)

    blocks = tuple(
        replace(block, lines=tuple(mark(line) for line in block.lines))
        if isinstance(block, SignatureBlock)
        else block
        for block in document.blocks
    )
    bare = replace(document, blocks=blocks, anchor=f"paper-{at}", qr="", footer="", scans=())
    return bare, roles


def _ranges(pdf: pikepdf.Pdf, documents: Sequence[Document]) -> list[range]:
    """Pages of every paper.

    Raises:
        PdfError: one has none of its own: it would get the code of another one.
    """
    found = named_destinations(pdf)
    firsts = [found[document.anchor].page for document in documents]
    ends = [*firsts[1:], len(pdf.pages)]
    papers = [range(first, end) for first, end in zip(firsts, ends, strict=True)]
    if firsts[0] != 0 or not all(papers):
        what = "有一份找不到自己的页：标题太贴近页边"
        raise PdfError(f"《{documents[0].title}》", what, "在模板里给标题上方留出空白")
    return papers


def _write_margins(
    pdf: pikepdf.Pdf, documents: Sequence[Document], papers: Sequence[range], looks: Looks
) -> None:
    stamps = [
        stamp
        for document, pages in zip(documents, papers, strict=True)
        for stamp in margin_stamps(document, pages)
    ]
    stamp_pages(pdf, stamps, stamping_face(looks.faces))


def _copied(
    printed: pikepdf.Pdf, orders: Sequence[Order], papers: Sequence[range]
) -> tuple[pikepdf.Pdf, list[list[range]]]:
    """Every paper as often as it is wanted, coded; and the pages of every copy."""
    stack, codes, copies = pikepdf.new(), list[str](), list[list[range]]()
    pages = [_bare(page) for page in printed.pages]
    for one, paper in zip(orders, papers, strict=True):
        copies.append([])
        for copy in range(len(one.copies)):
            first = len(codes)
            stack.pages.extend(pages[number] for number in paper)
            codes += [one.code(copy, page + 1, len(paper)) for page in range(len(paper))]
            copies[-1].append(range(first, len(codes)))
    code_pages(stack, codes)
    return stack, copies


def _bare(page: Page) -> Page:
    """A page without links: nothing on paper can be followed."""
    if "/Annots" in page.obj:
        del page.obj.Annots
    return page


def _padded(source: pikepdf.Pdf, copies: Sequence[range], setup: Setup) -> pikepdf.Pdf:
    """Copies one after the other, each on sheets of its own where both sides are printed."""
    pdf, pages = pikepdf.new(), list(source.pages)
    for copy in copies:
        pdf.pages.extend(pages[number] for number in copy)
        if setup.duplex and len(copy) % 2:
            _, _, width, height = (float(edge) for edge in pages[copy[0]].mediabox)
            pdf.add_blank_page(page_size=(width, height))
    return pdf


def _alone(source: pikepdf.Pdf, copies: Sequence[range], about: About, setup: Setup) -> bytes:
    if not setup.singly:
        return b""
    with _padded(source, copies, setup) as pdf:
        return finish_compacted(pdf, about)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
