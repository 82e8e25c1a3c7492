"""Binding a term: cover, catalogue, chapters, completeness, hazards and note become one PDF/A-3b.

What comes out is the unsigned master: the same bytes for the same material.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from checklists.entry import Entry
from generator.assembly import Section, join, printed_pages
from generator.body import Engine, FormOf, Printing, Shown, start, start_registers
from generator.completeness import RegisterCompleteness
from generator.composing.chapters import compose_chapter_note, compose_chapter_title, note_name
from generator.composing.covers import (
    CONTENTS_TITLE,
    COVER_TITLE,
    LEDGER_TITLE,
    Entitlement,
    compose_contents,
    compose_cover,
    entitle,
)
from generator.composing.hazard_summary import TITLE as HAZARDS_TITLE
from generator.composing.hazard_summary import compose_hazards
from generator.composing.imprint import Imprint
from generator.composing.shortfalls import TITLE as SHORTFALLS_TITLE
from generator.composing.shortfalls import compose_shortfalls
from generator.composing.volume_note import TITLE as NOTE_TITLE
from generator.composing.volume_note import Making, compose_volume_note
from generator.darkroom import develop
from generator.document import Document
from generator.enclosures import Enclosures, enclose
from generator.errors import NotForPrintError
from generator.finish import finish_volume
from generator.losses import spelt_in_codes, unreadable
from generator.manifest import NAME, RECORDS_NAME, Head, Manifest
from generator.metadata import About
from generator.navigation import navigate, places
from generator.outline import Chapter, Tally, arrange, longest
from generator.preparation import coverage_of
from generator.provenance import Provenance, gather
from generator.rendering import Press
from generator.wording import moment
from records.hazards import REGISTER as HAZARDS
from records.record import Record

Progress = Callable[[str, int, int], None]
"""Told the step in Chinese, how many of its parts are done, and how many there are."""


def _silent(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a volume is made of; nothing else is read.

    Attributes:
        registers: those of the school, in the catalogue's order.
        records: of the term, and those of earlier ones to which something was done in it.
        form_of: the definition a record pinned.
        standings: completeness of every register.
        head: where the journal stood.
        by, checked_by: 立卷人 and 检查人.
        at: moment of binding: the only time stamp.
        archival_code: 档号; empty is left to be written in.
        originals: signed originals to attach, by file name.
        carried: hazards that earlier terms left open, as they stand now.
    """

    imprint: Imprint
    registers: Sequence[type[Entry]]
    records: Sequence[Record]
    form_of: FormOf
    standings: Sequence[RegisterCompleteness]
    head: Head
    by: str
    at: datetime
    checked_by: str = ""
    archival_code: str = ""
    originals: Mapping[str, bytes] = field(default_factory=dict)
    carried: Sequence[Record] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """A bound volume, not yet signed.

    Attributes:
        pages: printed page numbers it has; cover, catalogue and note carry none.
    """

    pdf: bytes
    manifest: Manifest
    title: str
    pages: int
    records: int


def bind(
    material: Material,
    press: Press,
    chapters: Collection[str] | None = None,
    engine: Engine = "bulk",
    progress: Progress = _silent,
) -> Volume:
    """Bind a term, or chosen chapters of it.

    Args:
        material: what to bind.
        press: prints, in children.
        chapters: keys of chapters; None is all.
        engine: which engine lays out the pages.
        progress: is told how far it is.

    Raises:
        NotForPrintError: the chosen chapters hold no register.
        GeneratorError: something cannot be printed or joined.
    """
    outline = arrange(material.registers, material.records, material.standings, chapters)
    if not outline:
        raise NotForPrintError("案卷", "所选章节里没有登记簿", "请另选章节，或装订整个学期")
    records = [record for chapter in outline for record in chapter.records]
    imprint = develop(records, material.imprint, press, partial(progress, "照片、签名"))
    ready = replace(material, imprint=imprint)
    return _Binding(ready, press, outline, chapters is None, engine, progress).bind()


@dataclass(frozen=True, slots=True)
class _Binding:
    """One volume on its way."""

    material: Material
    press: Press
    chapters: tuple[Chapter, ...]
    whole: bool
    engine: Engine
    progress: Progress

    def bind(self) -> Volume:
        """Print, number, join, attach, finish."""
        name = entitle(
            self.material.imprint, self.chapters, self.whole, self.material.archival_code
        )
        numbered = self._numbered()
        provenance = gather(self.press.looks)
        printed = printed_pages([section for section, _ in numbered])
        pages = max((last for _, last in printed.values()), default=0)
        tally = Tally.of(self._records, sum(shown.photos for _, shown in numbered))
        making = self._making(provenance, [one for _, shown in numbered for one in shown.lost])
        front, back = self._unnumbered(name, tally, pages, places(self.chapters, printed), making)
        sections = [*front, *(section for section, _ in numbered), *back]
        self.progress("合订", 0, 1)
        joined = join(sections, self.press.looks.faces)
        navigate(joined, self.chapters, self._closing)
        manifest = enclose(joined.pdf, self._enclosures, provenance)
        pdf = finish_volume(joined.pdf, self._about(name, manifest))
        self.progress("合订", 1, 1)
        return Volume(pdf, manifest, name.title, pages, len(self._records))

    @property
    def _records(self) -> tuple[Record, ...]:
        return tuple(record for chapter in self.chapters for record in chapter.records)

    @property
    def _standings(self) -> tuple[RegisterCompleteness, ...]:
        if self.whole:  # what the school does not keep is told too, with its reason
            return tuple(self.material.standings)
        return tuple(part.standing for chapter in self.chapters for part in chapter.parts)

    @property
    def _has_hazards(self) -> bool:
        return any(part.entry.slug == HAZARDS for one in self.chapters for part in one.parts)

    @property
    def _closing(self) -> tuple[str, ...]:
        return (SHORTFALLS_TITLE, *((HAZARDS_TITLE,) if self._has_hazards else ()))

    @property
    def _enclosures(self) -> Enclosures:
        material = self.material
        return Enclosures(
            school=material.imprint.school.name,
            term=material.imprint.calendar.term.key,
            head=material.head,
            records=self._records,
            originals=material.originals,
            at=material.at,
        )

    # ---- printing

    def _numbered(self) -> list[tuple[Section, Shown]]:
        """Sections with page numbers, each with the photos it shows, in the order of the volume."""
        jobs = self._start()
        found: dict[str, tuple[Section, Shown]] = {}
        for done, (name, job) in enumerate(jobs.items(), start=1):
            found[name] = self._finish(job)
            self.progress("排版", done, len(jobs))
        notes = [self._start_note(chapter, found) for chapter in self.chapters]
        found |= {job.name: self._finish(job) for job in notes}
        return [found[name] for name in self._order()]

    def _start(self) -> dict[str, Printing]:
        """Put everything on the press that needs no page numbers."""
        imprint, press, engine = self.material.imprint, self.press, self.engine
        jobs: dict[str, Printing] = {}
        for chapter in self.chapters:
            first = compose_chapter_title(chapter, imprint)
            jobs[chapter.key] = start(chapter.key, chapter.heading, (first,), press, engine)
        parts = [part for chapter in self.chapters for part in chapter.parts]
        for job in start_registers(parts, self.material.form_of, imprint, press, engine):
            jobs[job.name] = job
        for title, document in self._closing_papers():
            jobs[title] = start(title, title, (document,), press, engine)
        return jobs

    def _closing_papers(self) -> Iterator[tuple[str, Document]]:
        material, imprint = self.material, self.material.imprint
        until = moment(material.at, imprint.school.zone)
        yield SHORTFALLS_TITLE, compose_shortfalls(self._standings, imprint, until)
        if self._has_hazards:
            on = material.at.astimezone(imprint.school.zone).date()
            known = {one.slug: one for one in material.registers}
            summary = compose_hazards(self._records, imprint, on, material.carried, known)
            yield HAZARDS_TITLE, summary

    def _start_note(self, chapter: Chapter, found: Mapping[str, tuple[Section, Shown]]) -> Printing:
        """The note that counts a chapter: last of all, for it would wait behind what it counts."""
        inside = [found[name] for name in _sections_of(chapter)]
        tally = Tally.of(chapter.records, sum(shown.photos for _, shown in inside))
        pages = sum(section.pages for section, _ in inside)
        note = compose_chapter_note(chapter, self.material.imprint, tally, pages)
        return start(note_name(chapter.key), note.title, (note,), self.press, self.engine)

    def _order(self) -> Iterator[str]:
        """Names of the numbered sections as they stand in the volume."""
        for chapter in self.chapters:
            yield from _sections_of(chapter)
            yield note_name(chapter.key)
        yield from self._closing

    def _finish(self, job: Printing, *, numbered: bool = True) -> tuple[Section, Shown]:
        printed = job.finish(self.press)
        section = Section.of(printed, self.press.looks.faces, numbered=numbered)
        return section, printed.shown

    def _unnumbered(
        self,
        name: Entitlement,
        tally: Tally,
        pages: int,
        places: Mapping[str, tuple[int, int]],
        making: Making,
    ) -> tuple[list[Section], list[Section]]:
        """Cover and catalogue; the note."""
        imprint = self.material.imprint
        retention = longest(chapter.retention for chapter in self.chapters)
        papers = {
            COVER_TITLE: compose_cover(imprint, name, retention, tally.records, pages),
            CONTENTS_TITLE: compose_contents(imprint, self.chapters, self._closing, places),
            NOTE_TITLE: compose_volume_note(imprint, tally, pages, making),
        }
        jobs = [start(key, key, (one,), self.press, self.engine) for key, one in papers.items()]
        cover, contents, note = (self._finish(job, numbered=False)[0] for job in jobs)
        return [cover, contents], [note]

    def _making(self, provenance: Provenance, lost: Sequence[str]) -> Making:
        material = self.material
        return Making(
            by=material.by,
            checked_by=material.checked_by,
            at=material.at,
            head=material.head,
            substitutes=provenance.substitutes,
            attached=tuple(sorted((NAME, RECORDS_NAME, *material.originals))),
            coded=spelt_in_codes(self._records, coverage_of(self.press.looks)),
            lost=tuple(lost),
            masked=any(record.key for record in self._records),
            unreadable=unreadable(self._records),
        )

    # ---- joining

    def _about(self, name: Entitlement, manifest: Manifest) -> About:
        material = self.material
        term = material.imprint.calendar.term
        return About(
            title=name.title,
            author=material.imprint.school.name,
            subject=f"{term.title}{LEDGER_TITLE}",
            document_id=name.archival_code or f"{material.imprint.school.code}{term.key}",
            content_sha256=manifest.files[RECORDS_NAME].sha256,
            term=term.key,
            created=material.at,
            keywords=" ".join(
                ("台账", *(part.title for one in self.chapters for part in one.parts))
            ),
        )


def _sections_of(chapter: Chapter) -> tuple[str, ...]:
    """Names of its title page and its registers."""
    return (chapter.key, *(part.entry.slug for part in chapter.parts))
