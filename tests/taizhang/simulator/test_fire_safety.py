"""The fire chapter of the simulated term: rounds and inspections as planned, nothing else wrong."""

from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {"fire_patrol_daily", "fire_inspection_monthly"}


def test_rounds_and_inspections_are_done_signed_and_beyond_reproach(
    performance: Performance,
) -> None:
    kept = [one for one in performance.records() if one.register in OURS]
    assert len(kept) == 292 + 5
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert not list(found(performance, OURS))


def test_what_was_found_is_put_right_on_the_spot_or_becomes_a_hazard(
    performance: Performance,
) -> None:
    failed = [
        one for one in performance.records() if one.register in OURS and one.verdict == "不合格"
    ]
    opened = {one.first.opened_by for one in performance.records()}
    assert len(failed) == 9
    assert sum(one.number in opened for one in failed) == 2
    assert followed(performance)
