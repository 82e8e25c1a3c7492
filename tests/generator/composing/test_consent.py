"""自愿确认单: what the family reads, ticks and signs, and the receipt it gets back."""

from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from generator.compose import compose, compose_archived
from generator.composing.consent import TITLE, VOLUNTARY
from generator.composing.imprint import Imprint
from generator.document import Document, Fact, Facts, Prose, SignatureBlock
from generator.errors import NotForPrintError
from generator.sheets import sheet_of
from records.definitions import Definition
from records.masking import on_paper
from records.record import Operation, Record
from tests.generator.specimens import at, continued, filed

CONSENT = find("agency_fee_consent")
FORM = Definition.of(CONSENT)
FEBRUARY_28 = date(2026, 2, 28)
ASKED = {one.name for one in CONSENT.columns() if one.stage == "告知"}
ANSWERED = {
    "choice": "自愿参加",
    "signed_on": "2026-03-02",
    "relation": "父亲",
    "channel": "纸质签字",
}


def asked(**changes: Any) -> Record:
    """A slip that was handed out, and whatever came since."""
    told = {name: value for name, value in CONSENT.example.items() if name in ASKED}
    captured = at(FEBRUARY_28 if not changes else date(2026, 7, 10), "15:00")
    return filed(CONSENT, "DSF-20260228-001", {**told, **changes}, captured)


def facts_of(document: Document) -> dict[str, str]:
    found = [block for block in document.blocks if isinstance(block, Facts)]
    return {fact.label: fact.value for block in found for row in block.rows for fact in row}


def words_of(document: Document) -> str:
    return "\n".join(
        paragraph.text
        for block in document.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    )


def test_a_slip_has_every_field_of_the_rule(imprint: Imprint) -> None:
    document = compose(asked(), FORM, imprint)
    facts = facts_of(document)
    assert document.title == TITLE
    assert document.subtitle == "青禾路小学（东校区）　2025—2026学年第二学期"
    assert facts["班级"] == "三（2）班"
    assert facts["学生"] == "20230317"
    assert facts["项目"] == "课后服务费"
    assert facts["标准"] == "¥300.00/人·学期"
    assert facts["服务期"] == "2026年3月9日至2026年7月3日"
    assert facts["依据文号"] == "示例发改价格〔2025〕12号（县发展和改革局）"
    assert facts["服务内容/提供单位"].startswith("放学后两小时")
    assert (facts["与学生关系"], facts["联系电话"]) == ("", "")
    (place,) = (block for block in document.blocks if isinstance(block, SignatureBlock))
    assert [(one.role, one.date) for one in place.lines] == [
        ("家长（监护人）签名", "　　年　月　日")
    ]


def test_the_family_reads_that_it_may_decline_and_nothing_is_ticked(imprint: Imprint) -> None:
    words = words_of(compose(asked(), FORM, imprint))
    assert VOLUNTARY == "本项目自愿选择，不参加不影响孩子正常学习生活。"
    assert VOLUNTARY in words
    assert "□ 参加　　　□ 不参加" in words


def test_nothing_is_ticked_even_where_the_answer_is_known(imprint: Imprint) -> None:
    words = words_of(compose(asked(**ANSWERED), FORM, imprint))
    assert "□ 参加　　　□ 不参加" in words
    assert "已登记：自愿参加，2026年3月2日签字" in words


def test_the_receipt_is_open_until_the_money_was_taken(imprint: Imprint) -> None:
    before = facts_of(compose(asked(), FORM, imprint))
    assert [before[name] for name in ("收到款额", "大写", "票据号", "经办人")] == [
        "¥",
        "人民币",
        "",
        "",
    ]
    assert before["回执"] == "三（2）班　20230317　课后服务费"
    charged = {**ANSWERED, "paid": "300.00", "paid_on": "2026-03-09", "receipt_no": "0012031"}
    after = facts_of(compose(asked(**charged, collector="许收"), FORM, imprint))
    assert after["收到款额"] == "¥300.00"
    assert after["大写"] == "人民币叁佰元整"
    assert (after["票据号"], after["经办人"], after["日期"]) == ("0012031", "许收", "2026年3月9日")


def test_two_slips_make_a_sheet_of_a4(imprint: Imprint) -> None:
    document = compose(asked(), FORM, imprint)
    sheet = sheet_of(document)
    assert (sheet.width, 2 * sheet.height) == (210, 296)
    assert document.qr == "", "the corner is kept for the code of the copy"


def test_when_it_is_settled_the_record_is_printed(imprint: Imprint) -> None:
    record = filed(CONSENT, "DSF-20260228-001", CONSENT.example, at(date(2026, 7, 10), "15:00"))
    assert compose(record, FORM, imprint).shape == "checklist"


def test_a_volume_shows_the_record_as_it_stands(imprint: Imprint) -> None:
    archived = compose_archived(asked(), FORM, imprint)
    assert archived.shape == "checklist"
    assert Fact("已明示自愿", "是") in [
        fact
        for block in archived.blocks
        if isinstance(block, Facts)
        for row in block.rows
        for fact in row
    ]


def test_a_forbidden_item_is_asked_of_nobody(imprint: Imprint) -> None:
    with pytest.raises(NotForPrintError, match="不能发给家长"):
        compose(asked(item="饮水机清洗费"), FORM, imprint)


def test_a_void_slip_is_the_record_that_says_so(imprint: Imprint) -> None:
    record = continued(asked(), Operation.VOID, at(FEBRUARY_28, "16:00"), reason="重复")
    assert compose(record, FORM, imprint).shape == "checklist"


def test_who_may_not_read_names_sees_none(imprint: Imprint) -> None:
    named = asked(student={"id": "20230317", "name": "林小溪"})
    assert facts_of(compose(named, FORM, imprint))["学生"] == "林小溪（20230317）"
    masked = on_paper(named, CONSENT.columns(), whole=False)
    facts = facts_of(compose(masked, FORM, imprint))
    assert "小溪" not in facts["学生"] + facts["回执"]
