"""Payments across books: where each check fires, and where it does not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checklists.rules import Finding
from records.audit import ties
from records.audit.view import View
from records.charges import ACCOUNTS, CONSENTS, DAYS, NOTICES, STUBS
from records.record import Record
from tests.records.made_records import on, record, school, view
from tests.records.test_charges import OPEN, UNPAID, day, slip, stub

HERE = school(NOTICES, CONSENTS, STUBS, DAYS, ACCOUNTS)
SUMMED: dict[str, Any] = {
    "issued": 2,
    "void": "无",
    "next_no": "0012033",
    "amount": "600.00",
    "faces": [
        {"no": "0012031", "amount": "300.00", "written": "叁佰元整"},
        {"no": "0012032", "amount": "300.00", "written": "叁佰元整"},
    ],
    "check_on": "2026-03-31",
    "checker": "沈校长",
}
Check = Callable[[View], Iterator[Finding]]


def told(check: Check, *records: Record, now: str = "2026-07-11") -> list[str]:
    return [one.message for one in check(view(records, HERE, on(now)))]


def account(month: str = "2026-07", **line: Any) -> Record:
    row = {"item": "课后服务费", "income": "600.00", "expense": "600.00", **line}
    return record(
        ACCOUNTS, "ZMGB-20260804-001", on("2026-08-04"), month=month, kind="代收费结算",
        prepared_on="2026-07-10", publish_on="2026-07-10", closed_on=None, accounts=[row],
        question=None, answered_on=None,
    )  # fmt: skip


def test_books_that_tie_have_nothing_found() -> None:
    kept = (slip(1), slip(2), stub(**SUMMED), day())
    for check in ties.TIE_CHECKS:
        assert told(check, *kept) == [], check.__name__


def test_a_receipt_is_one_family_s() -> None:
    assert told(ties.given_to_two, slip(1), slip(2, receipt_no="0012031")) == [
        "票据0012031与DSF-20260228-001重号"
    ]
    assert told(ties.given_to_two, slip(1), slip(2, void_no="0012031")) != []


def test_a_number_left_out_of_a_book_in_hand() -> None:
    assert told(ties.lost_on_the_way, stub(), slip(1), slip(3)) == ["漏号：0012032没有下落"]
    assert told(ties.lost_on_the_way, stub(), slip(1), slip(2)) == []


def test_a_payment_of_today_waits_for_its_settlement() -> None:
    assert told(ties.payments_tie, slip(1, **OPEN), stub(), now="2026-03-09") == []
    assert told(ties.payments_tie, slip(1, **OPEN), stub(), now="2026-03-10") == [
        "票据0012031不在任何一天的日结单里"
    ]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ({}, []),
        (
            {"receipt_no": None},
            ["有效票据2份，确认单上只有1户持有", "实收600.00元，确认单缴费合计300.00元"],
        ),
        ({"paid": "290.00", "returned": "3.50"}, ["实收600.00元，确认单缴费合计590.00元"]),
        ({"reduce": "10.00", "approval_no": "1"}, ["减免0元，确认单减免合计10.00元"]),
    ],
)
def test_a_line_is_the_families_that_hold_its_receipts(
    second: dict[str, Any], found: list[str]
) -> None:
    assert told(ties.lines_are_their_families, slip(1), slip(2, **second), day()) == found


def test_what_is_not_by_consent_is_not_held_against_consents() -> None:
    assert told(ties.lines_are_their_families, slip(1), day(item="午餐费")) == []


@pytest.mark.parametrize(("now", "found"), [("2026-03-09", 0), ("2026-03-10", 1)])
def test_takings_that_are_not_in_the_bank(now: str, found: int) -> None:
    unbanked: dict[str, Any] = dict.fromkeys(("deposit_amount", "deposit_on", "account", "slip_no"))
    bare = record(DAYS, "RJD-20260309-002", on("2026-03-09"), **unbanked)
    assert len(told(ties.not_banked, bare, now=now)) == found


def test_void_in_one_book_is_void_in_the_other() -> None:
    spoilt = {**SUMMED, "issued": 1, "void": "0012032", "void_copies": True}
    both = told(ties.spoilt_in_both_books, stub(**spoilt), day(void="0012032"))
    assert both == []
    assert told(ties.spoilt_in_both_books, stub(**spoilt), day()) == [
        "作废0012032在日结单里不是作废"
    ]
    only_there = told(ties.spoilt_in_both_books, stub(**SUMMED), day(void="0012032"))
    assert only_there == ["作废0012032在票据登记里不是作废"]
    assert told(ties.spoilt_in_both_books, stub(), day(void="0012032")) == [], "not summed up yet"


def test_a_stub_shows_what_its_family_paid() -> None:
    faces = [{**SUMMED["faces"][0], "amount": "290.00"}, SUMMED["faces"][1]]
    found = told(ties.faces_are_what_was_paid, slip(1), slip(2), stub(**{**SUMMED, "faces": faces}))
    assert found == ["0012031票面290.00元，DSF-20260228-001缴费300.00元"]


@pytest.mark.parametrize(("role", "column"), [("票据管理员", "keeper"), ("核销人", "checker")])
def test_who_collects_neither_keeps_nor_checks_the_books(role: str, column: str) -> None:
    kept = stub(**{**SUMMED, "user": "白收", column: "许收"})
    assert told(ties.collectors_keep_no_books, kept, day()) == [
        f"许收收费，又是{kept.number}的{role}"
    ]
    assert told(ties.collectors_keep_no_books, stub(**SUMMED), day()) == []


@pytest.mark.parametrize(("now", "found"), [("2026-07-13", 0), ("2026-07-14", 1)])
def test_a_refund_is_given_within_a_week_of_the_settlement(now: str, found: int) -> None:
    assert len(told(ties.refunds_left_open, slip(1, returned=None), now=now)) == found


@pytest.mark.parametrize(("now", "found"), [("2026-07-10", 0), ("2026-07-11", 1)])
def test_after_the_term_everything_is_settled(now: str, found: int) -> None:
    kept = (slip(1, **OPEN), slip(2, **OPEN), slip(3, **UNPAID))
    said = told(ties.items_left_unsettled, *kept, now=now)
    assert said == ["学期已结束，2户600.00元没有结算"] * found


@pytest.mark.parametrize(
    ("line", "month", "families", "found"),
    [
        ({}, "2026-07", {}, 0),
        ({"expense": "573.00"}, "2026-07", {}, 1),
        ({"expense": "573.00"}, "2026-06", {}, 0),
        ({"expense": "573.00"}, "2026-07", {"returned": None}, 0),
        ({"item": "校服费", "expense": "573.00"}, "2026-07", {}, 0),
    ],
)
def test_an_item_that_is_settled_leaves_nothing(
    line: dict[str, Any], month: str, families: dict[str, Any], found: int
) -> None:
    said = told(ties.nothing_is_kept_back, slip(1), slip(2, **families), account(month, **line))
    assert len(said) == found
    assert all("账上还有结余27.00元" in one for one in said)


def test_without_the_other_books_nobody_looks() -> None:
    alone = view([slip(1), stub(**SUMMED)], school(CONSENTS))
    for check in (ties.payments_tie, ties.spoilt_in_both_books, ties.collectors_keep_no_books):
        assert list(check(alone)) == []
