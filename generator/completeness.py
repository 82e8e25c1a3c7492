"""Completeness of a term: which duties were done, which late, which not at all, and why.

How a duty stands is decided in records/standings.py.
Due rate = done on time ÷ due (registers.md D.6).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from checklists.cadence import OnEvent
from checklists.duty import Duty
from checklists.entry import Entry
from checklists.profile import NOT_APPLICABLE
from checklists.register import CHAPTERS, Register
from generator.wording import share
from records.record import Record
from records.school import School
from records.standings import DutyStanding, Standing, by_subject, standing_of, unasked


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
    def absence(self) -> str:
        """That the school does not keep the register, and why; empty when it does."""
        own = self.off_reason and not self.off_reason.startswith(NOT_APPLICABLE)
        return f"未建册：{self.off_reason}" if own else self.off_reason

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
    kept = by_subject(entry, records) if duties else {}
    owed = (standing_of(duty, kept) for duty in duties if duty.due <= span.until)
    return RegisterCompleteness(
        slug=entry.slug,
        register=entry.register,
        chapter=CHAPTERS[entry.chapter],
        duties=tuple(_explained(entry.slug, one, span.absences) for one in owed),
        records=len(records),
        extra=tuple(sorted(record.number for record in unasked(duties, kept))),
        is_by_event=isinstance(span.school.cadence(entry), OnEvent),
        off_reason=span.school.profile.why_not_kept(entry),
    )


def _explained(slug: str, one: DutyStanding, absences: Mapping[str, str]) -> DutyStanding:
    """A missing duty with the school's reason."""
    if one.standing is not Standing.MISSING:
        return one
    keys = reason_keys(slug, one.duty)
    return replace(one, reason=next((absences[key] for key in keys if key in absences), ""))


def reason_keys(slug: str, duty: Duty) -> tuple[str, str]:
    """Keys under which the school may say why a duty was not done: by its title, by its day."""
    return f"{slug}/{duty.title}", f"{slug}/{duty.first}"
