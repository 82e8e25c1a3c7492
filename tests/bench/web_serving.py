"""A server in a process of its own: ``python -m tests.bench.web_serving HOME|peer PORT …``.

Both the school's pages and the peer are served by the same uvicorn in the same way, on 127.0.0.1
only.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from starlette.types import ASGIApp

from taizhang.web.serving import Address, listen
from tests.bench.web_peer import make_peer
from tests.bench.web_school import AT

HOST, PATIENCE_S = "127.0.0.1", 60
TICKS = os.sysconf("SC_CLK_TCK")
PEER = "peer"


class Process(NamedTuple):
    """A process of this machine.

    Attributes:
        own_s: processor time it has taken; `processor_s` with that of children that are gone.
    """

    pid: int
    parent: int
    group: int
    own_s: float
    processor_s: float


def processes() -> Iterator[Process]:
    """Every process there is."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            fields = path.read_text().rpartition(")")[2].split()
            times = [int(one) / TICKS for one in fields[11:15]]
            parent, group = int(fields[1]), int(fields[2])
            yield Process(int(path.parent.name), parent, group, sum(times[:2]), sum(times))


@dataclass(frozen=True, slots=True)
class Served:
    """A server as whoever measures it sees it.

    Attributes:
        port: at which it listens.
        pid: of its one process.
    """

    port: int
    pid: int

    def connection(self) -> HTTPConnection:
        """A connection to it."""
        return HTTPConnection(HOST, self.port, timeout=PATIENCE_S)

    def processor_s(self) -> float:
        """Processor time it has taken, its children have not; Linux only, as is the memory."""
        return next(one.own_s for one in processes() if one.pid == self.pid)

    def memory_mb(self) -> float:
        """Memory it holds now."""
        rows = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS:")) / 1024


@contextmanager
def serving(*words: object) -> Iterator[Served]:
    """A server that runs as long as the block: of a home, or the peer with its page's size."""
    with closing(socket.create_server((HOST, 0))) as free:
        port: int = free.getsockname()[1]
    what, *more = map(str, words)
    command = [sys.executable, "-m", "tests.bench.web_serving", what, str(port), *more]
    process = subprocess.Popen(command)  # noqa: S603  ourselves
    served = Served(port, process.pid)
    try:
        _wait_for(served, process)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        finally:
            process.kill()


def _wait_for(served: Served, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with closing(served.connection()) as connection:
            try:
                connection.request("GET", "/api/ping")
                connection.getresponse().read()
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return
    raise SystemExit("the server did not start")


def _app(what: str, more: list[str]) -> ASGIApp:
    if what == PEER:
        size, file = more
        return make_peer(int(size), Path(file))
    from taizhang.web.app import make_app

    return make_app(Path(what), AT.astimezone)


if __name__ == "__main__":
    listen(_app(sys.argv[1], sys.argv[3:]), Address(HOST, int(sys.argv[2])))
