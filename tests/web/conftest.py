"""What the tests of the pages share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser, sync_playwright

from tests.web.phone import Phone, launch
from tests.web.school import WebSchool
from tests.web.server import Server


@pytest.fixture(scope="session", autouse=True)
def one_portal() -> Iterator[None]:
    """All schools are asked through one thread."""
    with start_blocking_portal() as WebSchool.portal:
        yield


@pytest.fixture
def school(tmp_path: Path) -> Iterator[WebSchool]:
    """A school in term time: 5 March 2026, noon."""
    made = WebSchool(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; every phone has a storage of its own in it."""
    with sync_playwright() as playwright, launch(playwright) as started:
        yield started


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A school of which the pages are served by a process of its own."""
    WebSchool(tmp_path / "home").close()
    made = Server(tmp_path / "home", tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def phone_of(browser: Browser, server: Server) -> Iterator[Callable[..., Phone]]:
    """Gives somebody, by id, a phone on which they are signed in; at another address if asked."""
    phones: list[Phone] = []

    def give(person: str, address: str = "") -> Phone:
        phones.append(Phone.at(browser, address or server.address, server.token(person)))
        return phones[-1]

    yield give
    for one in phones:
        one.context.close()
        assert one.faults == []
