"""The counter: one desk that all requests share, one at a time, as fresh as the files behind it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path

from records.directory import FILES
from records.overview.bookcase import Bookcase
from taizhang.desk import Desk
from taizhang.home import SCHOOL_FILE, Home
from taizhang.texts import Texts

Stamp = tuple[tuple[int, int] | None, ...]
"""Time and size of files that are read once; None of one that is missing."""


class Counter:
    """Lends the desk of a home.

    Python runs one thread at a time anyhow, and a request needs the desk for milliseconds: queueing
    for it costs nothing and makes every use-case safe. What other processes record is seen by the
    ledgers themselves; school.toml, the lists and the day are looked at whenever it is lent.

    Attributes:
        texts: what the records say, for searching.
    """

    def __init__(self, folder: Path, now: Callable[[tzinfo], datetime]) -> None:
        self.folder, self._now = folder, now
        self._turn = threading.RLock()
        self._lists = [folder / "directory" / name for name in FILES.values()]
        self._home: tuple[Stamp, Home] | None = None
        self._desk: Desk | None = None
        self._stamp: Stamp = ()
        self._day: date | None = None
        self._bookcases: dict[str, Bookcase] = {}
        self.texts = Texts()

    @property
    def home(self) -> Home:
        """The school's settings, for which nobody waits; read again when school.toml is another.

        Raises:
            NoHomeError: the school has not been set up yet.
            SchoolFileError: school.toml cannot be understood.
        """
        stamp, known = _stamp([self.folder / SCHOOL_FILE]), self._home
        if known is None or known[0] != stamp:
            known = self._home = stamp, Home.open(self.folder)
        return known[1]

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
        home, stamp = self.home, _stamp(self._lists)
        day = self._now(home.zone).date()
        if self._desk is None or self._desk.home.settings.school != home.settings.school:
            self.close()
            self._desk = Desk.open(home, now=lambda: self._now(home.zone))
        elif self._desk.home is not home or (stamp, day) != (self._stamp, self._day):
            self._desk.renew(home)
        self._stamp, self._day = stamp, day
        return self._desk


def _stamp(paths: Iterable[Path]) -> Stamp:
    return tuple(map(_seen, paths))


def _seen(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
