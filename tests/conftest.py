"""Figures that tests measure stand at the end of the output, whether or not it is captured."""

from collections.abc import Callable
from pathlib import Path

import pytest

from taizhang import clock
from tests.taizhang.office import Office, make_home

FIGURES = pytest.StashKey[list[str]]()


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
