"""The term of cleaning, pests, green and water on a ledger: all as planned."""

from collections import Counter

import pytest

from records.lifecycle import state_of
from records.record import State
from records.standings import Standing
from taizhang.simulator import simulate
from tests.taizhang.simulator.conftest import Performance, perform
from tests.taizhang.simulator.test_canteen import found, kept
from tests.taizhang.simulator.test_performance import standings

CHAPTER = "environment"
PLANTED = {("G02", ""): 1}  # a day without an inspection


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(simulate(chapters=[CHAPTER]), tmp_path_factory.mktemp("environment"))


def test_every_register_of_the_chapter_is_played(done: Performance) -> None:
    assert kept(CHAPTER) <= {act.register for act in done.plan.acts}


def test_duties_are_met_but_for_the_planned_ones(done: Performance) -> None:
    for standing, gaps in (
        (Standing.MISSING, done.plan.expected_missing),
        (Standing.LATE, done.plan.expected_late),
    ):
        assert standings(done, standing) == {(gap.register, gap.day, gap.subject) for gap in gaps}
        assert gaps
    assert not standings(done, Standing.OPEN)


def test_everything_is_signed_and_every_hazard_followed(done: Performance) -> None:
    assert set(Counter(state_of(one) for one in done.records())) == {State.SIGNED}
    opened = {ref for ref in done.numbers if isinstance(ref, tuple)}
    assert len(opened) == 3
    assert opened == {act.ref for act in done.plan.acts if isinstance(act.ref, tuple)}


def test_the_audit_finds_what_was_planted(done: Performance) -> None:
    assert found(done, CHAPTER) == PLANTED
