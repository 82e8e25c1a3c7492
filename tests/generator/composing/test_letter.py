from datetime import date
from typing import Any

from checklists.catalogue import find
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.document import Document, Notice, Prose, SignatureBlock
from records.definitions import Definition
from records.record import Operation
from tests.generator.specimens import HEAD, at, continued, filed

LETTER = find("safety_responsibility_letter")
MARCH_9 = date(2026, 3, 9)


def letter(imprint: Imprint, signed: bool = False, **changes: Any) -> Document:
    record = filed(LETTER, "ZRS-20260302-001", {**LETTER.example, **changes}, at(MARCH_9, "09:00"))
    entry = {**record.entry, "letter_no": "云小〔2026〕安责-BZR-012号"}
    record = continued(record, Operation.CONTINUE, at(MARCH_9, "10:00"), entry=entry)
    if signed:
        record = continued(
            record, Operation.SIGN, at(MARCH_9, "11:00"), role="甲方校长（盖章）", by=HEAD
        )
    return compose(record, Definition.of(LETTER), imprint)


def texts(document: Document) -> list[str]:
    return [
        paragraph.text
        for block in document.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    ]


def signing_places(document: Document) -> SignatureBlock:
    (block,) = (block for block in document.blocks if isinstance(block, SignatureBlock))
    return block


def test_the_title_names_school_term_and_post(imprint: Imprint) -> None:
    document = letter(imprint)
    assert document.title == "青禾市云溪路小学\n2025—2026学年第二学期\n班主任安全责任书"
    assert document.number == "编号：云小〔2026〕安责-BZR-012号"
    assert document.shape == "instrument"


def test_parties_come_first_and_every_part_is_numbered(imprint: Imprint) -> None:
    lines = texts(letter(imprint))
    assert lines[:2] == ["甲方：青禾市云溪路小学", "乙方（班主任）：王安"]
    headings = [line for line in lines if line[1:2] == "、"]
    assert headings == [
        "一、责任目标",
        "二、责任范围与期限",
        "三、甲方职责",
        "四、乙方职责",
        "五、考核与奖惩",
        "六、附则",
    ]


def test_the_clauses_are_those_the_record_kept(imprint: Imprint) -> None:
    lines = texts(letter(imprint, clauses=["守好〔班级〕的门。"]))
    assert any(line.endswith(".守好三（2）班的门。") for line in lines)


def test_both_sides_have_a_place_the_school_on_the_left(imprint: Imprint) -> None:
    lines = signing_places(letter(imprint)).lines
    assert [line.role.split("\n")[0] for line in lines] == [
        "甲方（盖章）：青禾市云溪路小学",
        "乙方（签名）：",
    ]
    assert [line.name for line in lines] == ["", ""]
    assert len({line.anchor for line in lines}) == 2


def test_the_place_of_the_seal_is_marked_until_it_is_stamped(imprint: Imprint) -> None:
    school, party_b = signing_places(letter(imprint)).lines
    assert (school.note, party_b.note) == ("（盖章处：骑年盖月）", "")


def test_clauses_are_counted_without_gaps_part_by_part(imprint: Imprint) -> None:
    found: list[list[int]] = []
    for line in texts(letter(imprint, special=["甲。", "乙。"])):
        number, point, _ = line.partition(".")
        if line[1:2] == "、":
            found.append([])
        elif point and number.isdigit():
            found[-1].append(int(number))
    assert [one for one in found if one] == [list(range(1, len(one) + 1)) for one in found if one]
    assert [1, 2] in found


def test_a_signature_that_was_given_is_printed(imprint: Imprint) -> None:
    assert signing_places(letter(imprint, signed=True)).lines[0].name == "贺珺"


def test_parents_get_a_notice_with_a_receipt(imprint: Imprint) -> None:
    document = letter(imprint, party_type="家长", party_b="王小明家长", scope=None)
    assert document.title.split("\n")[1:] == ["2025—2026学年第二学期", "家长（监护人）安全告知书"]
    assert "回　执" in texts(document)
    assert [line.role for line in signing_places(document).lines] == ["家长（监护人）签名："]


def test_a_forbidden_clause_is_printed_with_its_finding(imprint: Imprint) -> None:
    document = letter(imprint, special=["发生事故学校概不负责。"])
    findings = [block.text for block in document.blocks if isinstance(block, Notice)]
    assert any("特别约定" in text for text in findings)
