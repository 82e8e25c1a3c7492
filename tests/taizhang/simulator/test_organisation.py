"""Posts, meetings, plans, lessons and drills of the simulated term, with what was planted."""

from pathlib import Path

import pytest

from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {
    "post_duty_register",
    "staff_meeting_training",
    "policy_and_plan_register",
    "safety_education_record",
    "emergency_drill_record",
    "safety_responsibility_letter",
}


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("organisation", Path(tmp_path_factory.mktemp("organisation")))


def test_every_register_is_kept_and_signed_and_duties_are_as_planned(chapter: Performance) -> None:
    assert {one.register for one in chapter.records()} >= OURS
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert followed(chapter)


def test_the_audit_finds_what_was_planted_and_no_more(chapter: Performance) -> None:
    told = [(one.code, one.number) for one in found(chapter, OURS)]
    assert told == [
        ("emergency_drill_record.R03", ""),
        ("policy_and_plan_register.R04", chapter.numbers["paper-11"]),
        ("emergency_drill_record.R02", chapter.numbers["drill-0422"]),
        ("safety_responsibility_letter.R02", ""),
    ]


def test_what_the_board_changed_names_the_minutes_of_its_meeting(chapter: Performance) -> None:
    named = [one.entry.get("review_meeting") for one in chapter.records()]
    assert named.count(chapter.numbers["meeting-0330"]) == 4


def test_everybody_of_the_staff_has_a_post_and_every_register_one(chapter: Performance) -> None:
    lines = [one for one in chapter.records() if one.register == "post_duty_register"]
    holders = {one.entry["holder"]["id"] for one in lines}
    staff = chapter.plan.directory.listings("person")
    assert holders == {one.id for one in staff if "contractor" not in one.posts}
