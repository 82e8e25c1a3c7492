"""Spoiling records of a term of fees: which one, how, and by which rule it has to be found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checklists.catalogue import find
from checklists.rules import Severity
from records.charges import ACCOUNTS, DAYS, STUBS
from records.record import Record
from tests.taizhang.fee_term import CARE, OVER, ROOMS, FeeTerm, at
from tests.taizhang.office import TERM

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Planted:
    """An error in one record of the term.

    Attributes:
        where: picks the record.
        changes: columns as they are spoilt; None takes one out.
        code, words: rule and words by which it is found.
        round: errors of one round stand in the books together; others would hide them.
    """

    where: Callable[[FeeTerm], str]
    changes: Mapping[str, Any] | Callable[[Entry], Mapping[str, Any]]
    code: str
    words: str
    round: int = 0
    severity: Severity = Severity.BLOCK


def slip(place: int, room: int = 0, item: str = CARE) -> Callable[[FeeTerm], str]:
    return lambda term: term.slips[item, ROOMS[room]][place - 1]


def day(place: int) -> Callable[[FeeTerm], str]:
    return lambda term: term.records(DAYS)[place].number


def stub(place: int) -> Callable[[FeeTerm], str]:
    return lambda term: term.records(STUBS)[place].number


def account(month: str) -> Callable[[FeeTerm], str]:
    return lambda term: next(
        one.number
        for one in term.records(ACCOUNTS)
        if (one.entry["month"], one.entry["kind"]) == (month, "代收费结算")
    )


def line(place: int = 0, **changes: Any) -> Callable[[Entry], Mapping[str, Any]]:
    """One line of a day, spoilt."""

    def spoil(entry: Entry) -> Mapping[str, Any]:
        rows = typed(DAYS, entry)["lines"]
        rows[place] = {**rows[place], **changes}
        return {"lines": rows}

    return spoil


def all_in_cash(entry: Entry) -> Mapping[str, Any]:
    return {"lines": [{**one, "method": "现金"} for one in typed(DAYS, entry)["lines"]]}


def face(place: int, **changes: Any) -> Callable[[Entry], Mapping[str, Any]]:
    def spoil(entry: Entry) -> Mapping[str, Any]:
        rows = [dict(one) for one in entry["faces"]]
        rows[place] |= changes
        return {"faces": rows}

    return spoil


def published(**changes: Any) -> Callable[[Entry], Mapping[str, Any]]:
    def spoil(entry: Entry) -> Mapping[str, Any]:
        rows = typed(ACCOUNTS, entry)["accounts"]
        rows[0] = {**rows[0], **changes}
        return {"accounts": rows}

    return spoil


def typed(slug: str, entry: Entry) -> dict[str, Any]:
    """Content as it was typed, what is computed left out."""
    return dict(find(slug).without_computed(entry))


def respelt(term: FeeTerm, record: Record, changes: list[Any]) -> Record:
    """A record with errors in it, judged as it would be if it had been captured so."""
    kind, data = find(record.register), typed(record.register, record.entry)
    for one in changes:
        data |= one(data) if callable(one) else one
    data = {name: value for name, value in data.items() if value is not None}
    around = term.desk.ledger(TERM).surroundings(at(OVER))
    entry = kind.read(data, around, kept=record.entry)
    version = replace(
        record.content,
        entry=entry.to_data(),
        findings=tuple(entry.findings(around)),
        date=entry.business_date(),
    )
    return replace(record, versions=(*record.versions[:-1], version))
