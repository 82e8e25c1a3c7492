"""In service (G10): whether what a column names may be relied on that day, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from checklists.columns import Column, Ref
from checklists.posts import CERTIFICATES
from checklists.surroundings import Directory, Listed

if TYPE_CHECKING:
    from checklists.entry import Entry

STOPPED = "停用原因"
"""Fact of a thing that a check found unfit, or whose card says it is not used."""
LEFT = {
    "person": "离岗",
    "asset": "处置",
    "record": "作废",
    "student": "毕业或离校",
    "guardian": "不再接送",
}
TIMELESS = ("material", "food", "book", "menu", "letter")
"""Kinds that are never out of service; what is done with them has rules of its own."""
VALID = {"licence_until": "许可证", "valid_until": "批准文件"}


@dataclass(frozen=True, slots=True)
class Idle:
    """Something an entry names as in service that is not.

    Attributes:
        where: column, and row of a table.
        what: the reason, in Chinese.
    """

    where: str
    what: str


def idle(entry: "Entry", directory: Directory) -> Iterator[Idle]:
    """What an entry refers to although it was not in service on its business day.

    Columns that may name it all the same say so with `RefTo.even`: "stopped" what is out of use
    for now, as its repair does; "gone" also who has left, as the book of posts does.
    """
    day = entry.business_date()
    for where, column, one in _named(entry):
        looked_at = column.even != "gone" and column.ref not in TIMELESS
        listed = directory.look_up(column.ref, one.id) if looked_at else None
        chapter = getattr(entry, "chapter", "")  # a form of no book has none
        if listed is not None and (why := _why_not(listed, column, day, chapter)):
            yield Idle(where, f"“{one.name}”{why}")


def _named(entry: "Entry") -> Iterator[tuple[str, Column, Ref]]:
    for column in entry.columns():
        value = getattr(entry, column.name)
        for one in _refs(column, value):
            yield f"「{column.label}」", column, one
        for number, row in enumerate(value or (), 1) if column.rows else ():
            for cell in column.rows:
                for one in _refs(cell, getattr(row, cell.name, None)):
                    yield f"「{column.label}」第 {number} 行「{cell.label}」", cell, one


def _refs(column: Column, value: Any) -> tuple[Ref, ...]:
    if column.kind not in ("ref", "refs") or not value:
        return ()
    return (value,) if isinstance(value, Ref) else tuple(value)


def _why_not(listed: Listed, column: Column, day: date, chapter: str) -> str:
    facts = listed.facts
    until, left = facts.get("until", ""), LEFT.get(column.ref, "停用")
    if until < day.isoformat() if until else not listed.active:
        return f"已{left}"
    for name, paper in VALID.items():
        if facts.get(name, "9") < day.isoformat():
            return f"的{paper}已于{facts[name]}到期"
    if column.ref == "person":
        return run_out(listed, day, chapter)
    return "" if column.even else _stopped(facts)


def _stopped(facts: Mapping[str, str]) -> str:
    return f"已停用（{facts[STOPPED]}）" if STOPPED in facts else ""


def run_out(listed: Listed, day: date, chapter: str) -> str:
    """A certificate that the post asks for in this chapter, held once and good no longer.

    Args:
        listed: somebody.
        day: on which the certificate has to be good.
        chapter: key of the chapter.
    """
    facts = listed.facts
    for one in CERTIFICATES:
        if chapter != one.chapter or one.posts.isdisjoint(listed.posts):
            continue
        held = max((until for name, until in facts.items() if one.word in name), default="")
        if held and held < day.isoformat():
            return f"的{one.title}已于{held}到期"
    return ""
