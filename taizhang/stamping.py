"""The use-cases of 用印: asked for by one, allowed by a leader, stamped by the custodian.

What is asked for and allowed waits in ``<home>/web/stamping.json``; what was stamped stands in the
journal, and `taizhang.stamp_log` reads it from there.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from checklists.surroundings import Listed
from checklists.values import Note, Text
from generator.document import Document, SignatureBlock
from generator.official_seals import OfficialSeal, seal_paper
from generator.rendering import Press
from records.acts import Stamp
from records.lifecycle import is_returned, open_reasons, unsigned_roles
from records.record import Person, Record
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.desk import Desk, Visit
from taizhang.errors import SealRefusedError
from taizhang.official_seals import find_seal, is_approver, is_custodian, taken_out
from taizhang.papers import Layout, Paper, lay_out, put_on_paper
from taizhang.privacy import read_record

MOST = 200
"""Papers of one application."""
HEAD = "principal"
WAITING, ALLOWED, REFUSED, USED = "待批准", "待用印", "未批准", "已用印"


class Wanted(BaseModel):
    """A paper to be stamped: its record, and the digest of the content that was asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Text
    digest: Text


class Application(Sheet):
    """用印申请.

    Attributes:
        id: how it is named.
        seals: names of the seals.
        copies: of each paper.
        why: what for.
        decided_by: leader who allowed it, or did not; `remark` is why not.
        used_by: custodian who stamped.
    """

    id: str
    asked_by: Person
    asked_at: datetime
    papers: tuple[Wanted, ...]
    seals: tuple[Text, ...]
    copies: Annotated[int, Field(ge=1, le=99)]
    why: Text
    decided_by: Person | None = None
    decided_at: datetime | None = None
    refused: bool = False
    remark: Note = ""
    used_by: Person | None = None
    used_at: datetime | None = None

    @property
    def key(self) -> str:
        """The id."""
        return self.id

    @property
    def state(self) -> str:
        """How it stands, in Chinese."""
        if self.decided_by is None:
            return WAITING
        if self.refused:
            return REFUSED
        return USED if self.used_by else ALLOWED

    @property
    def numbers(self) -> tuple[str, ...]:
        """Of the records."""
        return tuple(one.number for one in self.papers)

    def request_id(self) -> str:
        """Names its use in the journal."""
        return f"stamp-{self.id}"


@dataclass(frozen=True, slots=True)
class Sealing:
    """A paper before the seals are on it: all that is taken from the desk."""

    layout: Layout
    seals: tuple[OfficialSeal, ...]
    kept: bool


class Applications:
    """The applications of a home."""

    def __init__(self, desk: Desk) -> None:
        self._cabinet = Cabinet(desk.home.folder, "stamping", Application, desk.disk)

    def listed(self) -> tuple[Application, ...]:
        """All of them, the newest first."""
        return tuple(self._cabinet.read().values())[::-1]

    def get(self, key: str) -> Application:
        """One by its id.

        Raises:
            SealRefusedError: there is none.
        """
        return _found(dict(self._cabinet.read()), key)

    def add(self, application: Application) -> Application:
        """Keep a new one."""
        self._cabinet.change(lambda kept: kept.update({application.key: application}))
        return application

    def change(self, key: str, state: str, **new: object) -> Application:
        """Change one that is in this state.

        Raises:
            SealRefusedError: it is not there, or no longer in that state.
        """

        def put(kept: dict[str, Application]) -> Application:
            found = _found(kept, key)
            if found.state != state:
                raise SealRefusedError(f"用印申请 {key} 已是“{found.state}”，不能再办。刷新再看。")
            kept[key] = found.model_copy(update=new)
            return kept[key]

        return self._cabinet.change(put)


def _found(kept: dict[str, Application], key: str) -> Application:
    if key not in kept:
        raise SealRefusedError(f"没有编号为“{key}”的用印申请。核对编号。")
    return kept[key]


# ---- whether a record may be stamped at all


def why_not(desk: Desk, record: Record) -> str:
    """Why no seal may be put under a record now, in Chinese; empty if it may (不得空白印章)."""
    kind = desk.registers.get(record.register)
    if record.is_void:
        return "已作废"
    if is_returned(record):
        return "已退回，还没有改"
    if record.blocking:
        return f"还有未结事项：{open_reasons(record)[0]}"
    heads = {one.role for one in kind.register.signers if HEAD in one.posts} if kind else set()
    unsigned = [role for role in unsigned_roles(record) if role in heads]
    return f"“{unsigned[0]}”还没有签" if unsigned else ""


def _require_stampable(desk: Desk, wanted: Sequence[Record]) -> None:
    for record in wanted:
        if reason := why_not(desk, record):
            raise SealRefusedError(f"记录 {record.number} 不能用印：{reason}。办好再申请。")


def has_place(document: Document) -> bool:
    """Whether a paper has a place for the seal of the school."""
    blocks = [one for one in document.blocks if isinstance(one, SignatureBlock)]
    return any(line.seal for block in blocks for line in block.lines)


# ---- the three steps


def ask(
    desk: Desk, visit: Visit, numbers: Sequence[str], seals: Sequence[str], copies: int, why: str
) -> Application:
    """Ask for seals under papers.

    Args:
        desk: where the records are.
        visit: who asks, and when.
        numbers: of the records.
        seals: names of the seals.
        copies: of each paper.
        why: what for.

    Raises:
        SealRefusedError: something is missing, or one of the records cannot be stamped.
        UnknownRecordError: there is no such record.
    """
    numbers, seals = tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(seals))
    if not numbers or len(numbers) > MOST:
        raise SealRefusedError(f"一次申请写 1 到 {MOST} 份文书的记录编号。")
    if not seals or not why.strip() or not 1 <= copies <= 99:
        raise SealRefusedError("用印申请要写用哪枚印章、每份盖几张（1 到 99）、为什么用。")
    taken_out(desk.home, seals)
    records = [desk.record(number) for number in numbers]
    _require_stampable(desk, records)
    for record in records:
        _require_place(desk, record)
    return Applications(desk).add(
        Application(
            id=secrets.token_hex(4),
            asked_by=desk.person(visit),
            asked_at=visit.at,
            papers=tuple(Wanted(number=one.number, digest=one.content.digest) for one in records),
            seals=seals,
            copies=copies,
            why=why.strip(),
        )
    )


def _require_place(desk: Desk, record: Record) -> None:
    if not has_place(lay_out(desk, record, "pdf").document):
        raise SealRefusedError(
            f"记录 {record.number} 印出来没有盖章的落款，不能用印。只有签字落款的文书能用印。"
        )


def decide(desk: Desk, visit: Visit, key: str, *, allow: bool, remark: str = "") -> Application:
    """Allow an application, or not: a leader, who neither asked for it nor stamps alone.

    Raises:
        SealRefusedError: not theirs to decide, decided already, or no reason why not.
    """
    applications = Applications(desk)
    found, leader = applications.get(key), _comer(desk, visit)
    if not is_approver(leader.posts):
        raise SealRefusedError(f"{leader.name}不是校长或分管副校长。用印由他们批准。")
    if leader.id == found.asked_by.id:
        raise SealRefusedError("自己申请的用印不能自己批准。请另一位领导批准。")
    if allow:
        for name in found.seals:
            if set(find_seal(desk.home, name).custodians) <= {leader.id}:
                raise SealRefusedError(f"“{name}”由您一人保管，不能又批准。请另一位领导批准。")
    elif not remark.strip():
        raise SealRefusedError("不批准要写原因。")
    return applications.change(
        key,
        WAITING,
        decided_by=Person(leader.id, leader.name),
        decided_at=visit.at,
        refused=not allow,
        remark=remark.strip(),
    )


def stamp(desk: Desk, visit: Visit, key: str) -> Application:
    """Stamp what was allowed: one line of the journal for all papers, all of them or none.

    Raises:
        SealRefusedError: not the custodian, not allowed, or the text is another one by now.
        RecordError: refused by the ledger; nothing was stamped.
    """
    applications = Applications(desk)
    found = applications.get(key)
    _require_custodian(desk, visit, found)
    if found.decided_by is None or found.state != ALLOWED:
        raise SealRefusedError(f"用印申请 {key} 是“{found.state}”，不能用印。先由领导批准。")
    taken_out(desk.home, found.seals)
    records = [desk.record(one.number) for one in found.papers]
    _require_stampable(desk, records)
    for record, one in zip(records, found.papers, strict=True):
        if record.content.digest != one.digest:
            raise SealRefusedError(
                f"记录 {one.number} 申请以后改过，批准的不是这个内容。重新申请。"
            )
    why = f"{found.why}（{found.asked_by.name}申请）"
    acts = (
        Stamp(one.number, found.seals, found.copies, found.decided_by, why) for one in found.papers
    )
    asked = Visit(visit.by, visit.at, channel=visit.channel, request_id=found.request_id())
    desk.act_together(asked, *acts)
    return applications.change(key, ALLOWED, used_by=desk.person(visit), used_at=visit.at)


def lay_out_sealed(desk: Desk, visit: Visit, key: str, number: str) -> Sealing:
    """A paper of an application that was stamped, for its custodian to take: as often as needed.

    Raises:
        SealRefusedError: not the custodian, not stamped, or the seal fell with a correction.
    """
    found = Applications(desk).get(key)
    _require_custodian(desk, visit, found)
    if found.state != USED or number not in found.numbers:
        raise SealRefusedError(f"用印申请 {key} 里没有盖好章的 {number}。先用印。")
    if found.request_id() not in {one.request_id for one in desk.record(number).stamps}:
        raise SealRefusedError(f"记录 {number} 用印以后改过，那次用印不再有效。重新申请。")
    reading = read_record(desk, number, by=visit.by, how="用印")
    if reading.hint:
        raise SealRefusedError(f"{reading.hint}。由能看全文的保管人用印。")
    layout = lay_out(desk, reading.record, "pdf")
    return Sealing(layout, taken_out(desk.home, found.seals), kept=not reading.whole)


def lay_out_plain(desk: Desk, visit: Visit, key: str, number: str) -> Layout:
    """A paper of an application without a seal, to be read before it is allowed or stamped.

    Raises:
        SealRefusedError: it is no paper of this application.
    """
    if number not in Applications(desk).get(key).numbers:
        raise SealRefusedError(f"用印申请 {key} 里没有 {number}。核对编号。")
    return lay_out(desk, read_record(desk, number, by=visit.by, how="打印").record, "pdf")


def press_sealed(press: Press, sealing: Sealing) -> Paper:
    """Print the paper and put the seals on it; the same again gives the same bytes.

    Raises:
        GeneratorError: it cannot be printed, or has no place for a seal.
    """
    plain = put_on_paper(press, sealing.layout)
    name = plain.name.removesuffix(".pdf") + "-已用印.pdf"
    return Paper(name, seal_paper(plain.data, sealing.seals), plain.document)


def _comer(desk: Desk, visit: Visit) -> Listed:
    return desk.school(desk.home.term_of(visit.at.date()).key).person(visit.by)


def _require_custodian(desk: Desk, visit: Visit, application: Application) -> None:
    person = _comer(desk, visit)
    for name in application.seals:
        if not is_custodian(person.id, [find_seal(desk.home, name)]):
            raise SealRefusedError(f"{person.name}不是“{name}”的保管人。请保管人用印。")
    if application.decided_by is not None and application.decided_by.id == person.id:
        raise SealRefusedError(
            f"{person.name}批准的，不能又由{person.name}用印。请另一位保管人用印。"
        )
