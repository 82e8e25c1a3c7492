"""Several plans in one file: each begins at a title that counts it, as …工作计划篇2."""

import re
from collections.abc import Sequence
from itertools import pairwise

from checklists.plans.reading.lines import SourceLine

_COUNTED = re.compile(r".{2,40}(?:计划|方案|要点|总结)(?:篇|[(（])[\d一二三四五六七八九十]+[)）]?")


def plans_in(lines: Sequence[SourceLine]) -> tuple[tuple[SourceLine, ...], ...]:
    """The lines of each plan; what stands above the first belongs to it."""
    found = [place for place, line in enumerate(lines) if _COUNTED.fullmatch(line.words)]
    edges = [0, *found[1:], len(lines)]
    return tuple(tuple(lines[first:last]) for first, last in pairwise(edges))
