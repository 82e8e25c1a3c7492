"""The closing of a plan: paragraphs after its last measure that belong to no part."""

import re
from collections.abc import Sequence

from checklists.plans.reading.lines import SourceLine
from checklists.plans.reading.nesting import Node
from checklists.plans.words import is_ended, tidy

_CLOSES = re.compile(
    r"总之|综上|我们一定|我们将以|让我们|在新的(?:学期|学年|一年)|新的学[期年]|特此|以上"
)


def take_closing(tops: Sequence[Node]) -> tuple[SourceLine, ...]:
    """Take the closing off the last numbered line.

    A measure says what it has to, so that what follows it is no part of it; under a heading, only
    a paragraph that says so closes the plan.
    """
    if not tops:
        return ()
    last = tops[-1]
    while last.children:
        last = last.children[-1]
    texts = [None if line.cells else line.words for line in last.body]
    first = _after_measure(texts) if is_ended(tidy(last.raw)) else _after_heading(texts)
    taken = tuple(last.body[first:])
    del last.body[first:]
    return taken


def _after_measure(texts: Sequence[str | None]) -> int:
    """All of it, unless there is a table."""
    tables = [place for place, text in enumerate(texts) if text is None]
    return tables[-1] + 1 if tables else 0


def _after_heading(texts: Sequence[str | None]) -> int:
    closing = (n for n, text in enumerate(texts) if n and text and _CLOSES.match(text))
    first = next(closing, len(texts))
    return max(first, _after_measure(texts)) if first < len(texts) else first
