"""The counter: one desk that all requests share, one at a time, as fresh as the files behind it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path

from records.overview.bookcase import Bookcase
from taizhang.desk import Desk
from taizhang.home import SCHOOL_FILE, Home
from taizhang.texts import Texts

Stamp = tuple[tuple[str, int, int], ...]


class Counter:
    """Lends the desk of a home.

    Python runs one thread at a time anyhow, and a request needs the desk for milliseconds: queueing
    for it costs nothing and makes every use-case safe. What other processes record is seen by the
    ledgers themselves; a changed school.toml or list, and a new day, make a new desk.

    Attributes:
        texts: what the records say, for searching.
    """

    def __init__(self, folder: Path, now: Callable[[tzinfo], datetime]) -> None:
        self.folder, self._now = folder, now
        self._turn = threading.RLock()
        self._desk: Desk | None = None
        self._stamp: Stamp = ()
        self._day: date | None = None
        self._bookcases: dict[str, Bookcase] = {}
        self.texts = Texts()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk, for as long as the block lasts.

        Raises:
            NoHomeError: the school has not been set up yet.
            SchoolFileError: school.toml cannot be understood.
        """
        with self._turn:
            yield self._fresh()

    def bookcase(self, desk: Desk, term: str) -> Bookcase:
        """How the duties of a term stand; only what was recorded since is read again."""
        if term not in self._bookcases:
            self._bookcases[term] = Bookcase(desk.ledger(term))
        return self._bookcases[term]

    def close(self) -> None:
        """Give the ledgers up, as before they are put in order from outside."""
        with self._turn:
            if self._desk is not None:
                self._desk.close()
                self._desk = None
            self._bookcases.clear()

    def _fresh(self) -> Desk:
        stamp = _stamp(self.folder)
        desk = self._desk
        if desk is None or stamp != self._stamp or self._day != desk.now().date():
            self.close()
            home = Home.open(self.folder)
            desk = self._desk = Desk.open(home, now=lambda: self._now(home.zone))
            self._stamp, self._day = stamp, desk.now().date()
        return desk


def _stamp(folder: Path) -> Stamp:
    """Name, time and size of the files a desk reads once."""
    files = [folder / SCHOOL_FILE, *sorted((folder / "directory").glob("*.toml"))]
    found = ((path, path.stat()) for path in files if path.is_file())
    return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)
