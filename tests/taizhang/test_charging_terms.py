"""Charging at the desk: the day, the stubs, the end of an item, and what is undone."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from records.charges import DAYS, NOTICES, STUBS, Standing, receivables
from taizhang.charging import (
    close_book,
    day_data,
    faces_of,
    kept_now,
    leave,
    pay_back,
    settle_day,
    settle_item,
    uphold,
)
from taizhang.errors import ChargeRefusedError
from tests.taizhang.fee_class import (
    ROOM,
    SUPPLY,
    found_class,
    opened,
    paying,
    slips,
    taken,
)
from tests.taizhang.fee_term import (
    ACCOUNTANT,
    CARE,
    CASHIER,
    KEEPER,
    MONDAY,
    SETTLED,
    TUESDAY,
    FeeTerm,
    scan,
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found_class(tmp_path_factory.mktemp("charging") / "home")


@pytest.fixture
def term(founded: Path, tmp_path: Path) -> Iterator[FeeTerm]:
    with opened(founded, tmp_path / "home") as made:
        yield made


# ---- the day


def test_a_day_says_what_was_taken_and_what_was_counted_is_typed(term: FeeTerm) -> None:
    one, two, three = paying(term, 1, 2, 3)
    taken(term, one, two, replace(three, method="扫码"))
    typed = {"notes": [{"face": "100元", "pieces": 6}], "scanned": "300.00", "reviewer": "江秋"}
    visit = term.visit(CASHIER, MONDAY, "16:00")
    number = settle_day(term.desk, visit, MONDAY, typed, scan).number
    entry = term.desk.record(number).entry
    assert (entry["balance"], entry["actual_total"], entry["class_"]) == ("已平", "900.00", ROOM)
    assert [(line["method"], line["count"]) for line in entry["lines"]] == [
        ("现金", 2),
        ("扫码", 1),
    ]
    assert entry["publicity_no"] == term.records(NOTICES)[0].entry["publicity_no"]


def test_what_does_not_balance_stays_so(term: FeeTerm) -> None:
    taken(term, *paying(term, 1, 2))
    typed = {"notes": [{"face": "100元", "pieces": 5}], "reviewer": "江秋"}
    visit = term.visit(CASHIER, MONDAY, "16:00")
    done = settle_day(term.desk, visit, MONDAY, typed, scan)
    assert term.desk.record(done.number).entry["balance"] == "未平"
    assert any("差额-100.00元" in one for one in done.findings)


def test_a_day_is_settled_once_and_its_lines_are_not_typed(term: FeeTerm) -> None:
    taken(term, *paying(term, 1))
    visit = term.visit(CASHIER, MONDAY, "16:00")
    with pytest.raises(ChargeRefusedError, match="lines由系统按收款生成"):
        settle_day(term.desk, visit, MONDAY, {"lines": [], "reviewer": "江秋"}, scan)
    settle_day(term.desk, visit, MONDAY, {"reviewer": "江秋"}, scan)
    with pytest.raises(ChargeRefusedError, match="没有许收收的、还没日结的款"):
        settle_day(term.desk, visit, MONDAY, {"reviewer": "江秋"}, scan)
    taken(term, *paying(term, 2))
    assert len(day_data(term.desk, MONDAY)["lines"]) == 1, "a second round is another settlement"


# ---- stubs


def test_a_book_is_summed_up_by_its_keeper(term: FeeTerm) -> None:
    taken(term, *paying(term, 1, 2), spoilt="0000002")
    settle_day(term.desk, term.visit(CASHIER, MONDAY, "16:00"), MONDAY, {"reviewer": "江秋"}, scan)
    (stub,) = term.records(STUBS)
    with pytest.raises(ChargeRefusedError, match="收费员不能汇总"):
        close_book(term.desk, term.visit(CASHIER, TUESDAY), stub.number)
    with pytest.raises(ChargeRefusedError, match="作废0000002：写明各联次是否齐全"):
        close_book(term.desk, term.visit(KEEPER, TUESDAY), stub.number)
    close_book(term.desk, term.visit(KEEPER, TUESDAY), stub.number, copies=True)
    entry = term.desk.record(stub.number).entry
    assert (entry["issued"], entry["void"], entry["next_no"], entry["amount"], entry["left"]) == (
        2,
        "0000002",
        "0000004",
        "600.00",
        17,
    )
    assert faces_of(kept_now(term.desk, TUESDAY), stub.number) == (
        {"no": "0000001", "amount": "300.00", "written": "人民币叁佰元整"},
        {"no": "0000003", "amount": "300.00", "written": "人民币叁佰元整"},
    )
    with pytest.raises(ChargeRefusedError, match="不是在用的票据登记"):
        close_book(term.desk, term.visit(KEEPER, TUESDAY), stub.number, copies=True)


def test_a_number_that_is_nowhere_is_asked_about(term: FeeTerm) -> None:
    taken(term, *paying(term, 1))
    settle_day(term.desk, term.visit(CASHIER, MONDAY, "16:00"), MONDAY, {"reviewer": "江秋"}, scan)
    said = {"paid": "300.00", "paid_on": "2026-03-10", "receipt_no": "0000004", "collector": "许收"}
    term.desk.continue_record(term.visit(CASHIER, TUESDAY), slips(term)[1], said, scan)
    (stub,) = term.records(STUBS)
    with pytest.raises(ChargeRefusedError, match="0000002—0000003没有下落"):
        close_book(term.desk, term.visit(KEEPER, TUESDAY), stub.number)
    close_book(term.desk, term.visit(KEEPER, TUESDAY), stub.number, skip_reason="两张粘连，已核")
    entry = term.desk.record(stub.number).entry
    assert (entry["skipped"], entry["skip_reason"]) == ("0000002—0000003", "两张粘连，已核")


# ---- the end


def test_an_item_is_settled_to_the_cent(term: FeeTerm) -> None:
    half = paying(term, 3, reduce=Decimal("150.00"), approval_no="减免审〔2026〕3号")
    taken(term, *paying(term, 1, 2), *half)
    done = settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), CARE, SUPPLY)
    assert (done.paid, done.cost, done.refund) == (
        Decimal(750),
        Decimal("723.00"),
        Decimal("27.00"),
    )
    assert done.is_even
    assert [one.standing for one in receivables(kept_now(term.desk, SETTLED))] == [
        *[Standing.REFUNDING] * 3,
        Standing.DUE,
        Standing.DECLINED,
        Standing.UNANSWERED,
    ]
    numbers = slips(term)[:3]
    assert pay_back(term.desk, term.visit(ACCOUNTANT, SETTLED), numbers) == Decimal("27.00")
    with pytest.raises(ChargeRefusedError, match="退过的不用再退"):
        pay_back(term.desk, term.visit(ACCOUNTANT, SETTLED), numbers[:1])
    returned = [term.desk.record(one).entry["returned"] for one in numbers]
    assert returned == ["13.50", "13.50", "0.00"]


def test_an_item_is_settled_once_by_somebody_else_in_public(term: FeeTerm) -> None:
    taken(term, *paying(term, 1))
    for by, supply, words in (
        (CASHIER, SUPPLY, "收费员不能结算自己收的款"),
        (ACCOUNTANT, replace(SUPPLY, invoice=" "), "都要公开"),
    ):
        with pytest.raises(ChargeRefusedError, match=words):
            settle_item(term.desk, term.visit(by, SETTLED), CARE, supply)
    settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), CARE, SUPPLY)
    with pytest.raises(ChargeRefusedError, match="没有要结算的缴费"):
        settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), CARE, SUPPLY)


def test_who_withdraws_has_everything_back(term: FeeTerm) -> None:
    taken(term, *paying(term, 1))
    leave(term.desk, term.visit(ACCOUNTANT, TUESDAY), slips(term)[0])
    entry = term.desk.record(slips(term)[0]).entry
    assert (entry["left_on"], entry["returned"], entry["cost"]) == ("2026-03-10", "300.00", "0")
    with pytest.raises(ChargeRefusedError, match="已结清"):
        leave(term.desk, term.visit(ACCOUNTANT, TUESDAY), slips(term)[0])


@pytest.mark.parametrize("settled", [False, True])
def test_a_justified_complaint_gives_everything_back(term: FeeTerm, settled: bool) -> None:
    taken(term, *paying(term, 1))
    number = slips(term)[0]
    if settled:
        settle_item(term.desk, term.visit(ACCOUNTANT, SETTLED), CARE, SUPPLY)
        pay_back(term.desk, term.visit(ACCOUNTANT, SETTLED), [number])
    uphold(term.desk, term.visit(ACCOUNTANT, SETTLED), number, "班里要求都参加", scan)
    record = term.desk.record(number)
    assert (record.entry["returned"], record.entry["upheld"]) == ("300.00", True)
    assert record.blocking == ()
    with pytest.raises(ChargeRefusedError, match="已经核实过"):
        uphold(term.desk, term.visit(ACCOUNTANT, SETTLED), number, "又来", scan)


def test_a_complaint_of_who_paid_nothing_is_recorded(term: FeeTerm) -> None:
    number = slips(term)[4]
    uphold(term.desk, term.visit(ACCOUNTANT, TUESDAY), number, "因不参加被区别对待", scan)
    assert "returned" not in term.desk.record(number).entry
    assert term.records(DAYS) == []
