"""The edges of a plan: its title at the top, who signs it and when at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.plans.marks import mark_in
from checklists.plans.numerals import value_of
from checklists.plans.reading.lines import TITLE, SourceLine
from checklists.plans.words import is_ended

_TITLE = re.compile(r"计划|方案|要点|总结|规划")
_COLLECTION = re.compile(r"多篇|[\d一二三四五六七八九十]+篇|范文|精选|大全|汇编|集锦|模板")
_LONGEST_TITLE, _LONGEST_SIGNATURE = 50, 30
_MOST_TITLES, _MOST_SIGNATURES = 8, 3  # lines
_NUMERALS = "〇零○一二三四五六七八九十"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})\s*[年./-]\s*"
    rf"(?P<month>\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s*[月./-]\s*(?P<day>\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s*[日号]?"
)
_ROUGHLY = re.compile(
    r"[(（]?\s*[\dxX×〇零○一二三四五六七八九十_＿ ]{2,6}年\s*[\dxX×一二三四五六七八九十_＿ ]{1,3}月"
    r"(?:\s*[\dxX×一二三四五六七八九十_＿ ]{1,3}日)?\s*[)）]?"
)
_SIGNS = re.compile(
    r"(?:学校|小学|中学|幼儿园|总务处|后勤处|后勤组|后勤部|总务组|后勤办|办公室|中心|[处组室部科])$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The title, and what stood around it.

    Attributes:
        lines: that make up the title.
        dropped: that only repeat it, or name the collection it was taken from.
        rest: everything after.
    """

    lines: tuple[SourceLine, ...]
    dropped: tuple[SourceLine, ...]
    rest: tuple[SourceLine, ...]

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(line.words for line in self.lines)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end.

    Attributes:
        before: everything above it.
        lines: that sign, the date not among them.
        signatures: their words; the last may have stood in the date's own line.
        signed_on: None where no whole date is written.
        dated: the line of the date, and the words of it that say the date.
    """

    before: tuple[SourceLine, ...]
    lines: tuple[SourceLine, ...] = ()
    signatures: tuple[str, ...] = ()
    signed_on: date | None = None
    dated: tuple[SourceLine, str] | None = None


def head_of(lines: Sequence[SourceLine]) -> Head:
    """Take the title off the top."""
    top = 0
    while top < min(len(lines), _MOST_TITLES) and _may_be_title(lines[top], first=top == 0):
        top += 1
    places = [n for n in range(top) if _TITLE.search(lines[n].words) or lines[n].level == TITLE]
    if not places:
        return Head((), (), tuple(lines))
    above, last = lines[: places[-1] + 1], lines[places[-1]].words
    kept: list[SourceLine] = []
    dropped: list[SourceLine] = []
    for number, line in enumerate(above):
        again = line.words in (one.words for one in above[number + 1 :])
        collects = line.words != last and _COLLECTION.search(line.words)
        (dropped if again or collects else kept).append(line)
    return Head(tuple(kept), tuple(dropped), tuple(lines[places[-1] + 1 :]))


def _may_be_title(line: SourceLine, *, first: bool) -> bool:
    """A Word file's first line may be its title in the style of a heading."""
    short = len(line.words) <= _LONGEST_TITLE and not is_ended(line.words)
    headed = line.level > 0 and not (first and _TITLE.search(line.words))
    plain = not line.cells and not headed and mark_in(line.text) is None
    return line.level == TITLE or (short and plain)


def tail_of(lines: Sequence[SourceLine]) -> Tail:
    """Take signature and date off the end."""
    if not lines or not _may_sign(lines[-1]):
        return Tail(tuple(lines))
    last, words = lines[-1], lines[-1].words
    day = _DATE.search(words)
    signed_on = _day(day) if day and day.end() == len(words) else None
    if day and signed_on:
        before, named = _signing(lines[:-1])
        own = words[: day.start()]
        signers = (*named, last) if own else named
        signatures = (*(one.words for one in named), *([own] if own else []))
        return Tail(tuple(before), tuple(signers), signatures, signed_on, (last, day.group()))
    if _ROUGHLY.fullmatch(words) or _SIGNS.search(words):
        before, named = _signing(lines[:-1])
        return Tail(tuple(before), (*named, last), tuple(one.words for one in (*named, last)))
    return Tail(tuple(lines))


def _signing(lines: Sequence[SourceLine]) -> tuple[Sequence[SourceLine], Sequence[SourceLine]]:
    """Short lines at the end that name who signs; a heading without a number does not."""
    first = len(lines)
    while first > 0 and len(lines) - first < _MOST_SIGNATURES and _may_sign(lines[first - 1]):
        if not _SIGNS.search(lines[first - 1].words):
            break
        first -= 1
    return lines[:first], lines[first:]


def _may_sign(line: SourceLine) -> bool:
    return (
        len(line.words) <= _LONGEST_SIGNATURE
        and not line.cells
        and line.level == 0
        and not is_ended(line.words)
        and mark_in(line.text) is None
    )


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(_year(found["year"]), value_of(found["month"]), value_of(found["day"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    digits = {one: str(max(0, place - 2)) for place, one in enumerate(_NUMERALS)}
    return int("".join(digits.get(one, one) for one in text))
