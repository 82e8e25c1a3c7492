"""A correction."""

from collections.abc import Iterator

from starlette.datastructures import FormData

from records.lifecycle import is_returned
from records.record import Operation, Record
from records.refusals import NotAllowedError
from taizhang.desk import Desk, Visit
from taizhang.privacy import read_record
from taizhang.web import acts
from taizhang.web.errors import ForbiddenError
from taizhang.web.fields import Filled, with_kept
from taizhang.web.rights import Visitor
from taizhang.web.tasks.reach import workable
from taizhang.web.tasks.task import Task
from taizhang.web.widgets import is_typed


def correction(desk: Desk, visitor: Visitor, number: str, *, again: bool = False) -> Task:
    """Putting right what was written wrongly; `again` when the same request was done before.

    Raises:
        ForbiddenError: it is not theirs, or what is in it may not be read whole.
        NotAllowedError: it was voided.
    """
    record, kind = workable(desk, visitor, number)
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
