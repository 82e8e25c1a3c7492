"""Ledger: all records of one school in one term, over one append-only chained journal.

    ledger = Ledger.open(home, "2025-2026-2", school=school)
    done = ledger.append(File(entry), by=person, at=now, request_id="7f3c…")
    done.number                         # LY-20260305-001
    ledger.get(done.number).entry       # content as JSON data, decoded anew each time
    ledger.find("daily_patrol", first=date(2026, 3, 2), last=date(2026, 3, 6))
    ledger.changes(since=done.line)     # versions on later lines
    ledger.db.table("daily_patrol").search(where("weather") == "晴")     # TinyDB

`append` takes acts (records/acts.py: File, Continue, Correct, Sign, Return, Void); one call is one
journal line, all or nothing. What it raises was not written, except OutcomeUnknownError: ask again
with the same request id, or with `acknowledgement(request_id)`.

The ledger of the term before must be sealed before a new one begins. A record of a sealed term is
found here too; what is done to it (a correction, the rectification of a hazard left open) is
written here, and `get` shows both together.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from checklists.surroundings import Surroundings
from records.acts import Acknowledgement, Act, Occasion, request_digest
from records.capture import Capture
from records.chain import ChainStatus, verify_journal
from records.codec import Json, read_line_versions, read_version
from records.definitions import Definition, Definitions
from records.disk import Disk
from records.errors import LedgerSealedError
from records.header import Header
from records.index import Index
from records.journal import Journal
from records.line import Line
from records.lists import KeptLists
from records.numbering import HOLE, Numbering
from records.record import Person, Record, Version
from records.refusals import NotAllowedError, RequestReusedError, UnknownRecordError
from records.school import School
from records.sealing import Sealing
from records.shelf import Shelf
from records.tables import LedgerDB
from records.terms import SEAL, head_to_follow, journal_path, terms_kept
from records.unsealing import Unsealing
from records.vault import Vault


class _Repeated(Exception):  # noqa: N818  leaves the lock without writing; never seen outside
    def __init__(self, line: Line) -> None:
        self.line = line


class Ledger:
    """An open ledger; threads may share it, other processes open their own.

    Attributes:
        home: folder of the school.
        term: as ``2025-2026-2``.
        school: what is needed to add to it; None for reading only.
    """

    def __init__(self, home: Path, term: str, journal: Journal, school: School | None) -> None:
        self.home, self.term, self.school, self.journal = home, term, school, journal
        self.definitions = Definitions(home / "definitions", journal.disk)
        self.vault = Vault(home, journal.disk)
        self.numbering = Numbering(self._last_before)
        self._index = Index(self.numbering)
        self._lists: KeptLists | None = None
        self._shelves: dict[tuple[str, int], Shelf] = {}
        self.unsealing = Unsealing(self.vault, term, self._index)
        self._absorb()

    @classmethod
    def open(
        cls,
        home: Path,
        term: str,
        *,
        school: School | None = None,
        disk: Disk | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open the ledger of a term; with a school, make it if there is none.

        Raises:
            NoLedgerError: there is none, or it is another school's.
            TermOrderError: it would begin before the last one is sealed, or before a later one.
            LedgerDamagedError, LedgerBusyError, LedgerUnreadableError, NewerFormatError: as
                `Journal.open`.
        """
        disk = disk or Disk()
        path, header = journal_path(home, term), None
        read_only = read_only or disk.exists(path.with_suffix(SEAL))
        if school is not None and not read_only:
            new = not disk.exists(path)
            previous = head_to_follow(home, term, disk) if new else ""
            header = Header(school.name, term, str(school.zone), previous)
        return cls(home, term, Journal.open(path, disk, header, read_only=read_only), school)

    def close(self) -> None:
        """Give up the files."""
        self.journal.close()
        if "previous" in self.__dict__ and self.previous is not None:
            self.previous.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- the journal

    @property
    def header(self) -> Header:
        """Whose ledger it is."""
        return self.journal.header

    @property
    def head(self) -> str:
        """Digest of the last line: vouches for all of them."""
        return self.journal.head

    @property
    def size(self) -> int:
        """Lines of the journal, the header included."""
        return self.journal.number

    @property
    def is_sealed(self) -> bool:
        """Whether nothing can be added any more."""
        return self.journal.sealed

    def verify(self, expected_head: str | None = None) -> ChainStatus:
        """Read the journal from the disk again and follow its chain."""
        return verify_journal(self.journal.path, self.journal.disk, expected_head)

    @cached_property
    def previous(self) -> "Ledger | None":
        """The sealed ledger of the term before; None for the first."""
        terms = [one for one in terms_kept(self.home, self.journal.disk) if one < self.term]
        if not terms:
            return None
        before = Ledger.open(self.home, terms[-1], disk=self.journal.disk, read_only=True)
        before.unsealing.known += self.unsealing.known
        return before

    # ---- writing

    def append(
        self,
        *acts: Act,
        by: Person,
        at: datetime,
        request_id: str = "",
        channel: str = "cli",
        typed_by: Person | None = None,
        device_at: datetime | None = None,
    ) -> Acknowledgement:
        """Do one or several acts: one journal line, all or nothing, durable on return.

        Args:
            acts: what is to be done; the hazards they report are opened with them.
            by: who answers for it.
            at: capture time with offset.
            request_id: names the request; the same again returns the first acknowledgement.
            channel: cli, web, import or system.
            typed_by: who typed it, if it was someone else (代录).
            device_at: when it was filled in, by the clock of the device.

        Raises:
            InvalidEntryError: content of a continuation or correction that cannot be understood.
            RecordError: refused; its subclasses in records/errors.py and records/refusals.py.
        """
        if self.is_sealed:
            raise LedgerSealedError(f"台账 {self.term}")
        if self.school is None:
            raise NotAllowedError(f"台账 {self.term}", "是以只读方式打开的", "用登记命令打开再办")
        occasion, school = Occasion(by, at, channel, typed_by, request_id, device_at), self.school
        asked = request_digest(acts, by) if request_id else ""

        def build() -> Json:
            self._absorb()
            if known := self._index.request(request_id):
                raise _Repeated(known)
            capture = Capture(self, school, self.definitions, occasion)
            sealing = Sealing(self.vault, self.term, self._index.last_key(self.term))
            operations = sealing.seal_all(capture.take(acts), capture.drafts, school.registers)
            return {**occasion.content(), **({"asked": asked} if asked else {}), "ops": operations}

        try:
            line = self.journal.commit(build)
        except _Repeated as repeated:
            line = repeated.line
            if line.content["asked"] != asked:
                raise RequestReusedError(request_id, line.number) from None
        self._absorb()
        return self._acknowledge(line)

    def commit(self, build: Callable[[], Json]) -> Line:
        """Add a line of another kind, as the seal; `build` runs when all is known."""

        def caught_up() -> Json:
            self._absorb()
            return build()

        line = self.journal.commit(caught_up)
        self._absorb()
        return line

    # ---- reading

    def refresh(self) -> None:
        """See what others wrote since."""
        self.journal.refresh()
        self._absorb()

    def get(self, number: str) -> Record:
        """A record of this term, or of a sealed one before.

        Raises:
            UnknownRecordError: there is none.
        """
        self.refresh()
        record = self.find_record(number)
        if record is None:
            raise UnknownRecordError(number)
        return record

    def history(self, number: str) -> tuple[Version, ...]:
        """Every version of a record, first to last.

        Raises:
            UnknownRecordError: there is none.
        """
        return self.get(number).versions

    def find(
        self,
        register: str | None = None,
        *,
        first: date | None = None,
        last: date | None = None,
        where: Callable[[Record], bool] | None = None,
    ) -> Iterator[Record]:
        """Records of this term in order of capture.

        Args:
            register: key; None is every register.
            first: first business date.
            last: last business date.
            where: kept if true.
        """
        self.refresh()
        found = map(self.find_record, self.numbers(register, first=first, last=last))
        yield from (one for one in filter(None, found) if where is None or where(one))

    def numbers(
        self, register: str | None = None, *, first: date | None = None, last: date | None = None
    ) -> list[str]:
        """Numbers of the records of this term, in order of capture; nothing is decoded."""
        low, high = first.isoformat() if first else "", last.isoformat() if last else "~"
        return [
            number
            for number, place in self._index.places(register)
            if not place.term and low <= place.date <= high
        ]

    def numbers_by(self, person: str, register: str) -> list[str]:
        """Numbers of this term's records of a register that somebody, by id, filed; in order."""
        return self._index.filed_by(person, register)

    def registers(self) -> tuple[str, ...]:
        """Keys of the registers that have records, in order of the first."""
        self.refresh()
        begun = (place for _, place in self._index.places() if not place.term)
        return tuple(dict.fromkeys(place.register for place in begun))

    def amended(self) -> Iterator[Record]:
        """Records of sealed terms to which something was done in this one."""
        self.refresh()
        yield from filter(None, map(self.find_record, tuple(self._index.amended)))

    def changes(self, since: int = 0) -> Iterator[Version]:
        """Versions on the lines after one, in the order of the journal."""
        self.refresh()
        for line in self.journal.lines(since):
            yield from read_line_versions(line, self.unsealing.open)

    def acknowledgement(self, request_id: str) -> Acknowledgement | None:
        """What a request left in the ledger; None if it never arrived."""
        self.refresh()
        line = self._index.request(request_id)
        return None if line is None else self._acknowledge(line)

    def definition(self, version: Version) -> Definition:
        """The register as it was when a version was made.

        Raises:
            DefinitionMissingError: it is not there, or was changed.
        """
        return self.definitions.get(version.definition)

    @cached_property
    def db(self) -> LedgerDB:
        """TinyDB over this ledger: a table per register, read only."""
        return LedgerDB(self)

    # ---- what capture asks, under the lock

    def surroundings(self, now: datetime) -> Surroundings:
        """What entries are read and judged by: the school's, with lists that know the records.

        Raises:
            NotAllowedError: the ledger was opened for reading only.
        """
        if self.school is None:
            raise NotAllowedError(f"台账 {self.term}", "是以只读方式打开的", "用登记命令打开再办")
        return replace(self.school.surroundings(now), directory=self.lists(self.school))

    def lists(self, school: School) -> KeptLists:
        """The directory of a school with what this ledger and earlier ones say (G10)."""
        if self._lists is None or self._lists.files is not school.directory:
            self._lists = KeptLists(school.directory, self)
        return self._lists

    def standing(self, register: str) -> list[Record]:
        """Records of a register that are not voided, of earlier terms first."""
        key = register, len(self._index.destroyed)  # what is destroyed reads otherwise
        shelf = self._shelves.get(key)
        if shelf is None:
            shelf = self._shelves[key] = Shelf()
            before = (one for book in self._chain()[:-1] for one in book.numbers(register))
            shelf.take(before, self.find_record)
        changes = self._index.changes_of(register, shelf.seen)
        shelf.take(changes, self.find_record)
        shelf.seen += len(changes)
        return shelf.standing()

    def before(self, register: str) -> list[Record]:
        """The same of earlier terms only, as they stand now."""
        numbers = [number for one in self._chain()[:-1] for number in one.numbers(register)]
        found = map(self.find_record, numbers)
        return [one for one in found if one is not None and not one.is_void]

    def changes_of(self, register: str) -> int:
        """Grows with every version of a record of this register; sealed terms stay as they are."""
        return len(self._index.changes_of(register))

    def _chain(self) -> "list[Ledger]":
        """Every ledger of the school up to this one, the first one first."""
        found = [self]
        while (before := found[-1].previous) is not None:
            found.append(before)
        return found[::-1]

    def find_record(self, number: str) -> Record | None:
        """A record as far as this handle knows, of this term or a sealed one before."""
        place = self._index.place(number)
        versions = tuple(self._read(*one) for one in place.lines) if place else ()
        if not versions or versions[0].version > 1:
            before = self.previous.find_record(number) if self.previous else None
            if before is None:
                return None
            versions = (*before.versions, *versions)
        return Record(number, versions[0].register, versions)

    def term_of(self, number: str) -> str:
        """Term of the sealed ledger that holds a record's beginning; empty is this one."""
        place = self._index.place(number)
        if place is not None:
            return place.term
        before = self.previous
        while before is not None and before.term_of(number):
            before = before.previous
        return before.term if before else ""

    def _last_before(self, series: str) -> int:
        """Last number of a series in earlier terms."""
        lines = self.journal.lines()
        day = series.rpartition("-")[2]
        if HOLE not in series and lines and day > str(lines[0].content["at"])[:10].replace("-", ""):
            return 0  # earlier ledgers were sealed before this one's first line was written
        return self.previous.numbering.last(series) if self.previous else 0

    def _absorb(self) -> None:
        self._index.absorb(self.journal.lines(self._index.seen))

    def _read(self, line: Line, position: int) -> Version:
        content = line.content
        return read_version(line.number, content, content["ops"][position], self.unsealing.open)

    def _acknowledge(self, line: Line) -> Acknowledgement:
        versions = read_line_versions(line, self.unsealing.open)
        return Acknowledgement(line.number, line.head, versions, versions[0].request_id)
