"""What all tests share.

Figures that tests measure stand at the end of the output, whether or not it is captured. Which
rules fire in which test is written down for tests/registers/test_clause_table.py, which runs last.
"""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Finding
from records.errors import RecordError
from taizhang import clock
from tests.taizhang.office import Office, make_home

FIGURES = pytest.StashKey[list[str]]()
REFUSED = "refused"
FIRED = pytest.StashKey[dict[str, list[set[str]]]]()
"""Test function → for each of its cases that ran, codes of the findings made, or `REFUSED`."""
_now: set[str] = set()


def _noting(made: Callable[..., None], code: Callable[[Any], str]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        _now.add(code(self))

    return init


def pytest_configure() -> None:
    """Ctrl-C stops these tests, though a shell starts what it puts in the background deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def findings_are_noted() -> Iterator[None]:
    """Every finding and every refusal made from here on goes to the test that runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Finding, "__init__", _noting(Finding.__init__, lambda one: str(one.code)))
        for error in (InvalidEntryError, RecordError):
            patch.setattr(error, "__init__", _noting(error.__init__, lambda _: REFUSED))
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Keep what was noted during one case of a test."""
    _now.clear()
    yield
    name = item.nodeid.partition("[")[0].removeprefix("tests/")
    item.config.stash.setdefault(FIRED, {}).setdefault(name, []).append(set(_now))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at all tests runs after them."""
    items.sort(key=lambda item: item.path.name == "test_clause_table.py")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Report a figure in the summary at the end."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    figures = config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.line(line)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A home in term time: 5 March 2026, noon."""
    desk = Office(tmp_path / "home")
    monkeypatch.setattr(clock, "now", lambda zone: desk.now.astimezone(zone))
    monkeypatch.chdir(tmp_path)
    make_home(desk.folder, desk.now)
    return desk
