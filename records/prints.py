"""The print log: what was printed to be signed on paper, when, by whom, and where ink is expected.

``<home>/prints/<year>.log`` holds a line a print run, chained like a journal's, so that none can be
taken out unseen. It names records and places on pages; no personal value stands in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from records.chained_log import ChainedLog
from records.codec import encode_person
from records.disk import Disk
from records.record import Person

FOLDER = "prints"


class InkPlace(NamedTuple):
    """Where ink is expected: signing place, page from 1, box in mm from its top left corner."""

    role: str
    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Print:
    """A record's paper of one print run.

    Attributes:
        at, by: of the run.
        number: of the record.
        version, digest: of its content as it was printed.
        copies: how many copies, of `pages` pages each.
        places: where ink is expected on each copy.
    """

    at: datetime
    by: Person
    number: str
    version: int
    digest: str
    copies: int
    pages: int
    places: tuple[InkPlace, ...] = ()


class PrintLog:
    """The print log of a home."""

    title = "打印日志"

    def __init__(self, home: Path, disk: Disk) -> None:
        self._log = ChainedLog(home, FOLDER, self.title, disk)

    def note(self, run: Sequence[Print]) -> None:
        """Add a run, all of one moment and person; when this returns, it is durable.

        Raises:
            NotWrittenError: the disk failed, or what is there was changed.
            LedgerBusyError: another process is writing.
        """
        if run:
            papers = [_paper(one) for one in run]
            said = {"at": run[0].at.isoformat(), "by": encode_person(run[0].by), "papers": papers}
            self._log.append(run[0].at, said)

    def entries(self) -> Iterator[Print]:
        """Every paper of every run, oldest first, up to the first line that was changed."""
        for said in self._log.lines():
            at, by = datetime.fromisoformat(said["at"]), Person(**said["by"])
            for paper in said["papers"]:
                places = tuple(InkPlace(*place) for place in paper["places"])
                yield Print(**{**paper, "at": at, "by": by, "places": places})

    def latest(self) -> Mapping[str, Print]:
        """Record number → its last print."""
        return {one.number: one for one in self.entries()}

    def of(self, number: str, version: int) -> Print | None:
        """The last print of a version of a record; None where there is none."""
        found = None
        for one in self.entries():
            if (one.number, one.version) == (number, version):
                found = one
        return found

    def damage(self) -> tuple[str, ...]:
        """Files that were changed, in Chinese."""
        return self._log.damage()


def _paper(one: Print) -> dict[str, Any]:
    return {
        "number": one.number,
        "version": one.version,
        "digest": one.digest,
        "copies": one.copies,
        "pages": one.pages,
        "places": [list(place) for place in one.places],
    }
