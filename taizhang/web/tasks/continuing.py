"""The next stage of a record."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from starlette.datastructures import FormData

from checklists.columns import Column
from checklists.entry import Entry
from records.lifecycle import open_reasons, unsigned_roles
from records.record import Record
from records.refusals import NotAllowedError
from taizhang.desk import Desk, Visit
from taizhang.web import acts
from taizhang.web.fields import Filled
from taizhang.web.prefill import (
    fresh_of,
)
from taizhang.web.rights import Visitor
from taizhang.web.sheets import first_signer
from taizhang.web.tasks.reach import workable
from taizhang.web.tasks.task import Task
from taizhang.web.widgets import is_typed


def continuation(desk: Desk, visitor: Visitor, number: str, *, again: bool = False) -> Task:
    """Filling in what a record still lacks; `again` when the same request was done before.

    Raises:
        ForbiddenError: it is not theirs.
        NotAllowedError: nothing is lacking.
    """
    record, kind = workable(desk, visitor, number)
    if record.is_void and not again:
        raise NotAllowedError(f"记录 {number}", "已作废", "需要时另登一条新的")
    stage = record.content.stage
    columns = tuple(open_columns(record, kind, visitor.posts))
    if not columns and not again:
        raise NotAllowedError(f"记录 {number}", "各栏都已填写", "要改请用更正")
    now = desk.now()
    data = _named_here(kind, visitor, stage, columns)
    signer = _signer_here(record, kind, visitor)
    waits = tuple(_before(record, signer))

    def perform(
        desk: Desk, visit: Visit, filled: Filled, form: FormData, signature: bytes | None
    ) -> acts.Outcome:
        return acts.continue_(desk, visit, record, kind, filled, form, signature)

    return Task(
        kind=kind,
        heading=f"{kind.register.title}：{_stages_of(columns, kind.register.stages, stage)}",
        columns=columns,
        items=False,
        data=data,
        action=f"/records/{number}/continue",
        api=f"/api/records/{number}/continuations/{{id}}",
        perform=perform,
        record=record,
        fresh=fresh_of(kind, data, now),
        notices=(
            *((f"还差：{one}", "wait") for one in open_reasons(record)),
            *((f"签字要等{one}，轮到时在“审签”里签", "info") for one in waits[:1] if signer),
        ),
        signer="" if waits else signer,
    )


def _signer_here(record: Record, kind: type[Entry], visitor: Visitor) -> str:
    """The place that can be signed along, unless somebody else is named there already."""
    role = first_signer(kind.register, visitor, record.content.stage)
    column = next((one.column for one in kind.register.signers if one.role == role), "")
    named = record.entry.get(column) or {} if column else {}
    return role if named.get("id", visitor.id) == visitor.id else ""


def _before(record: Record, role: str) -> Iterator[str]:
    """What has to be done before a place can be signed, whatever is filled in now."""
    if record.is_late and record.late_approved_by is None:
        yield "补录先批准"
    roles = unsigned_roles(record)
    if role in roles and roles[0] != role:
        yield f"「{roles[0]}」先签"


def open_columns(
    record: Record, kind: type[Entry], posts: Collection[str] = ()
) -> Iterator[Column]:
    """Columns that can still be filled in: empty ones up to the open stage, and its rows.

    Where the stage after it is signed by one of these posts, that one's too: whoever issues the
    notice of a hazard says how grave it is in the same go.
    """
    stages, stage = kind.register.stages, record.content.stage
    reached = stages.index(stage)
    following = stages[reached + 1 :][:1]
    theirs = {post for one in kind.register.signers if one.stage in following for post in one.posts}
    reached += not theirs.isdisjoint(posts)
    for one in kind.columns():
        empty = record.entry.get(one.name) in (None, "", [])
        grows = one.kind in ("rows", "files") and one.stage == stage
        if is_typed(one) and stages.index(one.stage) <= reached and (empty or grows):
            yield one


def _stages_of(columns: Sequence[Column], stages: Sequence[str], stage: str) -> str:
    """The open stage, and the one after it where its columns are asked for too."""
    first = stages.index(stage)
    last = max((stages.index(one.stage) for one in columns), default=first)
    return "、".join(stages[first : max(first, last) + 1])


def _named_here(
    kind: type[Entry], visitor: Visitor, stage: str, columns: Sequence[Column]
) -> dict[str, Any]:
    """Whoever signs the stage is named in it: mostly the one who fills it in."""
    asked = {one.name for one in columns}
    places = (one for one in kind.register.signers if one.stage == stage and one.column in asked)
    return {one.column: visitor.name for one in list(places)[:1]}
