"""Nesting: which numbered line stands under which, however sloppily they are numbered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checklists.plans.marks import BULLET, FIRST, RANKS, SECOND, Mark, mark_in
from checklists.plans.numerals import DEEPEST
from checklists.plans.reading.lines import SourceLine

HEADED = "标题样式"
_WEAK = 99
_OF_LEVEL = {1: RANKS[FIRST], 2: RANKS[SECOND]}
"""Heading styles of a Word file stand where the standard's first two levels do."""


@dataclass(slots=True)
class Node:
    """A numbered line and what follows it up to the next.

    Attributes:
        line: where it stands.
        style, number: of its mark; `HEADED` and 0 for a heading without one.
        spelled: its mark as it is written.
        raw: its words, with the blanks inside them.
        rank: of its style; `_WEAK` for one that goes by its order.
        depth: from 1.
    """

    line: SourceLine
    style: str
    number: int
    spelled: str
    raw: str
    rank: int
    depth: int = 0
    body: list[SourceLine] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def is_headed(self) -> bool:
        """Whether a Word file says that it is a heading."""
        return self.line.level > 0


def nested(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Node]]:
    """The lines before the first numbered one, and the numbered ones with all the rest."""
    before: list[SourceLine] = []
    tops: list[Node] = []
    path: list[Node] = []
    for node, line in _nodes(lines):
        if node is None:
            (path[-1].body if path else before).append(line)
            continue
        _climb(path, node)
        (path[-1].children if path else tops).append(node)
        path.append(node)
        node.depth = len(path)
    return before, tops


def _nodes(lines: Sequence[SourceLine]) -> Iterator[tuple[Node | None, SourceLine]]:
    """Every line, with its node if it begins one; a number alone belongs to the next line."""
    alone: tuple[Mark, SourceLine] | None = None
    for line in lines:
        mark = None if line.cells else mark_in(line.text)
        if mark and not line.text[mark.size :].strip():
            alone = mark, line
            continue
        if alone and mark is None and not line.cells:
            yield _node(line, alone[0], line.text), line
        elif mark or line.level > 0:
            yield _node(line, mark, line.text[mark.size :] if mark else line.text), line
        else:
            yield None, line
        alone = None


def _node(line: SourceLine, mark: Mark | None, raw: str) -> Node:
    style, number, spelled, _ = mark or Mark(f"{HEADED}{line.level}", 0, "", 0)
    rank = RANKS.get(style, _WEAK)
    if line.level > 0 and rank == _WEAK:
        rank = _OF_LEVEL.get(line.level, line.level + 1)
    return Node(line, style, number, spelled, raw.strip(), rank)


def _climb(path: list[Node], node: Node) -> None:
    """Leave the path at what `node` stands under."""
    same = [place for place, one in enumerate(path) if one.style == node.style]
    if same:
        del path[same[-1] :]
    elif node.rank < _WEAK:
        _climb_by_rank(path, node)
    elif node.number > 1:
        _climb_by_number(path, node)
    del path[DEEPEST - 1 :]


def _climb_by_rank(path: list[Node], node: Node) -> None:
    """（一） after 2. is no part of it, unless nothing in the plan stands above 2."""
    if node.number == 1 and path and all(one.rank == _WEAK for one in path):
        return
    while path and path[-1].rank >= node.rank:
        path.pop()


def _climb_by_number(path: list[Node], node: Node) -> None:
    """3） after 2. counts on from it, only written otherwise."""
    follows = [place for place, one in enumerate(path) if one.number == node.number - 1]
    weak = [place for place in follows if path[place].rank == _WEAK]
    if weak and node.style != BULLET:
        del path[weak[-1] :]
