"""Textbooks across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.limits import Limit
from records.audit import textbooks
from records.record import Record
from tests.records.made_records import on, record, school, view

ROUND = textbooks.ROUND
OUT: dict[str, Any] = {
    "back_on": None,
    "back_state": None,
    "disinfect": None,
    "disinfect_on": None,
}
DURING = on("2026-05-01")


def book(number: int = 1, **changes: Any) -> Record:
    return record(ROUND, f"XHJC-20260303-{number:03d}", on("2026-03-03"), **changes)


EARLY = {"back_on": "2026-04-20", "disinfect_on": "2026-04-22"}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (EARLY, {}, ""),
        (OUT, {}, "还没有收回"),
        ({**EARLY, "back_on": "2026-05-05", "disinfect_on": "2026-05-06"}, {}, "还没有收回"),
        ({**EARLY, "disinfect_on": None}, {}, "收回后没有消毒"),
        ({**EARLY, "disinfect_on": "2026-05-05"}, {}, "收回后没有消毒"),
        ({**EARLY, "back_state": "破损", "discard": True}, {}, "已遗失或报废"),
        ({**OUT, "back_state": "遗失", "penalty": "0"}, {}, "已遗失或报废"),
        (OUT, {"book_no": "QHYX-YY-2024-0318"}, ""),
    ],
)
def test_r01_a_book_goes_out_again_when_it_is_there_and_clean(
    first: dict[str, Any], second: dict[str, Any], found: str
) -> None:
    again = book(2, out_on="2026-05-04", cleaned_on="2026-05-04", **OUT, **second)
    said = list(textbooks.given_out_twice(view([book(**first), again], school(ROUND))))
    assert [one.number for one in said] == ([again.number] if found else [])
    assert all(found in one.message for one in said)


def shelf(lost: int, **changes: Any) -> list[Record]:
    """Twenty books, some of them lost, the last as it is said."""
    gone = {**OUT, "back_state": "遗失", "penalty": "0"}
    kept = [
        book(n, book_no=f"QHYX-YY-2024-{n:04d}", **(gone if n < lost else {})) for n in range(19)
    ]
    return [*kept, book(19, book_no="QHYX-YY-2024-0019", **changes)]


def test_r03_ninety_five_of_a_hundred_come_back() -> None:
    here = school(ROUND)
    assert list(textbooks.too_few_came_back(view(shelf(1), here))) == []
    (found,) = textbooks.too_few_came_back(view(shelf(2), here))
    assert found.message == "发放20册，回收18册，回收率90.0%（应≥95%）"
    lenient = replace(here, limits={f"{ROUND}.returned": Limit.of(low="90")})
    assert list(textbooks.too_few_came_back(view(shelf(2), lenient))) == []


def test_r03_is_asked_when_all_have_answered_or_the_term_is_over() -> None:
    here, books = school(ROUND), shelf(2, **OUT)
    assert list(textbooks.too_few_came_back(view(books, here, DURING))) == []
    assert len(list(textbooks.too_few_came_back(view(books, here)))) == 1
