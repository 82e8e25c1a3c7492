"""Column widths from what stands in the columns, so that a page stays readable."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from checklists.columns import Column
from generator.document import GridColumn

DENSE_MM, PLAIN_MM = 3.2, 3.72  # a Chinese character of a grid with many columns, and with few
MANY = 9  # columns; a grid with more is set smaller
MOST_PANELS = 3
NARROW = 0.56  # an ASCII character, in Chinese ones
POSTER_MM = 6.2  # 17.5 pt, read from two metres
PADDING = {DENSE_MM: 1.6, PLAIN_MM: 2.8, POSTER_MM: 2.8}  # mm, with the line
_KEPT_WHOLE = 4.6  # characters of a name, 12月31日 or 三（2）班, which are not broken
_WIDEST = 14.0  # characters; longer text wraps
_LATIN = re.compile(r"[!-~]+")
_HEAD = 2.4  # characters to a line of a head
_SQUEEZE = 1.08
_TO_SPARE = 1.05
_READABLE = 7.0  # characters a line of running text has at least


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for, in mm: less than `least` breaks words, more than `ease` is waste."""

    least: float
    ease: float


def need_of(
    label: str, cells: Sequence[str], *, running: bool = False, character: float = DENSE_MM
) -> Need:
    """Need of a column from its head and cells.

    Args:
        label: its head.
        cells: what stands in it.
        running: text that wants lines one can read.
        character: width of a Chinese character, mm.
    """
    lines = [line for cell in cells for line in cell.split("\n")]
    longest_word = max((_longest_word(line) for line in lines), default=0.0)
    head = min(max(measure(line) for line in label.split("\n")), _HEAD)
    longest_line = max((measure(line) for line in lines), default=0.0)
    ease = max(min(longest_line, _WIDEST), head)
    least = max(longest_word, head, 2.0, min(longest_line, _READABLE) if running else 0.0)
    ease = max(ease, least)
    padding = PADDING[character]
    return Need(least * character + padding, ease * character + padding)


def fit_widths(needs: Sequence[Need], room: float) -> tuple[float, ...] | None:
    """Widths that sum up to `room` (mm); None when the least are far from fitting.

    A little too much is squeezed out of every column alike: the needs are estimates.
    """
    least = sum(need.least for need in needs)
    if least > room * _SQUEEZE:
        return None
    wish = sum(need.ease - need.least for need in needs)
    given = max(0.0, min(1.0, (room - least) / wish)) if wish else 0.0
    widths = [need.least + (need.ease - need.least) * given for need in needs]
    scale = room / sum(widths)
    return tuple(width * scale for width in widths)


def columns_fit(
    heads: Sequence[tuple[str, bool]],
    rows: Sequence[Sequence[str]],
    room: float,
    character: float | None = None,
) -> tuple[GridColumn, ...]:
    """Columns of a table as wide as their cells need; a head says whether its text is running.

    `character` is the width of a Chinese one, mm; without it, that of a table of so many columns.
    """
    character = character or (DENSE_MM if len(heads) > MANY else PLAIN_MM)
    needs = [
        need_of(label, [row[place] for row in rows], running=running, character=character)
        for place, (label, running) in enumerate(heads)
    ]
    widths = fit_widths(needs, room) or tuple(need.least for need in needs)
    return tuple(
        GridColumn(label, round(width, 2), "left" if running else "center")
        for (label, running), width in zip(heads, widths, strict=True)
    )


def fits(heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]], room: float) -> bool:
    """Whether a table with many columns has room without broken words, and some to spare."""
    least = sum(
        need_of(label, [row[place] for row in rows], running=running).least
        for place, (label, running) in enumerate(heads)
    )
    return least * _TO_SPARE <= room


def panels_fit(
    heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]], room: float
) -> int:
    """How often a table fits side by side with itself, at ease; at most `MOST_PANELS` times."""
    ease = sum(
        need_of(label, [row[place] for row in rows], running=running, character=PLAIN_MM).ease
        for place, (label, running) in enumerate(heads)
    )
    return max(1, min(MOST_PANELS, int(room // ease)))


def headed(column: Column) -> str:
    """Head of a column with its unit on a line of its own, which then does not break."""
    return f"{column.label}\n({column.unit})" if column.unit else column.label


def measure(text: str, narrow: float = NARROW) -> float:
    """Length of a line in Chinese characters, an ASCII one being as wide as `narrow` of them."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else narrow for char in text)


def _longest_word(line: str) -> float:
    """The longest stretch that should stay on one line: a name, 3月5日, a number."""
    longest = 1.0
    for word in line.split(" "):
        whole = word.isascii() or measure(word) <= _KEPT_WHOLE
        latin = max((measure(run) for run in _LATIN.findall(word)), default=0.0)
        longest = max(longest, measure(word) if whole else latin)
    return min(longest, _WIDEST)
