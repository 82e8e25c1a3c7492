"""The simulated term carried out on a ledger: every act is accepted, and it ends as planned."""

from collections import Counter
from pathlib import Path

import pytest

from records.audit.duties import extra_records
from records.audit.view import View
from records.lifecycle import state_of
from records.record import State
from records.standings import Standing
from taizhang.simulator import simulate
from taizhang.simulator.patrol_hazards.patrols import COPIED, label
from tests.taizhang.simulator.conftest import Performance, perform

HAZARDS = "hazard_rectification"
"""Carrying out is itself the test that every content is read and no signature is refused."""


def standings(done: Performance, standing: Standing) -> set[tuple[str, object, str]]:
    return {
        (one.slug, duty.duty.first, duty.duty.subject)
        for one in done.duties
        for duty in one.duties
        if duty.standing is standing
    }


def test_exactly_the_planned_duties_are_missing(performance: Performance) -> None:
    planned = {(gap.register, gap.day, gap.subject) for gap in performance.plan.expected_missing}
    assert standings(performance, Standing.MISSING) == planned


def test_exactly_the_planned_duties_are_late(performance: Performance) -> None:
    planned = {(gap.register, gap.day, gap.subject) for gap in performance.plan.expected_late}
    assert standings(performance, Standing.LATE) == planned
    assert not standings(performance, Standing.OPEN)


@pytest.mark.parametrize("weeks", [1, 2])
def test_a_short_term_is_accepted_and_ends_as_planned(weeks: int, tmp_path: Path) -> None:
    short = perform(simulate(weeks=weeks), tmp_path)
    for standing, gaps in (
        (Standing.MISSING, short.plan.expected_missing),
        (Standing.LATE, short.plan.expected_late),
    ):
        assert standings(short, standing) == {(gap.register, gap.day, gap.subject) for gap in gaps}


def test_some_missing_duties_have_a_reason_and_some_have_none(performance: Performance) -> None:
    reasons = [bool(gap.reason) for gap in performance.plan.expected_missing]
    assert {True, False} == set(reasons)


def test_nothing_unasked_is_filed_for_a_day_without_school_but_the_planned_extra(
    performance: Performance,
) -> None:
    calendar = performance.plan.calendar
    view = View.of(performance.ledger, performance.school, performance.plan.ends)
    extra = [performance.ledger.get(one.number) for one in extra_records(view)]
    planned = {(gap.register, gap.day) for gap in performance.plan.expected_extra}
    odd = [one for one in extra if not calendar.is_school_day(one.date)]
    assert {(one.register, one.date) for one in odd} == planned
    assert planned


def test_every_record_ends_signed_void_or_is_the_one_open_hazard(performance: Performance) -> None:
    ends = Counter(state_of(one) for one in performance.records())
    assert set(ends) == {State.SIGNED, State.VOID, State.OPEN}
    open_ones = [one for one in performance.records() if state_of(one) is State.OPEN]
    assert [one.number for one in open_ones] == [
        performance.numbers["patrol-0629-pm", "daily_patrol.I04"]
    ]
    assert open_ones[0].content.stage == "整改"


def test_every_failure_that_opens_a_hazard_is_followed(performance: Performance) -> None:
    opened = {ref for ref in performance.numbers if isinstance(ref, tuple)}
    followed = {act.ref for act in performance.plan.acts if isinstance(act.ref, tuple)}
    assert opened == followed
    by_hand = [ref for ref in performance.numbers if str(ref).startswith("hazard-")]
    assert len(opened) >= 20
    assert len(by_hand) == 5


def test_hazards_show_failed_reinspection_extension_and_overdue(performance: Performance) -> None:
    found = [one.entry for one in performance.records() if one.register == HAZARDS]
    results = Counter(mended["review_result"] for one in found for mended in one.get("rounds", ()))
    assert results["不合格重整改"] >= 2
    assert results["延期"] >= 1
    assert sum(bool(one.get("extensions")) for one in found) >= 2
    assert any("done_at" in one and one["done_at"][:10] > one["due_now"] for one in found)


def test_readings_out_of_limits_and_at_the_very_limit_are_both_there(
    performance: Performance,
) -> None:
    fails = {"sample-0318-1", "sample-0414-1", "kitchen-0401", "bottle-0402-MH-07"}
    for ref in fails:
        assert str(performance.record(ref).verdict) == "不合格", ref
    passes = {"sample-0311-1", "sample-0608-1", "kitchen-0310", "kitchen-0420", "bottle-0402-MH-09"}
    for ref in passes:
        assert str(performance.record(ref).verdict) == "合格", ref
    assert performance.record("sample-0311-1").entry["weight"] == 125
    assert performance.record("kitchen-0310").entry["checks"]["I07"]["measured"]["core_1"] == "70.0"


def test_the_audit_finds_the_planted_carelessness_and_no_other(performance: Performance) -> None:
    found = [one for one in performance.findings if one.code in ("G07", "G08")]
    assert [one.code for one in found] == ["G07", "G08"]
    assert found[0].number == performance.numbers[label(COPIED[4])]
    assert "10份" in found[1].message
