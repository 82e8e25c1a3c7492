"""The gate's chapter of the simulated term: watched without a gap, and what was planted found."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
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


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("gate_security", Path(tmp_path_factory.mktemp("gate")))


def test_every_duty_is_met_and_every_record_signed(chapter: Performance) -> None:
    kept = {one.register for one in chapter.records()}
    assert kept >= OURS
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert followed(chapter)


def test_the_audit_finds_who_was_late_and_who_stayed_long(chapter: Performance) -> None:
    told = [(one.code, one.number) for one in found(chapter, OURS)]
    assert told == [
        ("staff_outing_register.R03", chapter.numbers["outing-0417"]),
        ("visitor_register.R04", chapter.numbers["visit-0520-0"]),
    ]


def test_the_gate_is_never_alone(chapter: Performance) -> None:
    shifts = sorted(
        (one.entry["start"], one.entry["end"])
        for one in chapter.records()
        if one.register == "gate_duty_log"
    )
    assert len(shifts) == 2 * 124 - 1
    assert all(one[1] == other[0] for one, other in pairwise(shifts))


def test_who_came_for_a_child_holds_its_pass_and_all_who_came_left(chapter: Performance) -> None:
    kept = [one for one in chapter.records() if one.register == "child_pickup_register"]
    assert len(kept) == 3 * 84 - 1
    assert len({one.entry["present"] for one in kept}) > 1
    fetched = [one for one in chapter.records() if one.entry.get("reason") == "接学生"]
    assert len(fetched) >= 5, "R05 would say so if no pass named them"
