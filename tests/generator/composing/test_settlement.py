"""The day's settlement on paper: parts A to E of registers.md B.4."""

from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from generator.compose import compose, compose_archived
from generator.composing.imprint import Imprint
from generator.document import Document, Facts, Grid, Heading
from records.definitions import Definition
from records.record import Record
from tests.generator.specimens import at, filed

DAY = find("daily_fee_settlement")
FORM = Definition.of(DAY)
WAIVER = "减免审〔2026〕3号"


def kept(**changes: Any) -> Record:
    data = {**DAY.example, "photos": [], **changes}
    return filed(DAY, "RJD-20260309-001", data, at(date(2026, 3, 12), "17:00"))


def grids(document: Document) -> list[Grid]:
    return [one for one in document.blocks if isinstance(one, Grid)]


def facts(document: Document) -> dict[str, str]:
    found = [one for one in document.blocks if isinstance(one, Facts)]
    return {fact.label: fact.value for one in found for row in one.rows for fact in row}


def test_the_parts_stand_in_order(imprint: Imprint) -> None:
    document = compose(kept(), FORM, imprint)
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    assert headings == ["A　收费汇总", "B　票据", "C　资金", "D　缴存", "E　平衡式"]
    assert document.title == "当日收费日结单"
    assert facts(document)["实收大写"] == "人民币柒仟伍佰元整"


def test_a_sums_up_by_item_and_method(imprint: Imprint) -> None:
    lines = [*DAY.example["lines"], {**DAY.example["lines"][1], "receipt_from": "0012058",
             "receipt_to": "0012077"}]  # fmt: skip
    charged, receipts, *_ = grids(compose(kept(lines=lines), FORM, imprint))
    assert [row.cells for row in charged.rows] == [
        (
            "课后服务费",
            "现金",
            "6",
            "300.00",
            "1,800.00",
            "300.00",
            "减免审〔2026〕3号",
            "1,500.00",
        ),
        ("课后服务费", "扫码", "40", "300.00", "12,000.00", "—", "", "12,000.00"),
        ("合计", "", "46", "", "13,800.00", "300.00", "", "13,500.00"),
    ]
    assert [row.cells[1:6] for row in receipts.rows] == [
        ("0012031", "0012037", "7", "6", "0012033"),
        ("0012038", "0012057", "20", "20", ""),
        ("0012058", "0012077", "20", "20", ""),
        ("", "", "47", "46", "1份"),
    ]


def test_e_shows_both_sides_of_every_equation(imprint: Imprint) -> None:
    *_, equations = grids(compose(kept(), FORM, imprint))
    assert [row.cells for row in equations.rows] == [
        ("①", "应收－减免＝实收", "7,500.00", "7,500.00", "平"),
        ("②", "实收＝Σ票面", "7,500.00", "7,500.00", "平"),
        ("②", "实收＝资金合计", "7,500.00", "7,500.00", "平"),
        ("②", "实收＝缴存金额", "7,500.00", "7,500.00", "平"),
        ("③", "份数＝止号－起号＋1＝有效＋作废", "27", "有效26＋作废1", "平"),
        ("④", "缴存日＝收费日（银行非营业日为下一营业日并说明）", "2026-03-09", "2026-03-09", "平"),
        ("⑤", "大写＝小写", "人民币柒仟伍佰元整", "¥7,500.00", "平"),
    ]
    assert {row.marks for row in equations.rows} == {frozenset()}


@pytest.mark.parametrize(
    ("changes", "mark", "told"),
    [
        ({"scanned": "5990.00"}, "②", "未平：差-10.00元"),
        ({"deposit_amount": "7000.00"}, "②", "未平：差-500.00元"),
        ({"deposit_on": "2026-03-11T10:00:00+08:00"}, "④", "未平：迟2天"),
    ],
)
def test_what_is_not_even_is_said_and_marked(
    imprint: Imprint, changes: dict[str, Any], mark: str, told: str
) -> None:
    *_, equations = grids(compose(kept(**changes), FORM, imprint))
    (row,) = [one for one in equations.rows if one.marks]
    assert (row.cells[0], row.cells[4], row.marks) == (mark, told, frozenset({"fail"}))


def test_before_the_bank_the_place_of_the_deposit_stays_open(imprint: Imprint) -> None:
    unbanked = dict.fromkeys(("account", "deposit_amount", "deposit_on", "slip_no"))
    document = compose(kept(**unbanked), FORM, imprint)
    assert facts(document)["缴存账户"] == ""
    *_, equations = grids(document)
    assert [row.cells[4] for row in equations.rows if row.cells[4] != "平"] == ["待缴存", "待缴存"]


def test_the_volume_shows_the_same(imprint: Imprint) -> None:
    record = kept()
    assert compose_archived(record, FORM, imprint) == compose(record, FORM, imprint)
