"""Briefs: a record in a few lines, as it is looked at before several are signed together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.clauses.agreement import Agreement
from checklists.verdicts import Verdict
from records.lifecycle import LATE_APPROVAL
from records.record import Record
from taizhang import particulars
from taizhang.desk import Desk
from taizhang.papers import school_on_paper
from taizhang.particulars import Fact, Item
from taizhang.privacy import shown
from taizhang.telling import title_of
from taizhang.web.folios import agreement_in, notices, told_of

FEW_FACTS = 8
TOLD = (Verdict.FAIL, Verdict.NOT_APPLICABLE)
"""What is said of such an item is told with what is wanting, or is but the form's."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A record in brief.

    Attributes:
        version: that is shown.
        role: the place it is to be signed at; `reason` why it came late, where that is approved.
        facts: the first columns.
        wanting: what failed, what the rules found.
        remarks: what was said of the other check items.
        notices: text and kind.
        agreement: its whole text, where it is one that both sides sign.
    """

    number: str
    title: str
    day: date
    by: str
    verdict: str
    version: int
    role: str
    reason: str
    facts: tuple[Fact, ...]
    wanting: tuple[str, ...]
    remarks: tuple[str, ...]
    notices: tuple[tuple[str, str], ...]
    agreement: Agreement | None


def brief_of(desk: Desk, record: Record, role: str) -> Brief:
    """A record in brief, for whoever is to sign at a place; personal values are masked."""
    masked, form = shown(desk, record), desk.definition(record)
    kind, school = desk.registers.get(record.register), school_on_paper(desk.home)
    items = list(particulars.items(masked, form, school))
    content = particulars.content(masked, form, school)
    facts = [one for one in content if isinstance(one, Fact) and not one.files]
    return Brief(
        number=record.number,
        title=title_of(record, kind) if kind else form.title,
        day=record.date,
        by=record.first.by.name,
        verdict=str(record.verdict or ""),
        version=record.latest.version,
        role=role,
        reason=record.late_reason if role == LATE_APPROVAL else "",
        facts=tuple(facts[:FEW_FACTS]),
        wanting=tuple(_wanting(masked, facts, items)),
        remarks=tuple(
            f"{one.name}：{_said(one)}" for one in items if one.said and one.verdict not in TOLD
        ),
        notices=tuple(notices(masked, form, school)),
        agreement=agreement_in(desk, masked),
    )


def _wanting(record: Record, facts: Sequence[Fact], items: Sequence[Item]) -> Iterator[str]:
    for fact in facts:
        if fact.verdict == Verdict.FAIL:
            yield f"不合格：{fact.label} {fact.text}（标准{fact.bound}）"
    for item in items:
        if item.verdict == Verdict.FAIL:
            bound = f"（标准{item.bound}）" if item.reading and item.bound else ""
            read = f" {item.reading}{bound}" if item.reading else ""
            said = f"：{_said(item)}" if item.said else ""
            yield f"不合格：{item.name}{read}{said}"
    yield from (f"{one.severity}：{told_of(one)}" for one in record.findings)


def _said(item: Item) -> str:
    return "；".join(text for _, text in item.said)
