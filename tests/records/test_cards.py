"""Cards: what a record is looked for by stays true whatever is done to it."""

from collections.abc import Callable

from checklists.entry import Entry
from checklists.verdicts import Verdict
from records.acts import Correct, File, Return, Sign, Void
from records.ledger import Ledger
from records.lifecycle import state_of
from records.overview.bookcase import Bookcase
from records.overview.cards import card_of, ids_in
from records.record import State
from records.school import School
from tests.records.conftest import DONG, HE, NOON, WANG


def test_the_cards_of_a_bookcase_are_those_of_the_records(
    ledger: Ledger, school: School, sample: Callable[..., Entry]
) -> None:
    bookcase = Bookcase(ledger)
    first = ledger.append(File(sample()), by=DONG, at=NOON).number
    assert [state_of(one.record) for one in bookcase.cards(school)] == [State.OPEN]
    ledger.append(Sign(first), by=DONG, at=NOON)
    ledger.append(Return(first, "看不清"), by=HE, at=NOON)
    second = ledger.append(File(sample()), by=DONG, at=NOON).number
    ledger.append(Void(second, "重复"), by=HE, at=NOON)
    cards = bookcase.cards(school)
    assert list(cards) == [card_of(one) for one in ledger.find()]
    assert [state_of(one.record) for one in cards] == [State.RETURNED, State.VOID]


def test_a_card_tells_the_verdict_and_who_has_to_do_with_it(
    ledger: Ledger, school: School, sample: Callable[..., Entry]
) -> None:
    entry = sample()
    number = ledger.append(File(sample(weight=90)), by=WANG, at=NOON).number
    card, *_ = Bookcase(ledger).cards(school)
    assert card.verdict is Verdict.FAIL
    assert {WANG.id, DONG.id} <= card.people
    ledger.append(Correct(number, entry.to_data(), "看错了秤"), by=DONG, at=NOON)
    assert card_of(ledger.get(number)).verdict is Verdict.PASS


def test_a_card_says_who_stands_in_a_column_and_nothing_else_of_the_content(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    number = ledger.append(File(sample()), by=DONG, at=NOON).number
    content, kept = card_of(ledger.get(number)).record.entry, ledger.get(number).entry
    assert content["keeper"] == kept["keeper"] == {"id": DONG.id, "name": DONG.name}
    assert all(value.keys() == {"id", "name"} for value in content.values())


def test_whoever_is_named_however_deep_is_named() -> None:
    rows = [{"who": {"id": "p1", "name": "王安"}}, {"many": [{"id": "p2", "name": "贺珺"}]}]
    assert set(ids_in({"rows": rows, "photo": {"sha256": "0", "name": "a.jpg"}})) == {"p1", "p2"}
