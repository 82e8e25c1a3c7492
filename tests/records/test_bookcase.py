"""What a bookcase keeps is always what reading everything anew would give."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from checklists.duty import Subject
from checklists.entry import Entry
from records.acts import Continue, Correct, File, Return, Sign, Void
from records.hazards import hazards_of
from records.ledger import Ledger
from records.overview.bookcase import Bookcase, books_of
from records.overview.cards import card_of
from records.overview.picture import Book
from records.record import Operation
from records.school import School
from records.seal import seal_term
from records.standings import Standing
from tests.records.conftest import DONG, HE, NOON, TERM, WANG, make_school

Sample = Callable[..., Entry]
SAMPLES = "food_sample_retention"


@pytest.fixture
def school() -> School:
    """Of all registers only some, so that it is quick."""
    whole = make_school()
    kept = (SAMPLES, "hazard_rectification", "infectious_disease_register")
    return replace(whole, registers={slug: whole.registers[slug] for slug in kept})


@pytest.fixture
def bookcase(ledger: Ledger) -> Bookcase:
    return Bookcase(ledger)


def lunch(bookcase: Bookcase, school: School) -> tuple[Standing, tuple[str, ...]]:
    """How the sample of 5 March stands, after comparing everything with what is read anew."""
    books = bookcase.books(school)
    assert books == books_of(school, bookcase.ledger.find())
    (one,) = (
        one
        for one in duties_of(books, SAMPLES)
        if one.duty.first == NOON.date() and one.duty.subject == "中"
    )
    return one.standing, one.numbers


def duties_of(books: tuple[Book, ...], slug: str) -> Iterator[Any]:
    return (one for book in books if book.register.slug == slug for one in book.duties)


def test_every_act_shows_at_once(
    ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    assert lunch(bookcase, school) == (Standing.MISSING, ())
    number = ledger.append(File(sample()), by=DONG, at=NOON).number
    assert lunch(bookcase, school) == (Standing.DONE, (number,))
    version = ledger.get(number).latest.version
    moved = {**sample().to_data(), "date": "2026-03-04"}
    ledger.append(Correct(number, moved, "日期写错", version), by=DONG, at=NOON)
    assert lunch(bookcase, school) == (Standing.MISSING, ())
    other = ledger.append(File(sample()), by=DONG, at=NOON).number
    assert lunch(bookcase, school) == (Standing.DONE, (other,))
    ledger.append(Void(other, "重复"), by=WANG, at=NOON)
    assert lunch(bookcase, school) == (Standing.MISSING, ())


def test_a_late_entry_is_open_until_it_is_approved(
    ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    late = NOON + timedelta(days=3)
    number = ledger.append(File(sample(late), "停电"), by=DONG, at=late).number
    assert lunch(bookcase, school) == (Standing.OPEN, (number,))
    ledger.append(Sign(number, "补录批准", reason=""), by=HE, at=late)
    assert lunch(bookcase, school) == (Standing.LATE, (number,))


def test_what_a_later_stage_brings_is_taken_in(
    ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    number = ledger.append(File(sample()), by=DONG, at=NOON).number
    lunch(bookcase, school)
    at = NOON + timedelta(days=3)
    disposed = {"dispose_at": "2026-03-08T11:40", "dispose_by": "董玥"}
    ledger.append(Continue(number, disposed), by=DONG, at=at)
    assert lunch(bookcase, school) == (Standing.DONE, (number,))


def test_another_writer_shows_as_well(
    tmp_path: Path, ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    assert lunch(bookcase, school) == (Standing.MISSING, ())
    with Ledger.open(tmp_path, TERM, school=school) as other:
        number = other.append(File(sample()), by=DONG, at=NOON).number
    assert lunch(bookcase, school) == (Standing.DONE, (number,))


def test_hazards_follow_what_is_recorded_and_the_days(
    ledger: Ledger, bookcase: Bookcase, sample: Sample
) -> None:
    assert bookcase.hazards(NOON) == ()
    number = ledger.append(File(sample(weight=60)), by=DONG, at=NOON).hazards[0]
    (opened,) = bookcase.hazards(NOON)
    assert opened == hazards_of(ledger, NOON)[0]
    assert bookcase.hazards(NOON + timedelta(hours=1))[0] is opened
    notice = {"level": "一般-限期整改", "interim": "停用", "owner": "董玥", "due": "2026-03-10"}
    ledger.append(Continue(number, notice), by=WANG, at=NOON)
    for later in (NOON, NOON + timedelta(days=9)):
        assert bookcase.hazards(later) == hazards_of(ledger, later) != (opened,)


def test_what_waits_for_somebody_is_known_by_its_card(
    ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    number = ledger.append(File(sample()), by=DONG, at=NOON).number
    assert bookcase.waiting(school) == ((card_of(ledger.get(number)), "留样员"),)
    ledger.append(Sign(number), by=DONG, at=NOON)
    assert bookcase.waiting(school) == ((card_of(ledger.get(number)), "食品安全员"),)
    ledger.append(Return(number, "看不清"), by=HE, at=NOON)
    assert bookcase.waiting(school) == ((card_of(ledger.get(number)), ""),)
    ledger.append(Void(number, "重复"), by=WANG, at=NOON)
    assert bookcase.waiting(school) == ()


def test_the_book_of_a_register_that_did_not_change_is_the_same_one(
    ledger: Ledger, bookcase: Bookcase, school: School, sample: Sample
) -> None:
    ledger.append(File(sample()), by=DONG, at=NOON)
    before = bookcase.books(school)
    assert all(one is two for one, two in zip(before, bookcase.books(school), strict=True))
    ledger.append(File(sample()), by=DONG, at=NOON)
    pairs = zip(before, bookcase.books(school), strict=True)
    assert [one.register.slug for one, two in pairs if one is not two] == [SAMPLES]


def test_books_follow_what_the_school_owes(bookcase: Bookcase, school: School) -> None:
    assert list(duties_of(bookcase.books(school), "infectious_disease_register")) == []
    grown = replace(school, subjects={"class": [Subject("B1", "一（1）班")]})
    assert bookcase.books(grown) == books_of(grown, ())
    assert list(duties_of(bookcase.books(grown), "infectious_disease_register"))


def test_what_is_done_to_a_record_of_the_term_before_is_of_that_term(
    tmp_path: Path, ledger: Ledger, school: School, sample: Sample
) -> None:
    number = ledger.append(File(sample()), by=DONG, at=NOON).number
    july = NOON + timedelta(days=130)
    seal_term(ledger, ec.generate_private_key(ec.SECP256R1()), by=WANG, at=july)
    autumn = replace(make_school("2026-2027-1"), registers=school.registers)
    with Ledger.open(tmp_path, "2026-2027-1", school=autumn) as later:
        changed = {**sample().to_data(), "weight": 151}
        act = Correct(number, changed, "称重写错", later.get(number).latest.version)
        later.append(act, by=DONG, at=july + timedelta(days=60))
        assert [one.operation for one in later.changes()] == [Operation.CORRECT]
        books = Bookcase(later).books(autumn)
    assert books == books_of(autumn, ())
