"""Texts compared as people read them: full and half width, large and small letters are the same."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BEFORE, WHOLE = 16, 60
"""Characters of a snippet: before the first word that was found, and in all."""
CUT = "…"


def fold(text: str) -> str:
    """A text as it is compared: compatible forms made one, no case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def words_of(asked: str) -> tuple[str, ...]:
    """The words that somebody typed, folded, each once."""
    return tuple(dict.fromkeys(fold(word) for word in asked.split()))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text.

    Attributes:
        marks: where the words stand in it: first character, and the one behind the last.
    """

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet_of(text: str, words: Sequence[str]) -> Snippet:
    """The text around the first of the folded words in it; its beginning if there is none."""
    text = " ".join(text.split())
    marks = _joined(sorted(_spans(text, words)))
    begin = max(marks[0][0] - BEFORE, 0) if marks else 0
    end = begin + WHOLE
    before, behind = (CUT if begin else ""), (CUT if end < len(text) else "")
    inside = ((max(first, begin), min(last, end)) for first, last in marks)
    moved = len(before) - begin
    kept = tuple((first + moved, last + moved) for first, last in inside if first < last)
    return Snippet(f"{before}{text[begin:end]}{behind}", kept)


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, by its own characters, one of which may fold to several."""
    folded = [(part, place) for place, one in enumerate(text) for part in fold(one)]
    whole = "".join(part for part, _ in folded)
    for word in words:
        start = whole.find(word)
        while start >= 0:
            yield folded[start][1], folded[start + len(word) - 1][1] + 1
            start = whole.find(word, start + len(word))


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
