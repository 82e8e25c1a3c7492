"""The use-cases of personal values: who reads them, deleting them, destroying what has expired."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from checklists.catalogue import catalogue, find
from checklists.columns import KINDS
from checklists.register import Register
from checklists.surroundings import Listed
from records.access import Access, AccessLog, is_personal, may_read, may_read_list
from records.codec import encode_person
from records.directory import ITEMS, Directory, Listing
from records.disk import Disk
from records.erasure import Erased, finish_erasures
from records.errors import RecordError
from records.lifecycle import require_eraser
from records.masking import on_paper
from records.personal import masked_text
from records.record import Person, Record
from records.refusals import NotAllowedError, UnknownPersonError
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.telling import title_of

NOBODY = "个人信息已遮盖：要看全文，用 --as 写明是谁在看"
NO_RIGHT = "个人信息已遮盖：{}不是这一册的责任岗、签字人或校领导"
NOT_LOGGED = "个人信息已遮盖：访问日志没有写成（{}）"


@dataclass(frozen=True, slots=True)
class Reading:
    """A record as somebody may see it.

    Attributes:
        title: what it is about, in which nobody is named.
        whole: personal values and all; noted in the access log.
        hint: why not, in Chinese; empty where nothing is masked.
    """

    record: Record
    title: str
    whole: bool = False
    hint: str = ""


def shown(desk: Desk, record: Record, *, whole: bool = False) -> Record:
    """A record as it is shown; personal values masked unless `whole`."""
    kind = desk.registers.get(record.register)
    columns = kind.columns() if kind else desk.definition(record).columns
    return on_paper(record, columns, whole=whole)


def read_record(desk: Desk, number: str, *, by: str, how: str, why: str = "") -> Reading:
    """A record for somebody's eyes: whole and logged, or masked.

    Args:
        desk: where it is.
        number: of the record.
        by: who reads, id or name; empty is nobody known, who sees masks.
        how: 查看 or 打印.
        why: what for.

    Raises:
        UnknownRecordError, UnknownPersonError: there is no such record, or person.
    """
    record = desk.record(number)
    kind = desk.registers.get(record.register)
    columns = kind.columns() if kind else desk.definition(record).columns
    title = title_of(record, kind) if kind else ""
    if not is_personal(columns, record):
        return Reading(record, title)
    hint = _why_masked(desk, record, Access(desk.now(), Person("", ""), how, number, why=why), by)
    return Reading(on_paper(record, columns, whole=not hint), title, not hint, hint)


def _why_masked(desk: Desk, record: Record, access: Access, by: str) -> str:
    """Why somebody sees masks; empty if they do not, and the reading is noted."""
    if not by:
        return NOBODY
    person = desk.school(desk.term_holding(record)).person(by)
    kind = desk.registers.get(record.register)
    allowed = kind is not None and may_read(kind.register, person, record)
    noted = replace(access, register=record.register, allowed=allowed)
    return _noted(desk.home, noted, person) or ("" if allowed else NO_RIGHT.format(person.name))


def read_together(
    desk: Desk, records: Sequence[Record], *, by: str, what: str, how: str = "查看"
) -> tuple[tuple[Record, ...], str]:
    """Records of one register that somebody looks through, whole or masked: noted once for all.

    Args:
        desk: where they are.
        records: of one register and term.
        by: who reads, id or name; empty is nobody known, who sees masks.
        what: what they are together, in Chinese; names nobody.
        how: 查看 or 打印.

    Returns:
        the records as they may be shown, and why they are masked, in Chinese.

    Raises:
        UnknownPersonError: there is no such person.
    """
    if not records:
        return (), ""
    first, hint = records[0], NOBODY
    if by:
        person = desk.school(desk.term_holding(first)).person(by)
        kind = desk.registers.get(first.register)
        allowed = kind is not None and all(may_read(kind.register, person, one) for one in records)
        access = Access(desk.now(), Person("", ""), how, what, first.register, allowed=allowed)
        hint = _noted(desk.home, access, person) or (
            "" if allowed else NO_RIGHT.format(person.name)
        )
    return tuple(shown(desk, one, whole=not hint) for one in records), hint


def list_masked(home: Home, kind: str, people: Directory, by: str, at: datetime) -> str:
    """Why somebody sees a list of children or parents masked; empty if whole, which is noted."""
    if not by:
        return NOBODY
    person = people.look_up("person", by)
    if person is None or not person.active:
        raise UnknownPersonError(by, "名录里没有，或已离岗")
    allowed = may_read_list(kind, catalogue(), person)
    what = f"名录：{KINDS[kind]}"
    access = Access(at, Person("", ""), "查看", what, allowed=allowed)
    return _noted(home, access, person) or ("" if allowed else NO_RIGHT.format(person.name))


def shown_list(home: Home, kind: str, by: str, at: datetime) -> tuple[list[Listing], str]:
    """A list of the directory as somebody may see it, and why it is masked if it is.

    Args:
        home: whose directory.
        kind: as in `directory.ITEMS`.
        by: who reads, id or name; empty is nobody known.
        at: when.

    Raises:
        UnknownPersonError: there is no such person.
    """
    people = Directory.open(home.folder / "directory", at.date())
    listings = list(people.listings(kind))
    hint = list_masked(home, kind, people, by, at) if ITEMS[kind].personal else ""
    return [_masked(one) for one in listings] if hint else listings, hint


def _masked(one: Listing) -> Listing:
    """One of a list of children or parents, as others see it."""
    hidden = {name: masked_text(getattr(one.item, name), "name") for name in one.item.personal}
    return Listing(one.item.model_copy(update=hidden), one.active)


def _noted(home: Home, access: Access, person: Listed) -> str:
    """Why a reading could not be noted; empty if it was."""
    by = Person(person.id, person.name)
    try:
        AccessLog(home.folder, Disk()).note(replace(access, by=by))
    except RecordError as error:
        return NOT_LOGGED.format(error.what)
    return ""


def note_binding(desk: Desk, visit: Visit, term: str) -> None:
    """Note that the personal values of a term were bound, masked."""
    by = desk.person(visit)
    AccessLog(desk.home.folder, Disk()).note(Access(visit.at, by, "装订", term))


def erase(desk: Desk, visit: Visit, number: str, reason: str) -> Erased:
    """Delete the personal values of a record for ever, and the photos in its personal columns.

    Raises:
        RecordError: refused; nothing was deleted.
    """
    finish(desk)  # what an earlier request left half done
    desk.erase_record(visit, number, reason)
    return finish(desk)


def destroy(
    desk: Desk, visit: Visit, slug: str, term: str, *, witness: str, reason: str
) -> tuple[int, Erased]:
    """Destroy the personal values of a register of a term whose retention is over (D.3).

    Args:
        desk: where the records are.
        visit: who destroys, and when.
        slug: key of the register.
        term: as 2025-2026-2.
        witness: 监销人, somebody else in service.
        reason: which appraisal it rests on.

    Returns:
        how many records it is about, and what was deleted.

    Raises:
        NotAllowedError: it is not over yet, or they are not two.
        RecordError: refused; nothing was deleted.
    """
    ledger, register = desk.ledger_for(visit), find(slug, desk.registers).register
    where = f"《{register.title}》{term}"
    by, other = desk.person(visit), desk.person(replace(visit, by=witness, typed_by=""))
    require_eraser(desk.school(ledger.term).person(visit.by), where)
    if by.id == other.id:
        raise NotAllowedError(where, "监销人和销毁人是同一人", "由另一人监销")
    if not reason.strip():
        raise NotAllowedError(where, "没有写明依据", "写明鉴定意见")
    _require_expired(desk, register, term, visit.at.date())
    numbers = desk.ledger(term).numbers(slug)
    said = {"register": slug, "term": term, "records": len(numbers), "reason": reason.strip()}
    content = {
        "at": visit.at.isoformat(),
        "by": encode_person(by),
        "channel": visit.channel,
        "destroyed": {**said, "witness": encode_person(other)},
    }
    ledger.commit(lambda: content)
    return len(numbers), finish(desk)


def _require_expired(desk: Desk, register: Register, term: str, today: date) -> None:
    where = f"《{register.title}》{term}"
    if not desk.is_sealed(term):
        raise NotAllowedError(where, "这一学期没有封存", "封存、到期后再销毁")
    ends = register.retention.ends(desk.home.term(term).end)
    if ends is None:
        raise NotAllowedError(where, f"保存期限是{register.retention.text}", "永久保存的不销毁")
    if today <= ends:
        raise NotAllowedError(where, f"未到期，保存至 {ends}", "到期、经鉴定后再销毁")


def finish(desk: Desk) -> Erased:
    """Delete what the journals say is to be deleted; what was half done is done."""
    done = finish_erasures(desk.home.folder, registers=desk.registers)
    desk.close()  # its ledgers still know the keys
    return done
