"""A term of fees of 600 pupils: every equation of registers.md B.2 and B.4 holds; errors are named.

The equations are reckoned here from the raw records, not with what the program reckons by.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from checklists.amounts import parse_capital
from checklists.calendar import NationalDay, national_day
from checklists.rules import Severity
from checklists.takings import next_bank_day
from records.audit import View, audit
from records.charges import CONSENTS, DAYS, STUBS, equations, ties
from tests.taizhang.fee_errors import PLANTED, SEEN_ELSEWHERE
from tests.taizhang.fee_spoiling import Entry, respelt
from tests.taizhang.fee_term import (
    APRIL,
    BOOKS,
    CARE,
    MONDAY,
    OUTING,
    OVER,
    SATURDAY,
    TUESDAY,
    FeeTerm,
    at,
    play,
)
from tests.taizhang.office import TERM


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeeTerm]:
    played = play(tmp_path_factory.mktemp("fees") / "home")
    yield played
    played.desk.close()


def entries(term: FeeTerm, slug: str) -> list[Entry]:
    return [one.entry for one in term.records(slug)]


def yuan(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def total(found: list[Entry], column: str) -> Decimal:
    return sum((yuan(one.get(column)) for one in found), Decimal())


# ---- the term is what it should be: large, and with something of everything


def test_it_is_a_term_of_six_hundred_pupils(term: FeeTerm) -> None:
    slips = entries(term, CONSENTS)
    assert len({one["student"]["id"] for one in slips}) == 600
    assert len({one["class_"]["name"] for one in slips}) == 20
    assert {one["item"]["name"] for one in slips} == {CARE, BOOKS, OUTING}
    assert [one.date for one in term.records(DAYS)] == [MONDAY, TUESDAY, SATURDAY, APRIL]
    assert {line["method"] for one in entries(term, DAYS) for line in one["lines"]} == {
        "现金",
        "扫码",
    }
    assert sum(one["choice"] == "不参加" for one in slips) == 60 + 6 + 8
    assert sum(bool(one.get("void_no")) for one in slips) == 1
    assert sum(bool(yuan(one.get("reduce"))) for one in slips) == 1 + 2 + 2
    assert sum(bool(one.get("left_on")) for one in slips) == 2
    assert next(one.get("skipped") for one in entries(term, STUBS))


def test_the_audit_finds_nothing_that_blocks_or_warns(term: FeeTerm) -> None:
    found = term.desk.audit(TERM, at(OVER))
    assert [str(one) for one in found if one.severity is not Severity.HINT] == []
    assert {one.code for one in found} <= {"G11"}, "an account that nobody asked for"


# ---- B.2


def test_b2_nobody_pays_before_or_without_a_consent(term: FeeTerm) -> None:
    for one in entries(term, CONSENTS):
        if one["choice"] != "自愿参加":
            assert not yuan(one.get("paid"))
            assert "receipt_no" not in one
        elif one.get("paid_on"):
            assert one["told_on"] <= one["signed_on"] < one["paid_on"]
        assert one["declared"] is True


def test_b2_payments_are_costs_and_refunds(term: FeeTerm) -> None:
    for item in (CARE, BOOKS, OUTING):
        mine = [one for one in entries(term, CONSENTS) if one["item"]["name"] == item]
        paid, cost, back = (total(mine, name) for name in ("paid", "cost", "returned"))
        assert paid == cost + back > 0
        assert all(yuan(one.get("returned")) >= 0 for one in mine)
        assert all(yuan(one["paid"]) >= yuan(one["cost"]) for one in mine if one.get("cost"))


def test_b2_who_left_has_everything_back(term: FeeTerm) -> None:
    left = [one for one in entries(term, CONSENTS) if one.get("left_on")]
    assert [(one["paid"], one["returned"]) for one in left] == [("300.00", "300.00")] * 2


# ---- B.4, day by day and for the term


def number(text: str) -> int:
    assert text.isdecimal()
    return int(text)


def sheets_of(line: Entry) -> range:
    return range(number(line["receipt_from"]), number(line["receipt_to"]) + 1)


def voids_of(line: Entry) -> set[int]:
    return {number(one) for one in (line.get("void") or "").split("、") if one}


def test_b4_1_what_was_due_less_what_was_waived_was_taken(term: FeeTerm) -> None:
    for day in entries(term, DAYS):
        for line in day["lines"]:
            due = line["count"] * yuan(line["standard"])
            assert due - yuan(line["reduce"]) == yuan(line["actual"])
            assert bool(yuan(line["reduce"])) == bool(line.get("approval_no"))


def test_b4_2_taken_receipted_counted_and_banked_are_one_sum(term: FeeTerm) -> None:
    slips = entries(term, CONSENTS)
    for record in term.records(DAYS):
        day, on = record.entry, record.date.isoformat()
        paid = total([one for one in slips if one.get("paid_on") == on], "paid")
        faces = sum(yuan(line["faces"]) for line in day["lines"])
        counted = sum(
            one["pieces"] * Decimal(one["face"][:-1]) / (10 if one["face"][-1] == "角" else 1)
            for one in day["notes"]
        )
        assert paid == faces == counted + yuan(day["scanned"]) == yuan(day["deposit_amount"]) > 0
    taken = sum(yuan(line["actual"]) for day in entries(term, DAYS) for line in day["lines"])
    assert taken == total(slips, "paid") == total(entries(term, STUBS), "amount")


def test_b4_3_every_number_is_one_family_s_or_void_or_left_out(term: FeeTerm) -> None:
    slips = entries(term, CONSENTS)
    held = [number(one["receipt_no"]) for one in slips if one.get("receipt_no")]
    lines = [line for day in entries(term, DAYS) for line in day["lines"]]
    runs = [one for line in lines for one in sheets_of(line)]
    voids = {one for line in lines for one in voids_of(line)}
    skipped = {
        number(one)
        for stub in entries(term, STUBS)
        for one in (stub.get("skipped") or "").split("、")
        if one
    }
    assert len(held) == len(set(held))
    assert len(runs) == len(set(runs))
    assert set(runs) == set(held) | voids
    assert not voids & set(held)
    first, after = 12001, max(runs) + 1
    assert set(range(first, after)) == set(runs) | skipped
    for line in lines:
        holding = [one for one in held if one in sheets_of(line)]
        assert len(sheets_of(line)) == len(holding) + len(voids_of(line))
        assert len(holding) == line["count"]
    for stub in entries(term, STUBS):
        mine = [one for one in held if number(stub["no_from"]) <= one < number(stub["next_no"])]
        assert stub["issued"] == len(mine) == len(stub["faces"])


def test_b4_4_banked_on_the_day_or_the_next_day_the_bank_is_open(term: FeeTerm) -> None:
    for record in term.records(DAYS):
        banked = datetime.fromisoformat(record.entry["deposit_on"]).date()
        closed = national_day(record.date) not in (
            NationalDay.NORMAL,
            NationalDay.MAKEUP_WORKDAY,
        )
        assert (banked > record.date) == closed == bool(record.entry.get("deposit_note"))
        assert (banked - record.date).days == (2 if record.date == SATURDAY else 0)


def test_b4_5_capitals_are_the_sum(term: FeeTerm) -> None:
    for day in entries(term, DAYS):
        assert parse_capital(day["amount_cn"]) == sum(
            yuan(line["actual"]) * 100 for line in day["lines"]
        )
    for stub in entries(term, STUBS):
        for face in stub["faces"]:
            assert parse_capital(face["written"]) == yuan(face["amount"]) * 100


def test_the_program_says_so_too(term: FeeTerm) -> None:
    for record in term.records(DAYS):
        told = equations(record, View.of(term.desk.ledger(TERM), term.desk.school(TERM), at(OVER)))
        assert [one.mark for one in told] == ["①", "②", "②", "②", "③", "④", "⑤"]
        assert {one.told for one in told} == {"平"}


def test_every_payment_ties_to_every_book(term: FeeTerm) -> None:
    view = View.of(term.desk.ledger(TERM), term.desk.school(TERM), at(OVER))
    found = list(ties(view))
    assert len(found) == sum(bool(one.get("receipt_no")) for one in entries(term, CONSENTS))
    assert {one.wanting for one in found} == {()}
    for one in found:
        assert all(number != "—" for _, number in one.chain[:4])
        if one.family.paid:
            assert all(number != "—" for _, number in one.chain)


# ---- one error of each kind


@pytest.fixture(scope="module")
def found(term: FeeTerm) -> Callable[[int], list[tuple[str, str, str, Severity]]]:
    """Findings of the audit of a round of errors: code, record, words, severity."""
    view = View.of(term.desk.ledger(TERM), term.desk.school(TERM), at(OVER))

    @cache
    def of(place: int) -> list[tuple[str, str, str, Severity]]:
        spoilt: dict[str, list[Any]] = {}
        for one in PLANTED.values():
            if one.round == place:
                spoilt.setdefault(one.where(term), []).append(one.changes)
        kept = tuple(
            respelt(term, one, spoilt[one.number]) if one.number in spoilt else one
            for one in view.records
        )
        findings = audit(replace(view, records=kept))
        return [
            (one.code, one.number, f"{one.where}{one.message}", one.severity) for one in findings
        ]

    return of


@pytest.mark.parametrize("name", PLANTED)
def test_an_error_is_caught_and_named(
    term: FeeTerm, found: Callable[[int], list[tuple[str, str, str, Severity]]], name: str
) -> None:
    one = PLANTED[name]
    number = one.where(term)
    named = [
        said
        for code, record, said, severity in found(one.round)
        if code == one.code and one.words in said and severity is one.severity
        if record in (number, "") or number in said or name in SEEN_ELSEWHERE
    ]
    assert named, f"{name}: {number} {one.code} “{one.words}”"


def test_capitals_cannot_be_typed(term: FeeTerm) -> None:
    record = term.records(DAYS)[0]
    with pytest.raises(Exception, match="由系统计算"):
        respelt(term, record, [{"amount_cn": "人民币壹元整"}])


def test_next_bank_day_of_the_saturday() -> None:
    assert next_bank_day(SATURDAY) == date(2026, 3, 16)
