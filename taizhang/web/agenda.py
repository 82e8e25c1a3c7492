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
    is_stage_done,
    require_approver,
    require_right_person,
    unsigned_roles,
)
from records.overview.cards import Card, card_of
from records.owing import SETTLED, Owed, When, owed_of
from records.record import Record
from records.refusals import SigningRefusedError
from records.standings import DutyStanding
from taizhang.desk import Desk
from taizhang.web.counter import Counter
from taizhang.web.rights import Visitor, is_own


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits for a signature of somebody.

    Attributes:
        role: signing place, or the approval of a late entry.
        stage_signer: whether the whole record is looked at there (审签), not filled in by them.
    """

    record: Record
    register: type[Entry]
    role: str
    is_own: bool


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
    cards = (one for one in unsettled(desk, counter, day) if is_returned(one.record))
    numbers = [
        one.record.number
        for one in cards
        if visitor.id in {two.by.id for two in one.record.versions[:-1]}
    ]
    return tuple(map(desk.record, numbers))


def to_sign(
    desk: Desk, counter: Counter, visitor: Visitor, day: date
) -> Iterator[tuple[Card, str]]:
    """Cards of the records whose next signature is somebody's, with the place to sign at."""
    person = desk.school(desk.term_now(day)).directory.look_up("person", visitor.id)
    for card in unsettled(desk, counter, day) if person else ():
        register = desk.registers.get(card.record.register)
        role = next_role(card.record, register, person) if person and register else ""
        if role:
            yield card, role


def waiting_for(desk: Desk, counter: Counter, visitor: Visitor, day: date) -> Iterator[Waiting]:
    """The same with the whole records, the oldest first."""
    for card, role in to_sign(desk, counter, visitor, day):
        register = desk.registers[card.record.register]
        record = desk.record(card.record.number)
        yield Waiting(record, register, role, is_own(register, visitor.posts))


def next_role(record: Record, register: type[Entry], person: Listed) -> str:
    """The place this person can sign next at a record; empty if none."""
    if record.is_void or is_returned(record):
        return ""
    if record.is_late and record.late_approved_by is None:
        return LATE_APPROVAL if _may_approve(record, register, person) else ""
    if record.blocking:
        return ""
    waiting = unsigned_roles(record)
    place = next((one for one in register.register.signers if one.role in waiting), None)
    if place is None or place.role != waiting[0]:
        return ""
    done = is_stage_done(record, place.stage, register.register.stages)
    return place.role if done and _may_sign(record, place, person) else ""


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


def unsettled(desk: Desk, counter: Counter, day: date) -> Iterator[Card]:
    """Cards of what somebody has to put right, approve or sign; those of sealed terms first."""
    term = desk.term_now(day)
    yield from map(card_of, desk.amended(term))
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
