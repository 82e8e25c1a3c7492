"""Chapter 9 of the simulated term: approved, built, accepted; nothing is wrong with it."""

from checklists.catalogue import catalogue
from taizhang.simulator.renovation.building_site import DAYS
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "renovation"}


def test_the_chapter_is_kept_as_planned_and_beyond_reproach(performance: Performance) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)
    assert not list(found(performance, OURS))


def test_every_day_of_building_has_its_log_with_three_pictures(performance: Performance) -> None:
    logs = {
        one.date: one.entry for one in performance.records() if one.register == "construction_log"
    }
    assert logs.keys() == DAYS.keys()
    assert all(len(one["photos"]) == 3 for one in logs.values())


def test_what_was_not_laid_well_is_laid_again_before_it_is_paid(performance: Performance) -> None:
    kept = performance.record("acceptance-floor")
    tiles = [one.entry["parts"][-1] for one in (kept.first, kept.content)]
    assert [one["result"] for one in tiles] == ["整改", "整改"]
    assert [one.get("recheck") for one in tiles] == [None, "合格"]
    assert kept.entry["settle_amount"] == "25600.00"
