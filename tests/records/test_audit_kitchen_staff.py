"""Kitchen staff across records."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.rules import Severity
from records.audit import kitchen_staff
from records.record import Record
from tests.records.made_records import END, on, record, school, view

HERE = school("canteen_staff_health", "canteen_morning_check")
PEOPLE: list[dict[str, Any]] = find("canteen_morning_check").example["people"]
NAMES = [one["name"] for one in PEOPLE]


def paper(name: str, **changes: Any) -> Record:
    number = f"JKZ-20260302-{NAMES.index(name) + 1:03d}"
    return record("canteen_staff_health", number, on("2026-03-02"), name=name, **changes)


def morning(**changes: Any) -> Record:
    told = {"on_leave": 0, "on_duty": 3, **changes}
    return record("canteen_morning_check", "STCJ-20260305-001", on("2026-03-05"), **told)


@pytest.mark.parametrize(
    ("until", "result", "count"),
    [("2026-03-05", "上岗", 0), ("2026-03-04", "上岗", 1), ("2026-03-04", "调岗", 0)],
)
def test_nobody_works_on_a_certificate_that_ran_out(until: str, result: str, count: int) -> None:
    files = [paper(NAMES[0], cert_to=until), *map(paper, NAMES[1:])]
    day = morning(people=[{**PEOPLE[0], "result": result}, *PEOPLE[1:]])
    found = list(kitchen_staff.at_work_without_a_certificate(view([*files, day], HERE)))
    assert [one.number for one in found] == [day.number] * count


def test_who_has_no_file_does_not_work_either() -> None:
    found = list(
        kitchen_staff.at_work_without_a_certificate(view([paper(NAMES[0]), morning()], HERE))
    )
    assert [one.message for one in found] == [
        f"{name}没有健康证档案，不得上岗" for name in NAMES[1:]
    ]


@pytest.mark.parametrize(
    ("changes", "leave", "count"),
    [
        ({}, 0, 0),
        ({}, 1, 1),
        ({"leave_on": "2026-03-04"}, 0, 1),
        ({"leave_on": "2026-03-05"}, 0, 0),
        ({"hire_on": "2026-03-06", "cert_from": "2026-03-01", "cert_to": "2027-02-28"}, 0, 1),
    ],
)
def test_everybody_is_examined_or_on_leave(changes: dict[str, Any], leave: int, count: int) -> None:
    files = [paper(NAMES[0], **changes), *map(paper, NAMES[1:])]
    seen = view([*files, morning(on_leave=leave)], HERE)
    assert len(list(kitchen_staff.staff_not_examined(seen))) == count


@pytest.mark.parametrize(("due", "count"), [(3, 0), (4, 1)])
def test_as_many_were_expected_as_are_employed(due: int, count: int) -> None:
    seen = view([*map(paper, NAMES), morning(on_duty=due)], HERE)
    assert len(list(kitchen_staff.staff_not_examined(seen))) == count


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"cert_to": "2026-08-10"}, 1),
        ({"cert_to": "2026-08-11"}, 0),
        ({"cert_to": "2026-07-01"}, 1),
        ({"cert_to": "2026-07-01", "leave_on": "2026-06-30"}, 0),
    ],
)
def test_a_month_before_it_runs_out_it_is_told(changes: dict[str, Any], count: int) -> None:
    """The term's audit is of 11 July."""
    seen = view([paper(NAMES[0], **changes)], HERE, END)
    assert len(list(kitchen_staff.certificates_that_run_out(seen))) == count


def test_without_the_morning_checks_it_is_said() -> None:
    alone = view([paper(NAMES[0])], school("canteen_staff_health"))
    for check in (kitchen_staff.at_work_without_a_certificate, kitchen_staff.staff_not_examined):
        assert [one.severity for one in check(alone)] == [Severity.HINT]
