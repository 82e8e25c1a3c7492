"""What somebody has to do now: what is due, what was sent back, what waits for a signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from checklists.entry import Entry
from checklists.register import Signer
from checklists.surroundings import Listed
from records.audit.view import View
from records.hazards import Hazard
from records.lifecycle import (
    LATE_APPROVAL,
    is_returned,
    next_place,
    require_approver,
    require_right_person,
)
from records.overview.cards import Card, card_of
from records.owing import SETTLED, Owed, When, owed_of
from records.record import Record
from records.refusals import SigningRefusedError
from records.standings import DutyStanding
from taizhang.desk import Desk
from taizhang.web.counter import Counter
from taizhang.web.rights import Visitor


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits for a signature of somebody.

    Attributes:
        card: of the record.
        role: signing place, or the approval of a late entry.
    """

    card: Card
    register: type[Entry]
    role: str


def owed_by(desk: Desk, counter: Counter, visitor: Visitor, day: date) -> tuple[Owed, ...]:
    """What somebody owes around a day, in the order of the registers; of the past what is left."""
    term = desk.term_now(day)
    school, ledger = desk.school(term), desk.ledger(term)
    view = View((), replace(school, directory=ledger.lists(school)), desk.now())
    found: list[Owed] = []
    for book in counter.bookcase(desk, term).books(school):
        if not set(book.register.register.owners).isdisjoint(visitor.posts):
            due = (one for one in book.duties if not _is_done(one, day))
            found += owed_of(book.register, due, view, day)
    return tuple(one for one in found if visitor.name in one.owners)


def _is_done(one: DutyStanding, day: date) -> bool:
    """Settled, and of an earlier day."""
    return one.standing in SETTLED and one.duty.due.date() < day


def address_of(owed: Owed, day: date) -> str:
    """Page that records a duty: with its day, and what it is owed for."""
    duty = owed.one.duty
    about = {"day": str(min(max(duty.first, min(day, duty.last)), day))}
    if duty.subject:
        about["subject"] = duty.subject
    return f"/registers/{owed.register.slug}/new?{urlencode(about)}"


def returned_to(desk: Desk, counter: Counter, visitor: Visitor, day: date) -> tuple[Record, ...]:
    """Records that somebody filed or continued, sent back and not put right yet."""
    back = (card.record for card, place in unsettled(desk, counter, day) if not place)
    return tuple(
        desk.record(one.number)
        for one in back
        if is_returned(one) and visitor.id in {two.by.id for two in one.versions[:-1]}
    )


def waiting_for(desk: Desk, counter: Counter, visitor: Visitor, day: date) -> Iterator[Waiting]:
    """Records whose next signature is somebody's, in order of capture."""
    person = desk.school(desk.term_now(day)).directory.look_up("person", visitor.id)
    for card, place in unsettled(desk, counter, day) if person else ():
        register = desk.registers.get(card.record.register) if place else None
        if person and register and _is_theirs(place, card.record, register, person):
            yield Waiting(card, register, place)


def next_role(record: Record, register: type[Entry], person: Listed) -> str:
    """The place this person can sign next at a record; empty if none."""
    place = next_place(record, register.register)
    return place if place and _is_theirs(place, record, register, person) else ""


def _is_theirs(role: str, record: Record, register: type[Entry], person: Listed) -> bool:
    if role == LATE_APPROVAL:
        return _may_approve(record, register, person)
    place = next(one for one in register.register.signers if one.role == role)
    return _may_sign(record, place, person)


def _may_sign(record: Record, place: Signer, person: Listed) -> bool:
    if not place.posts and not place.column:
        return False  # somebody from outside signs here
    try:
        require_right_person(record, place, person)
    except SigningRefusedError:
        return False
    return True


def _may_approve(record: Record, register: type[Entry], person: Listed) -> bool:
    try:
        require_approver(record, register.register, person, "待写")
    except SigningRefusedError:
        return False
    return True


def hazards_for(desk: Desk, counter: Counter, visitor: Visitor, day: date) -> tuple[Hazard, ...]:
    """Open hazards that somebody has to rectify."""
    found = counter.bookcase(desk, desk.term_now(day)).hazards(desk.now())
    return tuple(one for one in found if one.is_open and one.owner and one.owner.id == visitor.id)


def unsettled(desk: Desk, counter: Counter, day: date) -> Iterator[tuple[Card, str]]:
    """Cards of what somebody has to put right, approve or sign, with what is signed next.

    Those of sealed terms come first.
    """
    term = desk.term_now(day)
    for record in desk.amended(term):
        register = desk.registers.get(record.register)
        yield card_of(record), next_place(record, register.register) if register else ""
    yield from counter.bookcase(desk, term).waiting(desk.school(term))


def parts_of_the_day(found: Sequence[Owed]) -> dict[str, list[Owed]]:
    """What is not done yet, by how pressing it is; empty parts are left out."""
    waiting = [one for one in found if not one.is_settled]
    before = [one for one in waiting if one.when is When.BEFORE]
    parts = {
        "刚过时：24 小时内补上还算按时": [one for one in before if not one.is_late],
        "今天": [one for one in waiting if one.when is When.TODAY],
        "本周": [one for one in waiting if one.when is When.WEEK],
        "本月": [one for one in waiting if one.when is When.MONTH],
        "缺的、没结的：补录要写原因、经批准": [one for one in before if one.is_late],
    }
    return {title: part for title, part in parts.items() if part}
