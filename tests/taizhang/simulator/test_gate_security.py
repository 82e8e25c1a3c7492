"""The gate's chapter of the simulated term: watched without a gap, and what was planted found."""

from itertools import pairwise

from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {
    "gate_duty_log",
    "leader_duty_log",
    "security_facility_check",
    "visitor_register",
    "staff_outing_register",
    "student_leave_pass",
    "child_pickup_register",
}


def test_every_duty_is_met_and_every_record_signed(performance: Performance) -> None:
    kept = {one.register for one in performance.records()}
    assert kept >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)


def test_the_audit_finds_who_was_late_and_who_stayed_long(performance: Performance) -> None:
    told = [(one.code, one.number) for one in found(performance, OURS)]
    assert told == [
        ("staff_outing_register.R03", performance.numbers["outing-0417"]),
        ("visitor_register.R04", performance.numbers["visit-0520-0"]),
    ]


def test_the_gate_is_never_alone(performance: Performance) -> None:
    shifts = sorted(
        (one.entry["start"], one.entry["end"])
        for one in performance.records()
        if one.register == "gate_duty_log"
    )
    assert len(shifts) == 2 * 124 - 1
    assert all(one[1] == other[0] for one, other in pairwise(shifts))


def test_who_came_for_a_child_holds_its_pass_and_all_who_came_left(
    performance: Performance,
) -> None:
    kept = [one for one in performance.records() if one.register == "child_pickup_register"]
    assert len(kept) == 3 * 84 - 1
    assert len({one.entry["present"] for one in kept}) > 1
    fetched = [one for one in performance.records() if one.entry.get("reason") == "接学生"]
    assert len(fetched) >= 5, "R05 would say so if no pass named them"
