"""Papers printed once for all tests of this folder, a code on each page."""

import pytest

from generator.rendering import Press
from tests.generator.papers import checklist, instrument, notice_board
from tests.generator.scans.glass import coded


@pytest.fixture(scope="session")
def letter(press: Press) -> bytes:
    """An agreement of two pages."""
    return coded(press.paper(instrument(4)))


@pytest.fixture(scope="session")
def sheet_of_checks(press: Press) -> bytes:
    """A check sheet: it has the code of its record below that of its page."""
    return coded(press.paper(checklist(3)))


@pytest.fixture(scope="session")
def notice(press: Press) -> bytes:
    """A lying sheet."""
    return coded(press.paper(notice_board()))
