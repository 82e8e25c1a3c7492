"""Bookcase: the books of an open ledger; what is asked for again is read only where it changed."""

import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from checklists.duty import Duty
from checklists.entry import Entry
from records.hazards import REGISTER as HAZARDS
from records.hazards import Hazard, hazards_of
from records.ledger import Ledger
from records.lifecycle import is_returned, next_place, unsigned_roles
from records.overview.cards import Card
from records.overview.picture import Book
from records.record import CONTENT, Operation, Record, Version
from records.school import School
from records.standings import arranged, by_subject, standing_of, subject_of


def book_of(school: School, register: type[Entry], records: Iterable[Record]) -> Book:
    """A register's duties against its records of the term."""
    duties = school.duties(register)
    kept = by_subject(register, records) if duties else {}
    return Book(register, tuple(standing_of(duty, kept) for duty in duties))


def books_of(school: School, records: Iterable[Record]) -> tuple[Book, ...]:
    """Every register the school keeps, in the order of the catalogue."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.register, []).append(record)
    return tuple(book_of(school, one, found.get(one.slug, ())) for one in _kept(school))


class Bookcase:
    """The books of one ledger; threads may share it.

    Of a record only its card is kept in memory, and what it is about; not its content.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._seen = 0
        self._cards: dict[str, Card] = {}
        self._subjects: dict[str, dict[str, str]] = {}
        self._books: dict[str, tuple[tuple[Duty, ...], Book]] = {}
        self._waiting: dict[str, str] = {}
        self._hazards: tuple[tuple[int, date], tuple[Hazard, ...]] | None = None
        self._mutex = threading.Lock()

    def books(self, school: School) -> tuple[Book, ...]:
        """Every register the school keeps, as it stands now."""
        with self._mutex:
            self._catch_up(school)
            return tuple(self._book(school, register) for register in _kept(school))

    def waiting(self, school: School) -> tuple[tuple[Card, str], ...]:
        """Cards of the term's records that somebody still has to put right, approve or sign.

        With what is signed next, as `next_place` says.
        """
        with self._mutex:
            self._catch_up(school)
            return tuple((self._cards[number], place) for number, place in self._waiting.items())

    def hazards(self, on: datetime) -> tuple[Hazard, ...]:
        """Hazards of the ledger as `hazards_of` tells them; they change with records and days."""
        with self._mutex:
            self.ledger.refresh()
            known = self.ledger.changes_of(HAZARDS), on.date()
            if self._hazards is None or self._hazards[0] != known:
                self._hazards = known, hazards_of(self.ledger, on)
            return self._hazards[1]

    def cards(self, school: School) -> tuple[Card, ...]:
        """A card a record of the term, in order of capture."""
        with self._mutex:
            self._catch_up(school)
            return tuple(self._cards.values())

    def read_on(self, school: School, lines: int) -> bool:
        """Take in some lines more; true as long as there may be others, false once up to date."""
        with self._mutex:
            since = self._seen
            self._catch_up(school, since + lines)
            return self._seen > since

    def _catch_up(self, school: School, last: int | None = None) -> None:
        for version in self.ledger.changes(self._seen):
            if last is not None and version.line > last:
                break
            self._take(version, school.registers.get(version.register))
            self._seen = version.line

    def _take(self, version: Version, register: type[Entry] | None) -> None:
        if version.term:  # of an earlier term's record
            return
        number, slug = version.number, version.register
        card = self._cards.get(number) or Card(Record(number, slug, ()))
        card = self._cards[number] = card.followed_by(version)
        if register is None:  # no longer a register of the program: it owes nothing
            return
        self._books.pop(slug, None)
        subjects = self._subjects.setdefault(slug, {})
        if version.operation in CONTENT:
            subjects[number] = subject_of(register, Record(number, slug, (version,)))
        elif version.operation is Operation.ERASE:  # what it was about may have gone with it
            subjects[number] = subject_of(register, self.ledger.get(number))
        if _waits(card.record):
            self._waiting[number] = next_place(card.record, register.register)
        else:
            self._waiting.pop(number, None)

    def _book(self, school: School, register: type[Entry]) -> Book:
        duties = school.duties(register)
        known = self._books.get(register.slug)
        if known is None or known[0] != duties:
            kept = arranged(self._told(register.slug))
            book = Book(register, tuple(standing_of(duty, kept) for duty in duties))
            known = self._books[register.slug] = duties, book
        return known[1]

    def _told(self, slug: str) -> Iterator[tuple[str, Record]]:
        """Records of a register that are not voided, with their subjects."""
        for number, subject in self._subjects.get(slug, {}).items():
            record = self._cards[number].record
            if not record.is_void:
                yield subject, record


def _waits(record: Record) -> bool:
    """Whether something is left to do about a record; what blocks it stands in its findings."""
    if record.is_void:
        return False
    unapproved = record.is_late and record.late_approved_by is None
    return unapproved or is_returned(record) or bool(unsigned_roles(record))


def _kept(school: School) -> Iterator[type[Entry]]:
    return (one for one in school.registers.values() if not school.profile.why_not_kept(one))
