"""The fire chapter of the simulated term: rounds and inspections as planned, nothing else wrong."""

from pathlib import Path

import pytest

from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {"fire_patrol_daily", "fire_inspection_monthly"}


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("fire_safety", Path(tmp_path_factory.mktemp("fire")))


def test_rounds_and_inspections_are_done_signed_and_beyond_reproach(chapter: Performance) -> None:
    kept = [one for one in chapter.records() if one.register in OURS]
    assert len(kept) == 292 + 5
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert not list(found(chapter, OURS))


def test_what_was_found_is_put_right_on_the_spot_or_becomes_a_hazard(chapter: Performance) -> None:
    failed = [one for one in chapter.records() if one.register in OURS and one.verdict == "不合格"]
    opened = {one.first.opened_by for one in chapter.records()}
    assert len(failed) == 9
    assert sum(one.number in opened for one in failed) == 2
    assert followed(chapter)
