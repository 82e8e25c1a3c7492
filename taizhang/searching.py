"""Search: records by words in them, in one term or in all, within milliseconds.

What is searched is what everybody may see (taizhang/texts.py): a search finds out no more than a
screen shows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from records.record import Record
from records.terms import terms_kept
from taizhang import privacy
from taizhang.desk import Desk
from taizhang.folding import fold, snippet_of, words_of
from taizhang.telling import title_of
from taizhang.texts import Reach, Text, Texts, parts_of

MOST = 50
"""Hits of one search."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found.

    Attributes:
        record: with personal values masked.
        title: what it is about, in which nobody is named.
        snippet: the text around the words, which stand at its `marks` (first, behind the last).
        where: what it is a piece of.
    """

    record: Record
    title: str
    snippet: str
    where: str
    marks: tuple[tuple[int, int], ...]


def search(
    desk: Desk,
    asked: str,
    *,
    term: str = "",
    register: str = "",
    reach: Reach | None = None,
    allowed: Callable[[Record], bool] = lambda _: True,
    limit: int = MOST,
    texts: Texts | None = None,
) -> list[Hit]:
    """Records in which all words stand, the newest first by their business day.

    Args:
        desk: where they are.
        asked: words as they were typed; full or half width, large or small letters are the same.
        term: only what began or was done in this term; empty is every term.
        register: only of this register.
        reach: what the reader may see at most; without it every record is asked about.
        allowed: whether the reader may see a record, asked of it whole; others are not found.
        limit: how many at most.
        texts: what an earlier search read; without it everything is read now.

    Raises:
        SchoolFileError: there is no such term.
    """
    words = words_of(asked)
    numbers = matching(desk, asked, term=term, register=register, reach=reach, texts=texts)
    records = (one for one in map(desk.record, numbers) if allowed(one))
    return [hit_of(desk, one, words) for one in islice(records, limit)]


def matching(
    desk: Desk,
    asked: str,
    *,
    term: str = "",
    register: str = "",
    reach: Reach | None = None,
    texts: Texts | None = None,
) -> list[str]:
    """Numbers of the records in which all words stand, as `search` finds them; none is decoded.

    Raises:
        SchoolFileError: there is no such term.
    """
    words = words_of(asked)
    if not words or (term and not desk.has_ledger(term)):
        return []
    found = sorted(
        (
            (one.when, number)
            for number, one in _texts(desk, texts or Texts(), term).items()
            if register in ("", one.register)
            and (reach is None or reach.takes_in(one))
            and all(word in one.folded for word in words)
        ),
        reverse=True,
    )
    return [number for _, number in found]


def hit_of(desk: Desk, record: Record, words: Sequence[str]) -> Hit:
    """A record with the piece of it in which most of the folded words stand."""
    masked = privacy.shown(desk, record)
    parts = parts_of(masked, desk.definition(record), desk.home.zone)
    best = max(parts, key=lambda part: sum(word in fold(part.text) for word in words))
    kind, piece = desk.registers.get(record.register), snippet_of(best.text, words)
    title = title_of(record, kind) if kind else ""
    return Hit(masked, title, piece.text, best.where, piece.marks)


def _texts(desk: Desk, texts: Texts, term: str) -> Mapping[str, Text]:
    """Texts of a term, or of all; what a later term did to a record stands in the later text."""
    found: dict[str, Text] = {}
    for one in terms_kept(desk.home.folder):
        if one >= term:
            kept = texts.of(desk, one)
            later = term and one > term
            found |= {number: kept[number] for number in found.keys() & kept} if later else kept
    return found
