"""What people ask for: their first page, a form, that one is kept, that the term is bound."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import httpx2 as httpx

from checklists.catalogue import catalogue
from taizhang.simulator.bulk import bulk_acts
from taizhang.simulator.term import KEY as TERM
from taizhang.web.site import COOKIE
from tests.bench.web_school import AT, User
from tests.bench.web_serving import HOST, Served
from tests.web.filled import fields

NEW_ID = str(uuid.UUID(int=0))
CHOSEN = (".verdict", ".handling", ".photos")
"""Fields that a browser leaves out as long as nothing is chosen."""
URLENCODED = "application/x-www-form-urlencoded"


class Asking(NamedTuple):
    """One request.

    Attributes:
        status: with which it must be answered.
    """

    method: str
    path: str
    headers: Mapping[str, str] = {}
    body: bytes = b""
    status: int = 200


class Requests:
    """Requests of people who are signed in, the so-many-eth of them the so-many-eth time.

    Args:
        users: who ask.
        served: the school's pages.
    """

    def __init__(self, users: Sequence[User], served: Served) -> None:
        self._patrol = next(bulk_acts(1))
        self._path = f"/registers/{self._patrol.register}/new"
        self._users, self._origin = users, f"http://{HOST}:{served.port}"
        self._headers = [
            {"cookie": f"{COOKIE}={one.cookie}", "origin": self._origin} for one in users
        ]
        names = self._names()
        self._forms = [multipart({**names, **dict(self._filled(user))}) for user in users]

    def today(self, person: int, _turn: int) -> Asking:
        return Asking("GET", "/", self._headers[person])

    def form(self, person: int, _turn: int) -> Asking:
        return Asking("GET", self._path, self._headers[person])

    def save(self, person: int, _turn: int) -> Asking:
        kind, body = self._forms[person]
        headers = {**self._headers[person], "content-type": kind}
        new = body.replace(NEW_ID.encode(), str(uuid.uuid4()).encode())
        return Asking("POST", self._path, headers, new, 303)

    def mixed(self, person: int, turn: int) -> Asking:
        kinds = (self.today, self.form, self.save)
        return kinds[(person + turn) % len(kinds)](person, turn)

    def bind(self) -> Asking:
        """Have the term bound; the answer leads to the job."""
        person = next(place for place, one in enumerate(self._users) if one.may_bind)
        headers = {**self._headers[person], "content-type": URLENCODED}
        body = urlencode({"_token": self._users[person].token}).encode()
        return Asking("POST", f"/volumes/{TERM}/bind", headers, body, 303)

    def standing(self, job: str) -> Asking:
        """How far a job is."""
        person = next(place for place, one in enumerate(self._users) if one.may_bind)
        return Asking("GET", f"{job}/standing", self._headers[person])

    def _names(self) -> dict[str, str]:
        """Fields that the form has and a browser sends empty."""
        page = httpx.get(f"{self._origin}{self._path}", headers=self._headers[0]).text
        names = re.findall(r'name="(e\.[^"]+)"', page)
        return {name: "" for name in names if not name.endswith(CHOSEN)}

    def _filled(self, user: User) -> Iterator[tuple[str, str]]:
        start = AT - timedelta(minutes=50)
        data = {
            **self._patrol.data,
            "date": AT.date().isoformat(),
            "patroller": user.name,
            "start": start.isoformat(),
            "end": (start + timedelta(minutes=30)).isoformat(),
        }
        yield from (("_token", user.token), ("_id", NEW_ID))
        yield from fields(catalogue()[self._patrol.register], data)

    def peer_save(self, person: int, _turn: int) -> Asking:
        """The same form, kept by the peer."""
        kind, body = self._forms[person]
        return Asking("POST", "/", {"content-type": kind}, body, 303)


def peer_page(_person: int, _turn: int) -> Asking:
    """The page of the peer."""
    return Asking("GET", "/")


def multipart(values: Mapping[str, str]) -> tuple[str, bytes]:
    """A form as a browser sends it: content type and body."""
    parts = [(name, (None, value)) for name, value in values.items()]
    request = httpx.Request("POST", f"http://{HOST}/", files=parts)
    return request.headers["content-type"], request.read()
