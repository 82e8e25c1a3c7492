"""The site: everything a request may need, made once and handed to every handler."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from checklists.surroundings import SHANGHAI
from generator.rendering import Press
from taizhang.accounts.entering import Admission, Caller, Entrance
from taizhang.accounts.links import Link
from taizhang.accounts.passwords import Hashing
from taizhang.accounts.roles import Role
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.home import SCHOOL_FILE
from taizhang.jobs.queue import Jobs
from taizhang.printing import PrintRoom
from taizhang.web.counter import Counter
from taizhang.web.devices import device_of
from taizhang.web.keeping import Held
from taizhang.web.looks import Looks
from taizhang.web.rights import Visitor
from taizhang.web.thumbnails import Thumbnails

COOKIE = "taizhang"
INSPECTION_COOKIE = "taizhang_check"
"""An inspector's link has a cookie of its own, so that it signs nobody out."""
INSPECTION = "/inspection"
NEW = "新学校"
KEEPING = "x-keeping"
"""Header of a page that a browser fetches to keep: nobody sees it now."""
LINES_AT_ONCE = 200
"""Lines of the ledger that are read while pages wait, when the server starts."""
RECORDS_AT_ONCE = 60
"""Records that are made ready for searching, likewise."""
BREATH = 0.02
"""Seconds between them."""


class Site:
    """A school's site.

    Attributes:
        folder: home of the school; it may hold no school yet.
        entrance: accounts, sessions, links.
        counter: lends the desk.
        looks: of the pages.
        jobs: long work outside this process.
        thumbnails: photos and signatures made small.
        setup_code: what whoever sets the school up has to know; empty once that is done.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[tzinfo], datetime],
        setup_code: str = "",
        hashing: Hashing | None = None,
    ) -> None:
        self.folder, self._now, self.setup_code = folder, now, setup_code
        self.entrance = Entrance(folder, hashing=hashing)
        self.counter = Counter(folder, now)
        self.looks = Looks(folder)
        self.jobs = Jobs(folder, self.now)
        self.thumbnails = Thumbnails()
        self._print_room: PrintRoom | None = None
        self._turn, self._closing = threading.Lock(), threading.Event()
        self._told: dict[str, tuple[str, str]] = {}

    def open(self) -> None:
        """Begin what goes on beside requests; with no school yet there is nothing to begin."""
        if self.is_founded:
            self.jobs.foreman.start()
            threading.Thread(target=self._warm, name="warming", daemon=True).start()

    def _warm(self) -> None:
        """Read the term before a page asks for it, a little at a time: pages come in between."""
        with suppress(*REFUSALS):  # the page that needs it will say why
            while self._read_on() and not self._closing.wait(BREATH):
                pass  # a lock is not fair: who waits for the desk gets it in this breath
        gc.collect()
        gc.freeze()  # what was read stays: nobody waits while the collector goes through it again

    def _read_on(self) -> bool:
        with self.desk() as desk:
            term = desk.term_now(desk.now().date())
            if not desk.has_ledger(term):
                return False
            bookcase = self.counter.bookcase(desk, term)
            if bookcase.read_on(desk.school(term), LINES_AT_ONCE):
                return True
            return not self.counter.texts.prepare(desk, term, RECORDS_AT_ONCE)

    def close(self) -> None:
        """Give everything up."""
        self._closing.set()
        self.jobs.foreman.stop()
        if self._print_room is not None:
            self._print_room.close()
        self.counter.close()

    @contextmanager
    def press(self) -> Iterator[Press]:
        """The press that prints single papers; the desk is not to be held meanwhile."""
        with self._turn:
            if self._print_room is None:
                with self.desk() as desk:
                    self._print_room = PrintRoom(desk.home)
        with self._print_room.press() as press:
            yield press

    @property
    def is_founded(self) -> bool:
        """Whether there is a school."""
        return (self.folder / SCHOOL_FILE).is_file()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk, for as long as the block lasts; nobody else has it meanwhile."""
        with self.counter.desk() as desk:
            yield desk

    def now(self) -> datetime:
        """Now, in the school's zone."""
        return self._now(self.zone if self.is_founded else SHANGHAI)

    @property
    def zone(self) -> tzinfo:
        """The school's zone."""
        return self.counter.home.zone

    # ---- who asks

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks: signed in, or on the inspector's pages by a link."""
        if not self.is_founded:
            return None
        is_inspection = request.url.path.startswith(INSPECTION)
        names = (INSPECTION_COOKIE, COOKIE) if is_inspection else (COOKIE,)
        tokens = (request.cookies[name] for name in names if request.cookies.get(name))
        now = self.now()
        found = (self.entrance.who(token, now) for token in tokens)
        admission = next(filter(None, found), None)
        if admission is None:
            return None
        with self.desk() as desk:
            return _visitor(admission, desk, caller_of(request))

    def confirm(self, visitor: Visitor, password: str) -> None:
        """Whether it is really them, where a password stands for a signature.

        Raises:
            SignInRefusedError, TooManyTriesError: no.
        """
        self.entrance.confirm(visitor.id, password, self.now(), visitor.caller)

    def held(self, visitor: Visitor) -> Held:
        """Photos this person's refused forms brought."""
        return Held(self.folder / "web" / "held", visitor.id)

    # ---- what is shown

    def tell(self, visitor: Visitor, text: str, kind: str = "good") -> None:
        """Say something on the next page this session opens."""
        self._told[visitor.session] = (text, kind)

    def page(
        self, request: Request, template: str, status: int = 200, /, **values: Any
    ) -> Response:
        """A page with its frame, and what was left to say."""
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        is_seen = visitor is not None and KEEPING not in request.headers
        told = self._told.pop(visitor.session, None) if visitor and is_seen else None
        return self.looks.page(
            request,
            template,
            {"told": told, **values},
            visitor=visitor,
            school=self.school,
            status=status,
        )

    @property
    def school(self) -> str:
        """Name of the school, as pages head it."""
        return self.counter.home.settings.school.name if self.is_founded else NEW


def _visitor(admission: Admission, desk: Desk, caller: Caller) -> Visitor | None:
    """As pages know them; nobody who has left the school."""
    holder, person = admission.holder, admission.person
    visitor = Visitor(
        person.id,
        person.name,
        admission.roles,
        session=admission.session.digest,
        form_token=admission.form_token,
        must_change=admission.must_change,
        caller=caller,
    )
    if isinstance(holder, Link):
        return replace(visitor, term=holder.term)
    listed = desk.directory.look_up("person", person.id)
    if listed is None and admission.roles <= {Role.INSPECTOR}:
        return visitor
    if listed is None or not listed.active:
        return None
    return replace(visitor, name=listed.name, posts=frozenset(listed.posts))


def caller_of(request: Request) -> Caller:
    """From where a request comes, as far as anybody can tell."""
    address = request.client.host if request.client else ""
    return Caller(address, device_of(request.headers.get("user-agent", "")))
