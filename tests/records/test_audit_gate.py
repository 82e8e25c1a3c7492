"""The gate across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.rules import Finding
from records.audit import gate
from records.record import Person, Record
from tests.records.made_records import changed, on, record, school, signed, view

TEACHER, GUARD = Person("p2", "王安"), Person("p3", "方守")
PASSES = school("student_leave_pass")


def numbers(found: Any) -> list[tuple[str, str]]:
    return [(one.code, one.number) for one in found]


def outing(**changes: Any) -> Record:
    return record("staff_outing_register", "JGWC-20260305-001", on("2026-03-05"), **changes)


def leave_pass(**changes: Any) -> Record:
    return record("student_leave_pass", "CMT-20260305-001", on("2026-03-05"), **changes)


@pytest.mark.parametrize(
    ("changes", "clock", "fires"),
    [
        ({"back_at": None}, "13:30", False),
        ({"back_at": None}, "13:31", True),
        ({}, "20:00", False),
        ({"back_at": None, "no_return": "已报备"}, "20:00", False),
    ],
)
def test_staff_who_did_not_come_back(changes: dict[str, Any], clock: str, fires: bool) -> None:
    here = school("staff_outing_register")
    found = list(gate.staff_not_back(view([outing(**changes)], here, on("2026-03-05", clock))))
    expected = [("staff_outing_register.R03", "JGWC-20260305-001")] if fires else []
    assert numbers(found) == expected


@pytest.mark.parametrize(
    ("teacher", "guard", "message"),
    [
        ("10:10", "10:25", ""),
        ("10:10", "10:26", "门卫签字晚于离校时间5分钟以上"),
        ("10:15", "10:12", "门卫签字早于班主任签字"),
    ],
)
def test_a_pass_is_signed_by_the_teacher_then_at_the_gate(
    teacher: str, guard: str, message: str
) -> None:
    one = signed(leave_pass(), TEACHER, on("2026-03-05", teacher), "班主任")
    one = signed(one, GUARD, on("2026-03-05", guard), "门卫收条")
    found: list[Finding] = list(gate.passes_signed_in_order(view([one], PASSES)))
    assert [one.message for one in found] == ([message] if message else [])


def test_a_child_who_does_not_come_back_is_asked_after() -> None:
    away = leave_pass(back_at=None)
    asked = leave_pass(back_at=None, track="3月6日电话询问")
    friday_night, monday = on("2026-03-06", "22:00"), on("2026-03-09", "08:00")
    assert list(gate.pupils_not_back(view([away], PASSES, friday_night))) == []
    found = list(gate.pupils_not_back(view([away], PASSES, monday)))
    assert numbers(found) == [("student_leave_pass.R04", "CMT-20260305-001")]
    assert list(gate.pupils_not_back(view([asked, leave_pass()], PASSES, monday))) == []


def absence(day: str, name: str) -> Record:
    """As little of the register of absences as the check reads."""
    one = leave_pass(date=day, leave_at=f"{day}T10:20+08:00", back_at=None)
    entry = {"student": {"id": name, "name": name}}
    return replace(changed(one, entry=entry), register="infectious_disease_register", number="YB")


@pytest.mark.parametrize(
    ("entry", "fires"),
    [
        (None, True),
        (absence("2026-03-05", "林小满"), False),
        (absence("2026-03-06", "林小满"), False),
        (absence("2026-03-04", "林小满"), True),
        (absence("2026-03-05", "赵一"), True),
    ],
)
def test_an_ill_child_is_in_the_register_of_absences(entry: Record | None, fires: bool) -> None:
    kept = {**PASSES.registers, "infectious_disease_register": PASSES.registers[gate.PASSES]}
    here, records = replace(PASSES, registers=kept), [leave_pass(), *([entry] if entry else [])]
    found = list(gate.ill_pupils_not_traced(view(records, here)))
    assert [one.code for one in found] == (["student_leave_pass.R04"] if fires else [])
    other = leave_pass(reason="家中有事", symptom=None)
    assert list(gate.ill_pupils_not_traced(view([other], here))) == []
    assert list(gate.ill_pupils_not_traced(view([leave_pass()], PASSES))) == [], "said as 未核"
