"""Goals counted out in a paragraph: 三个确保是：确保……；四个力争是：力争……。"""

import re
from itertools import pairwise

from checklists.plans.bindings import read_goal
from checklists.plans.model import ENSURE, STRIVE, Goal, Goals

_COUNTS = re.compile(rf"个(?:{ENSURE}|{STRIVE})")
_BEGINS = rf"(?:(?<=[：:；;。，,〕])|^)(?:{ENSURE}|{STRIVE})"
_GOAL = re.compile(
    rf"{_BEGINS}(?:[^；;。！!，,〔]|[，,](?!{ENSURE}|{STRIVE}))*[；;。！!，,]?(?:〔[^〔〕]*〕)?"
)


def read_goals(text: str) -> Goals | None:
    """A paragraph with its goals; None where it counts none out."""
    found = list(_GOAL.finditer(text)) if _COUNTS.search(text) else []
    if not found:
        return None
    edges = [0, *(edge for one in found for edge in one.span()), len(text)]
    parts: list[str | Goal] = []
    for number, (first, last) in enumerate(pairwise(edges)):
        if first < last:
            piece = text[first:last]
            parts.append(read_goal(piece) if number % 2 else piece)
    return Goals(parts=tuple(parts))
