"""The use-cases of recording, one method each; command line and web show the result."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checklists.catalogue import find
from checklists.entry import Entry
from generator.identity import Identity
from records.acts import Act, Attach, Continue, Correct, Erase, File, Return, Sign, Stamp, Void
from records.ledger import Ledger
from records.record import Person, Record
from records.scans import ScannedSheet
from records.seal import Seal, seal_term
from records.soundness import attachments_in
from records.strokes import read_strokes
from taizhang import log
from taizhang.archive import Archive
from taizhang.errors import SchoolFileError, UsageError
from taizhang.home import SCHOOL_FILE
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


class Desk(Archive):
    """Where a home is looked up and recorded in."""

    # ---- ledgers

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
        paper: str = "",
        expected_version: int | None = None,
    ) -> Receipt:
        """Sign at a place; without a role at the next one in order.

        Args:
            visit: who signs, and when.
            number: of the record.
            role: signing place.
            reason: opinion.
            strokes: signature written by hand, as `records.strokes.read_strokes` reads it.
            paper: digest of the scanned sheet on which it stands in ink.
            expected_version: the version that was seen.

        Raises:
            StrokesUnusableError: what was drawn is no signature.
            RecordError: refused by the ledger.
        """
        ledger = self.ledger_for(visit)
        kept = self.attachments.put(read_strokes(strokes).canonical()) if strokes else ""
        act = Sign(number, role, expected_version, reason, kept, paper)
        by = self._named(number, visit.by) if paper else None
        return self._append_all(ledger, visit, act, by=by)[0]

    def attach_scan(self, visit: Visit, number: str, sheets: Sequence[ScannedSheet]) -> Receipt:
        """Put scanned sheets of its paper to a record; their pictures are kept already.

        Raises:
            AttachmentDamagedError: a picture is not there.
            RecordError: refused by the ledger.
        """
        for one in sheets:
            self.attachments.get(one.sha256)
        return self._append(self.ledger_for(visit), visit, Attach(number, tuple(sheets)))

    def stamp_record(
        self,
        visit: Visit,
        number: str,
        seals: Sequence[str],
        copies: int,
        approved_by: str,
        reason: str = "",
        *,
        expected_version: int | None = None,
    ) -> Receipt:
        """Note that the school's seals were put under a record (用印).

        Args:
            visit: who stamps, and when.
            number: of the record.
            seals: their names, as 公章.
            copies: how many papers.
            approved_by: who allowed it, id or name.
            reason: what for.
            expected_version: the version that was seen.
        """
        term = self.home.term_of(visit.at.date()).key
        leader = self.school(term).person(approved_by)
        allowed = Person(leader.id, leader.name)
        act = Stamp(number, tuple(seals), copies, allowed, reason, expected_version)
        return self._append(self.ledger_for(visit), visit, act)

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

    def _actors(self, visit: Visit, by: Person | None = None) -> tuple[Person, Person | None]:
        school = self.school(self.home.term_of(visit.at.date()).key)

        def somebody(key: str) -> Person:
            found = school.person(key)
            return Person(found.id, found.name)

        by = by or somebody(visit.by)
        typist = somebody(visit.typed_by) if visit.typed_by else None
        return by, typist if typist and typist.id != by.id else None

    def act_together(self, visit: Visit, *acts: Act) -> tuple[Receipt, ...]:
        """Do several acts as one: one line of the journal, all of them or none.

        Returns:
            a receipt an act, in order.

        Raises:
            InvalidEntryError: content that cannot be understood.
            RecordError: one of them is refused, and so nothing is done.
        """
        return self._append_all(self.ledger_for(visit), visit, *acts)

    def _append(self, ledger: Ledger, visit: Visit, act: Act) -> Receipt:
        (receipt,) = self._append_all(ledger, visit, act)
        return receipt

    def _named(self, number: str, who: str) -> Person | None:
        """Whom a record itself names so: a firm or a family stands on no list of people."""
        values = self.record(number).entry.values()
        named = (Person(one["id"], one["name"]) for one in values if is_reference(one))
        return next((one for one in named if who in (one.id, one.name)), None)

    def _append_all(
        self, ledger: Ledger, visit: Visit, *acts: Act, by: Person | None = None
    ) -> tuple[Receipt, ...]:
        by, typed_by = self._actors(visit, by)
        before = ledger.size
        done = ledger.append(
            *acts,
            by=by,
            at=visit.at,
            request_id=visit.request_id,
            channel=visit.channel,
            typed_by=typed_by,
            device_at=visit.device_at,
        )
        asked = done.versions[: len(acts)]  # those of hazards that were opened come after
        for one in asked:
            log.step("record", line=done.line, number=one.number, op=one.operation)
        repeated = done.line <= before
        return tuple(
            Receipt.of(done, one, ledger.get(one.number), repeated=repeated) for one in asked
        )

    def _taken_in(self, data: Mapping[str, Any], kind: type[Entry], files: Files) -> dict[str, Any]:
        taken = take_in(data, kind, files, self.attachments.put, self.home.zone)
        for digest in attachments_in(taken):
            self.attachments.get(digest)  # a digest typed by hand names something kept, or nothing
        return taken


def is_reference(value: Any) -> bool:
    """Whether a value of an entry names something of a list."""
    return isinstance(value, Mapping) and value.keys() == {"id", "name"}


def _seen(record: Record, visit: Visit) -> int:
    """The version a visit came upon; the same request again came upon the same."""
    later = [one.request_id for one in record.versions[1:]] if visit.request_id else []
    return later.index(visit.request_id) + 1 if visit.request_id in later else len(record.versions)
