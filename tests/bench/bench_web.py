"""How many people the pages serve at once, how long they wait, and what binding does to them.

Fifty people are signed in at a school whose term has 20,000 records. A save is a patrol of eighteen
check items, kept on the real disk. Requests a second and waits say as much about this machine, and
what else runs on it, as about the pages; what does not is measured beside them: the server's
processor time for a request, and a peer in turns with it, the least that FastAPI and Jinja need for
a page and a form of the same size, served alike. Of everything the median of its rounds is told.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench.web_binding import Binding
from tests.bench.web_requests import Requests, peer_page
from tests.bench.web_rush import Ask, Rush, rush
from tests.bench.web_school import PEOPLE, admit, found
from tests.bench.web_serving import PEER, Served, serving

ROUNDS, TIMES = 3, 8
"""In a rush each of the fifty asks so often: 400 requests."""
BIND_ROUNDS, BIND_TIMES, APART_S = 5, 6, 0.05
"""Rounds of 300 saves; in a stream twenty a second, far more than fifty people fill in."""
QUIET_S = 0.1
"""Processor time in two seconds below which the server has read the term."""


class Figure(NamedTuple):
    """One measured figure; `goal` as text, empty if there is none."""

    name: str
    value: float
    unit: str
    goal: str = ""


def figures(*, full: bool = False) -> Iterator[Figure]:
    """Every figure, as it is measured; there is one size only, `full` adds nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder, start = Path(name), time.perf_counter()
        records = found(folder / "home")
        users = admit(folder / "home")
        yield Figure(f"a term of {records} records made", time.perf_counter() - start, "s")
        with serving(folder / "home") as served:
            begun = served.memory_mb()
            yield Figure("processor time to read the term at the start", read_term(served), "s")
            requests = Requests(users, served)
            yield after_an_edit(served, requests, folder / "home")
            yield from pages(served, requests, folder)
            yield from saves_while_binding(served, requests)
            yield Figure("memory of the server when it began", begun, "MB")
            yield Figure("memory of the server at the end", served.memory_mb(), "MB")


def read_term(served: Served) -> float:
    """Until the server has read what pages will ask for; processor time it took."""
    start, before = served.processor_s(), -1.0
    while (now := served.processor_s()) - before > QUIET_S:
        before = now
        time.sleep(2)
    return now - start


def after_an_edit(served: Served, requests: Requests, home: Path) -> Figure:
    """The first page after somebody edited a list: what was read of the term is not read again."""
    waits = []
    for _ in range(ROUNDS):
        (home / "directory" / "people.toml").touch()
        waits.append(rush(served, requests.today, people=1, times=1).waits[0])
    return Figure("first page after a list was edited", 1000 * statistics.median(waits), "ms")


def pages(served: Served, requests: Requests, folder: Path) -> Iterator[Figure]:
    """Today's list, the form and a save, each against the peer; all three mixed."""
    for name, ask in (("today's list", requests.today), ("form page", requests.form)):
        size = rush(served, ask, PEOPLE, 1).size
        with serving(PEER, size, folder / "peer.jsonl") as peer:
            yield from against(f"{name} of {size / 1000:.0f} kB", (served, ask), (peer, peer_page))
    mixed = [rush(served, requests.mixed, PEOPLE, TIMES) for _ in range(ROUNDS)]
    yield from told("these and saves mixed", mixed)
    with serving(PEER, 0, folder / "peer.jsonl") as peer:
        yield from against("save", (served, requests.save), (peer, requests.peer_save))


def against(name: str, ours: tuple[Served, Ask], peers: tuple[Served, Ask]) -> Iterator[Figure]:
    """The same asked of the school's server and of the peer, round by round."""
    rounds = [(rush(*ours, PEOPLE, TIMES), rush(*peers, PEOPLE, TIMES)) for _ in range(ROUNDS)]
    yield from told(name, [one for one, _ in rounds])
    least = statistics.median(peer.a_second for _, peer in rounds)
    ratio = statistics.median(one.a_second / peer.a_second for one, peer in rounds)
    yield Figure(f"{name} / the peer's {least:.0f} a second", ratio, "×")


def told(name: str, rushes: Sequence[Rush]) -> Iterator[Figure]:
    """What is told of every kind of request."""

    def median(of: Callable[[Rush], float]) -> float:
        return statistics.median(map(of, rushes))

    yield Figure(f"{name}, {PEOPLE} at once", median(lambda one: one.a_second), "/s")
    yield Figure(f"{name}: half within", median(lambda one: one.p50_ms), "ms")
    yield Figure(f"{name}: p99", median(lambda one: one.p99_ms), "ms")
    yield Figure(f"{name}: processor time of one", median(lambda one: one.processor_ms), "ms")


def saves_while_binding(served: Served, requests: Requests) -> Iterator[Figure]:
    """Saves while the worker is halted and while it binds the term, in turns."""
    with closing(Binding(served, requests)) as binding:
        for name, apart_s in (("save, 20 a second", APART_S), ("save, 50 at once", 0.0)):
            saves = partial(rush, served, requests.save, PEOPLE, BIND_TIMES, apart_s)
            rounds = [(saves(), binding.during(saves)) for _ in range(BIND_ROUNDS)]
            ratio = statistics.median(busy.p99_ms / idle.p99_ms for idle, busy in rounds)
            yield Figure(f"{name}: p99", statistics.median(one.p99_ms for one, _ in rounds), "ms")
            yield Figure(f"{name}, while a term binds / else: p99", ratio, "×", "≤ 3")
        yield Figure("processors that binding had meanwhile", binding.processors, "")
