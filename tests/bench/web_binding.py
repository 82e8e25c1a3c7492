"""The term bound by the server's worker while people save; halted in between, to compare."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing

import orjson

from tests.bench.web_requests import Asking, Requests
from tests.bench.web_rush import Answer, Rush, answered
from tests.bench.web_serving import Process, Served, processes

PATIENCE_S, TRIES = 120, 3


class Binding:
    """A term that is being bound; it is asked for again whenever that is done."""

    def __init__(self, served: Served, requests: Requests) -> None:
        self._served, self._requests = served, requests
        self._job, self._processor_s, self._seconds = "", 0.0, 0.0

    @property
    def processors(self) -> float:
        """How many the worker and its children kept busy while they were not halted."""
        return self._processor_s / self._seconds

    def close(self) -> None:
        """Let it go on until the server ends it."""
        if not self._is_over():
            os.killpg(self._workers()[0].group, signal.SIGCONT)

    def during(self, act: Callable[[], Rush]) -> Rush:
        """What an act gives while the term is bound from its beginning to its end, and no longer.

        Where that was done first, the act is done again.
        """
        for _ in range(TRIES):
            if self._is_over():
                self._begin()
            workers = self._workers()
            os.killpg(workers[0].group, signal.SIGCONT)
            found = act()
            if not self._is_over():
                after = self._workers()
                os.killpg(after[0].group, signal.SIGSTOP)
                self._processor_s += sum(one.processor_s for one in after)
                self._processor_s -= sum(one.processor_s for one in workers)
                self._seconds += found.seconds
                return found
        raise SystemExit("the term is bound before anything can be measured")

    def _begin(self) -> None:
        self._job = self._ask(self._requests.bind()).location
        until = time.monotonic() + PATIENCE_S
        while not self._standing()["total"]:  # it reads the ledger first
            if time.monotonic() > until:
                raise SystemExit("binding does not begin")
            time.sleep(0.2)

    def _is_over(self) -> bool:
        return not self._job or bool(self._standing()["is_over"])

    def _standing(self) -> dict[str, object]:
        found: dict[str, object] = orjson.loads(self._ask(self._requests.standing(self._job)).body)
        return found

    def _ask(self, asking: Asking) -> Answer:
        with closing(self._served.connection()) as connection:
            return answered(connection, asking)

    def _workers(self) -> list[Process]:
        """The worker, and the children it has."""
        found = list(processes())
        group = next(
            one.pid for one in found if (one.parent, one.group) == (self._served.pid, one.pid)
        )
        return [one for one in found if one.group == group]
