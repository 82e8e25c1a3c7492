"""Posts, meetings, plans, lessons and drills of the simulated term, with what was planted."""

from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {
    "post_duty_register",
    "staff_meeting_training",
    "policy_and_plan_register",
    "safety_education_record",
    "emergency_drill_record",
    "safety_responsibility_letter",
}


def test_every_register_is_kept_and_signed_and_duties_are_as_planned(
    performance: Performance,
) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)


def test_the_audit_finds_what_was_planted_and_no_more(performance: Performance) -> None:
    told = [(one.code, one.number) for one in found(performance, OURS)]
    assert told == [
        ("emergency_drill_record.R03", ""),
        ("policy_and_plan_register.R04", performance.numbers["paper-11"]),
        ("emergency_drill_record.R02", performance.numbers["drill-0422"]),
        ("safety_responsibility_letter.R02", ""),
    ]


def test_what_the_board_changed_names_the_minutes_of_its_meeting(performance: Performance) -> None:
    named = [one.entry.get("review_meeting") for one in performance.records()]
    assert named.count(performance.numbers["meeting-0330"]) == 4


def test_everybody_of_the_staff_has_a_post_and_every_register_one(performance: Performance) -> None:
    lines = [one for one in performance.records() if one.register == "post_duty_register"]
    holders = {one.entry["holder"]["id"] for one in lines}
    staff = performance.plan.directory.listings("person")
    assert holders == {one.id for one in staff if "contractor" not in one.posts}
