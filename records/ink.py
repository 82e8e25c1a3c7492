"""Ink: what hands, paper and seals put under a record, checked before it is written.

A signature is bound to the content it vouches for: drawn on a screen, by that content's digest;
written on paper, by the version whose print came back; a seal, by the digest again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checklists.posts import post_title
from checklists.register import Register
from checklists.surroundings import Listed
from records.acts import Attach, Sign, Stamp
from records.codec import Json, encode_person
from records.lifecycle import is_returned, open_reasons, unsigned_roles
from records.record import Person, Record
from records.refusals import NotAllowedError, SigningRefusedError

APPROVERS = ("principal", "vp_logistics")
"""Posts that allow the school's seals to be used."""


def drawn(act: Sign, record: Record) -> Json:
    """A signature written by hand on a screen, bound to the content it vouches for.

    Raises:
        SigningRefusedError: that content is of this commit, so its digest is not settled yet.
    """
    if not act.strokes:
        return {}
    if not record.content.line:
        what = "手写签名要签在已经登记的内容上"
        raise SigningRefusedError(f"记录 {act.number}", what, "先登记，再签名")
    return {"strokes": act.strokes, "signs": record.content.digest}


def written(act: Sign, record: Record) -> Json:
    """A signature in ink, on a sheet that came back and whose text still stands.

    Raises:
        SigningRefusedError: there is no such sheet, or the text was changed since it was printed.
    """
    if not act.paper:
        return {}
    where = f"记录 {act.number}"
    sheet = next((one for one in record.scans if one.sha256 == act.paper), None)
    if sheet is None:
        raise SigningRefusedError(where, "没有这一页扫描件", "先扫描归档，再登记纸上的签字")
    if sheet.version < record.rewritten:
        what = f"扫描件是第{sheet.version}版，第{record.rewritten}版改过"
        raise SigningRefusedError(where, what, "按改后的内容重新打印，重新签字")
    return {"paper": act.paper}


@dataclass(frozen=True, slots=True)
class Outsider:
    """Whom a record names to sign and no list of people knows: a firm, a family."""

    id: str
    name: str
    posts: tuple[str, ...] = ()
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


def named_on_paper(act: Sign, record: Record, register: Register, by: Person) -> Outsider | None:
    """Who signed in ink where the record names them; they need not be in service, or on a list."""
    role = act.role or next(iter(unsigned_roles(record)), "")
    column = next((one.column for one in register.signers if one.role == role), "")
    named = record.entry.get(column) if act.paper and column else None
    is_theirs = isinstance(named, Mapping) and named.get("id") == by.id
    return Outsider(by.id, by.name) if is_theirs else None


def scanned(act: Attach, record: Record) -> Json:
    """Sheets that came back, each once.

    Raises:
        NotAllowedError: there are none, they are of a version that does not exist, or they are
            all there already.
    """
    where, known = f"记录 {act.number}", {one.sha256 for one in record.scans}
    sheets = [one for one in act.sheets if one.sha256 not in known]
    if not sheets:
        raise NotAllowedError(where, "没有新的扫描页", "同样的页已经归档，不用再附")
    newest = max(one.version for one in sheets)
    if newest > record.latest.version:
        raise NotAllowedError(where, f"没有第{newest}版", "核对扫描件是不是这条记录的")
    return {"scans": [one.to_data() for one in sheets]}


def stamped(act: Stamp, record: Record, by: Listed, approver: Listed) -> Json:
    """Seals under the content that stands: allowed by a leader, put there by somebody else.

    Raises:
        NotAllowedError: nothing finished is there to be stamped (不得空白印章), or not these two.
    """
    where = f"记录 {act.number}「用印」"
    if not act.seals or act.copies < 1:
        raise NotAllowedError(where, "没有写用哪枚印章、盖几份", "写明印章和份数")
    if is_returned(record):
        raise NotAllowedError(where, "已退回，还没有改", "更正并签字后再用印")
    if record.blocking:
        raise NotAllowedError(where, f"还有未结事项：{open_reasons(record)[0]}", "办完再用印")
    if approver.id == by.id:
        raise NotAllowedError(where, f"{by.name}不能自己批准自己用印", "由另一位领导批准")
    if not set(APPROVERS) & set(approver.posts):
        posts = "、".join(post_title(post) for post in APPROVERS)
        raise NotAllowedError(where, f"{approver.name}不是{posts}", f"用印由{posts}批准")
    return {
        "seals": list(act.seals),
        "copies": act.copies,
        "approved_by": encode_person(act.approved_by),
        "reason": act.reason.strip(),
        "signs": record.content.digest,
    }
