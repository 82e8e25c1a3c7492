"""Throttle: whoever gets the password wrong again and again has to wait, longer each time."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from records.digest import digest
from taizhang.errors import TooManyTriesError

FREE = {"login": 5, "address": 20}
"""Wrong passwords before anybody has to wait; behind one address a whole school may sit."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
MOST = 4096
"""Names and addresses that are remembered; of more, the oldest are forgotten."""

Key = tuple[str, str]


class _Tries(NamedTuple):
    wrong: int
    last: datetime


class Throttle:
    """Remembers wrong passwords by name and by address, as long as the server runs.

    A try counts as wrong from the moment it begins, so that many at once count as many.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._tries: OrderedDict[Key, _Tries] = OrderedDict()

    def begin(self, login: str, address: str, at: datetime) -> None:
        """Begin a try; an address that is not known, an empty one, does not count.

        Raises:
            TooManyTriesError: not now; says how long to wait. It does not count as another try.
        """
        keys = _keys(login, address)
        with self._lock:
            wait = max(self._wait(key, at) for key in keys)
            if wait > timedelta():
                raise TooManyTriesError(wait)
            for key in keys:
                self._count(key, at)

    def succeed(self, login: str, address: str) -> None:
        """The password was right: the name starts afresh, and the address has one wrong less."""
        name, *places = _keys(login, address)
        with self._lock:
            self._tries.pop(name, None)
            for key in places:
                if tries := self._tries.get(key):
                    self._tries[key] = tries._replace(wrong=tries.wrong - 1)

    def _wait(self, key: Key, at: datetime) -> timedelta:
        tries = self._tries.get(key)
        if tries is None or at - tries.last > FORGOTTEN_AFTER:
            return timedelta()
        excess = tries.wrong - FREE[key[0]]
        if excess < 0:
            return timedelta()
        whole = min(FIRST_WAIT * (1 << min(excess, 16)), LONGEST_WAIT)
        return min(tries.last + whole - at, whole)  # a clock set back makes nobody wait longer

    def _count(self, key: Key, at: datetime) -> None:
        tries = self._tries.pop(key, None)
        known = tries is not None and at - tries.last <= FORGOTTEN_AFTER
        self._tries[key] = _Tries(tries.wrong + 1 if tries and known else 1, at)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)


def _keys(login: str, address: str) -> list[Key]:
    """What a try counts for; of the login only a digest: it may be a password in the wrong box."""
    keys = [("login", digest(login.strip().casefold().encode()))]
    return [*keys, ("address", address)] if address else keys
