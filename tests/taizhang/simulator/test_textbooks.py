"""Chapter 11 of the simulated term: books by the roll, books going round, what was planted."""

from checklists.catalogue import catalogue
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {one.slug for one in catalogue().values() if one.chapter == "textbooks"}


def test_the_chapter_is_kept_as_planned(performance: Performance) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)


def test_the_audit_finds_the_books_that_came_late_and_the_one_lost(
    performance: Performance,
) -> None:
    seen = sorted((one.code, one.message) for one in found(performance, OURS))
    assert seen == [
        ("recycled_textbook_register.R03", "发放6册，回收5册，回收率83.3%（应≥95%）"),
        ("textbook_distribution.R03", "科学到货76，征订84"),
        ("textbook_distribution.R03", "科学缺7册"),
    ]


def test_no_child_pays_for_a_book_of_the_state(performance: Performance) -> None:
    books = performance.record("textbooks").entry["books"]
    free = [one for one in books if one["kind"] == "国家免费"]
    assert len(free) > 20
    assert all(one["stamped"] and not one.get("charged") for one in free)
