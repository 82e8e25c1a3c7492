"""The term of cleaning, pests, green and water on a ledger: all as planned, nothing else wrong."""

from checklists.catalogue import catalogue
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {slug for slug, entry in catalogue().items() if entry.chapter == "environment"}


def test_every_register_of_the_chapter_is_kept_as_planned(performance: Performance) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert any(gap.register in OURS for gap in performance.plan.expected_missing)
    assert any(gap.register in OURS for gap in performance.plan.expected_late)
    assert not unfinished(performance, OURS)


def test_the_audit_finds_nothing_in_them(performance: Performance) -> None:
    assert not list(found(performance, OURS))


def test_what_was_broken_is_followed_to_its_closing(performance: Performance) -> None:
    found_by = [ref[0] for ref in performance.numbers if isinstance(ref, tuple)]
    assert sum(performance.record(ref).register in OURS for ref in found_by) == 3
    assert followed(performance)
