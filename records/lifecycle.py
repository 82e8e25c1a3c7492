"""The life of a record: how it stands, who signs next, what may be done to it (G02–G05).

Pure functions over records; the ledger asks them before it writes, paper and audit ask them too.
"""

from datetime import date, datetime

from checklists.in_service import run_out
from checklists.incompatible import are_incompatible
from checklists.posts import post_title
from checklists.register import Register, Signer
from checklists.surroundings import Listed
from records.record import CONTENT, Operation, Record, State
from records.refusals import NotAllowedError, SigningRefusedError

LATE_APPROVAL = "补录批准"
LEADERS = ("principal", "vp_logistics", "logistics_head")
ERASERS = ("principal", "vp_logistics")
"""Posts that answer for deleting personal values."""


# ---- how it stands


def state_of(record: Record) -> State:
    """状态 of a record."""
    if record.is_void:
        return State.VOID
    if is_returned(record):
        return State.RETURNED
    if open_reasons(record):
        return State.OPEN
    if record.content.signers and not unsigned_roles(record):
        return State.SIGNED
    return State.FILED


def is_returned(record: Record) -> bool:
    """Sent back, and nothing filled in since."""
    content = (*CONTENT, Operation.RETURN)
    last = next(one for one in reversed(record.versions) if one.operation in content)
    return last.operation is Operation.RETURN


def is_changed_since(record: Record, version: int) -> bool:
    """Whether who saw a version would find another one now: a scan or a seal alters nothing."""
    beside = (Operation.SCAN, Operation.STAMP)
    return any(one.version > version and one.operation not in beside for one in record.versions)


def open_reasons(record: Record) -> tuple[str, ...]:
    """Why it is 未结, in Chinese; empty when nothing is left but signatures."""
    reasons = [f"{one.where}：{one.message}" for one in record.blocking]
    if record.is_late and not record.late_reason:
        reasons.append("补录没有写原因")
    if record.is_late and record.late_approved_by is None:
        reasons.append("补录未经批准")
    if not record.content.is_complete:
        reasons.append(f"“{record.content.stage}”还没有办完")
    return tuple(reasons)


def unsigned_roles(record: Record) -> tuple[str, ...]:
    """Signing places that are needed and not signed, in order."""
    signed = {one.role for one in record.signatures}
    return tuple(role for role in record.content.signers if role not in signed)


def next_place(record: Record, register: Register) -> str:
    """Role that signs next, or `LATE_APPROVAL`; empty while something else comes first."""
    if record.is_void or is_returned(record):
        return ""
    if record.is_late and record.late_approved_by is None:
        return LATE_APPROVAL
    waiting = () if record.blocking else unsigned_roles(record)
    place = next((one for one in register.signers if one.role in waiting), None)
    if place is None or place.role != waiting[0]:
        return ""
    return place.role if is_stage_done(record, place.stage, register.stages) else ""


# ---- what may be done


def require_alive(record: Record) -> None:
    """Nothing is done to a voided record.

    Raises:
        NotAllowedError: it is.
    """
    if record.is_void:
        raise NotAllowedError(f"记录 {record.number}", "已作废，不能再办理", "需要时另登一条新的")


def require_signable(record: Record, signer: Signer, register: Register, at: datetime) -> None:
    """Whether a place may be signed now, whoever signs.

    Raises:
        SigningRefusedError: it is signed already, not its turn, or something is still open.
    """
    where = f"记录 {record.number}「{signer.role}」"
    if is_returned(record):
        raise SigningRefusedError(where, "已退回，还没有改", "先更正或续填，再签字")
    if record.blocking:
        raise SigningRefusedError(where, f"还有未结事项：{open_reasons(record)[0]}", "办完再签字")
    if record.is_late and record.late_approved_by is None:
        raise SigningRefusedError(where, "是补录，还没有批准", f"先由上一级岗位办“{LATE_APPROVAL}”")
    if not is_stage_done(record, signer.stage, register.stages):
        stage = signer.stage or record.content.stage
        raise SigningRefusedError(where, f"“{stage}”还没有办完", "续填完再签字")
    _require_turn(record, signer, register, where)
    _require_forward(record, at, where)


def is_stage_done(record: Record, stage: str, stages: tuple[str, ...]) -> bool:
    """Whether a stage is finished; an empty one means the whole record."""
    content = record.content
    if content.is_complete or not stage:
        return content.is_complete
    return stages.index(stage) < stages.index(content.stage)


def _require_turn(record: Record, signer: Signer, register: Register, where: str) -> None:
    signed = [one.role for one in record.signatures]
    if signer.role in signed:
        raise SigningRefusedError(where, "已经签过", "不用再签")
    order = [one.role for one in register.signers]
    earlier = order[: order.index(signer.role)]
    waiting = [role for role in unsigned_roles(record) if role in earlier]
    if waiting:
        raise SigningRefusedError(where, f"还没有轮到：先签「{waiting[0]}」", "按顺序签字")


def _require_forward(record: Record, at: datetime, where: str) -> None:
    latest = max((one.at for one in record.signatures), default=None)
    if latest is not None and at < latest:
        what = f"签字时间早于前一签字（{latest:%Y-%m-%d %H:%M}）"
        raise SigningRefusedError(where, what, "请核对电脑的日期和时间")


def require_right_person(record: Record, signer: Signer, person: Listed) -> None:
    """Whether this person may sign at this place.

    Raises:
        SigningRefusedError: another one has to, or this one signed at an incompatible place.
    """
    where = f"记录 {record.number}「{signer.role}」"
    named = record.entry.get(signer.column) if signer.column else None
    if isinstance(named, dict) and named.get("id"):
        if named["id"] != person.id:
            raise SigningRefusedError(where, f"应由{named['name']}签", f"请{named['name']}本人签字")
    elif signer.posts and not set(signer.posts) & set(person.posts):
        posts = "、".join(post_title(post) for post in signer.posts)
        raise SigningRefusedError(where, f"{person.name}不是{posts}", f"请{posts}签字")
    for signature in record.signatures:
        if signature.by.id == person.id and are_incompatible(signature.role, signer.role):
            what = f"{person.name}已签「{signature.role}」，两者不能是同一人"
            raise SigningRefusedError(where, what, "请另一人签字")


def require_certificate(
    record: Record, signer: Signer, person: Listed, chapter: str, on: date
) -> None:
    """Whose certificate has run out does not sign in its field (post_duty_register R03).

    Raises:
        SigningRefusedError: it has.
    """
    if why := run_out(person, on, chapter):
        where = f"记录 {record.number}「{signer.role}」"
        raise SigningRefusedError(where, f"{person.name}{why}", "换证并登记后再签，或由替岗人办理")


def require_approver(record: Record, register: Register, person: Listed, reason: str) -> None:
    """Whether this person may approve a late entry: somebody else, of a superior post.

    Raises:
        SigningRefusedError: no.
    """
    where = f"记录 {record.number}「{LATE_APPROVAL}」"
    if not record.is_late:
        raise SigningRefusedError(where, "不是补录", "不用批准")
    if record.late_approved_by is not None:
        raise SigningRefusedError(where, "已经批准过", "不用再批")
    if not (record.late_reason or reason.strip()):
        raise SigningRefusedError(where, "补录没有写原因", "批准时写明原因")
    superior = {*LEADERS, *(post for one in register.signers[1:] for post in one.posts)}
    if person.id == record.first.by.id or not superior & set(person.posts):
        raise SigningRefusedError(where, f"{person.name}不能批准", "由上一级岗位的另一人批准")


def require_erasable(record: Record, person: Listed) -> None:
    """Whether this person may delete the personal values of a record, and whether that is possible.

    Raises:
        NotAllowedError: no.
    """
    where = f"记录 {record.number}"
    require_eraser(person, where)
    if record.is_erased:
        raise NotAllowedError(where, "个人信息已经删除", "不用再删")
    if not record.key:
        what = "没有密封的个人信息"
        raise NotAllowedError(where, what, "旧版程序登记的明文写在台账里，不能单独删除")


def require_eraser(person: Listed, where: str) -> None:
    """Whether this person answers for deleting.

    Raises:
        NotAllowedError: no.
    """
    if not set(ERASERS) & set(person.posts):
        posts = "、".join(post_title(post) for post in ERASERS)
        raise NotAllowedError(where, f"{person.name}不是{posts}", f"删除个人信息由{posts}办理")
