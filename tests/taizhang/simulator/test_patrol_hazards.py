"""Repairs and incidents of the simulated term: beyond reproach, and tied to what asked for them."""

import pytest

from taizhang.simulator import simulate
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance, perform

OURS = {"repair_work_order", "incident_report", "visitor_register"}


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    """The chapter alone, its hazards, and the half of the school that other chapters need."""
    return perform(simulate(chapters=["patrol_hazards"]), tmp_path_factory.mktemp("patrol"))


def test_repairs_and_incidents_are_finished_and_beyond_reproach(chapter: Performance) -> None:
    assert {one.register for one in chapter.records()} >= OURS
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert not list(found(chapter, OURS))
    assert followed(chapter)


def test_what_a_patrol_sent_for_repair_has_its_order(chapter: Performance) -> None:
    asked = {chapter.numbers["patrol-0305-pm"], chapter.numbers["patrol-0409-pm"]}
    orders = [one for one in chapter.records() if one.register == "repair_work_order"]
    assert {one.entry["source_ref"] for one in orders if "source_ref" in one.entry} == asked


def test_repairers_from_outside_are_let_in_for_their_order(chapter: Performance) -> None:
    outside = {one.number for one in chapter.records() if one.entry.get("mode") == "外修"}
    visits = [one for one in chapter.records() if one.register == "visitor_register"]
    assert {one.entry["work_ref"] for one in visits} == outside
    assert outside
