"""Charging at the desk: what is taken, on which receipt, and what is refused to be taken."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import find
from records.charges import NOTICES, STUBS, Standing, announced, receivables
from taizhang.charging import (
    Payment,
    day_data,
    kept_now,
    next_receipt,
    take,
)
from tests.taizhang.fee_class import (
    ANSWERED,
    found_class,
    opened,
    paying,
    refusal,
    slips,
    taken,
)
from tests.taizhang.fee_term import (
    ACCOUNTANT,
    CASHIER,
    HEAD,
    KEEPER,
    MONDAY,
    TEACHER,
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


# ---- taking


def test_receipts_are_given_out_in_order_cash_first(term: FeeTerm) -> None:
    one, two, three, four = paying(term, 1, 2, 3, 4)
    handed = taken(term, replace(one, method="扫码"), two, replace(three, method="扫码"), four)
    assert [(hand.number, hand.receipt_no) for hand in handed] == [
        (two.number, "0000001"),
        (four.number, "0000002"),
        (one.number, "0000003"),
        (three.number, "0000004"),
    ]
    kept = kept_now(term.desk, MONDAY)
    assert next_receipt(kept, CASHIER) == "0000005"
    entry = term.desk.record(one.number).entry
    assert (entry["paid"], entry["paid_cn"], entry["method"]) == (
        "300.00",
        "人民币叁佰元整",
        "扫码",
    )
    assert (entry["paid_on"], entry["collector"]["name"]) == ("2026-03-09", "许收")


def test_several_families_are_one_line_of_the_journal(term: FeeTerm) -> None:
    ledger = term.desk.ledger("2025-2026-2")
    before = ledger.size
    taken(term, *paying(term, 1, 2, 3))
    assert ledger.size == before + 1


def test_the_same_request_again_takes_nothing_twice(term: FeeTerm) -> None:
    visit = replace(term.visit(CASHIER, MONDAY), request_id="web-1")
    first = take(term.desk, visit, paying(term, 1, 2))
    assert take(term.desk, visit, paying(term, 1, 2)) == first


def test_a_spoilt_receipt_goes_with_the_family_it_was_written_for(term: FeeTerm) -> None:
    handed = taken(term, *paying(term, 1, 2, 3), spoilt="0000002、0000003")
    assert [(one.receipt_no, one.spoilt) for one in handed] == [
        ("0000001", ""),
        ("0000004", "0000002、0000003"),
        ("0000005", ""),
    ]
    (line,) = day_data(term.desk, MONDAY)["lines"]
    assert (line["receipt_from"], line["receipt_to"], line["void"]) == (
        "0000001",
        "0000005",
        "0000002、0000003",
    )


def test_numbers_left_out_are_registered_with_their_reason(term: FeeTerm) -> None:
    taken(term, *paying(term, 1), first="0000003", skip_reason="前两张缺页")
    (stub,) = term.records(STUBS)
    assert (stub.entry["skipped"], stub.entry["skip_reason"]) == ("0000001、0000002", "前两张缺页")
    assert next_receipt(kept_now(term.desk, MONDAY), CASHIER) == "0000004"


def test_what_is_waived_is_not_paid(term: FeeTerm) -> None:
    half = paying(term, 1, reduce=Decimal("150.00"), approval_no="减免审〔2026〕3号")
    free = paying(term, 2, reduce=Decimal("300.00"), approval_no="减免审〔2026〕3号")
    assert [one.amount for one in taken(term, *half, *free)] == [Decimal("150.00"), Decimal("0.00")]
    (line,) = day_data(term.desk, MONDAY)["lines"]
    assert (line["count"], line["reduce"], line["actual"]) == (2, "450.00", "150.00")
    assert (line["approval_no"], line["remark"]) == ("减免审〔2026〕3号", "2户减免")


# ---- what must not be taken


@pytest.mark.parametrize(
    ("place", "more", "words"),
    [
        (5, {}, "家长选择不参加，应缴为0"),
        (6, {}, "家长还没有选择、签字"),
        (1, {"units": 2}, "份数只能是1"),
        (1, {"reduce": Decimal("300.01"), "approval_no": "1"}, "多于应收"),
        (1, {"reduce": Decimal("1.00")}, "减免没有审批号"),
        (1, {"method": "支票"}, "没有“支票”这种收款方式"),
    ],
)
def test_a_family_is_refused_by_its_consent(
    term: FeeTerm, place: int, more: dict[str, Any], words: str
) -> None:
    assert words in refusal(term, *paying(term, place, **more))


def test_one_bad_payment_lets_nobody_pay_and_all_reasons_are_told(term: FeeTerm) -> None:
    told = refusal(term, *paying(term, 1, 5, 6))
    assert told.count("DSF-") == 2
    assert receivables(kept_now(term.desk, MONDAY))[0].standing is Standing.DUE


def test_nobody_pays_twice(term: FeeTerm) -> None:
    taken(term, *paying(term, 1))
    assert "已经收过（票据0000001）" in refusal(term, *paying(term, 1))
    assert "写了2遍" in refusal(term, *paying(term, 2, 2))


def test_charged_on_the_day_after_the_signature_at_the_earliest(term: FeeTerm) -> None:
    term.announce(charge_from="2026-03-03", start="2026-02-20")
    assert "签字次日起才能收" in refusal(term, *paying(term, 2), day=ANSWERED)


def test_only_what_is_on_a_notice_in_force(term: FeeTerm) -> None:
    assert "不在公示的收费期内" in refusal(term, *paying(term, 1), day=date(2026, 3, 6))
    assert announced(kept_now(term.desk, MONDAY), "校服费") is None
    number = term.records(NOTICES)[0].number
    term.desk.void_record(term.visit(HEAD, MONDAY), number, "标准有误")
    assert "没有公示" in refusal(term, *paying(term, 1))


def test_only_the_standard_that_was_announced(term: FeeTerm) -> None:
    care, *others = term.records(NOTICES)[0].entry["fees"]
    term.announce(fees=[{**care, "standard": "280.00"}, *others])
    told = refusal(term, *paying(term, 1))
    assert "确认单标准300.00元，公示标准280.00元" in told


def test_a_void_consent_and_another_record_are_no_consent(term: FeeTerm) -> None:
    one = paying(term, 1)
    term.desk.void_record(term.visit(TEACHER, MONDAY), one[0].number, "填错班级")
    assert "已作废" in refusal(term, *one)
    assert "不是自愿确认单" in refusal(term, Payment(term.records(STUBS)[0].number))
    assert "没有这个编号" in refusal(term, Payment("DSF-20260304-999"))


def test_only_who_drew_receipts_and_does_not_keep_them(term: FeeTerm) -> None:
    assert "江秋没有领用的票据" in refusal(term, *paying(term, 1), by=ACCOUNTANT)
    own = {"user": "顾管", "keeper": "顾管", "no_from": "0000101", "no_to": "0000110"}
    data = {**find(STUBS).example, **own}
    drawn = ("type", "year", "date", "batch", "no_from", "no_to", "drawn_on", "user", "keeper")
    term.add(STUBS, {name: data[name] for name in drawn}, KEEPER, date(2026, 3, 6))
    assert "不能收费" in refusal(term, *paying(term, 1), by=KEEPER)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"spoilt": "0000009"}, "作废号0000009不在这一次用到的票据里"),
        ({"spoilt": "第三张"}, "读不出号码"),
        ({"first": "0000021"}, "下一张是0000001"),
        ({"first": "0000003"}, "写明跳号原因"),
        ({"first": "0000020", "skip_reason": "缺页"}, "票据不够：还差1张"),
    ],
)
def test_receipts_that_cannot_be(term: FeeTerm, more: dict[str, Any], words: str) -> None:
    assert words in refusal(term, *paying(term, 1, 2), **more)


def test_a_used_number_is_not_given_out_again(term: FeeTerm) -> None:
    taken(term, *paying(term, 1, 2))
    assert "下一张是0000003" in refusal(term, *paying(term, 3), first="0000002")


def test_the_truth_can_still_be_recorded_and_is_found(term: FeeTerm) -> None:
    """A decliner was charged: the register takes it, the day's rules name it."""
    number = slips(term)[4]
    said = {"paid": "300.00", "paid_on": "2026-03-09", "receipt_no": "0000001", "collector": "许收"}
    done = term.desk.continue_record(term.visit(CASHIER, MONDAY), number, said, scan)
    assert any("不参加，却收了300.00元" in one for one in done.findings)
