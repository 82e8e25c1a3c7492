"""Paperwork: what came back of a record's paper, and what is still out."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from records.prints import Print, PrintLog
from records.record import Record
from records.scans import ScannedSheet
from taizhang.desk import Desk
from taizhang.telling import title_of

Prints = Mapping[tuple[str, int], Print]
"""The last print of every version of every record: number and version → print."""


@dataclass(frozen=True, slots=True)
class Paperwork:
    """How the paper of a record stands.

    Attributes:
        version: whose print is here; 0 while none of the text that stands came back.
        pages: copy and page of every sheet that is here.
        missing: copy and page of those that are not, of the copies that came back.
        inked: signing places where something is written, on whichever copy.
        bare: those where nothing is.
        looked_at: whether it is known where ink was to be expected.
        outdated: version of sheets whose text was changed since; 0 if there are none.
    """

    number: str
    title: str
    version: int
    pages: tuple[tuple[int, int], ...]
    missing: tuple[tuple[int, int], ...]
    inked: tuple[str, ...]
    bare: tuple[str, ...]
    looked_at: bool
    outdated: int

    @property
    def is_whole(self) -> bool:
        """Whether every page is here, of the text that stands, with ink at every place."""
        return bool(self.version) and not (self.missing or self.bare or self.outdated)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is wanting, in Chinese; nothing where nothing is."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.outdated:
            yield f"纸上是第{self.outdated}版，之后更正过，要重签"
        for copy, page in self.missing:
            yield f"缺第{copy}份第{page}页"
        if self.bare:
            yield f"没有签：{'、'.join(self.bare)}"
        if self.version and not self.looked_at:
            yield "没有打印记录，签字处没有自动查看"

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {**asdict(self), "remarks": list(self.remarks)}


def prints_of(desk: Desk) -> Prints:
    """What was printed to be signed, as the print log says."""
    log = PrintLog(desk.home.folder, desk.disk)
    return {(one.number, one.version): one for one in log.entries()}


def paperwork_of(desk: Desk, record: Record, prints: Prints) -> Paperwork:
    """How the paper of a record stands now."""
    kind = desk.registers.get(record.register)
    here = [one for one in record.scans if one.version >= record.rewritten]
    old = [one.version for one in record.scans if 0 < one.version < record.rewritten]
    known = prints.get((record.number, here[-1].version)) if here else None
    inked = tuple(dict.fromkeys(role for one in here for role in one.inked))
    asked = dict.fromkeys(place.role for place in known.places) if known else {}
    return Paperwork(
        number=record.number,
        title=title_of(record, kind) if kind else record.number,
        version=here[-1].version if here else 0,
        pages=tuple(sorted({(one.copy, one.page) for one in here})),
        missing=tuple(_missing(here)),
        inked=inked,
        bare=tuple(role for role in asked if role not in inked),
        looked_at=known is not None,
        outdated=max(old, default=0) if not here else 0,
    )


def _missing(here: list[ScannedSheet]) -> Iterator[tuple[int, int]]:
    """Pages of copies that came back in part; nobody knows where pages bear no number."""
    seen = {(one.copy, one.page) for one in here}
    pages = {one.copy: one.of for one in here if one.of}
    for copy, of in sorted(pages.items()):
        yield from ((copy, page) for page in range(1, of + 1) if (copy, page) not in seen)
