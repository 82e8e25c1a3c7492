"""Chapter 11 of the simulated term: books by the roll, books going round, what was planted."""

from pathlib import Path

import pytest

from checklists.catalogue import catalogue
from tests.taizhang.simulator.chapter import as_planned, followed, found, play, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "textbooks"}


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return play("textbooks", Path(tmp_path_factory.mktemp("textbooks")))


def test_the_chapter_is_kept_as_planned(chapter: Performance) -> None:
    assert {one.register for one in chapter.records()} >= OURS
    assert as_planned(chapter)
    assert not unfinished(chapter, OURS)
    assert followed(chapter)


def test_the_audit_finds_the_books_that_came_late_and_the_one_lost(chapter: Performance) -> None:
    seen = sorted((one.code, one.message) for one in found(chapter, OURS))
    assert seen == [
        ("recycled_textbook_register.R03", "发放6册，回收5册，回收率83.3%（应≥95%）"),
        ("textbook_distribution.R03", "科学到货76，征订84"),
        ("textbook_distribution.R03", "科学缺7册"),
    ]


def test_no_child_pays_for_a_book_of_the_state(chapter: Performance) -> None:
    books = chapter.record("textbooks").entry["books"]
    free = [one for one in books if one["kind"] == "国家免费"]
    assert len(free) > 20
    assert all(one["stamped"] and not one.get("charged") for one in free)
