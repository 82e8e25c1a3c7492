"""Textbooks across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.limits import Limit
from records.audit import consents, fees, textbooks
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


def test_r01_the_rate_of_return_is_told_once_books_come_back() -> None:
    here = school(ROUND)
    (found,) = textbooks.rate_of_return(view(shelf(1), here))
    assert found.message == "发放20册，回收19册，回收率95.0%"
    assert list(textbooks.rate_of_return(view([book(**OUT)], here))) == []


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


# ---- books given out

ALL = school(textbooks.BOOKS, fees.NOTICES, consents.CONSENTS, fees.DAYS)
CHINESE, EXERCISES = find(textbooks.BOOKS).example["books"]
AID = {**EXERCISES, "kind": "教辅（自愿）", "charged": "18.00", "fee_item": "教辅材料费"}
NOTICE_LINE = find(fees.NOTICES).example["fees"][1]
DAY_LINE = find(fees.DAYS).example["lines"][0]


def given(*lines: dict[str, Any]) -> Record:
    return record(textbooks.BOOKS, "JKSFF-20260303-001", on("2026-03-03"), books=list(lines))


def consent(number: int = 1, **changes: Any) -> Record:
    own = {"item": "教辅材料费", **changes}
    return record(consents.CONSENTS, f"DSF-20260228-{number:03d}", on("2026-02-28"), **own)


def notice(item: str, standard: str = "20.00") -> Record:
    line = {**NOTICE_LINE, "item": item, "standard": standard}
    return record(fees.NOTICES, "SFGS-20260224-001", on("2026-02-24"), fees=[line])


def day(item: str) -> Record:
    lines = [{**DAY_LINE, "item": item}]
    return record(fees.DAYS, "RJD-20260309-001", on("2026-03-09"), lines=lines)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([notice("课本费")], 1),
        ([notice("课本费", "0.00")], 0),
        ([notice("课后服务费")], 0),
        ([day("教科书费")], 1),
        ([day("作业本费")], 0),
        ([consent(item="书本费")], 1),
    ],
)
def test_r01_nothing_is_charged_for_what_is_free(others: list[Record], found: int) -> None:
    kept = view([given(CHINESE), *others], ALL)
    assert len(list(textbooks.free_books_charged_for(kept))) == found
    assert list(textbooks.free_books_charged_for(view([given(EXERCISES), *others], ALL))) == []


def test_r01_without_notices_it_is_not_looked_into() -> None:
    (found,) = textbooks.free_books_charged_for(view([given(CHINESE)], school(textbooks.BOOKS)))
    assert found.message == "未核（缺收费项目核实与收费公示）"


@pytest.mark.parametrize(
    ("signed", "choices", "found"),
    [
        (2, ["自愿参加", "自愿参加"], 0),
        (3, ["自愿参加", "自愿参加"], 1),
        (2, ["自愿参加", None], 1),
    ],
)
def test_r02_aids_go_to_families_that_joined(
    signed: int, choices: list[str | None], found: int
) -> None:
    consents = [consent(n, choice=choice) for n, choice in enumerate(choices, 1)]
    kept = view([given({**AID, "signed": signed}), *consents], ALL)
    assert len(list(textbooks.aids_without_consent(kept))) == found


def test_r02_aids_that_cost_nothing_need_no_consent() -> None:
    free = view([given({**AID, "charged": "0"}), given(EXERCISES)], ALL)
    assert list(textbooks.aids_without_consent(free)) == []
    (found,) = textbooks.aids_without_consent(view([given(AID)], school(textbooks.BOOKS)))
    assert found.message == "未核（缺服务性收费和代收费自愿确认与结算）"
