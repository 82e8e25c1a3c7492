"""A press kept warm for the server: whoever prints one record need not wait for one to start.

Nothing is rendered in the server itself; its one rendering child goes when nobody has printed for
a while, and takes its memory along.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from generator.errors import RenderingFailedError
from generator.rendering import Press, spawn_pool
from taizhang.home import Home
from taizhang.papers import looks_of

IDLE_S = 300.0
TIMEOUT_S = 120.0


class PrintRoom:
    """The press of a home, for all threads of the server."""

    def __init__(self, home: Home, idle_s: float = IDLE_S, timeout_s: float = TIMEOUT_S) -> None:
        self._home, self._idle_s, self._timeout_s = home, idle_s, timeout_s
        self._lock = threading.Lock()
        self._running: _Running | None = None

    @contextmanager
    def press(self) -> Iterator[Press]:
        """The press, started if it does not run.

        Raises:
            RenderingFailedError: it cannot be started, or broke down; the next one is a new one.
        """
        running = self._enter()
        try:
            yield running.press
        except RenderingFailedError:
            self._retire(running)
            raise
        finally:
            self._leave(running)

    def close(self) -> None:
        """End the press, whatever it prints."""
        with self._lock:
            running = self._running
        if running:
            self._retire(running)

    def _enter(self) -> "_Running":
        with self._lock:
            if self._running is None:
                self._running = _start(self._home, self._timeout_s)
            self._running.users += 1
            if self._running.alarm:
                self._running.alarm.cancel()
            return self._running

    def _leave(self, running: "_Running") -> None:
        with self._lock:
            running.users -= 1
            if running.users == 0 and self._running is running:
                running.alarm = threading.Timer(
                    self._idle_s, self._retire, [running], {"only_idle": True}
                )
                running.alarm.daemon = True
                running.alarm.start()

    def _retire(self, running: "_Running", *, only_idle: bool = False) -> None:
        with self._lock:
            if running.is_over or (only_idle and running.users):
                return
            running.is_over = True
            if self._running is running:
                self._running = None
        if running.alarm:
            running.alarm.cancel()
        running.end()


@dataclass(slots=True)
class _Running:
    """A press with its child.

    Attributes:
        alarm: goes off when nobody has used it for a while.
        is_over: somebody has begun to end it; nobody else does.
    """

    press: Press
    pool: Executor
    child: int
    users: int = 0
    alarm: threading.Timer | None = None
    is_over: bool = False

    def end(self) -> None:
        """End the child even if it hangs; who still waits for it is told that it broke down."""
        for process in multiprocessing.active_children():
            if process.pid == self.child:
                process.kill()
        self.pool.shutdown(cancel_futures=True)


def _start(home: Home, timeout_s: float) -> _Running:
    looks = looks_of(home)
    pool = spawn_pool(looks)
    press = Press(looks, pool, timeout_s)
    try:
        return _Running(press, pool, press.wait("打印", pool.submit(os.getpid)))
    except RenderingFailedError:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
