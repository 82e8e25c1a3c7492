"""Building: nested lines become the parts of a plan, each with the lines it came from."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Generic, NamedTuple, TypeVar

from checklists.plans.bindings import read_goal, read_measure
from checklists.plans.model import Block, Calendar, Item, Measure, Paragraph, Section
from checklists.plans.reading.goals import read_goals
from checklists.plans.reading.lines import SourceLine
from checklists.plans.reading.nesting import Node
from checklists.plans.reading.tables import CALENDAR, listed_months, read_table
from checklists.plans.words import is_ended, sentences, tidy

LONGEST_HEADING = 40
_FEWEST_MONTHS = 2
_GOALS = re.compile(r"目标")
_COLON = re.compile(r"[^，,。；;：:]{2,12}[：:]")
_BLANK = re.compile(r"\s+")
_HEADS = re.compile(rf"[^，,；;、。！？!?…]{{1,{LONGEST_HEADING}}}")


Piece = TypeVar("Piece")


class Built(NamedTuple, Generic[Piece]):
    """A piece of the plan, and the source line of each of its own lines, in order."""

    piece: Piece
    lines: tuple[SourceLine, ...]


def build_body(lines: Sequence[SourceLine]) -> Iterator[Built[Block]]:
    """Blocks of lines that have no number; rows of a table that follow each other are one."""
    for in_table, run in groupby(lines, key=lambda line: bool(line.cells)):
        found = tuple(run)
        if in_table:
            yield Built(read_table([line.cells for line in found]), found)
        else:
            yield from (Built(_paragraph(line.words), (line,)) for line in found)


def build_section(node: Node) -> Built[Section]:
    """A part of the first level."""
    return _section(node, for_goals=False)


def _paragraph(text: str) -> Block:
    return read_goals(text) or Paragraph(text=text)


def _item(node: Node, *, for_goals: bool) -> Built[Item]:
    words = tidy(node.raw)
    leaf = read_goal(words) if for_goals else read_measure(words)
    holds = node.body or node.children or node.is_headed
    if holds or (isinstance(leaf, Measure) and _runs_on(leaf.text, node.depth)):
        return Built(*_section(node, for_goals=for_goals))
    return Built(leaf, (node.line,))


def _section(node: Node, *, for_goals: bool) -> Built[Section]:
    heading, text = _split(node)
    calendar = _calendar(node) if CALENDAR.search(heading) else None
    if calendar:
        section = Section(heading=heading, text=text, body=(calendar.piece,))
        return Built(section, (node.line, *calendar.lines))
    aims = for_goals or _GOALS.search(heading) is not None
    body = tuple(build_body(node.body))
    items = tuple(_item(child, for_goals=aims) for child in node.children)
    section = Section(
        heading=heading,
        text=text,
        body=tuple(one.piece for one in body),
        items=tuple(one.piece for one in items),
    )
    below = (*(one.lines for one in body), *(one.lines for one in items))
    return Built(section, (node.line, *chain.from_iterable(below)))


def _runs_on(text: str, depth: int) -> bool:
    """Whether a heading of the second level and its text share a line: （一）抓好食堂。加大……。"""
    first, *rest = sentences(text)
    return depth <= 2 and bool(rest) and len(first) <= LONGEST_HEADING


def _split(node: Node) -> tuple[str, str]:
    """Heading and what stands behind it in the same line."""
    words = tidy(node.raw)
    if node.depth <= 2:
        head, *behind = _BLANK.split(node.raw, maxsplit=1)
        if behind and is_ended(words) and _HEADS.fullmatch(head):
            return tidy(head), tidy(behind[0])
    colon = _COLON.match(words) if node.depth == 1 else None
    first = colon.group() if colon else next(sentences(words))
    return first, words[len(first) :]


def _calendar(node: Node) -> Built[Calendar] | None:
    """Months that are listed under a heading; None where the lines under it say otherwise."""
    lines = tuple(_below(node))
    if any(line.cells for line, _ in lines):
        return None
    found = tuple(listed_months(lines))
    if sum(bool(month.when) for month, _ in found) < _FEWEST_MONTHS or not found[0][0].when:
        return None
    calendar = Calendar(heads=(), rows=tuple(month for month, _ in found))
    return Built(calendar, tuple(line for _, line in found))


def _below(node: Node) -> Iterator[tuple[SourceLine, str]]:
    """Every line under a node in order, without its mark."""
    yield from ((line, line.text.strip()) for line in node.body)
    for child in node.children:
        yield child.line, child.raw
        yield from _below(child)
