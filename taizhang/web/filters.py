"""Filters: which records of a term somebody asks for, found on their cards; nothing is decoded."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Self
from urllib.parse import urlencode

from checklists.verdicts import Verdict
from records.lifecycle import state_of
from records.overview.cards import Card, card_of
from records.record import State
from taizhang.desk import Desk
from taizhang.web.counter import Counter
from taizhang.web.errors import BadRequestError
from taizhang.web.rights import Visitor, may_see_all, may_see_card

STATES = tuple(str(one) for one in State)
WRITTEN_AS = "写成 2026-03-05 的样子"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; whatever is empty is not asked for.

    Attributes:
        term: as 2025-2026-2.
        register: key.
        first, last: business days.
        state: 状态 in words.
        failed: only what was judged 不合格.
        person: id or name of somebody who did something to it, or is named in it.
        words: to be found in it.
    """

    term: str
    register: str = ""
    first: date | None = None
    last: date | None = None
    state: str = ""
    failed: bool = False
    person: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], term: str) -> Self:
        """What an address asks for.

        Args:
            query: as it came.
            term: where it names none.

        Raises:
            BadRequestError: a day that is none, a state that there is not.
        """
        state = query.get("state", "")
        if state and state not in STATES:
            raise BadRequestError(f"没有“{state}”这种状态", f"可用：{'、'.join(STATES)}", 422)
        return cls(
            term=query.get("term", "") or term,
            register=query.get("register", ""),
            first=day_in(query, "first"),
            last=day_in(query, "last"),
            state=state,
            failed=bool(query.get("failed")),
            person=query.get("person", "").strip(),
            words=query.get("words", "").strip(),
        )

    @property
    def query(self) -> str:
        """As an address says it."""
        named = ((one.name, getattr(self, one.name)) for one in fields(self))
        return urlencode({name: 1 if value is True else value for name, value in named if value})

    @property
    def is_narrow(self) -> bool:
        """Whether anything but term and words is asked for."""
        return bool(
            self.register or self.first or self.last or self.state or self.failed or self.person
        )

    def fits(self, card: Card, people: frozenset[str]) -> bool:
        """Whether a record is asked for; `people` are the ids that the person's name means."""
        record = card.record
        low, high = self.first or date.min, self.last or date.max
        return (
            self.register in ("", record.register)
            and low <= record.date <= high
            and (not self.failed or card.verdict is Verdict.FAIL)
            and (not self.person or bool(people & card.people))
            and (not self.state or str(state_of(record)) == self.state)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        numbers: of the records, the newest business day first.
        registers: keys of those of which there is anything for this visitor.
    """

    numbers: tuple[str, ...] = ()
    registers: frozenset[str] = field(default=frozenset())


def day_in(query: Mapping[str, str], name: str) -> date | None:
    """A day that an address names.

    Raises:
        BadRequestError: it is none.
    """
    text = query.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequestError(f"“{text}”不是日期", WRITTEN_AS, 422) from None


def find_records(
    desk: Desk,
    counter: Counter,
    visitor: Visitor,
    asked: Filters,
    said: Callable[[], Iterable[str]],
) -> Found:
    """Numbers of the records that somebody may see and asks for.

    Args:
        desk: where they are.
        counter: keeps their cards.
        visitor: who asks.
        asked: for what.
        said: numbers of the records in which the words stand; called where there are words.
    """
    if not desk.has_ledger(asked.term):
        return Found()
    mine = list(_visible(desk, visitor, asked.term, _cards(desk, counter, asked.term)))
    people = frozenset(_people(desk, asked.person)) if asked.person else frozenset()
    kept = [one for one in mine if asked.fits(one, people)]
    if asked.words:
        numbers = frozenset(said())
        kept = [one for one in kept if one.record.number in numbers]
    kept.sort(key=lambda one: (one.record.date, one.record.first.at), reverse=True)
    return Found(
        tuple(one.record.number for one in kept), frozenset(one.record.register for one in mine)
    )


def _cards(desk: Desk, counter: Counter, term: str) -> Iterator[Card]:
    """Cards of a term, with what later terms did to its records."""
    changed: dict[str, Card] = {}
    for later in (one.key for one in desk.home.settings.terms if one.key > term):
        changed |= {one.number: card_of(one) for one in desk.amended(later)}
    for card in counter.bookcase(desk, term).cards(desk.school(term)):
        yield changed.get(card.record.number, card)


def _visible(desk: Desk, visitor: Visitor, term: str, cards: Iterable[Card]) -> Iterator[Card]:
    whole = {key for key, kind in desk.registers.items() if may_see_all(visitor, kind, term)}
    for card in cards:
        register = card.record.register
        kind = desk.registers.get(register)
        if register in whole or may_see_card(visitor, card, kind, term):
            yield card


def _people(desk: Desk, name: str) -> Iterator[str]:
    """Ids of whoever has this name or id, those who have left included."""
    for one in desk.directory.listings("person"):
        if name in (one.id, one.name):
            yield one.id
