"""Many people at a server at once: each with a connection, all measured, none for long."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import NamedTuple

from tests.bench.web_requests import Asking
from tests.bench.web_serving import PATIENCE_S, Served

Ask = Callable[[int, int], Asking]
"""What the so-many-eth person asks the so-many-eth time, both from 0."""


class Answer(NamedTuple):
    """What came back; `location` is where it leads, if it does."""

    body: bytes
    location: str


@dataclass(frozen=True, slots=True)
class Rush:
    """How the requests of one rush went.

    Attributes:
        waits: seconds that each took; in a stream from the moment it was due.
        seconds: of all of it.
        processor_s: that the server took.
        size: bytes of the largest answer.
    """

    waits: Sequence[float]
    seconds: float
    processor_s: float
    size: int

    @property
    def a_second(self) -> float:
        """Requests a second."""
        return len(self.waits) / self.seconds

    @property
    def p50_ms(self) -> float:
        """Half of them were answered by then."""
        return 1000 * statistics.median(self.waits)

    @property
    def p99_ms(self) -> float:
        """All but one in a hundred were answered by then."""
        return 1000 * statistics.quantiles(self.waits, n=100, method="inclusive")[98]

    @property
    def processor_ms(self) -> float:
        """The server's processor time for one request."""
        return 1000 * self.processor_s / len(self.waits)


def rush(served: Served, ask: Ask, people: int, times: int, apart_s: float = 0) -> Rush:
    """Everybody asks so many times, one request after the other, all at once.

    Args:
        served: the server.
        ask: what they ask.
        people: how many they are.
        times: how often each asks.
        apart_s: seconds between two requests of a stream, in which everybody asks in turn; a
            request waits from the moment it is due, also for whoever is not answered yet.
    """
    ready = threading.Barrier(people + 1, timeout=PATIENCE_S)

    def visit(person: int) -> list[tuple[float, int]]:
        connection = served.connection()
        connection.connect()
        ready.wait()
        start, found = time.perf_counter(), []
        for turn in range(times):
            asking = ask(person, turn)
            begin = start + (turn * people + person) * apart_s if apart_s else time.perf_counter()
            time.sleep(max(0, begin - time.perf_counter()))
            answer = answered(connection, asking)
            found.append((time.perf_counter() - begin, len(answer.body)))
        connection.close()
        return found

    before = served.processor_s()
    with ThreadPoolExecutor(people) as pool:
        visits = [pool.submit(visit, person) for person in range(people)]
        ready.wait()
        start = time.perf_counter()
        found = [one for visit in visits for one in visit.result()]
    seconds, spent = time.perf_counter() - start, served.processor_s() - before
    return Rush([wait for wait, _ in found], seconds, spent, max(size for _, size in found))


def answered(connection: HTTPConnection, asking: Asking) -> Answer:
    """Ask, and wait for an answer that must be the expected one."""
    connection.request(asking.method, asking.path, asking.body or None, dict(asking.headers))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != asking.status:
        raise SystemExit(f"{asking.method} {asking.path}: {answer.status} {body.decode()[-2000:]}")
    return Answer(body, answer.getheader("location", ""))
