"""The server of a home, as a process of its own: killed and started again at the same address."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from checklists.catalogue import catalogue
from records.record import Record
from taizhang.accounts.entering import Entrance
from taizhang.desk import Desk
from taizhang.home import Home
from tests.taizhang.office import TERM
from tests.web.serving import AT, one_register_more, serve

PATIENCE_S = 60
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([serve.__module__])  # a server begins with everything imported


@dataclass
class Server:
    """What a test sees of it.

    Attributes:
        home: of the school it serves.
        notes: folder in which it is told what to do wrong, and says what arrived.
        port: given by the system when it starts for the first time.
    """

    home: Path
    notes: Path
    port: int = 0
    _process: ForkServerProcess | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and return when somebody listens."""
        told, telling = PROCESSES.Pipe(duplex=False)
        words = (self.home, self.port, self.notes, telling)
        self._process = PROCESSES.Process(target=serve, args=words, daemon=True)
        self._process.start()
        assert told.poll(PATIENCE_S), "the server does not start"
        self.port = told.recv()

    def kill(self) -> None:
        """As a power cut does it; nothing happens if it is dead."""
        if self._process:
            self._process.kill()
            self.wait()

    def wait(self) -> None:
        """Until it is dead."""
        assert self._process
        self._process.join(PATIENCE_S)
        assert self._process.exitcode is not None
        self._process.close()
        self._process = None

    def do_wrong(self, *what: str) -> None:
        """What goes wrong with the next uploads, one after the other."""
        (self.notes / "wrong").write_text("\n".join(what), "utf-8")

    def set_edition(self, name: str) -> None:
        """That of its pages, from the next start on."""
        (self.notes / "edition").write_text(name, "utf-8")

    def fall_asleep(self) -> None:
        """Let everybody connect, and answer nobody."""
        (self.notes / "asleep").touch()

    @property
    def uploads(self) -> list[str]:
        """How every upload so far was answered, by its status; one that waits is held."""
        file = self.notes / "arrivals"
        return file.read_text("utf-8").split() if file.exists() else []

    def go_on(self) -> None:
        """With what is held."""
        (self.notes / "go").touch()

    @contextmanager
    def desk(self, *, read_only: bool = False) -> Iterator[Desk]:
        """The desk of the same home, as the command line has it beside the server."""
        with one_register_more():
            home = Home.open(self.home)
            with Desk.open(home, catalogue(), lambda: AT, read_only=read_only) as desk:
                yield desk

    def records(self, slug: str) -> Sequence[Record]:
        """What the ledger holds of a register."""
        with self.desk(read_only=True) as desk:
            return tuple(desk.ledger(TERM).standing(slug)) if desk.has_ledger(TERM) else ()

    def token(self, person: str) -> str:
        """Of a session that somebody has already opened."""
        entrance = Entrance(self.home)
        return entrance.sessions.open(entrance.accounts.get(person), AT, "手机", shared=False)
