"""The health chapter of the simulated term: children counted, the ill traced, no other fault."""

from datetime import timedelta

from checklists.catalogue import catalogue
from taizhang.simulator.health.illness import OUTBREAK, attendance
from taizhang.simulator.health.morning_checks import IN_CLASS
from taizhang.simulator.school import bottles
from taizhang.simulator.term import WEEKS, make_term
from taizhang.simulator.world import World
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "health"}


def test_the_chapter_is_kept_as_planned_and_nothing_else_is_wrong(performance: Performance) -> None:
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)
    assert not list(found(performance, OURS))


def test_every_picture_is_of_its_day(performance: Performance) -> None:
    for act in (one for one in performance.plan.acts if one.register in OURS):
        for photo in act.photos:
            assert timedelta(0) <= act.at - photo.at < timedelta(hours=12), photo.name


def test_who_falls_ill_is_traced_every_day_until_back(performance: Performance) -> None:
    world = World(2026, make_term(WEEKS).calendar(), bottles(0))
    cases = attendance(world).cases
    assert len({one.child for one in cases}) == len(cases)
    for one in cases:
        kept = performance.record(one.ref).entry
        assert len(kept["track"]) == (one.back - one.day).days
        assert kept["return_on"] == one.back.isoformat()
        assert bool(kept.get("return_cert")) == one.kind.is_contagious


def test_three_of_a_class_on_a_day_are_reported_the_same_morning(performance: Performance) -> None:
    together = [
        one.entry
        for one in performance.records()
        if one.register == "infectious_disease_register"
        and one.date == OUTBREAK[0]
        and one.entry["class_"]["id"] == OUTBREAK[1]
    ]
    assert len(together) == 3
    assert {one["report_cdc"][:16] for one in together} == {"2026-05-12T10:00"}


def test_a_child_with_a_fever_kept_in_class_is_sent_home(performance: Performance) -> None:
    day, klass = IN_CLASS
    kept = performance.record(f"check-{day:%m%d}-{klass}-am")
    assert [one.code for one in kept.first.findings] == ["morning_health_check.R02"]
    assert not kept.blocking
    assert kept.entry["abnormal"][0]["handle"] == "通知家长接回"
