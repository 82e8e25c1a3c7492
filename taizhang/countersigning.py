"""核对签名: what was signed in ink is looked at by a person, place by place, and entered as signed.

Whoever confirms is told as having typed it (代录); the signature is that of the person whose place
it is. What the register wants to know of the signing (when, sealed, how many pages) comes first,
with the scans themselves where it has a column for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from checklists.catalogue import find
from checklists.columns import Column
from checklists.register import Signer
from records.lifecycle import unsigned_roles
from records.prints import InkPlace, Print
from records.record import Person, Record
from records.refusals import NotAllowedError, SigningRefusedError
from records.scans import ScannedSheet
from taizhang.desk import Desk, Visit
from taizhang.exits import REFUSALS
from taizhang.paperwork import Prints
from taizhang.telling import title_of
from taizhang.tray import Tray

PAGES, SCAN = "pages", "scan"
"""Columns in which registers keep how many pages a signed paper has, and its scan."""
EMPTY: tuple[Any, ...] = (None, "", [], ())


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """A signing place on a sheet that came back.

    Attributes:
        signers: whose signature it can be: who is named in the record, or those of the post.
        sheet: digest of the page it is on.
        place: where on it; None where nobody knows, because it was not printed to be signed.
        inked: whether something is written there.
    """

    role: str
    signers: tuple[Person, ...]
    sheet: str
    place: InkPlace | None
    inked: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record whose sheets came back, with the places that are not entered as signed yet.

    Attributes:
        stage: that is open, and about the signed paper.
        asked: columns of it that a person has to say; the rest is known from the sheets.
    """

    number: str
    slug: str
    title: str
    stage: str
    asked: tuple[Column, ...]
    places: tuple[PaperPlace, ...]

    @property
    def is_inked(self) -> bool:
        """Whether something is written at every place."""
        return all(one.inked for one in self.places)


@dataclass(frozen=True, slots=True)
class Tick:
    """One place as a person confirms it: whose signature stands there, on which sheet."""

    role: str
    signer: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Countersigned:
    """What became of a record: the places entered, and why no more were; empty if all were."""

    number: str
    signed: tuple[str, ...]
    refused: str = ""


def candidates(desk: Desk, prints: Prints, slug: str = "") -> Iterator[Candidate]:
    """Records with signatures in ink that nobody has confirmed, in order of their numbers.

    Args:
        desk: where they are.
        prints: `prints_of` the desk.
        slug: of one register only.
    """
    for number in sorted({number for number, _ in prints} | _assigned(desk)):
        record = desk.record(number)
        if (not slug or record.register == slug) and (found := candidate_of(desk, record, prints)):
            yield found


def candidate_of(desk: Desk, record: Record, prints: Prints) -> Candidate | None:
    """A record as it is looked at; None where nothing is to be confirmed."""
    kind = desk.registers.get(record.register)
    sheets = standing_sheets(record)
    if kind is None or record.is_void or not sheets:
        return None
    signers = {one.role: one for one in kind.register.signers}
    waiting = [signers[role] for role in unsigned_roles(record) if role in signers]
    places = tuple(_place(desk, record, one, sheets, prints) for one in waiting)
    stage = record.content.stage
    lacks = not record.content.is_complete or record.blocking
    asked = tuple(_asked(record, kind.columns(), stage)) if lacks else ()
    if not places and not asked:
        return None
    return Candidate(record.number, kind.slug, title_of(record, kind), stage, asked, places)


def standing_sheets(record: Record) -> tuple[ScannedSheet, ...]:
    """Sheets of the text that stands: ink on an older one vouches for something else."""
    return tuple(one for one in record.scans if one.version >= record.rewritten)


def countersign(
    desk: Desk, visit: Visit, number: str, ticks: Sequence[Tick], facts: Mapping[str, Any]
) -> Countersigned:
    """Enter what a person has confirmed: first what the register wants to know, then each place.

    Args:
        desk: where the record is.
        visit: who confirms, and when.
        number: of the record.
        ticks: places that were confirmed.
        facts: of the signing, by column; those the record does not ask for are left out.

    Returns:
        what was entered; a refusal leaves what came before it, and is told.
    """
    signed: list[str] = []
    try:
        _complete(desk, visit, number, facts)
        for tick in _in_order(desk, number, ticks):
            by = replace(visit, by=tick.signer, typed_by=visit.by, request_id="")
            desk.sign_record(by, number, tick.role, paper=tick.sheet)
            signed.append(tick.role)
    except REFUSALS as error:
        return Countersigned(number, tuple(signed), str(error))
    return Countersigned(number, tuple(signed))


@dataclass(frozen=True, slots=True)
class Owed:
    """A signature on paper that is still wanting.

    Attributes:
        signers: names of those who can give it.
        why: 未交回, 没有签, 待核对 or 要重签.
    """

    number: str
    title: str
    role: str
    signers: tuple[str, ...]
    why: str
    printed_at: datetime


def owed_signatures(desk: Desk, prints: Prints, slug: str = "") -> Iterator[Owed]:
    """Signatures of everything that was printed to be signed and is not signed, to ask for them.

    Args:
        desk: where the records are.
        prints: `prints_of` the desk.
        slug: of one register only.
    """
    latest = {one.number: one for one in sorted(prints.values(), key=lambda one: one.at)}
    for number, printed in sorted(latest.items()):
        record = desk.record(number)
        kind = desk.registers.get(record.register)
        if kind is None or record.is_void or (slug and record.register != slug):
            continue
        signers = {one.role: one for one in kind.register.signers}
        for role in unsigned_roles(record):
            if role in signers:
                names = tuple(one.name for one in _signers(desk, record, signers[role]))
                why = _why_owed(record, role, printed)
                yield Owed(number, title_of(record, kind), role, names, why, printed.at)


def _why_owed(record: Record, role: str, printed: Print) -> str:
    sheets = standing_sheets(record)
    if printed.version < record.rewritten:
        return "内容改过，要重新打印、重签"
    if any(role in one.inked for one in sheets):
        return "有笔迹，待核对"
    return "交回了，没有签" if sheets else "未交回"


# ---- what is looked at


def _assigned(desk: Desk) -> set[str]:
    """Records to which a person put a page."""
    pages = Tray(desk.home.folder, desk.disk).known().values()
    return {one.filed_to for one in pages if one.filed_to}


def _place(
    desk: Desk, record: Record, signer: Signer, sheets: Sequence[ScannedSheet], prints: Prints
) -> PaperPlace:
    inked = next((one for one in sheets if signer.role in one.inked), None)
    sheet = inked or sheets[-1]
    known = prints.get((record.number, sheet.version))
    place = next((one for one in known.places if one.role == signer.role), None) if known else None
    if place is not None and inked is None:
        sheet = next((one for one in sheets if one.page == place.page), sheet)
    people = tuple(_signers(desk, record, signer))
    return PaperPlace(signer.role, people, sheet.sha256, place, inked is not None)


def _signers(desk: Desk, record: Record, signer: Signer) -> Iterator[Person]:
    named = record.entry.get(signer.column) if signer.column else None
    if isinstance(named, Mapping) and named.get("id"):
        yield Person(named["id"], named["name"])
        return
    for one in desk.directory.listings("person"):
        if one.active and set(signer.posts) & set(one.posts):
            yield Person(one.id, one.name)


def _asked(record: Record, columns: Iterable[Column], stage: str) -> Iterator[Column]:
    """Empty columns of the open stage that no sheet tells, where that stage is about the paper."""
    columns = tuple(columns)
    if any(one.name == SCAN and one.stage == stage for one in columns):
        for one in _open(record, columns, stage):
            if one.kind != "files" and one.name != PAGES:
                yield one


def _open(record: Record, columns: Iterable[Column], stage: str) -> Iterator[Column]:
    for one in columns:
        is_typed = one.serial is None and one.kind not in ("checks", "calc")
        if is_typed and one.stage == stage and record.entry.get(one.name) in EMPTY:
            yield one


# ---- what is entered


def _complete(desk: Desk, visit: Visit, number: str, facts: Mapping[str, Any]) -> None:
    """Finish the stage that is about the paper, as far as it is known now."""
    record = desk.record(number)
    columns = find(record.register, desk.registers).columns()
    fresh = {one.name for one in _open(record, columns, record.content.stage)}
    said = {name: value for name, value in facts.items() if value and name in fresh}
    if said:  # what the sheets tell alone would ask for the rest at once: a seal across the edges
        told = _told_by(standing_sheets(record))
        data = {**{name: value for name, value in told.items() if name in fresh}, **said}
        desk.continue_record(replace(visit, request_id=""), number, data, _no_file)


def _told_by(sheets: Sequence[ScannedSheet]) -> dict[str, Any]:
    """What the sheets themselves say: how many pages the paper has, and that they are its scan."""
    scans = [
        {
            "sha256": one.sha256,
            "name": one.name,
            "media_type": one.media_type,
            "original_sha256": one.sha256,
        }
        for one in sheets
    ]
    return {PAGES: max((one.of for one in sheets), default=0) or len(sheets), SCAN: scans}


def _no_file(name: str) -> bytes:
    raise NotAllowedError(f"附件 {name}", "没有随扫描件交来", "先扫描归档")


def _in_order(desk: Desk, number: str, ticks: Sequence[Tick]) -> list[Tick]:
    """Those that are not entered yet, in signing order.

    Raises:
        SigningRefusedError: one is not a place of the record that waits.
    """
    record = desk.record(number)
    waiting, signed = unsigned_roles(record), {one.role for one in record.signatures}
    left = [one for one in ticks if one.role not in signed]
    for one in left:
        if one.role not in waiting:
            raise SigningRefusedError(f"记录 {number}", f"没有签字处“{one.role}”", "刷新页面再核对")
    return sorted(left, key=lambda one: waiting.index(one.role))
