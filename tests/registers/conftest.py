"""Entries of a register made from its example, with changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.checklist import ChecklistEntry
from checklists.entry import Entry
from checklists.surroundings import SHANGHAI, Surroundings

Make = Callable[..., Entry]
LATER = datetime(2026, 12, 31, 12, tzinfo=SHANGHAI)


@pytest.fixture
def around() -> Surroundings:
    """A primary school at the end of the year, without a directory."""
    return Surroundings(now=LATER)


@pytest.fixture
def make(request: pytest.FixtureRequest, around: Surroundings) -> Make:
    """An entry of the register the test file is about; None takes a column out."""
    kind = find(request.path.stem.removeprefix("test_"))

    def build(checks: dict[str, Any] | None = None, **changes: Any) -> Entry:
        data = {**kind.example, **changes}
        if issubclass(kind, ChecklistEntry):
            data["checks"] = {**kind.example["checks"], **(checks or {})}
        data = {name: value for name, value in data.items() if value is not None}
        return kind.read(data, around)

    return build


def codes(entry: Entry, around: Surroundings) -> list[str]:
    """Codes of the findings, without the register's key."""
    return [one.code.rpartition(".")[2] for one in entry.findings(around)]
