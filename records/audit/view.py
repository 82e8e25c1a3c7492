"""What the audit looks at: the records of a term as they stand, the school, and the moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

from checklists.entry import Entry
from checklists.rules import GENERAL, Finding, Severity
from checklists.surroundings import Listed, listings
from records import hazards
from records.access import Access, AccessLog
from records.expiry import expired
from records.record import Record
from records.school import School
from records.standings import BySubject, by_subject, subject_of

if TYPE_CHECKING:
    from records.ledger import Ledger


class Past(Protocol):
    """Where the records of earlier terms are."""

    def before(self, register: str) -> Sequence[Record]:
        """Records of a register of earlier terms that are not voided, as they stand now."""


@dataclass(frozen=True)
class View:
    """Read only; nothing in it changes.

    Attributes:
        records: of the term, in order of capture, voided ones included.
        carried: hazards that were open when earlier terms ended.
        now: moment up to which things are owed.
        store: where earlier terms are; None where there are none.
        accesses: who read personal values; `log_damage` what was changed in that log.
        expired: registers of earlier terms, with the term, whose personal values should be gone.
    """

    records: tuple[Record, ...]
    school: School
    now: datetime
    carried: tuple[Record, ...] = field(default=())
    store: Past | None = None
    accesses: tuple[Access, ...] = ()
    log_damage: tuple[str, ...] = ()
    expired: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls, ledger: "Ledger", school: School, now: datetime, registers: Iterable[str] = ()
    ) -> Self:
        """The term of a ledger; of some registers only, where they are named."""
        kept = [ledger.find(one) for one in registers] or [ledger.find()]
        records = tuple(record for found in kept for record in found)
        known = replace(school, directory=ledger.lists(school))
        log = AccessLog(ledger.home, ledger.journal.disk)
        return cls(
            records,
            known,
            now,
            tuple(hazards.left_open(ledger)),
            ledger,
            tuple(log.entries()),
            log.damage(),
            tuple(expired(ledger, school.registers, now.date())),
        )

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.now.astimezone(self.school.zone).date()

    @cached_property
    def period(self) -> tuple[date, date]:
        """The term up to now, and what its ledger holds of the days before and after."""
        days = [record.date for kept in self.by_register.values() for record in kept]
        term = self.school.calendar.term
        return min([term.start, *days]), max([min(self.today, term.end), *days])

    @cached_property
    def closed_failures(self) -> frozenset[tuple[str, str]]:
        """What failed in which record and has a hazard that was closed."""
        return frozenset(
            (one.first.opened_by, one.first.opened_for)
            for one in self.of_register(hazards.REGISTER)
            if hazards.is_settled(one)
        )

    @cached_property
    def by_register(self) -> dict[str, tuple[Record, ...]]:
        """Records that are not voided, by key of their register, by business date."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if not record.is_void:
                found.setdefault(record.register, []).append(record)
        return {key: tuple(sorted(kept, key=_by_day)) for key, kept in found.items()}

    def of_register(self, slug: str) -> tuple[Record, ...]:
        """Records of one register that are not voided, by business date."""
        return self.by_register.get(slug, ())

    def by_subject(self, entry: type[Entry]) -> BySubject:
        """The same by what they are about, as duties are owed."""
        known = self._by_subject
        if entry.slug not in known:
            known[entry.slug] = by_subject(entry, self.of_register(entry.slug))
        return known[entry.slug]

    def ever(self, slug: str) -> Sequence[Record]:
        """Records of one register that are not voided, of earlier terms, too; by business date."""
        if self.store is None:
            return self.of_register(slug)
        known = self._of_all_terms
        if slug not in known:
            before = (one for one in self.store.before(slug) if not self.is_of_term(one))
            known[slug] = sorted((*before, *self.of_register(slug)), key=_by_day)
        return known[slug]

    def is_of_term(self, record: Record) -> bool:
        """Whether a record began in this term, and so is looked into now."""
        return record.number in self._numbers

    def following(
        self, slug: str, key: Callable[[Record], object] = lambda _: ""
    ) -> Iterator[tuple[Record, Record]]:
        """Records of this term, each with the one before it of the same key, of whatever term."""
        last: dict[object, Record] = {}
        for record in self.ever(slug):
            about = key(record)
            if about in last and self.is_of_term(record):
                yield last[about], record
            last[about] = record

    def listed(self, kind: str) -> Sequence[Listed]:
        """A list of the directory, read once."""
        known = self._lists
        if kind not in known:
            known[kind] = listings(self.school.directory, kind)
        return known[kind]

    def entries(self) -> Iterator[type[Entry]]:
        """The registers the school keeps."""
        for entry in self.school.registers.values():
            if not self.school.profile.why_not_kept(entry):
                yield entry

    def subject(self, record: Record) -> str:
        """What a record is about, as `Duty.subject`; content is read as it stands, unjudged."""
        known = self._subjects
        if record.number not in known:
            known[record.number] = subject_of(self.school.registers[record.register], record)
        return known[record.number]

    def finding(
        self,
        code: str,
        where: str,
        message: str,
        advice: str = "",
        *,
        number: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of a rule by its full code; the severity is the rule's own."""
        return Finding(
            code, severity or self._severities[code], where, message, advice, number=number
        )

    def unchecked(self, code: str, where: str, lacking: str) -> Finding:
        """未核: a rule that looks into a register the school does not keep. Never a silent pass."""
        what = f"未核（缺{lacking}）"
        return self.finding(code, where, what, "人工核对", severity=Severity.HINT)

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        own = {
            f"{entry.slug}.{rule.code}": rule.severity
            for entry in self.school.registers.values()
            for rule in entry.register.rules
        }
        return {code: rule.severity for code, rule in GENERAL.items()} | own

    @cached_property
    def _by_subject(self) -> dict[str, BySubject]:
        return {}

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(record.number for record in self.records)

    @cached_property
    def _of_all_terms(self) -> dict[str, Sequence[Record]]:
        return {}

    @cached_property
    def _lists(self) -> dict[str, Sequence[Listed]]:
        return {}

    @cached_property
    def _subjects(self) -> dict[str, str]:
        return {}


def _by_day(record: Record) -> tuple[str, datetime]:
    return record.date.isoformat(), record.first.at
