"""The gate across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.profile import Profile
from checklists.registers.gate_security.child_pickup_register import ChildPickupRegister
from checklists.rules import Finding, Severity
from records.audit import gate
from records.record import Person, Record
from tests.records.made_records import changed, on, record, school, signed, view

TEACHER, GUARD = Person("p2", "王安"), Person("p3", "方守")
DOOR = school("visitor_register", "student_leave_pass")
NURSERY = school("child_pickup_register")
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


def visit(number: int = 1, **changes: Any) -> Record:
    return record("visitor_register", f"LF-20260305-{number:03d}", on("2026-03-05"), **changes)


@pytest.mark.parametrize(("clock", "fires"), [("21:59", False), ("22:00", True)])
def test_a_visitor_who_did_not_leave(clock: str, fires: bool) -> None:
    inside = visit(out_at=None, host_sign=None)
    found = list(gate.visitors_still_inside(view([inside], DOOR, on("2026-03-05", clock))))
    assert numbers(found) == ([("visitor_register.R01", "LF-20260305-001")] if fires else [])
    assert list(gate.visitors_still_inside(view([visit()], DOOR))) == []


def test_builders_come_for_works_on_record() -> None:
    order = replace(leave_pass(), register="repair_work_order", number="BX-20260304-001")
    order = changed(order, entry={"order_no": "2026-031"})
    kept = {**DOOR.registers, "repair_work_order": DOOR.registers[gate.PASSES]}
    here = replace(DOOR, registers=kept)

    def come(ref: str) -> Record:
        return visit(reason="施工维修", work_ref=ref, host_sign=None)

    for known in ("BX-20260304-001", "2026-031"):
        assert list(gate.visits_for_no_known_works(view([come(known), order], here))) == []
    found = list(gate.visits_for_no_known_works(view([come("2026-099"), order], here)))
    assert [(one.code, one.severity) for one in found] == [("visitor_register.R03", Severity.BLOCK)]
    unlooked = list(gate.visits_for_no_known_works(view([come("2026-031")], DOOR)))
    assert [one.severity for one in unlooked] == [Severity.HINT]
    assert unlooked[0].message.startswith("未核")


def test_one_card_more_than_three_times_a_day() -> None:
    calls = [visit(number) for number in range(1, 5)]
    assert list(gate.one_card_too_often(view(calls[:3], DOOR))) == []
    found = list(gate.one_card_too_often(view(calls, DOOR)))
    assert numbers(found) == [("visitor_register.R04", "LF-20260305-004")]
    other = visit(4, name="孙访")
    assert list(gate.one_card_too_often(view([*calls[:3], other], DOOR))) == []


def test_who_fetches_a_child_is_named_in_a_pass() -> None:
    mother = visit(reason="接学生", name="周女士", host_sign=None)
    assert list(gate.fetched_without_pass(view([mother, leave_pass()], DOOR))) == []
    found = list(gate.fetched_without_pass(view([mother], DOOR)))
    assert numbers(found) == [("visitor_register.R05", "LF-20260305-001")]
    alone = school("visitor_register")
    unlooked = list(gate.fetched_without_pass(view([mother], alone)))
    assert [one.severity for one in unlooked] == [Severity.HINT]


def pickup(number: int = 1, day: str = "2026-03-05", **changes: Any) -> Record:
    return record("child_pickup_register", f"YEJS-{number:03d}", on(day), date=day, **changes)


def test_who_fetches_a_child_is_named_among_those_who_left() -> None:
    here = school("visitor_register", "child_pickup_register")
    here = replace(here, profile=Profile("幼儿园"))
    mother = visit(reason="接学生", name="许母", host_sign=None)
    assert list(gate.fetched_without_pass(view([mother, pickup()], here))) == []
    open_day = pickup(departures=None)
    found = list(gate.fetched_without_pass(view([mother, open_day], here)))
    assert numbers(found) == [("visitor_register.R05", "LF-20260305-001")]


@pytest.mark.parametrize(
    ("changes", "clock", "fires"),
    [({}, None, False), ({"departures": None}, None, True), ({"departures": None}, "17:00", False)],
)
def test_a_class_writes_down_who_left(
    changes: dict[str, Any], clock: str | None, fires: bool
) -> None:
    now = on("2026-03-05", clock) if clock else on("2026-03-06", "08:00")
    found = list(gate.children_not_fetched(view([pickup(**changes)], NURSERY, now)))
    assert [one.code for one in found] == (["child_pickup_register.R01"] if fires else [])


@pytest.mark.parametrize(
    ("cards", "fires"),
    [
        ([False, False, False], True),
        ([False, True, False, False], False),
        ([False, False, False, False], True),
    ],
)
def test_three_days_without_the_card(cards: list[bool], fires: bool) -> None:
    first, second = ChildPickupRegister.example["departures"]
    records = [
        pickup(n, f"2026-03-{2 + n:02d}", departures=[{**first, "card": card}, second])
        for n, card in enumerate(cards, 1)
    ]
    found = list(gate.cards_forgotten(view(records, NURSERY)))
    assert [one.code for one in found] == (["child_pickup_register.R04"] if fires else [])
