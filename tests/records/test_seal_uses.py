"""用印登记, folded from the records."""

from datetime import timedelta

import pytest

from records.acts import Acknowledgement, Continue, Correct, Stamp, Void
from records.ledger import Ledger
from records.record import Person
from records.school import School
from records.seal_uses import seal_uses, stamped_numbers
from tests.records.conftest import DONG, WANG, People, Somebody
from tests.records.test_lifecycle import DISPOSED, EVENING

QIN, ZHOU = Person("p06", "秦㛃"), Person("p05", "周琦")


@pytest.fixture
def number(ledger: Ledger, filed: Acknowledgement, school: School) -> str:
    """A finished record, at a school with a principal."""
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    assert isinstance(school.directory, People)
    school.directory.people.append(Somebody("p06", "秦㛃", ("principal",)))
    return filed.number


def stamp(ledger: Ledger, number: str, minutes: int) -> None:
    act = Stamp(number, ("公章",), 2, QIN, "存档")
    ledger.append(act, by=ZHOU, at=EVENING + timedelta(minutes=minutes))


def test_every_use_is_listed_in_the_order_of_its_number(ledger: Ledger, number: str) -> None:
    assert stamped_numbers(ledger.journal.lines()) == []
    for minutes in range(11):
        stamp(ledger, number, minutes)
    assert stamped_numbers(ledger.journal.lines()) == [number]
    uses = seal_uses([ledger.get(number)])
    assert [one.stamp_no for one in uses] == [f"用印〔2026〕{n}号" for n in range(1, 12)]
    first = uses[0]
    assert (first.number, first.seals, first.copies, first.why) == (number, ("公章",), 2, "存档")
    assert (first.approved_by, first.by, first.stands) == (QIN, ZHOU, True)


def test_a_record_that_comes_twice_is_counted_once(ledger: Ledger, number: str) -> None:
    stamp(ledger, number, 1)
    assert len(seal_uses([ledger.get(number), ledger.get(number)])) == 1


@pytest.mark.parametrize("act", ["correct", "void"])
def test_a_use_under_another_text_stays_listed_and_stands_no_more(
    ledger: Ledger, number: str, act: str
) -> None:
    stamp(ledger, number, 1)
    later = EVENING + timedelta(minutes=5)
    if act == "void":
        ledger.append(Void(number, "重复"), by=WANG, at=later)
    else:
        entry = {**ledger.get(number).entry, "weight": 131}
        ledger.append(Correct(number, entry, "写错"), by=DONG, at=later)
        stamp(ledger, number, 9)
    uses = seal_uses([ledger.get(number)])
    assert [one.stands for one in uses] == ([False] if act == "void" else [False, True])
