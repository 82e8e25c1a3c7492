"""The body of a volume: every register printed, one run each, several side by side.

A row register is cut by months, as a school keeps its books; a run takes so many papers, rows and
photos at most that a child stays small and none works while the others are done.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from generator.compose import compose_archived
from generator.composing.imprint import Imprint
from generator.composing.rows import compose_row_photos, compose_rows, foot_of, row_anchor
from generator.document import Document, Grid, GridRow, Photos, Picture, SignatureBlock
from generator.layouts import Looks, Markings, Numbering
from generator.notes import ADDED
from generator.outline import RegisterPart
from generator.paging import only_grid, verify_feet, with_feet
from generator.pdf import render_paper
from generator.preparation import prepare
from generator.rendering import Press, pages_of_rows
from records.definitions import Definition
from records.record import Record

Engine = Literal["bulk", "reference"]
FormOf = Callable[[Record], Definition]
LOAD_OF_A_RUN = 250  # papers, rows, pictures: an engine holds all of a run, and photos unpacked
INKS_A_PHOTO = 6  # take as much of an engine's memory
UNNUMBERED = Numbering(shown=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """Photos that are printed, and the captions of pictures that are not there to be printed."""

    photos: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What came off the press, and what went in."""

    name: str
    documents: tuple[Document, ...]
    runs: tuple[bytes, ...]

    @property
    def shown(self) -> Shown:
        """What it shows in pictures."""
        photos = [one for document in self.documents for one in _photos(document)]
        inks = [one for document in self.documents for one in _inks(document)]
        scans = [one for document in self.documents for one in document.scans]
        lost = tuple(one.caption for one in (*photos, *inks, *scans) if one.lost)
        return Shown(sum(not one.lost for one in photos), lost)


@dataclass(frozen=True, slots=True)
class Printing:
    """A register on its way through the press."""

    title: str
    name: str
    documents: tuple[Document, ...]
    futures: "tuple[Future[bytes], ...]"

    def finish(self, press: Press) -> Printed:
        """Wait for all runs.

        Raises:
            GeneratorError: what a child found, or that it died.
        """
        runs = tuple(press.wait(self.title, future) for future in self.futures)
        return Printed(self.name, self.documents, runs)


def start_registers(
    parts: Sequence[RegisterPart],
    form_of: FormOf,
    imprint: Imprint,
    press: Press,
    engine: Engine = "bulk",
) -> Iterator[Printing]:
    """Put the registers on the press, in order; row registers are paged while others print."""
    rows = {part.entry.slug: _page(part, form_of, imprint, press) for part in parts}
    for part in parts:
        paged = rows[part.entry.slug]
        documents = (
            tuple(document for one in paged for document in one.finish(press))
            if paged
            else tuple(_papers(part, form_of, imprint))
        )
        yield start(part.entry.slug, part.title, documents, press, engine)


def start(
    name: str, title: str, documents: tuple[Document, ...], press: Press, engine: Engine = "bulk"
) -> Printing:
    """Put documents of one kind on the press without page numbers: those are stamped later."""
    if engine == "reference":
        futures = [press.pool.submit(unnumbered_paper, one, press.looks) for one in documents]
    else:
        futures = [press.submit_bulk(run, UNNUMBERED) for run in _runs(documents)]
    return Printing(title, name, documents, tuple(futures))


def unnumbered_paper(document: Document, looks: Looks) -> bytes:
    """In a child: one document by the reference engine."""
    ready = prepare(document, looks)
    pdf = render_paper(ready, looks, Markings(numbering=UNNUMBERED))
    verify_feet(ready, pdf)
    return pdf


@dataclass(frozen=True, slots=True)
class _Paging:
    """A month of a row register, being cut into pages, and the photos that follow them."""

    title: str
    records: tuple[Record, ...]
    future: "Future[tuple[Document, list[list[GridRow]]]]"
    photos: tuple[Document, ...]

    def finish(self, press: Press) -> tuple[Document, ...]:
        """The table with its feet, then the photos."""
        ready, pages = press.wait(self.title, self.future)
        return with_feet(ready, pages, foot_of(self.records)), *self.photos


def _page(
    part: RegisterPart, form_of: FormOf, imprint: Imprint, press: Press
) -> tuple[_Paging, ...]:
    return tuple(
        _Paging(
            part.title,
            month,
            press.pool.submit(pages_of_rows, document, press.looks),
            tuple(compose_row_photos(document, month, form, imprint)),
        )
        for form, records in _by_form(part.records, form_of)
        if form.shape == "row"
        for document, month in _months(compose_rows(records, form, imprint), records)
    )


def _papers(part: RegisterPart, form_of: FormOf, imprint: Imprint) -> Iterator[Document]:
    return (compose_archived(record, form_of(record), imprint) for record in part.records)


def _by_form(
    records: Sequence[Record], form_of: FormOf
) -> Iterator[tuple[Definition, tuple[Record, ...]]]:
    """Records that follow each other on the same form; a form that changed begins a new table."""
    for _, same in groupby(records, key=lambda record: record.content.definition):
        kept = tuple(same)
        yield form_of(kept[0]), kept


def _months(
    document: Document, records: Sequence[Record]
) -> Iterator[tuple[Document, tuple[Record, ...]]]:
    """The table of a register, month by month, in the same columns."""
    grid = only_grid(document)
    for (year, month), same in groupby(records, key=lambda one: (one.date.year, one.date.month)):
        kept = tuple(same)
        anchors = {row_anchor(record) for record in kept}
        rows = tuple(row for row in grid.rows if row.anchor.partition("_")[0] in anchors)
        yield _month(document, grid, rows, date(year, month, 1), len(kept)), kept


def _month(
    document: Document, grid: Grid, rows: tuple[GridRow, ...], first: date, count: int
) -> Document:
    head, _, _ = document.subtitle.rpartition("　")
    return replace(
        document,
        subtitle=f"{head}　{first.year}年{first.month}月　共 {count} 条",
        anchor=f"{document.slug}-{rows[0].anchor}",
        blocks=(replace(grid, rows=rows),),
    )


def _runs(documents: tuple[Document, ...]) -> Iterator[tuple[Document, ...]]:
    """Papers of the same sheet that follow each other, no more at a time than a child can take."""
    for _, same in groupby(documents, key=lambda one: (one.shape, one.orientation, one.slug)):
        run: list[Document] = []
        load = 0
        for document in same:
            weight = _weight(document)
            if run and load + weight > LOAD_OF_A_RUN:
                yield tuple(run)
                run, load = [], 0
            run.append(document)
            load += weight
        yield tuple(run)


def _weight(document: Document) -> int:
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Grid))
    inks = sum(1 for _ in _inks(document))
    pictures = len(_photos(document)) + len(document.scans)
    return 1 + rows + pictures + inks // INKS_A_PHOTO


def _photos(document: Document) -> list[Picture]:
    blocks = (block for block in document.blocks if isinstance(block, Photos))
    return [picture for block in blocks for picture in block.pictures]


def _inks(document: Document) -> Iterator[Picture]:
    """Signatures that were drawn, under a form and in the rows of a table."""
    for block in document.blocks:
        match block:
            case SignatureBlock():
                yield from (line.ink for line in block.lines if line.ink)
            case Grid():
                yield from (ink for row in block.rows for ink in row.inks if ink)


def characters_of(documents: Iterable[Document]) -> frozenset[str]:
    """Every character that stands in the documents once they are printed, notes included."""
    found: set[str] = set(ADDED)
    nodes: list[object] = list(documents)
    while nodes:
        node = nodes.pop()
        if isinstance(node, str):
            found.update(node)
        elif isinstance(node, tuple):
            nodes.extend(node)
        elif dataclasses.is_dataclass(node):
            nodes.extend(getattr(node, name) for name in node.__dataclass_fields__)
    return frozenset(found)
