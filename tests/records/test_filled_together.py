"""The honest mark of 其余全部正常: which check items one tap filled in."""

from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from records.acts import Acknowledgement, Correct, File, request_digest
from records.ledger import Ledger
from records.school import School
from tests.records.conftest import DONG, NOON, TERM

PATROL = catalogue()["daily_patrol"]
ITEMS = [item.id for item in PATROL.items]
MORNING = {
    "period": "上午",
    "start": "2026-03-05T09:40+08:00",
    "end": "2026-03-05T10:15+08:00",
    "patroller": "董玥",
}


@pytest.fixture
def patrol(school: School) -> Entry:
    """A round where all is well."""
    checks = {key: {"verdict": "合格"} for key in ITEMS}
    data = {**PATROL.example, **MORNING, "date": "2026-03-05", "checks": checks}
    return PATROL.read(data, school.surroundings(NOON))


@pytest.fixture
def filed(ledger: Ledger, patrol: Entry) -> Acknowledgement:
    """Filled in by one tap from the third item on, whatever order the browser says it in."""
    return ledger.append(File(patrol, together=tuple(ITEMS[:1:-1])), by=DONG, at=NOON)


def correct(ledger: Ledger, number: str, together: tuple[str, ...] = (), **checks: Any) -> None:
    """Put check items right."""
    kept = ledger.get(number).entry
    data = {**kept, "checks": {**kept["checks"], **checks}}
    ledger.append(Correct(number, data, "看错", together=together), by=DONG, at=NOON)


def test_what_one_tap_filled_in_stands_in_the_journal_in_the_order_of_the_register(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        (operation, *_) = again.journal.lines()[-1].content["ops"]
        record = again.get(filed.number)
    assert operation["together"] == ITEMS[2:]
    assert record.first.together == tuple(ITEMS[2:])
    assert record.together == frozenset(ITEMS[2:])


def test_what_was_filled_in_one_by_one_carries_no_mark(ledger: Ledger, patrol: Entry) -> None:
    done = ledger.append(File(patrol), by=DONG, at=NOON)
    (operation, *_) = ledger.journal.lines()[-1].content["ops"]
    assert "together" not in operation
    assert ledger.get(done.number).together == frozenset()


def test_an_item_that_the_register_does_not_have_is_refused(ledger: Ledger, patrol: Entry) -> None:
    with pytest.raises(InvalidEntryError, match="其余全部正常：没有检查项“I99”。可用：I01、I02"):
        ledger.append(File(patrol, together=("I01", "I99")), by=DONG, at=NOON)
    assert ledger.size == 1


def test_an_item_that_was_put_right_by_hand_was_not_filled_in_by_a_tap_any_more(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    correct(ledger, filed.number, I05={"verdict": "不适用", "remark": "没有这样的设施"})
    assert ledger.get(filed.number).together == frozenset(ITEMS[2:]) - {"I05"}


def test_a_correction_may_be_one_tap_too(ledger: Ledger, filed: Acknowledgement) -> None:
    absent = {"verdict": "不适用", "remark": "没有这样的设施"}
    correct(ledger, filed.number, I01=absent, I05=absent)
    well = {"verdict": "合格"}
    correct(ledger, filed.number, together=("I05",), I01=well, I05=well)
    record = ledger.get(filed.number)
    assert record.latest.together == ("I05",)
    assert record.together == frozenset(ITEMS[2:])


def test_the_same_content_by_one_tap_is_another_request(patrol: Entry) -> None:
    plain, tapped = (
        request_digest((File(patrol, together=ids),), DONG) for ids in ((), ("I01", "I02"))
    )
    assert plain != tapped
