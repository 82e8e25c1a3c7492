"""School property across records: where each check fires, and where it does not."""

from collections.abc import Sequence

import pytest

from checklists.rules import Finding, Severity
from records.audit import property as things
from records.record import Record
from tests.records.made_records import on, record, school, view

DAMAGE = "damage_compensation"


def said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def damage(number: int = 1, **changes: object) -> Record:
    return record(DAMAGE, f"SHPC-20260305-{number:03d}", on("2026-03-06"), **changes)


def test_a_slip_names_a_repair_order_that_exists() -> None:
    alone = school(DAMAGE)
    (found,) = things.damage_without_its_repair(view([damage()], alone))
    assert (found.code, found.severity) == ("damage_compensation.R03", Severity.HINT)
    assert found.message == "未核（缺报修与维修记录）"
    assert list(things.damage_without_its_repair(view([damage(repair_no=None)], alone))) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["SHPC-20260305-002"]),
        ({"education": "3月6日班主任谈话"}, []),
        ({"person": "三（2）班学生 周可"}, []),
        ({"person_type": "外来"}, []),
    ],
)
def test_a_pupil_who_does_it_again_is_talked_to(changes: dict[str, str], found: list[str]) -> None:
    both = [damage(), damage(2, **changes)]
    assert [one.number for one in things.damaged_again(view(both, school(DAMAGE)))] == found
