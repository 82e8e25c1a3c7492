"""学生离校出门条（请假单）."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.registers.gate_security.student_leave_pass import StudentLeavePass
from checklists.surroundings import SHANGHAI, Surroundings
from tests.registers.conftest import Make, codes

UNLISTED = {"listed": False, "leader": "秦总务", "proof": "10:05短信确认，号码尾号2233"}


def test_a_pass_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "三（2）班学生离校（生病）", "no child's name in lists"
    assert [column.name for column in entry.numbers_due()] == ["pass_no"]
    personal = {column.name for column in entry.columns() if column.personal}
    assert {"student", "symptom", "contact", "pickup"} <= personal


def test_it_stays_open_until_the_child_is_back_or_asked_after(make: Make) -> None:
    assert make(back_at=None).stage() == "返校"
    assert make(back_at=None, track="3月6日9:00电话，家中休息").is_complete()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"pickup": "独自"}, ["R01"]),
        (UNLISTED, []),
        ({**UNLISTED, "leader": None}, ["R01"]),
        ({**UNLISTED, "proof": None}, ["R01"]),
        ({"listed": False}, ["R01", "R01"]),
    ],
)
def test_r01_nobody_leaves_alone_or_with_a_stranger(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    entry = make(**changes)
    assert codes(entry, around) == found
    needed = {"值班领导"} if changes.get("listed") is False else set()
    assert entry.signers_needed(around) == needed


@pytest.mark.parametrize(
    ("leave_at", "found"),
    [("08:00", []), ("12:00", []), ("12:30", ["R02"]), ("16:30", []), ("16:40", ["R02"])],
)
def test_r02_a_pass_is_for_lesson_hours(
    make: Make, around: Surroundings, leave_at: str, found: list[str]
) -> None:
    assert codes(make(leave_at=f"2026-03-05T{leave_at}+08:00"), around) == found


def test_r02_the_school_has_its_own_hours(make: Make, around: Surroundings) -> None:
    own = {"student_leave_pass.lessons.afternoon": Limit.of("12.5", "17")}
    entry = make(leave_at="2026-03-05T12:30+08:00")
    assert codes(entry, replace(around, limits=own)) == []


def test_an_ill_child_has_symptoms(make: Make, around: Surroundings) -> None:
    assert codes(make(symptom=None), around) == ["G17"]
    assert codes(make(symptom=None, reason="家中有事"), around) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"back_at": "2026-03-05T10:20+08:00"}, "「返校（销假）时间」：不晚于离校时间"),
        ({"leave_at": "2026-03-04T10:20+08:00"}, "「离校时间」：不在登记当日"),
        ({"pickup": ""}, "「接领人及关系」：没有填写"),
        ({"pass_no": "三（2）班-20260305-01"}, "编号由系统连续给出"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


def test_it_is_filled_in_before_leaving(around: Surroundings) -> None:
    before = replace(around, now=datetime(2026, 3, 5, 10, 5, tzinfo=SHANGHAI))
    asked = {key: value for key, value in StudentLeavePass.example.items() if key != "back_at"}
    assert StudentLeavePass.read(asked, before).stage() == "返校"
