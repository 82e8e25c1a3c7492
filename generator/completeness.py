"""Completeness of a term: which duties were done, which late, which not at all, and why.

A duty is done when a record of its subject and window counts: not voided, no 阻断 finding open,
and a late one approved. Due rate = done on time ÷ due (registers.md D.6).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import ValidationError

from checklists.cadence import OnEvent
from checklists.duty import Duty
from checklists.entry import Entry
from checklists.register import CHAPTERS, Register
from generator.wording import share
from records.record import Record
from records.school import School


class Standing(StrEnum):
    """How a duty stands."""

    DONE = "按时"
    LATE = "补录"
    OPEN = "未结"
    MISSING = "缺"


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty that has fallen due, and what was recorded for it.

    Attributes:
        numbers: records of its subject and window that were not voided.
        reason: why it is late, open or missing, in words; empty where nobody said.
    """

    duty: Duty
    standing: Standing
    numbers: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RegisterCompleteness:
    """One register's duties up to a moment.

    Attributes:
        slug, register: key and description.
        chapter: number and title of its chapter.
        duties: all that have fallen due, in order.
        records: how many records were kept, voided ones included.
        extra: numbers of records that no duty asked for (加查, G11).
        is_by_event: 按次: owed when something happens, no due rate.
        off_reason: why the school does not keep this register; empty when it does.
    """

    slug: str
    register: Register
    chapter: tuple[int, str]
    duties: tuple[DutyStanding, ...]
    records: int
    extra: tuple[str, ...]
    is_by_event: bool
    off_reason: str = ""

    @property
    def due(self) -> int:
        """Duties that have fallen due."""
        return len(self.duties)

    @property
    def done(self) -> int:
        """Done on time."""
        return self._count(Standing.DONE)

    @property
    def late(self) -> int:
        """Done late (补录)."""
        return self._count(Standing.LATE)

    @property
    def open(self) -> int:
        """Recorded, but 未结: does not count."""
        return self._count(Standing.OPEN)

    @property
    def missing(self) -> int:
        """Not recorded at all."""
        return self._count(Standing.MISSING)

    @property
    def rate(self) -> str:
        """Due rate as printed; a dash where nothing was due."""
        return share(self.done, self.due)

    @property
    def shortfalls(self) -> tuple[DutyStanding, ...]:
        """What the completeness page lists: everything that was not done on time."""
        return tuple(one for one in self.duties if one.standing is not Standing.DONE)

    def _count(self, standing: Standing) -> int:
        return sum(one.standing is standing for one in self.duties)


@dataclass(frozen=True, slots=True)
class Span:
    """What completeness is measured against.

    Attributes:
        school: in its term, with what its duties are owed for.
        until: duties due later than this are not yet owed.
        absences: the school's reasons, by ``slug/duty title`` or ``slug/2026-03-05``.
    """

    school: School
    until: datetime
    absences: Mapping[str, str] = field(default_factory=dict)


def completeness(
    registers: Iterable[type[Entry]], records: Sequence[Record], span: Span
) -> tuple[RegisterCompleteness, ...]:
    """Every register's duties against its records, in the order given."""
    by_register: dict[str, list[Record]] = {}
    for record in records:
        by_register.setdefault(record.register, []).append(record)
    return tuple(_of(entry, by_register.get(entry.slug, []), span) for entry in registers)


def _of(entry: type[Entry], records: Sequence[Record], span: Span) -> RegisterCompleteness:
    duties = span.school.duties(entry)
    kept = _by_subject(entry, records) if duties else {}
    owed = tuple(duty for duty in duties if duty.due <= span.until)
    return RegisterCompleteness(
        slug=entry.slug,
        register=entry.register,
        chapter=CHAPTERS[entry.chapter],
        duties=tuple(
            _standing(entry.slug, duty, kept.get(duty.subject, []), span) for duty in owed
        ),
        records=len(records),
        extra=_extra(duties, kept),
        is_by_event=isinstance(span.school.cadence(entry), OnEvent),
        off_reason=span.school.profile.why_not_kept(entry),
    )


def _by_subject(entry: type[Entry], records: Sequence[Record]) -> dict[str, list[Record]]:
    kept: dict[str, list[Record]] = {}
    for record in records:
        if not record.is_void:
            kept.setdefault(subject_of(entry, record), []).append(record)
    return kept


def subject_of(entry: type[Entry], record: Record) -> str:
    """What a kept record is about, as `Duty.subject`; content is read as it stands, unjudged.

    Content that today's class cannot read is about the school as a whole, and counts as extra
    where duties are owed for something.
    """
    try:
        return entry.model_validate(entry.without_computed(record.entry)).subject()
    except ValidationError:
        return ""


def _standing(slug: str, duty: Duty, kept: Sequence[Record], span: Span) -> DutyStanding:
    met = [record for record in kept if duty.is_met_by(record.date, duty.subject)]
    numbers = tuple(record.number for record in met)
    counting = [record for record in met if not open_reasons(record)]
    if any(not record.is_late for record in counting):
        return DutyStanding(duty, Standing.DONE, numbers)
    if counting:
        return DutyStanding(duty, Standing.LATE, numbers, counting[0].late_reason)
    if met:
        reasons = dict.fromkeys(reason for record in met for reason in open_reasons(record))
        return DutyStanding(duty, Standing.OPEN, numbers, "；".join(reasons))
    return DutyStanding(duty, Standing.MISSING, reason=_absence(slug, duty, span.absences))


def open_reasons(record: Record) -> tuple[str, ...]:
    """Why a record does not count as done (未结); empty when it does."""
    blocking = tuple(f"{one.where}{one.message}" for one in record.blocking)
    if record.is_late and record.late_approved_by is None:
        return (*blocking, "补录未经批准")
    return blocking


def _absence(slug: str, duty: Duty, absences: Mapping[str, str]) -> str:
    for key in (duty.title, duty.first.isoformat()):
        if f"{slug}/{key}" in absences:
            return absences[f"{slug}/{key}"]
    return ""


def _extra(duties: Sequence[Duty], kept: Mapping[str, Sequence[Record]]) -> tuple[str, ...]:
    owed: dict[str, list[Duty]] = {}
    for duty in duties:
        owed.setdefault(duty.subject, []).append(duty)
    return tuple(
        sorted(
            record.number
            for subject, records in kept.items()
            for record in records
            if not any(duty.is_met_by(record.date, subject) for duty in owed.get(subject, ()))
        )
    )
