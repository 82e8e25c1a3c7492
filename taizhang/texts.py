"""What the records say, as one folded text each, kept in memory to be searched.

What was recorded since is read again and nothing else. Personal values stand in it as everybody
may see them, masked.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from checklists.checklist import Check
from checklists.columns import Column, columns_of
from checklists.verdicts import Verdict
from generator.wording import day, shown
from records.definitions import Definition
from records.ledger import Ledger
from records.personal import Withheld
from records.record import Record
from records.terms import terms_kept
from taizhang import privacy
from taizhang.desk import Desk
from taizhang.folding import fold
from taizhang.telling import state_text

BETWEEN = "\0"
"""Stands between two texts, and in none: no word is found across them."""
_UNSAID = frozenset({"bool", "checks", "files", "rows"})
"""Kinds of column whose values nobody looks for, or that are told line by line."""
_SAID_OF_AN_ITEM = ("remark", "place", "handling", "action")
_LABELS = {one.name: one.label for one in columns_of(Check)}


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a record, and where it stands."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A record as it is searched.

    Attributes:
        when: business day and time of capture: what is sorted by.
        people: ids of those who did something to it or are named in it.
    """

    register: str
    when: tuple[str, str]
    people: frozenset[str]
    folded: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may see at most: some registers, and of the others what concerns them."""

    registers: frozenset[str]
    person: str

    def takes_in(self, text: Text) -> bool:
        """Whether a record may be theirs to see."""
        return text.register in self.registers or self.person in text.people


@dataclass(slots=True)
class _Book:
    """The texts of one ledger.

    Attributes:
        seen: the last line that was taken in, `head` its digest.
        destroyed: how many books had lost their keys then; such a one reads otherwise.
        waiting: numbers of records that are still to be read, the one to be read next last.
    """

    seen: int
    head: str
    destroyed: int
    waiting: dict[str, None]
    texts: dict[str, Text] = field(default_factory=dict)


class Texts:
    """The texts of a home's records, kept by whoever searches again. Threads may share it.

    It outlives the desks that it is asked with. The first search of a term reads all of it, which
    takes seconds; a server has it read before, piece by piece, with `prepare`.
    """

    def __init__(self) -> None:
        self._books: dict[str, _Book] = {}
        self._mutex = threading.Lock()

    def prepare(self, desk: Desk, term: str, most: int) -> bool:
        """Read some more records of a term, so many at most; whether there are none left."""
        with self._mutex:
            return not self._read(desk, term, most).waiting

    def of(self, desk: Desk, term: str) -> dict[str, Text]:
        """The texts of a term by record number, as its ledger is now."""
        with self._mutex:
            return dict(self._read(desk, term, None).texts)

    def _read(self, desk: Desk, term: str, most: int | None) -> _Book:
        ledger = desk.ledger(term)
        ledger.refresh()
        book = self._books.get(term)
        if book is None or not _continues(ledger, book, _destroyed(desk)):
            numbers = (*ledger.numbers(), *(one.number for one in ledger.amended()))
            book = _Book(ledger.size, ledger.head, _destroyed(desk), dict.fromkeys(numbers))
            self._books[term] = book
        for version in ledger.changes(book.seen):
            book.waiting[version.number] = None
        book.seen, book.head = ledger.size, ledger.head
        for _ in range(len(book.waiting) if most is None else min(most, len(book.waiting))):
            number, _ = book.waiting.popitem()
            if record := ledger.find_record(number):
                book.texts[number] = _text(desk, ledger, record)
        return book


def _continues(ledger: Ledger, book: _Book, destroyed: int) -> bool:
    """Whether a ledger is the one that a book was read from, and perhaps longer."""
    last = next(iter(ledger.journal.lines(book.seen - 1)), None)
    return last is not None and last.head == book.head and destroyed == book.destroyed


def _destroyed(desk: Desk) -> int:
    """How many books of a home have lost their keys; a later ledger says so of an earlier one."""
    terms = terms_kept(desk.home.folder)
    return sum(len(desk.ledger(term).unsealing.destroyed) for term in terms)


def _text(desk: Desk, ledger: Ledger, record: Record) -> Text:
    form = ledger.definition(record.content)
    parts = parts_of(privacy.shown(desk, record), form, desk.home.zone)
    when = record.date.isoformat(), record.first.at.isoformat()
    acted = (one.id for version in record.versions for one in (version.by, version.typed_by) if one)
    people = frozenset((*acted, *_named_in(record.entry)))
    folded = fold(BETWEEN.join(part.text for part in parts))
    return Text(record.register, when, people, folded)


def _named_in(value: Any) -> Iterator[str]:
    """Ids in an entry, of people and of whatever else it names."""
    if isinstance(value, dict):
        if value.keys() == {"id", "name"}:
            yield str(value["id"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _named_in(one)


# ---- what a record says


def parts_of(record: Record, form: Definition, zone: tzinfo) -> Iterator[Part]:
    """The texts of a record that are its own, not its form's; as it may be shown.

    Of check items only those about which something is said, or that failed.
    """
    for column in form.columns:
        yield from _column(column, record.entry.get(column.name), zone)
    yield from _items(record, form)
    yield from (Part("系统查出", f"{one.where}{one.message}") for one in record.findings)
    yield from _course(record)
    yield Part("编号", record.number)
    yield Part("日期", f"{day(record.date)} {record.date}")
    yield Part("登记簿", form.title)
    yield Part("状态", f"{state_text(record)} {record.verdict or ''}")


def _column(column: Column, value: Any, zone: tzinfo, within: str = "") -> Iterator[Part]:
    if column.kind == "rows" and not isinstance(value, Withheld):
        for number, row in enumerate(value or (), 1):
            for one in column.rows:
                place = f"{within}{column.label}第{number}行 "
                yield from _column(one, row.get(one.name), zone, place)
    elif column.kind not in _UNSAID and (text := shown(column, value, zone)):
        yield Part(f"{within}{column.label}", text)


def _items(record: Record, form: Definition) -> Iterator[Part]:
    checks = record.entry.get("checks") or {}
    judged = {one.key: one for one in record.content.judgements}
    for item in form.items:
        judgement = judged.get(f"{form.slug}.{item.id}")
        told = list(_said(checks.get(item.id) or {}))
        if judgement is not None and judgement.verdict is Verdict.FAIL:
            told = [item.item, str(Verdict.FAIL), judgement.reading, *told]
        if text := "；".join(filter(None, told)):
            yield Part(item.where, text)


def _said(check: Mapping[str, Any]) -> Iterator[str]:
    for name in _SAID_OF_AN_ITEM:
        if value := check.get(name):
            text = value["name"] if isinstance(value, Mapping) else value
            yield str(text) if name == "remark" else f"{_LABELS[name]}：{text}"


def _course(record: Record) -> Iterator[Part]:
    """Who did what, and why; the hazards it opened, and what opened it."""
    for one in record.versions:
        people = " ".join(map(str, filter(None, (one.by, one.typed_by))))
        yield Part(one.operation.label, " ".join(filter(None, (one.role, people, one.reason))))
        yield from (Part("已开隐患", number) for number in one.opens)
    if record.first.opened_by:
        yield Part("来自", record.first.opened_by)
