"""Folios: a record as its page shows it to one visitor, in finished strings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.clauses.agreement import Agreement
from checklists.rules import Finding
from generator.composing.annotations import (
    Change,
    carried_lines,
    changes,
    late_lines,
    together,
    void_lines,
)
from generator.composing.letter import agreement_of
from generator.composing.scans import withheld_lines
from generator.school import School
from records.campaigns import REGISTER as LETTERS
from records.definitions import Definition
from records.lifecycle import is_returned, open_reasons
from records.record import Operation, Record
from taizhang import particulars
from taizhang.desk import Desk
from taizhang.papers import imprint_of, school_on_paper
from taizhang.particulars import Event, Fact, File, Item, Place, Table
from taizhang.privacy import Reading, read_record
from taizhang.telling import state_text
from taizhang.web.rights import Visitor
from taizhang.web.sheets import chapter_of
from taizhang.web.steps import Step, papers_of, steps_for
from taizhang.web.tasks.reach import visible


@dataclass(frozen=True, slots=True)
class Folio:
    """A record.

    Attributes:
        here: address that its photos and signatures lie below.
        slug: key of its register; empty where the program no longer knows it.
        version: that is shown.
        notices: text and kind of what has to be known first.
        agreement: its whole text, where it is one that both sides sign.
        facts, tables, photos, items: its content; `scans` what came back of its paper.
        findings: severity and text.
        opens: numbers of the hazards it opened; `opened_by` what opened it.
    """

    here: str
    number: str
    slug: str
    register: str
    chapter: str
    title: str
    day: date
    by: str
    state: str
    verdict: str
    version: int
    notices: tuple[tuple[str, str], ...]
    agreement: Agreement | None
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    photos: tuple[Fact, ...]
    scans: tuple[File, ...]
    items: tuple[Item, ...]
    findings: tuple[tuple[str, str], ...]
    opens: tuple[str, ...]
    opened_by: str
    changes: tuple[Change, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]
    steps: tuple[Step, ...] = ()
    papers: tuple[Step, ...] = ()


def folio_of(desk: Desk, visitor: Visitor, number: str) -> Folio:
    """A record for somebody's eyes; that they read personal values is noted.

    Raises:
        UnknownRecordError: there is none.
        ForbiddenError: it is not theirs to see.
    """
    record, kind = visible(desk, visitor, number)
    reading = read_record(desk, number, by=visitor.id, how="查看")
    steps = steps_for(desk, visitor, record, kind, whole=not reading.hint)
    return _folio(desk, reading, f"/records/{number}", steps, papers_of(record, kind))


def _folio(
    desk: Desk, reading: Reading, here: str, steps: Sequence[Step], papers: Sequence[Step]
) -> Folio:
    record, form = reading.record, desk.definition(reading.record)
    kind, school = desk.registers.get(record.register), school_on_paper(desk.home)
    content = list(particulars.content(record, form, school))
    facts = [one for one in content if isinstance(one, Fact)]
    return Folio(
        here=here,
        number=record.number,
        slug=kind.slug if kind else "",
        register=form.title,
        chapter=chapter_of(kind) if kind else "",
        title=reading.title or form.title,
        day=record.date,
        by=record.first.by.name,
        state=state_text(record),
        verdict=str(record.verdict or ""),
        version=record.latest.version,
        notices=tuple(notices(record, form, school, reading.hint)),
        agreement=agreement_in(desk, record),
        facts=tuple(one for one in facts if not one.files),
        tables=tuple(one for one in content if isinstance(one, Table)),
        photos=tuple(one for one in facts if one.files),
        scans=tuple(particulars.scans(record, school)),
        items=tuple(particulars.items(record, form, school)),
        findings=tuple(
            (str(one.severity), f"{one.where}：{one.message}") for one in record.findings
        ),
        opens=record.opens,
        opened_by=record.first.opened_by,
        changes=tuple(changes(record, form, school)),
        places=tuple(particulars.places(record, school)),
        events=tuple(particulars.events(record, school)),
        steps=tuple(steps),
        papers=tuple(papers),
    )


def agreement_in(desk: Desk, record: Record) -> Agreement | None:
    """The whole text of an agreement; None for any other record."""
    if record.register != LETTERS:
        return None
    return agreement_of(record, imprint_of(desk, desk.term_holding(record)))


def told_of(finding: Finding) -> str:
    """What a rule found, and what to do about it."""
    advice = f"。{finding.advice}" if finding.advice else ""
    return f"{finding.where}：{finding.message}{advice}"


def notices(
    record: Record, form: Definition, school: School, hint: str = ""
) -> Iterator[tuple[str, str]]:
    """What has to be known of a record before it is read, and how it is meant."""
    yield from ((text, "bad") for text in void_lines(record, school))
    if is_returned(record) and not record.is_void:
        last = next(one for one in reversed(record.versions) if one.operation is Operation.RETURN)
        yield f"{last.by.name}退回，还没有改：{last.reason}", "bad"
    yield from ((text, "info") for text in carried_lines(record))
    yield from ((text, "info") for text in withheld_lines(record))
    yield from ((text, "wait") for text in late_lines(record))
    if not record.is_void:
        yield from ((f"还差：{one}", "wait") for one in open_reasons(record))
    if record.corrections:
        yield "有更正：原值、更正值和原因列在下面", "info"
    yield from ((f"{one}由“其余全部正常”一次填写", "info") for one in together(record, form))
    if hint:
        yield hint, "info"
