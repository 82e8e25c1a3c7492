"""Column widths from what stands in the columns, so that a page stays readable."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

TEXT_MM = 3.2  # a Chinese character of a dense grid (9 pt)
NARROW = 0.55  # an ASCII character, in Chinese ones
PADDING_MM = 1.6
_KEPT_WHOLE = 4  # a name or a verdict of so many characters is not broken
_WIDEST = 14.0  # characters; longer text wraps


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for, in mm: less than `least` breaks words, more than `ease` is waste."""

    least: float
    ease: float


def need_of(label: str, cells: Sequence[str]) -> Need:
    """Need of a column from its head and cells."""
    lines = [line for cell in cells for line in cell.split("\n")]
    longest_word = max((_longest_word(line) for line in lines), default=0.0)
    head = min(measure(label), 3.0)
    ease = max(min(max((measure(line) for line in lines), default=0.0), _WIDEST), head)
    least = max(longest_word, head, 2.0)
    return Need(_mm(least), _mm(max(ease, least)))


def fit_widths(needs: Sequence[Need], room: float) -> tuple[float, ...] | None:
    """Widths that sum up to `room` (mm); None when even the least do not fit."""
    least = sum(need.least for need in needs)
    if least > room:
        return None
    wish = sum(need.ease - need.least for need in needs)
    given = min(1.0, (room - least) / wish) if wish else 0.0
    widths = [need.least + (need.ease - need.least) * given for need in needs]
    scale = room / sum(widths)
    return tuple(width * scale for width in widths)


def measure(text: str) -> float:
    """Length of a line in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


def _longest_word(line: str) -> float:
    """The longest stretch that should stay on one line."""
    if len(line) <= _KEPT_WHOLE:
        return measure(line)
    longest = run = 0.0
    for char in line:
        run = run + NARROW if char.isascii() and char != " " else 0.0
        longest = max(longest, run)
    return min(max(longest, 1.0), _WIDEST)


def _mm(characters: float) -> float:
    return characters * TEXT_MM + PADDING_MM
