"""The use-case of binding: a term becomes one signed volume."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from checklists.register import CHAPTERS
from generator.completeness import RegisterCompleteness, Span, completeness
from generator.manifest import Head
from generator.rendering import Press
from generator.signing import sign_volume
from generator.volume import Material, Volume, bind
from records.hazards import left_open
from records.record import Record
from taizhang import log
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.papers import imprint_of, issue, school_identity
from taizhang.privacy import note_binding, shown

REASON = "学期台账装订归档"

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound and signed volume.

    Attributes:
        volume: the unsigned master: the same bytes for the same ledger, moment and person.
        signed: what the inspector gets.
        standings: completeness of every register.
        issued: where it is kept.
    """

    volume: Volume
    signed: bytes
    standings: tuple[RegisterCompleteness, ...]
    issued: Path


def bind_term(
    desk: Desk,
    press: Press,
    visit: Visit,
    term: str,
    *,
    checked_by: str = "",
    chapters: Collection[str] = (),
    tell: Tell = lambda *_: None,
) -> Bound:
    """Bind a term, sign it with the school's key, and keep what was issued.

    Args:
        desk: where the records are.
        press: prints, in children.
        visit: who binds (立卷人) and when.
        term: as 2025-2026-2.
        checked_by: 检查人, as printed in the volume note.
        chapters: keys of chapters; empty is the whole term.
        tell: is told how far it is: done, total, step.

    Raises:
        UsageError: nothing was recorded in the term, or a chapter is unknown.
        GeneratorError: something cannot be printed.
    """
    if not desk.has_ledger(term):
        raise UsageError(f"学期 {term} 还没有记录，装订不了。先登记。")
    for key in chapters:
        if key not in CHAPTERS:
            raise UsageError(f"没有“{key}”这一章。可用：{'、'.join(CHAPTERS)}。")
    identity = school_identity(desk.home)
    note_binding(desk, visit, term)
    material = material_of(desk, visit, term, checked_by)
    log.step("volume", term=term, records=len(material.records))
    volume = bind(
        material,
        press,
        chapters or None,
        progress=lambda what, done, total: tell(done, total, what),
    )
    tell(1, 1, "签名")
    signed = sign_volume(volume.pdf, identity, REASON, visit.at)
    kept = issue(desk.home, f"台账-{term}.pdf", signed)
    log.step("signed", term=term, bytes=len(signed))
    return Bound(volume, signed, tuple(material.standings), kept)


def material_of(desk: Desk, visit: Visit, term: str, checked_by: str = "") -> Material:
    """Everything a volume of a term is made of, at one state of the ledger, which its head names.

    Nobody has to stop recording for it.
    """
    ledger = desk.ledger(term)
    with ledger.journal.held():
        records = desk.records(term)
        return Material(
            imprint=imprint_of(desk, term),
            registers=tuple(desk.registers.values()),
            records=[shown(desk, one) for one in (*desk.amended(term), *records)],
            form_of=lambda record: desk.definition(record),
            standings=standings(desk, term, records, visit),
            head=Head(lines=ledger.size, digest=ledger.head),
            by=desk.person(visit).name,
            checked_by=checked_by,
            at=visit.at,
            carried=tuple(shown(desk, one) for one in left_open(ledger)),
        )


def standings(
    desk: Desk, term: str, records: list[Record], visit: Visit
) -> tuple[RegisterCompleteness, ...]:
    """Completeness of every register at the moment of the visit."""
    span = Span(school=desk.school(term), until=visit.at, absences=desk.home.settings.absences)
    return completeness(desk.registers.values(), records, span)
