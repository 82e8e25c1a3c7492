"""A small school with its pages, and people who open them without a browser."""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import httpx2 as httpx
from anyio.from_thread import BlockingPortal
from jinja2 import FileSystemBytecodeCache
from starlette.testclient import TestClient

from checklists.surroundings import SHANGHAI
from records.record import Person
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.web.app import make_app
from taizhang.web.site import Site
from tests.taizhang.doorway import CHEAP
from tests.taizhang.office import PEOPLE, make_home

PASSWORD = "kite-river-42"  # noqa: S105  no real one
ADDRESS = "http://testserver"
ROLES: Mapping[str, tuple[Role, ...]] = {
    "P001": (Role.PRINCIPAL,),
    "P002": (Role.REVIEWER,),
    "P003": (Role.REVIEWER,),
    "P004": (Role.STAFF,),
    "P005": (Role.STAFF,),
    "P006": (Role.STAFF,),
    "P008": (Role.ADMINISTRATOR,),
}
"""P001 principal, P003 head of logistics, P004 food officer, P005 keeps samples, P006 safety
officer, P008 electrician and administrator who fills in nothing."""
COMPILED = Path(gettempdir()) / "taizhang-templates"
"""Templates are compiled once, not once a school."""
STROKES = (
    '{"w":600,"h":220,"strokes":[[' + ",".join(f"[{30 + 12 * n},{60 + n % 9 * 8},{n * 9}]"
    for n in range(30)) + "]]}"
)  # fmt: skip
"""A signature as the pad hands it in."""


class Client:
    """Somebody at a browser without JavaScript."""

    def __init__(self, client: TestClient, login: str) -> None:
        self.client, self.login = client, login

    def sign_in(self, password: str = PASSWORD, to: str = "/") -> httpx.Response:
        said = {"login": self.login, "password": password, "to": to}
        return self.client.post("/sign-in", data=said, headers=_ours())

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def page(self, path: str, status: int = 200) -> str:
        """Text of a page that must come with this status."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[-800:]}"
        return answer.text

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        token: str | None = None,
    ) -> httpx.Response:
        """Post a form as a page of this session does; the answer of the page it leads to."""
        kept = {"_token": self.token() if token is None else token, **(data or {})}
        return self.client.post(path, data=kept, files=files, headers=_ours())

    def put(
        self, path: str, data: Mapping[str, Any], files: Any = None, sent_id: str = ""
    ) -> httpx.Response:
        """Put a form as the offline queue does."""
        fields = [(name, (None, value)) for name, value in data.items()]
        address = path.replace("{id}", sent_id or str(uuid.uuid4()))
        return self.client.put(address, files=[*fields, *(files or [])], headers=_ours())

    def token(self) -> str:
        """What the forms of this session carry."""
        found = re.search(r'name="_token" value="([0-9a-f]+)"', self.client.get("/me").text)
        assert found, "not signed in"
        return found[1]


def _ours() -> dict[str, str]:
    return {"origin": ADDRESS}


class WebSchool:
    """The school, its clock and its pages.

    Attributes:
        now: moment the pages go by; a test sets it.
        portal: thread that all schools are asked through; without it each request begins its own.
    """

    portal: BlockingPortal | None = None

    def __init__(self, folder: Path, *, founded: bool = True, setup_code: str = "") -> None:
        self.folder = folder
        self.now = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
        if founded:
            make_home(folder, self.now)
            self.give_accounts()
        self.app = make_app(folder, lambda zone: self.now.astimezone(zone), setup_code, CHEAP)
        COMPILED.mkdir(exist_ok=True)
        self.site.looks._environment.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))

    def give_accounts(self) -> None:
        """Everybody of `ROLES` gets one, with `PASSWORD`."""
        for person, roles in ROLES.items():
            self.admit(person, PEOPLE[person][0], *roles)

    def admit(self, person: str, name: str, *roles: Role) -> None:
        """Somebody gets an account, with `PASSWORD`."""
        accounts = Entrance(self.folder, hashing=CHEAP).accounts
        made = accounts.add(person, name, roles, by=Person("t", "测试"), at=self.now)
        accounts.change_password(made[0], PASSWORD)

    @property
    def site(self) -> Site:
        site: Site = self.app.state.site
        return site

    def visitor(self, login: str = "") -> Client:
        """Somebody new at a browser; signed in if a login is given."""
        made = TestClient(self.app, base_url=ADDRESS)
        made.portal = self.portal
        client = Client(made, login)
        if login:
            answer = client.sign_in(to="/me")
            assert answer.status_code == 200, answer.text
        return client

    def desk(self) -> Desk:
        """Another process at the same home, as the command line is."""
        home = Home.open(self.folder)
        return Desk.open(home, now=lambda: self.now)

    def close(self) -> None:
        self.site.close()
