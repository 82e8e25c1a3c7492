"""The queue of somebody who signs: what waits for them, by register, the oldest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from taizhang.desk import Desk
from taizhang.telling import title_of
from taizhang.web.agenda import Waiting, waiting_for
from taizhang.web.counter import Counter
from taizhang.web.rights import Visitor

QUEUE = "/review"
FEW = 8
"""Records of a register that are listed at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record that waits, and at which place."""

    address: str
    title: str
    day: date
    by: str
    number: str
    role: str


@dataclass(frozen=True, slots=True)
class Stack:
    """What waits in one register.

    Attributes:
        title: of the register.
        count: of all that waits in it.
        lines: the first of them.
        all: address of all of them; `batch` of the page that signs several.
    """

    slug: str
    title: str
    count: int
    lines: tuple[Line, ...]
    all: str
    batch: str


def waiting_of(desk: Desk, counter: Counter, visitor: Visitor, register: str = "") -> list[Waiting]:
    """What waits for somebody's signature, of one register or of all, the oldest first."""
    found = waiting_for(desk, counter, visitor, desk.now().date())
    kept = (one for one in found if register in ("", one.register.slug))
    return sorted(kept, key=lambda one: (one.card.record.date, one.card.record.first.at))


def stacks_of(desk: Desk, waiting: Sequence[Waiting], *, whole: bool = False) -> Iterator[Stack]:
    """The same by register; with `whole`, every line of each."""
    by_register: dict[str, list[Waiting]] = {}
    for one in waiting:
        by_register.setdefault(one.register.slug, []).append(one)
    for slug, found in by_register.items():
        query = urlencode({"register": slug})
        yield Stack(
            slug,
            found[0].register.register.title,
            len(found),
            tuple(_line(desk, one) for one in (found if whole else found[:FEW])),
            f"{QUEUE}?{query}",
            f"{QUEUE}/batch?{query}",
        )


def _line(desk: Desk, one: Waiting) -> Line:
    record, back = desk.record(one.card.record.number), urlencode({"to": QUEUE})
    return Line(
        f"/records/{record.number}/sign?{back}",
        title_of(record, one.register),
        record.date,
        record.first.by.name,
        record.number,
        one.role,
    )
