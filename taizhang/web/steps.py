"""Steps: what somebody can do with a record now, the next thing first."""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.entry import Entry
from records.audit.fees import NOTICES
from records.definitions import shape_of
from records.hazards import REGISTER as HAZARDS
from records.lifecycle import LATE_APPROVAL, is_returned
from records.record import Record
from taizhang.desk import Desk
from taizhang.official_seals import is_in_charge
from taizhang.stamping import why_not
from taizhang.web.agenda import next_role
from taizhang.web.rights import Visitor, may_return, may_void, may_work_on
from taizhang.web.tasks.continuing import open_columns

HAZARD_PAPERS = (("整改通知", "notice", "整改通知书"), ("销号", "closeout", "复查销号单"))
"""From which stage on a hazard has which paper."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done.

    Attributes:
        tone: main for what comes next, grave for what strikes out, else empty.
    """

    address: str
    word: str
    tone: str = ""


def signing_role(desk: Desk, visitor: Visitor, record: Record, kind: type[Entry] | None) -> str:
    """The place somebody can sign next at a record; empty if none."""
    term = desk.term_now(desk.now().date())
    person = desk.school(term).directory.look_up("person", visitor.id)
    return "" if person is None or kind is None else next_role(record, kind, person)


def steps_for(
    desk: Desk, visitor: Visitor, record: Record, kind: type[Entry] | None, *, whole: bool
) -> tuple[Step, ...]:
    """What a visitor can do with a record; `whole` is whether they read all of it."""
    if kind is None or record.is_void:
        return ()
    return (
        *_onwards(desk, visitor, record, kind),
        *_stamping(desk, visitor, record, kind),
        *_backwards(visitor, record, kind, whole=whole),
    )


def _onwards(desk: Desk, visitor: Visitor, record: Record, kind: type[Entry]) -> Iterator[Step]:
    here = f"/records/{record.number}"
    if role := signing_role(desk, visitor, record, kind):
        yield Step(f"{here}/sign", "批准补录" if role == LATE_APPROVAL else f"签字：{role}", "main")
    if may_work_on(visitor, record, kind) and any(open_columns(record, kind)):
        if record.content.is_complete:
            yield Step(f"{here}/continue", "补填空栏")
        else:
            yield Step(f"{here}/continue", f"续填：{record.content.stage}", "main")


def _stamping(desk: Desk, visitor: Visitor, record: Record, kind: type[Entry]) -> Iterator[Step]:
    """Papers with a place for the school's seal, once they are written and signed by its head."""
    seals = desk.home.settings.seals
    asks = may_work_on(visitor, record, kind) or is_in_charge(visitor.id, visitor.posts, seals)
    if seals and asks and shape_of(kind) == "instrument" and not why_not(desk, record):
        yield Step(f"/papers/stamps/ask?number={record.number}", "申请用印")


def _backwards(
    visitor: Visitor, record: Record, kind: type[Entry], *, whole: bool
) -> Iterator[Step]:
    here = f"/records/{record.number}"
    if whole and may_work_on(visitor, record, kind):
        yield Step(f"{here}/correct", "更正", "main" if is_returned(record) else "")
    if not is_returned(record) and may_return(visitor, record, kind):
        yield Step(f"{here}/return", "退回")
    if may_void(visitor, record, kind):
        yield Step(f"{here}/void", "作废", "grave")


def papers_of(record: Record, kind: type[Entry] | None) -> tuple[Step, ...]:
    """The papers a record can be printed as."""
    here = f"/records/{record.number}/print"
    found = [Step(f"{here}.docx", "打印 Word"), Step(f"{here}.pdf", "打印 PDF")]
    if record.scans:
        found.append(Step(f"{here}.pdf?scans=1", "打印 PDF，连扫描件"))
    if kind is not None and kind.slug == HAZARDS:
        stages = kind.register.stages
        reached = stages.index(record.content.stage)
        for stage, paper, word in HAZARD_PAPERS:
            if reached > stages.index(stage) or record.content.is_complete:
                found.append(Step(f"{here}.pdf?paper={paper}", word))
    if kind is not None and kind.slug == NOTICES and not record.blocking:
        found.append(Step(f"{here}.pdf?paper=poster", "A3 海报"))
        found.append(Step(f"{here}.docx?paper=poster", "A3 海报 Word"))
    return tuple(found)
