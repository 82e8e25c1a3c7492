"""Papers of an item: its settlement for the board, and the lists of a class."""

from datetime import date
from decimal import Decimal
from typing import Any

from generator.composing.fees import (
    compose_item_settlement,
    compose_receipt_list,
    compose_refund_list,
)
from generator.composing.imprint import Imprint
from generator.document import Document, Facts, Grid, Prose, SignatureBlock
from records.audit.view import View
from records.charges import Receivable, announced, settlement_of
from records.record import Record
from tests.records.made_records import on, record, school, view

NOTICES, CONSENTS = "fee_publicity", "agency_fee_consent"
CARE = "课后服务费"
UNSETTLED: dict[str, Any] = dict.fromkeys(("cost", "returned", "settle_on"))
UNPAID: dict[str, Any] = {**UNSETTLED, **dict.fromkeys(("paid", "paid_on", "receipt_no"))}
DECLINED = {**UNPAID, "choice": "不参加", "reason": "不需要"}
HALF = {"paid": "150.00", "reduce": "150.00", "approval_no": "1", "cost": "150.00", "returned": "0"}
FREE = {**UNSETTLED, "paid": "0", "reduce": "300.00", "approval_no": "1"}
ON = date(2026, 7, 6)


def slip(number: int, **changes: Any) -> Record:
    known = {"student": f"2023{number:04d}", "receipt_no": f"{number:07d}", "method": "现金"}
    return record(CONSENTS, f"DSF-20260228-{number:03d}", on("2026-02-28"), **{**known, **changes})


def kept(*more: Record) -> View:
    notice = record(NOTICES, "SFGS-20260224-001", on("2026-02-24"))
    slips = [
        slip(1),
        slip(2, void_no="0000009"),
        slip(3, **HALF),
        slip(4, **FREE),
        slip(5, **DECLINED),
    ]
    return view([notice, *slips, *more], school(NOTICES, CONSENTS))


def facts(document: Document) -> dict[str, str]:
    found = [one for one in document.blocks if isinstance(one, Facts)]
    return {fact.label: fact.value for one in found for row in one.rows for fact in row}


def rows(document: Document) -> list[tuple[str, ...]]:
    (grid,) = [one for one in document.blocks if isinstance(one, Grid)]
    return [row.cells for row in grid.rows]


def published(imprint: Imprint, *more: Record) -> Document:
    books = kept(*more)
    return compose_item_settlement(settlement_of(books, CARE), announced(books, CARE), imprint, ON)


def test_the_board_shows_income_spending_and_refunds(imprint: Imprint) -> None:
    said = facts(published(imprint))
    assert said["收费标准"] == "¥300.00/人·学期"
    assert said["参加情况"] == "征求意愿5户，缴费3户，全免1户，不参加1户"
    assert said["收入"] == "¥750.00（人民币柒佰伍拾元整）"
    assert said["支出"] == "¥723.00（人民币柒佰贰拾叁元整）"
    assert said["退费"] == "¥27.00（人民币贰拾柒元整）"
    assert said["学校承担"] == "¥136.50"
    assert said["收支"] == "收入¥750.00＝支出¥723.00＋退费¥27.00（平）"
    assert (said["供应单位"], said["采购价"]) == ("本校（课后服务）", "¥286.50")


def test_the_board_shows_refunds_by_head_and_names_nobody(imprint: Imprint) -> None:
    document = published(imprint)
    assert rows(document) == [
        ("2", "300.00", "286.50", "13.50", "600.00", "573.00", "27.00"),
        ("1", "150.00", "150.00", "0.00", "150.00", "150.00", "0.00"),
        ("合计3", "", "", "", "750.00", "723.00", "27.00"),
    ]
    assert "2023" not in str(document.blocks)


def test_the_board_tells_whom_to_call_and_what_is_still_to_be_given_back(imprint: Imprint) -> None:
    document = published(imprint, slip(6, returned=None))
    (prose,) = [one for one in document.blocks if isinstance(one, Prose)]
    told = [one.text for one in prose.paragraphs]
    assert told[0].startswith("本项目由家长自愿选择，据实结算，多退少不补")
    assert told[1] == "应退¥40.50，已退¥27.00，尚有¥13.50待退；请家长签收。"
    assert told[2].startswith("监督电话：")
    assert "县教育局 0000-1234567；12345；12315" in told[2]
    (sealed,) = [one for one in document.blocks if isinstance(one, SignatureBlock)]
    assert sealed.lines[0].role == f"{imprint.school.name}（盖章）"


def test_the_list_of_receipts_goes_by_their_numbers(imprint: Imprint) -> None:
    families = [Receivable(one) for one in reversed(kept().of_register(CONSENTS))]
    document = compose_receipt_list(families, CARE, "三（2）班", imprint)
    assert [row[:5] for row in rows(document)] == [
        ("1", "20230001", "300.00", "人民币叁佰元整", "0000001"),
        ("2", "20230002", "300.00", "人民币叁佰元整", "0000002"),
        ("3", "20230003", "150.00", "人民币壹佰伍拾元整", "0000003"),
        ("4", "20230004", "0.00", "人民币零元整", "0000004"),
        ("合计", "4户", "750.00", "人民币柒佰伍拾元整", ""),
    ]
    remarks = [row[-1] for row in rows(document)]
    assert remarks == ["", "作废0000009", "减免150.00元", "减免300.00元", ""]


def test_the_list_of_refunds_has_room_for_those_who_have_not_signed(imprint: Imprint) -> None:
    books = kept(slip(6, returned=None))
    shares = settlement_of(books, CARE).shares
    document = compose_refund_list(shares, CARE, "三（2）班", imprint)
    assert [(row[1], row[4], row[7].strip()) for row in rows(document)] == [
        ("20230001", "13.50", "（已登记退费）"),
        ("20230002", "13.50", "（已登记退费）"),
        ("20230006", "13.50", ""),
        ("3户", "40.50", ""),
    ]
    assert document.subtitle.endswith("三（2）班　课后服务费")


def test_before_the_settlement_a_price_says_what_it_would_come_to() -> None:
    books = kept(slip(6, **UNSETTLED))
    found = settlement_of(books, CARE, Decimal("280.00"))
    (open_share,) = found.unsettled
    assert (open_share.cost, open_share.refund) == (Decimal("280.00"), Decimal("20.00"))
    assert found.is_even
