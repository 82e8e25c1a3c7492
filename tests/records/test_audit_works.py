"""Works across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from records.audit import works
from records.record import Record
from tests.records.made_records import on, record, school, view

PROJECTS = works.PROJECTS


def project(number: int = 1, **changes: Any) -> Record:
    return record(PROJECTS, f"WXXM-20260511-{number:03d}", on("2026-05-11"), **changes)


@pytest.mark.parametrize(
    ("budgets", "second", "found"),
    [
        (("300000.00", "300000.00"), {}, 0),
        (("300000.00", "300000.01"), {}, 1),
        (("300000.00", "300000.01"), {"kind": "供暖"}, 0),
        (("300000.00", "600000.01"), {"method": "招标"}, 0),
    ],
)
def test_works_are_not_cut_in_slices(
    budgets: tuple[str, str], second: dict[str, str], found: int
) -> None:
    both = [project(budget=budgets[0]), project(2, budget=budgets[1], **second)]
    assert len(list(works.works_in_slices(view(both, school(PROJECTS))))) == found
