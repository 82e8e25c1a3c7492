"""The use-cases of recording, one method each; command line and web show the result."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from checklists.catalogue import Catalogue, catalogue, find
from checklists.entry import Entry
from checklists.rules import Finding
from generator.signing import Identity
from records.acts import Act, Continue, Correct, Erase, File, Return, Sign, Void
from records.attachments import Attachments
from records.audit import View, audit
from records.definitions import Definition
from records.directory import Directory
from records.disk import Disk
from records.hazards import Hazard, hazards_of
from records.ledger import Ledger
from records.masking import masked_findings
from records.owing import Owed, owed
from records.record import Person, Record
from records.refusals import UnknownRecordError
from records.school import School
from records.seal import Seal, seal_term, sealed_at
from records.soundness import attachments_in
from records.statistics import Row, statistics
from records.strokes import read_strokes
from records.terms import terms_kept
from taizhang import clock, log
from taizhang.errors import SchoolFileError, UsageError
from taizhang.home import SCHOOL_FILE, Home
from taizhang.intake import Files, beside, take_in, unkept
from taizhang.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes to the desk, and when.

    Attributes:
        by: who answers for it, id or name.
        at: moment, with zone.
        typed_by: who types, if someone else (代录).
        channel: cli, web or import.
        request_id: names the request; the same again is not done twice.
        device_at: when it was filled in, by the clock of the device.
    """

    by: str
    at: datetime
    typed_by: str = ""
    channel: str = "cli"
    request_id: str = ""
    device_at: datetime | None = None


class Desk:
    """A home with its ledgers opened as they are needed."""

    def __init__(
        self,
        home: Home,
        registers: Catalogue,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
        disk: Disk | None = None,
    ) -> None:
        self.home, self.registers, self.now = home, registers, now
        self.read_only, self.disk = read_only, disk or Disk()
        self.directory = Directory.open(home.folder / "directory", now().date())
        self.attachments = Attachments(home.folder / "attachments", self.disk)
        self._ledgers: dict[str, Ledger] = {}
        self._schools: dict[str, School] = {}

    @classmethod
    def open(
        cls,
        home: Home,
        registers: Catalogue | None = None,
        now: Callable[[], datetime] | None = None,
        *,
        read_only: bool = False,
        disk: Disk | None = None,
    ) -> Self:
        """A desk for a home, with the built-in registers, clock and disk unless others are given.

        A `read_only` one changes nothing, waits for nobody, and reads a home on a read-only disk.
        """
        clock_of = now or (lambda: clock.now(home.zone))
        return cls(home, registers or catalogue(), clock_of, read_only=read_only, disk=disk)

    def close(self) -> None:
        """Give up the ledgers."""
        while self._ledgers:
            self._ledgers.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- ledgers

    def school(self, term: str) -> School:
        """The school in a term, as its ledger needs it."""
        if term not in self._schools:
            settings = self.home.settings.school
            self._schools[term] = School(
                name=settings.name,
                calendar=self.home.calendar(term),
                directory=self.directory,
                subjects=self.directory.subjects(),
                limits=self.home.limits,
                profile=self.home.profile,
                code=settings.code,
                zone=self.home.zone,
                registers=self.registers,
            )
        return self._schools[term]

    def ledger(self, term: str) -> Ledger:
        """The ledger of a term, begun if there is none."""
        if term not in self._ledgers:
            school = self.school(term)
            self._ledgers[term] = Ledger.open(
                self.home.folder, term, school=school, disk=self.disk, read_only=self.read_only
            )
        return self._ledgers[term]

    def ledger_for(self, visit: Visit) -> Ledger:
        """The ledger that takes what is done now.

        Raises:
            SchoolFileError: the last term is sealed, and there is no later one.
        """
        term = self.term_now(visit.at.date())
        if self.is_sealed(term):
            raise SchoolFileError(
                f"{term} 已封存，{SCHOOL_FILE} 里还没有下一学期。请在 [[terms]] 里补上起止日期。"
            )
        return self.ledger(term)

    def term_now(self, day: date) -> str:
        """The term of a day; in the holidays the next one, once that one is sealed."""
        term = self.home.term_of(day).key
        following = self.home.term_after(term)
        return following.key if following and self.is_sealed(term) else term

    def is_sealed(self, term: str) -> bool:
        """Whether a term has a ledger that takes nothing any more."""
        return self.has_ledger(term) and self.ledger(term).is_sealed

    def has_ledger(self, term: str) -> bool:
        """Whether anything was begun in a term of school.toml.

        Raises:
            SchoolFileError: the term is not there.
        """
        self.home.term(term)
        return term in terms_kept(self.home.folder)

    def records(
        self, term: str, slug: str = "", first: date | None = None, last: date | None = None
    ) -> list[Record]:
        """Records of a term in order of capture; of one register, between two days."""
        if not self.has_ledger(term):
            return []
        return list(self.ledger(term).find(slug or None, first=first, last=last))

    def amended(self, term: str) -> list[Record]:
        """Records of sealed terms to which something was done in this one."""
        return list(self.ledger(term).amended()) if self.has_ledger(term) else []

    def damage(self, term: str) -> str:
        """Why a term's ledger can be read only in part, in Chinese; empty while it is whole."""
        found = self.ledger(term).journal.damage if self.has_ledger(term) else None
        return str(found or "")

    def record(self, number: str) -> Record:
        """A record of any term, with what later terms did to it.

        Raises:
            UnknownRecordError: there is none.
        """
        terms = terms_kept(self.home.folder)
        if not terms:
            raise UnknownRecordError(number)
        return self.ledger(terms[-1]).get(number)

    def term_holding(self, record: Record) -> str:
        """The term whose ledger a record began in."""
        terms = terms_kept(self.home.folder)
        return self.ledger(terms[-1]).term_of(record.number) or terms[-1]

    def definition(self, record: Record) -> Definition:
        """The form that the content of a record pinned."""
        return self.ledger(self.term_holding(record)).definition(record.content)

    def hazards(self, term: str, *, open_only: bool, on: datetime) -> tuple[Hazard, ...]:
        """Hazards of a term, those left open by earlier ones included."""
        begun = [one for one in terms_kept(self.home.folder) if one <= self.home.term(term).key]
        found = hazards_of(self.ledger(begun[-1]), on) if begun else ()
        if not self.has_ledger(term):  # nothing recorded yet: what the one before left open
            open_only = True
        return tuple(one for one in found if one.is_open) if open_only else found

    def audit(self, term: str, on: datetime) -> tuple[Finding, ...]:
        """Findings across the records of a term, in the order of the audit's list."""
        if not self.has_ledger(term):
            return ()
        view = View.of(self.ledger(term), self.school(term), on)
        return tuple(masked_findings(audit(view), view.records, self.registers))

    def owed(self, term: str, day: date, post: str = "") -> tuple[Owed, ...]:
        """What is owed around a day, by what is recorded now; nothing need be recorded yet."""
        records, now = tuple(self.records(term)), self.now()
        return tuple(owed(View(records, self.school(term), now), day, post))

    def statistics(self, term: str, on: datetime) -> tuple[Row, ...]:
        """Figures of a term's summary, row by row; none before anything was recorded in it.

        Those of a sealed term are what they were when it was sealed.
        """
        if not self.has_ledger(term):
            return ()
        ledger = self.ledger(term)
        at = min(on, sealed_at(ledger) or on)
        return statistics(View.of(ledger, self.school(term), at))

    def seal(self, visit: Visit, term: str, identity: Identity) -> Seal:
        """Close a term for good: later corrections are entries of the next one.

        Raises:
            UsageError: nothing was recorded in it.
            SealBrokenError: it is sealed already.
        """
        by, _ = self._actors(visit)
        if not self.has_ledger(term):
            raise UsageError(f"学期 {term} 还没有台账，不用封存。")
        done = seal_term(self.ledger(term), identity.key, by=by, at=visit.at)
        log.step("seal", term=term, lines=done.checkpoint.size)
        return done

    # ---- recording

    def file_entry(
        self,
        visit: Visit,
        slug: str,
        data: Mapping[str, Any],
        files: Files,
        late_reason: str = "",
        *,
        together: Collection[str] = (),
    ) -> Receipt:
        """Validate an entry and keep it, with the hazards it opens.

        Args:
            visit: who fills it in, and when.
            slug: register.
            data: content, with file names for attachments.
            files: reads those.
            late_reason: why it comes late.
            together: ids of the check items that one tap filled in (其余全部正常).

        Raises:
            InvalidEntryError: it cannot be understood; nothing is stored.
            RecordError: refused by the ledger.
        """
        kind, ledger = find(slug, self.registers), self.ledger_for(visit)
        self._actors(visit)
        around = ledger.surroundings(visit.at)
        kind.read(unkept(data, kind, self.home.zone), around)  # refused before any photo is stored
        entry = kind.read(self._taken_in(data, kind, files), around)
        return self._append(ledger, visit, File(entry, late_reason, tuple(together)))

    # Whoever names the version they saw is refused (VersionConflictError) when there is a newer.

    def continue_record(
        self,
        visit: Visit,
        number: str,
        data: Mapping[str, Any],
        files: Files,
        *,
        expected_version: int | None = None,
    ) -> Receipt:
        """Add what the next stage brings."""
        ledger, record = self.ledger_for(visit), self.record(number)
        kind = find(record.register, self.registers)
        self._actors(visit)
        taken = self._taken_in(data, kind, files)
        return self._append(ledger, visit, Continue(number, taken, expected_version))

    def correct_record(
        self,
        visit: Visit,
        number: str,
        changes: Mapping[str, Any],
        reason: str,
        files: Files,
        *,
        expected_version: int | None = None,
        together: Collection[str] = (),
    ) -> Receipt:
        """Put new values beside old ones; columns that are not named stay."""
        ledger, record = self.ledger_for(visit), self.record(number)
        kind = find(record.register, self.registers)
        self._actors(visit)
        seen = expected_version or _seen(record, visit)
        kept = Record(number, record.register, record.versions[:seen]).entry
        data = beside(kept, self._taken_in(changes, kind, files))
        return self._append(ledger, visit, Correct(number, data, reason, seen, tuple(together)))

    def sign_record(
        self,
        visit: Visit,
        number: str,
        role: str = "",
        reason: str = "",
        *,
        strokes: bytes = b"",
        expected_version: int | None = None,
    ) -> Receipt:
        """Sign at a place; without a role at the next one in order.

        Args:
            visit: who signs, and when.
            number: of the record.
            role: signing place.
            reason: opinion.
            strokes: signature written by hand, as `records.strokes.read_strokes` reads it.
            expected_version: the version that was seen.

        Raises:
            StrokesUnusableError: what was drawn is no signature.
            RecordError: refused by the ledger.
        """
        ledger = self.ledger_for(visit)
        kept = self.attachments.put(read_strokes(strokes).canonical()) if strokes else ""
        return self._append(ledger, visit, Sign(number, role, expected_version, reason, kept))

    def return_record(
        self, visit: Visit, number: str, reason: str, *, expected_version: int | None = None
    ) -> Receipt:
        """Send back to whoever filled it in."""
        return self._append(self.ledger_for(visit), visit, Return(number, reason, expected_version))

    def void_record(
        self, visit: Visit, number: str, reason: str, *, expected_version: int | None = None
    ) -> Receipt:
        """Strike out; the number stays."""
        return self._append(self.ledger_for(visit), visit, Void(number, reason, expected_version))

    def erase_record(self, visit: Visit, number: str, reason: str) -> Receipt:
        """Delete the personal values of a record for ever, at somebody's request."""
        return self._append(self.ledger_for(visit), visit, Erase(number, reason))

    def person(self, visit: Visit) -> Person:
        """Who comes, as captured."""
        return self._actors(visit)[0]

    def _actors(self, visit: Visit) -> tuple[Person, Person | None]:
        school = self.school(self.home.term_of(visit.at.date()).key)
        by = school.person(visit.by)
        typist = school.person(visit.typed_by) if visit.typed_by else None
        typed_by = Person(typist.id, typist.name) if typist and typist.id != by.id else None
        return Person(by.id, by.name), typed_by

    def _append(self, ledger: Ledger, visit: Visit, act: Act) -> Receipt:
        by, typed_by = self._actors(visit)
        before = ledger.size
        done = ledger.append(
            act,
            by=by,
            at=visit.at,
            request_id=visit.request_id,
            channel=visit.channel,
            typed_by=typed_by,
            device_at=visit.device_at,
        )
        record = ledger.get(done.number)
        log.step("record", line=done.line, number=done.number, op=done.versions[0].operation)
        return Receipt.of(done, record, repeated=done.line <= before)

    def _taken_in(self, data: Mapping[str, Any], kind: type[Entry], files: Files) -> dict[str, Any]:
        taken = take_in(data, kind, files, self.attachments.put, self.home.zone)
        for digest in attachments_in(taken):
            self.attachments.get(digest)  # a digest typed by hand names something kept, or nothing
        return taken


def _seen(record: Record, visit: Visit) -> int:
    """The version a visit came upon; the same request again came upon the same."""
    later = [one.request_id for one in record.versions[1:]] if visit.request_id else []
    return later.index(visit.request_id) + 1 if visit.request_id in later else len(record.versions)
