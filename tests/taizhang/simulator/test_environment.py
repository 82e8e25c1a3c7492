"""The term of cleaning, pests, green and water on a ledger: all as planned, nothing else wrong."""

import pytest

from checklists.catalogue import catalogue
from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {slug for slug, entry in catalogue().items() if entry.chapter == "environment"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("environment", tmp_path_factory.mktemp("environment"))


def test_every_register_of_the_chapter_is_kept_as_planned(done: Performance) -> None:
    assert {one.register for one in done.records()} >= OURS
    assert as_planned(done)
    assert done.plan.expected_missing
    assert done.plan.expected_late
    assert not unfinished(done, OURS)


def test_the_audit_finds_nothing_in_them(done: Performance) -> None:
    assert not list(found(done, OURS))


def test_what_was_broken_is_followed_to_its_closing(done: Performance) -> None:
    opened = [ref for ref in done.numbers if isinstance(ref, tuple)]
    assert len(opened) == 3
    assert followed(done)
