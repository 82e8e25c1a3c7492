"""A visitor who follows every link and sends every form, with good words and with bad ones."""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2 as httpx

from tests.web.fillings import Pairs, as_it_is, fillings, good_will
from tests.web.markup import ADDRESS, Form, Page, faults_of
from tests.web.school import Client, WebSchool

SOMEWHERE = (
    (re.compile(r"/records/[A-Z]+-\d{8}-\d{3,}"), "/records/{number}"),
    (re.compile(r"/registers/[a-z0-9_]+"), "/registers/{slug}"),
    (re.compile(r"/settings/lists/[a-z_]+"), "/settings/lists/{kind}"),
    (re.compile(r"\b[0-9a-f-]{16,}\b"), "{key}"),
    (re.compile(r"/\d+\.png"), "/{version}.png"),
    (re.compile(r"\d{4}-\d{4}-\d"), "{term}"),
)
OFTEN: Mapping[str, int] = {"/records/{number}": 40, "/settings/lists/{kind}": 20}
"""How many pages of a kind are opened, where it is not `FEW`."""
FEW = 3
PAPER = re.compile(r"/print[.-]|/bulletin\.|/blank\.")
"""Papers are not opened here: they take their time, and tests of their own."""
OWN = re.compile(r"^e\..*|:.*|[.\d]")
"""What differs between the fields of forms of one kind."""
LONGEST_IN_ADDRESS, LONGEST_ADDRESS = 300, 4000

Kind = tuple[str, frozenset[str], tuple[tuple[str, str], ...]]
"""What forms that do the same have in common: where they go, fields, buttons."""


def kind_of(address: str) -> str:
    """What addresses of the same kind have in common: where, and what is asked by name."""
    place, _, query = address.partition("?")
    for pattern, word in SOMEWHERE:
        place = pattern.sub(word, place)
    names = sorted({one.partition("=")[0] for one in query.split("&") if one})
    return f"{place}?{'&'.join(names)}" if names else place


@dataclass
class Crawler:
    """Somebody who opens everything.

    Attributes:
        come_in: signs in; again where a form has signed them out.
        start: page they begin at.
        tried: kinds of forms that others have sent with everything: here good words are enough.
        pages: everything that was answered.
        faults: what was wrong, and where.
        opened, sent: how often pages of a kind were opened, and forms sent.
    """

    school: WebSchool
    come_in: Callable[[], Client]
    start: str = "/me"
    tried: set[Kind] = field(default_factory=set)
    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    _known: set[str] = field(default_factory=set)
    _waiting: list[str] = field(default_factory=list)
    _forms: dict[Kind, Form] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._enter()

    def crawl(self) -> "Crawler":
        """From the first page on, until there is nothing new; pages first, forms then."""
        self._waiting.append(self.start)
        done = 0
        while True:
            while self._waiting:
                self._open_once(self._waiting.pop(0))
            if done == len(self._forms):
                return self
            self._send_all(*[*self._forms.items()][done])
            done += 1

    def _enter(self) -> None:
        self.client = self.come_in()
        found = re.search(r'name="_token" value="(\w+)"', self.client.get(self.start).text)
        self.token = found[1] if found else ""

    def _open_once(self, address: str) -> None:
        kind = kind_of(address)
        if address not in self._known and self.opened[kind] < OFTEN.get(kind, FEW):
            self._known.add(address)
            self.opened[kind] += 1
            self.open(address)

    def open(self, address: str) -> Page:
        """Open a page, and look at it."""
        return self._look_at(Page(address, self.client.get(address)))

    def _look_at(self, page: Page, after: str = "") -> Page:
        """What is wrong with an answer, and what it leads to."""
        self.pages.append(page)
        self.faults += (f"{page.path}{after}: {fault}" for fault in faults_of(page))
        if page.is_html:
            links = (one for one in page.links() if len(one) < LONGEST_ADDRESS)
            self._waiting += (one for one in links if not PAPER.search(one))
            for one in (one for one in page.forms() if not PAPER.search(one.action)):
                names = {OWN.sub("", two.name) for two in one.controls}
                key = (kind_of(one.action), frozenset(names), one.buttons)
                self._forms.setdefault(key, one)
        return page

    # ---- sending

    def _send_all(self, kind: Kind, form: Form) -> None:
        words = good_will(form) if kind in self.tried else fillings(form)
        self.tried.add(kind)
        for about, pairs in words:
            self.send(form, pairs, about)
        if form.method == "post" and any(one.name == "_token" for one in form.controls):
            pairs = [pair for pair in as_it_is(form) if pair[0] != "_token"]
            answer = send(self.client, form, [*pairs, ("_token", "0" * 64)])
            if answer.status_code != 403:
                self.faults.append(f"{form.action} takes a foreign token: {answer.status_code}")

    def _now(self, pairs: Pairs) -> Pairs:
        """The same as a page would have it that was opened just now."""
        fresh = {"_token": self.token, "_id": str(uuid.uuid4())}
        return [(name, fresh.get(name, value)) for name, value in pairs]

    def send(self, form: Form, pairs: Pairs, about: str) -> httpx.Response:
        """Send a form, and look at the answer; whoever was signed out by it comes in again."""
        self.sent[kind_of(form.action)] += 1
        answer = send(self.client, form, self._now(pairs))
        self._look_at(Page(form.action, answer), f" (from {form.page}, {about})")
        if answer.url.path == "/sign-in":
            self.school.now += timedelta(minutes=15)  # whoever guessed too often has to wait
            self._enter()
        return answer


def send(client: Client, form: Form, pairs: Pairs) -> httpx.Response:
    """Send a form as a browser does; the answer of the page it leads to."""
    plain: dict[str, Any] = {}
    for name, value in pairs:
        if isinstance(value, str):
            kept = value[:LONGEST_IN_ADDRESS] if form.method == "get" else value
            plain[name] = [*plain[name], kept] if name in plain else [kept]
    if form.method == "get":
        return client.client.get(form.action, params=plain)
    files = [(name, ("现场.jpg", value)) for name, value in pairs if isinstance(value, bytes)]
    return client.client.post(form.action, data=plain, files=files, headers={"origin": ADDRESS})
