"""Numbers of receipts: a book runs from one number to another, each is used once and in order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

NONE = "无"
MOST_LISTED = 1000
Owner = TypeVar("Owner")
_NUMBER = re.compile(r"(\D*(?:\d+\D+)*)(\d{1,20})")


@dataclass(frozen=True, slots=True)
class Span:
    """Receipts from one number to another, both included.

    Attributes:
        prefix: what stands before the running number.
        width: digits of the running number, leading noughts included.
    """

    prefix: str
    first: int
    last: int
    width: int

    @property
    def count(self) -> int:
        """How many there are."""
        return self.last - self.first + 1

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last

    def covers(self, other: "Span") -> bool:
        """Whether all of the other's numbers are among these."""
        return (
            (self.prefix, self.width) == (other.prefix, other.width)
            and other.first in self
            and other.last in self
        )

    def singly(self) -> Iterator["Span"]:
        """Each of them by itself."""
        for number in range(self.first, self.last + 1):
            yield Span(self.prefix, number, number, self.width)

    @property
    def place(self) -> tuple[str, int, int, int]:
        """Where it stands among others."""
        return self.prefix, self.width, self.first, self.last

    def written(self, number: int) -> str:
        """A number as it is printed."""
        return f"{self.prefix}{number:0{self.width}d}"

    def __str__(self) -> str:
        ends = self.written(self.first), self.written(self.last)
        return ends[0] if self.count == 1 else "—".join(ends)


def span(first: str, last: str) -> Span | None:
    """Receipts between two written numbers; None where they cannot be counted."""
    ends = [_NUMBER.fullmatch(re.sub(r"\s", "", text)) for text in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    (prefix, low), (other, high) = ends[0].groups(), ends[1].groups()
    if prefix != other or len(low) != len(high) or int(low) > int(high):
        return None
    return Span(prefix, int(low), int(high), len(low))


def listed(text: str) -> tuple[Span, ...] | None:
    """Receipts of a list, as ``0012、0015-0017``; none for 无, None where it cannot be read."""
    plain = re.sub(r"\s", "", text)
    if plain in ("", NONE):
        return ()
    parts = [re.split(r"[-—–~～至]", part) for part in re.split(r"[、，,；;]", plain)]
    if any(len(part) > 2 for part in parts) or len(parts) > MOST_LISTED:
        return None
    spans = [span(part[0], part[-1]) for part in parts]
    return None if None in spans else tuple(one for one in spans if one is not None)


def overlaps(
    used: Iterable[tuple[Span, Owner]],
) -> tuple[tuple[tuple[Span, Owner], tuple[Span, Owner]], ...]:
    """Pairs that have numbers in common: each with the one before it that reaches furthest.

    Args:
        used: receipts and whose they are.
    """
    found: list[tuple[tuple[Span, Owner], tuple[Span, Owner]]] = []
    furthest: tuple[Span, Owner] | None = None
    for one in sorted(used, key=lambda each: each[0].place):
        if furthest is None or _apart(furthest[0], one[0]):
            furthest = one
            continue
        found.append((furthest, one))
        furthest = max(furthest, one, key=lambda each: each[0].last)
    return tuple(found)


def gaps(whole: Span, parts: Iterable[Span]) -> tuple[Span, ...]:
    """Numbers of a span that are in none of the parts."""
    missing, reached = [], whole.first
    alike = (one for one in parts if _series(one) == _series(whole))
    for part in sorted(alike, key=lambda each: each.place):
        if reached < part.first:
            end = min(part.first - 1, whole.last)
            missing.append(Span(whole.prefix, reached, end, whole.width))
        reached = max(reached, part.last + 1)
        if reached > whole.last:
            return tuple(missing)
    return (*missing, Span(whole.prefix, reached, whole.last, whole.width))


def _series(one: Span) -> tuple[str, int]:
    return one.prefix, one.width


def _apart(one: Span, later: Span) -> bool:
    return _series(one) != _series(later) or one.last < later.first
