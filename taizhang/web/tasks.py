"""A task: something to fill in, from the empty page to what is done with it at the desk.

There are three: a new record, the next stage of one, a correction. Pages and the offline queue
handle them alike.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Any

from starlette.datastructures import FormData

from checklists.catalogue import find
from checklists.columns import Column
from checklists.entry import Entry
from records.drafts import DRAFTS, Draft, Drafting
from records.lifecycle import is_returned, open_reasons, unsigned_roles
from records.record import Operation, Record
from records.refusals import NotAllowedError
from taizhang.desk import Desk, Visit
from taizhang.drafting import drafted
from taizhang.privacy import read_record
from taizhang.web import acts
from taizhang.web.errors import ForbiddenError
from taizhang.web.fields import Filled, with_kept
from taizhang.web.prefill import LOOKED_BACK, asked_by, first_columns, fresh_of, new_data
from taizhang.web.rights import Visitor, may_file, may_see, may_work_on
from taizhang.web.sheets import first_signer
from taizhang.web.widgets import is_typed

ABOUT_A_LINK = ("subject", "day", "draft")
"""What stands in a link beside columns."""
Perform = Callable[[Desk, Visit, Filled, FormData, bytes | None], acts.Outcome]
"""Does a task with what was filled in, the rest of the form, and the signature that came along."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to fill in.

    Attributes:
        kind: the register.
        heading: of the page.
        columns: that are asked for; `items` if check items are, too.
        data: what the page begins with.
        action: address of its page; `api` that of the offline queue, with ``{id}``.
        perform: does it.
        record: what is continued or corrected; None for a new one.
        fresh: columns that mean now.
        notices: text and kind.
        reason: label of the reason it needs.
        drafting: how it can be begun from earlier records; None if it cannot.
        late: whether a reason for coming late can be given.
        signer: place that can be signed along.
    """

    kind: type[Entry]
    heading: str
    columns: tuple[Column, ...]
    items: bool
    data: Mapping[str, Any]
    action: str
    api: str
    perform: Perform
    record: Record | None = None
    fresh: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[tuple[str, str], ...] = ()
    drafting: Drafting | None = None
    reason: str = ""
    late: bool = False
    signer: str = ""
    send: str = "提交"

    @property
    def attachments(self) -> dict[str, Mapping[str, Any]]:
        """What a record that is corrected has, by digest."""
        return dict(attachments_in(self.record.entry)) if self.record else {}


TaskOf = Callable[[Desk, bool], Task]
"""The task at a desk; true if its request was done before, so that nothing need be lacking now."""


def filing(visitor: Visitor, slug: str, asked: Mapping[str, str] = MappingProxyType({})) -> TaskOf:
    """A new record of a register; `asked` is what the link says."""
    return lambda desk, _: new_record(desk, visitor, slug, asked)


def continuing(visitor: Visitor, number: str) -> TaskOf:
    """The next stage of a record."""
    return lambda desk, again: continuation(desk, visitor, number, again=again)


def correcting(visitor: Visitor, number: str) -> TaskOf:
    """A correction of a record."""
    return lambda desk, again: correction(desk, visitor, number, again=again)


# ---- a new record


def new_record(desk: Desk, visitor: Visitor, slug: str, asked: Mapping[str, str]) -> Task:
    """Filing in a register.

    Args:
        desk: where it goes.
        visitor: who fills it in.
        slug: key of the register.
        asked: what the link says: ``subject``, ``day``, ``draft`` (what to draft from earlier
            records), or columns by name.

    Raises:
        ForbiddenError: it is not theirs.
        NotAllowedError: the school does not keep it.
    """
    kind = find(slug, desk.registers)
    title = f"《{kind.register.title}》"
    if why := desk.home.profile.why_not_kept(kind):
        raise NotAllowedError(title, f"本校不设：{why}", "不用填")
    if not may_file(visitor, kind):
        raise ForbiddenError(f"{title}不由您的岗位填写")
    now = desk.now()
    named = {key: value for key, value in asked.items() if key not in ABOUT_A_LINK}
    named |= asked_by(kind, asked.get("subject", ""), asked.get("day", ""))
    data = new_data(kind, visitor, now, _last(desk, visitor, slug), named)
    data = {name: _called(desk, kind, name, value) for name, value in data.items()}
    draft = _draft(desk, slug, asked)
    data |= draft.data
    stage = kind.register.stages[0]

    def perform(
        desk: Desk, visit: Visit, filled: Filled, form: FormData, signature: bytes | None
    ) -> acts.Outcome:
        return acts.file(desk, visit, kind, filled, form, signature)

    return Task(
        kind=kind,
        heading=kind.register.title,
        columns=tuple(one for one in first_columns(kind) if one.kind != "checks"),
        items=bool(kind.items),
        data=data,
        action=f"/registers/{slug}/new",
        api=f"/api/registers/{slug}/records/{{id}}",
        perform=perform,
        fresh=fresh_of(kind, data, now),
        notices=tuple((one, "info") for one in draft.notes),
        drafting=DRAFTS.get(slug),
        late=True,
        signer=first_signer(kind.register, visitor, stage),
    )


def _draft(desk: Desk, slug: str, asked: Mapping[str, str]) -> Draft:
    """What earlier records know of it, where that was asked for; a day of nonsense is today."""
    if slug not in DRAFTS or "draft" not in asked:
        return Draft({})
    of = asked["draft"] if DRAFTS[slug].of else ""
    return drafted(desk, slug, of, _day(asked.get("day", "")) or desk.now().date())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last(desk: Desk, visitor: Visitor, slug: str) -> list[Record]:
    """The newest records that somebody filed in a register."""
    kept = reversed(desk.ledger(desk.term_now(desk.now().date())).standing(slug))
    return list(islice((one for one in kept if one.first.by.id == visitor.id), LOOKED_BACK))


def _called(desk: Desk, kind: type[Entry], name: str, value: Any) -> Any:
    """A thing by its name where a link has its id."""
    column = next((one for one in kind.columns() if one.name == name), None)
    if column is None or not column.ref or not isinstance(value, str):
        return value
    listed = desk.directory.look_up(column.ref, value) if value else None
    return listed.name if listed else value


# ---- the next stage


def continuation(desk: Desk, visitor: Visitor, number: str, *, again: bool = False) -> Task:
    """Filling in what a record still lacks; `again` when the same request was done before.

    Raises:
        ForbiddenError: it is not theirs.
        NotAllowedError: nothing is lacking.
    """
    record, kind = _theirs(desk, visitor, number)
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


# ---- a correction


def correction(desk: Desk, visitor: Visitor, number: str, *, again: bool = False) -> Task:
    """Putting right what was written wrongly; `again` when the same request was done before.

    Raises:
        ForbiddenError: it is not theirs, or what is in it may not be read whole.
        NotAllowedError: it was voided.
    """
    record, kind = _theirs(desk, visitor, number)
    if record.is_void and not again:
        raise NotAllowedError(f"记录 {number}", "已作废", "需要时另登一条新的")
    reading = read_record(desk, number, by=visitor.id, how="更正")
    if reading.hint:
        raise ForbiddenError(f"记录 {number} 里的个人信息您不能看全，也就不能更正")
    columns = tuple(one for one in kind.columns() if is_typed(one))

    def perform(
        desk: Desk, visit: Visit, filled: Filled, form: FormData, signature: bytes | None
    ) -> acts.Outcome:
        same = Filled(with_kept(filled.data, record.entry), filled.files)
        return acts.correct(desk, visit, record, kind, same, form)

    return Task(
        kind=kind,
        heading=f"更正：{kind.register.title}",
        columns=columns,
        items=bool(kind.items),
        data=record.entry,
        action=f"/records/{number}/correct",
        api=f"/api/records/{number}/corrections/{{id}}",
        perform=perform,
        record=record,
        notices=(*_returned(record), ("原值会划去保留，旁边写更正值；已签的要重新签。", "info")),
        reason="更正原因",
        send="保存更正",
    )


def _returned(record: Record) -> Iterator[tuple[str, str]]:
    if is_returned(record):
        last = next(one for one in reversed(record.versions) if one.operation is Operation.RETURN)
        yield f"{last.by.name}退回：{last.reason}", "bad"


# ---- what they share


def visible(desk: Desk, visitor: Visitor, number: str) -> tuple[Record, type[Entry] | None]:
    """A record that somebody may look at, and its register as the program knows it now.

    Raises:
        UnknownRecordError: there is none.
        ForbiddenError: it is not theirs to see.
    """
    record = desk.record(number)
    kind = desk.registers.get(record.register)
    if not may_see(visitor, record, kind, desk.term_holding(record)):
        raise ForbiddenError(f"记录 {number} 不属于您的登记簿")
    return record, kind


def _theirs(desk: Desk, visitor: Visitor, number: str) -> tuple[Record, type[Entry]]:
    record, kind = visible(desk, visitor, number)
    if kind is None or not may_work_on(visitor, record, kind):
        raise ForbiddenError(f"记录 {number} 不由您办理")
    return record, kind


def attachments_in(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Digest and description of every file that some content names."""
    if isinstance(value, Mapping):
        if "sha256" in value and "media_type" in value:
            yield str(value["sha256"]), value
        for one in value.values():
            yield from attachments_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from attachments_in(one)
