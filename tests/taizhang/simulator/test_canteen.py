"""The canteen's term on a ledger: all as planned, and the audit finds what was planted."""

from collections import Counter
from pathlib import Path

import pytest

from checklists.catalogue import catalogue
from checklists.rules import Severity
from records.audit import audit
from records.audit.view import View
from records.lifecycle import state_of
from records.record import State
from records.standings import Standing
from taizhang.simulator import simulate
from tests.taizhang.simulator.conftest import Performance, perform
from tests.taizhang.simulator.test_performance import standings

CHAPTER = "canteen"
PLANTED = {
    ("food_purchase_acceptance.R06", "delivery-06"): 1,  # greens after the storm
    ("canteen_staff_health.R03", "health-7"): 1,  # runs out three weeks after the term
    ("food_sample_retention.R05", "sample-0403"): 5,  # kept over a long weekend
    ("kitchen_daily_check.R02", ""): 1,  # a day missing
    ("G02", ""): 1,  # a meal without samples
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(simulate(chapters=[CHAPTER]), tmp_path_factory.mktemp("canteen"))


def kept(chapter: str = CHAPTER) -> set[str]:
    return {slug for slug, entry in catalogue().items() if entry.chapter == chapter}


def found(done: Performance, chapter: str) -> Counter[tuple[str, str]]:
    """What the audit blocks or warns of: the rule, and the name of its record in the plan."""
    refs = {number: str(ref) for ref, number in done.numbers.items()}
    titles = tuple(f"《{catalogue()[slug].register.title}》" for slug in kept(chapter))
    return Counter(
        (one.code, refs.get(one.number, "")[: len("sample-0403")])
        for one in audit(View.of(done.ledger, done.school, done.plan.ends))
        if one.severity is not Severity.HINT
        and one.code != "G09"  # pictures are not drawn here
        and not one.code.startswith("hazard_rectification")
        and (
            one.code.partition(".")[0] in kept(chapter)
            or one.number
            or one.where.startswith(titles)
        )
    )


def test_every_register_of_the_chapter_is_played(done: Performance) -> None:
    assert kept() <= {act.register for act in done.plan.acts}


def test_duties_are_met_but_for_the_planned_ones(done: Performance) -> None:
    for standing, gaps in (
        (Standing.MISSING, done.plan.expected_missing),
        (Standing.LATE, done.plan.expected_late),
    ):
        assert standings(done, standing) == {(gap.register, gap.day, gap.subject) for gap in gaps}
    assert not standings(done, Standing.OPEN)


def test_everything_is_signed_and_every_hazard_followed(done: Performance) -> None:
    states = Counter(state_of(one) for one in done.records())
    assert set(states) == {State.SIGNED, State.VOID}
    assert states[State.VOID] == 1  # the hazard of a reading that was mistyped
    opened = {ref for ref in done.numbers if isinstance(ref, tuple)}
    assert opened == {act.ref for act in done.plan.acts if isinstance(act.ref, tuple)}


def test_the_audit_finds_what_was_planted(done: Performance) -> None:
    assert found(done, CHAPTER) == PLANTED


def test_a_small_term_leaves_the_new_plays_out(tmp_path: Path) -> None:
    small = simulate(weeks=1, chapters=[CHAPTER])
    assert {act.register for act in small.acts} <= {
        "food_sample_retention",
        "kitchen_daily_check",
        "hazard_rectification",
    }
