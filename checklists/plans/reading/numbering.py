"""What is wrong with a plan's numbers: the same twice, one left out, spellings of its own (F.2)."""

import re
from collections.abc import Iterator, Sequence

from checklists.plans.marks import FLAT
from checklists.plans.numerals import mark_of
from checklists.plans.reading.nesting import Node
from checklists.rules import Finding, Severity

_NUMERAL = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]+)|(?P<arabic>\d+)|(?P<circled>[①-⑳㉑-㉟㊱-㊿])"
)
_KINDS = {"chinese": "一", "arabic": "1", "circled": "①"}


def misnumbered(tops: Sequence[Node]) -> Iterator[Finding]:
    """Numbers that do not count on (M-01), and marks that the standard does not know (M-03)."""
    yield from _out_of_order(tops)
    yield from _misspelled(tops)


def _out_of_order(siblings: Sequence[Node]) -> Iterator[Finding]:
    last: dict[str, int] = {}
    for place, node in enumerate(siblings, 1):
        before = last.get(node.style, node.number - 1 if place > 1 else 0)
        last[node.style] = node.number
        if node.number and node.number != before + 1:
            again = "重复" if node.number <= before else "前面缺号"
            yield Finding(
                "M-01",
                Severity.HINT,
                f"第 {node.line.number} 行",
                f"序号“{node.spelled}”{again}",
                f"已按先后重新编为“{mark_of(node.depth, place)}”",
            )
        yield from _out_of_order(node.children)


def _misspelled(tops: Sequence[Node]) -> Iterator[Finding]:
    found: dict[tuple[str, int], list[Node]] = {}
    for node in _all(tops):
        pattern = _pattern(node.spelled)
        if node.spelled and pattern != _pattern(mark_of(node.depth, 1)):
            found.setdefault((pattern, node.depth), []).append(node)
    for (_, depth), nodes in found.items():
        yield Finding(
            "M-03",
            Severity.HINT,
            f"第 {nodes[0].line.number} 行",
            f"序号“{nodes[0].spelled}”这样写的有 {len(nodes)} 处",
            f"第 {depth} 层已统一为“{mark_of(depth, 1)}”（GB/T 9704）",
        )


def _pattern(mark: str) -> str:
    """A mark without its number, so that those spelled alike are alike."""
    return _NUMERAL.sub(lambda one: _KINDS[one.lastgroup or ""], mark.translate(FLAT))


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)
