"""A plan in order, line by line, with the numbers that follow from its tree; and as plain text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checklists.clauses.agreement import chinese_date
from checklists.plans.bindings import printed, title_of
from checklists.plans.marks import mark_in
from checklists.plans.model import (
    Block,
    Budget,
    BudgetLine,
    Calendar,
    Goal,
    Goals,
    Item,
    Month,
    Paragraph,
    Plan,
    Section,
    Table,
)
from checklists.plans.numerals import mark_of

CELLS = "\t"
TITLE, SIGNATURE, DATE, CLOSING = "标题", "署名", "成文日期", "结束语"


class Line(NamedTuple):
    """One line of a plan.

    Attributes:
        where: place in words, unique in the plan, as 三、（二）2. or 一、第 1 段.
        mark: its number; empty where it has none.
        text: without the number; cells of a table are parted by `CELLS`.
        depth: of its part, from 1; 0 outside of all parts.
        about: the piece of the plan it is the words of; None for title and end.
    """

    where: str
    mark: str
    text: str
    depth: int = 0
    about: Block | Item | Month | BudgetLine | None = None


def lines_of(plan: Plan) -> Iterator[Line]:
    """Every line in order; each sentence of the plan is in one of them, and in one only."""
    if plan.title:
        yield Line(TITLE, "", plan.title)
    yield from _body(plan.body, "开头", 0)
    yield from _items(plan.items, "", 1)
    for number, text in enumerate(plan.closing, 1):
        yield Line(f"{CLOSING}第 {number} 段", "", text)
    for number, text in enumerate(plan.signatures, 1):
        yield Line(f"{SIGNATURE}第 {number} 行", "", text)
    if plan.signed_on:
        yield Line(DATE, "", chinese_date(plan.signed_on))


def plain_text(plan: Plan) -> str:
    """The plan as plain text, a line a paragraph, numbered as the standard has it."""
    return "\n".join(map(_written, lines_of(plan)))


def _written(line: Line) -> str:
    """A number and its text; a blank keeps them apart where 1. and 5月 would be 1.5月."""
    found = mark_in(line.mark + line.text) if line.mark else None
    whole = not line.mark or (found is not None and found.size == len(line.mark))
    return f"{line.mark}{'' if whole else ' '}{line.text}"


def _items(items: Sequence[Item], above: str, depth: int) -> Iterator[Line]:
    for number, item in enumerate(items, 1):
        mark = mark_of(depth, number)
        where = f"{above}{mark}"
        if isinstance(item, Section):
            yield Line(where, mark, first_line(item), depth, item)
            yield from _body(item.body, where, depth)
            yield from _items(item.items, where, depth + 1)
        else:
            yield Line(where, mark, printed(item), depth, item)


def first_line(section: Section) -> str:
    """Heading and what stands behind it; a blank parts them where no mark does."""
    parted = "　" if section.text and section.heading[-1] not in "。！？!?：:；;" else ""
    return f"{section.heading}{parted}{section.text}"


def _body(body: Sequence[Block], above: str, depth: int) -> Iterator[Line]:
    number = 0
    for block in body:
        for text, about in _texts(block):
            number += 1
            yield Line(f"{above}第 {number} 段", "", text, depth, about)


def _texts(block: Block) -> Iterator[tuple[str, Block | Month | BudgetLine]]:
    match block:
        case Paragraph():
            yield block.text, block
        case Goals():
            yield "".join(_part(one) for one in block.parts), block
        case Table():
            yield from ((_row(cells), block) for cells in block.rows)
        case Calendar():
            yield from _calendar(block)
        case Budget():
            yield from _budget(block)


def _part(part: str | Goal) -> str:
    return part if isinstance(part, str) else printed(part)


def _calendar(block: Calendar) -> Iterator[tuple[str, Block | Month]]:
    if block.heads:
        yield CELLS.join(block.heads), block
    for row in block.rows:
        cells = (row.when, row.what, row.who, title_of(row.slug))
        yield _row(cells[: _width(block.heads, cells)]), row


def _budget(block: Budget) -> Iterator[tuple[str, Block | BudgetLine]]:
    yield CELLS.join(block.heads), block
    for row in block.rows:
        cells = (row.item, row.amount, row.source)
        yield _row(cells[: _width(block.heads, cells)]), row


def _width(heads: Sequence[str], cells: Sequence[str]) -> int:
    """Columns that are printed: those with a head, or at least one more than the first."""
    filled = max((number for number, cell in enumerate(cells, 1) if cell), default=0)
    return max(len(heads), filled, 2)


def _row(cells: Sequence[str]) -> str:
    return CELLS.join(cells)
