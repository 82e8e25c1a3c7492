"""The use-cases of looking up: what was recorded, what is owed, what was found."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Self

from checklists.catalogue import Catalogue, catalogue
from checklists.rules import Finding
from records.attachments import Attachments
from records.audit import View, audit
from records.definitions import Definition
from records.directory import Directory
from records.disk import Disk
from records.hazards import Hazard, hazards_of
from records.ledger import Ledger
from records.masking import masked_findings
from records.owing import Owed, owed
from records.record import Record
from records.refusals import UnknownRecordError
from records.school import School
from records.seal import sealed_at
from records.statistics import Row, statistics
from records.terms import terms_kept
from taizhang import clock
from taizhang.home import Home


class Archive:
    """A home with its ledgers opened as they are needed, to look things up in."""

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
        """One of a home, with the built-in registers, clock and disk unless others are given.

        A `read_only` one changes nothing, waits for nobody, and reads a home on a read-only disk.
        """
        clock_of = now or (lambda: clock.now(home.zone))
        return cls(home, registers or catalogue(), clock_of, read_only=read_only, disk=disk)

    def renew(self, home: Home) -> None:
        """Go by settings, lists and a day as they are now; what was read of ledgers stays read.

        Args:
            home: of the same school, read again.

        Raises:
            DirectoryDamagedError: a list cannot be understood; everything is as it was.
        """
        self.directory = Directory.open(home.folder / "directory", self.now().date())
        self.home = home
        self._schools.clear()

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
        ledger, school = self._ledgers.get(term), self.school(term)
        if ledger is None:
            ledger = self._ledgers[term] = Ledger.open(
                self.home.folder, term, school=school, disk=self.disk, read_only=self.read_only
            )
        ledger.school = school
        return ledger

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
        return term in self._ledgers or term in terms_kept(self.home.folder)

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
