"""Papers of a hazard: what the owner signs for, and what closes it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest

from checklists.catalogue import find
from checklists.columns import EXAMPLE_PHOTO
from generator.compose import PAPERS, compose
from generator.composing.imprint import Imprint
from generator.document import Document, Facts, Grid, Photos, Prose, SignatureBlock
from generator.errors import NotForPrintError
from generator.finish import finish_paper
from generator.layouts import Looks, Markings, Numbering
from generator.metadata import About
from generator.pdf import render_paper
from generator.pdfa import check
from generator.preparation import prepare
from generator.rendering import Press
from generator.word import render_word
from records.definitions import Definition
from records.record import Operation, Record
from tests.generator.papers import photo as drawn
from tests.generator.specimens import at, continued, filed
from tests.generator.test_every_register import text_of_pages
from tests.generator.test_word import text_of

HAZARD = find("hazard_rectification")
FORM = Definition.of(HAZARD)
MARCH_9 = date(2026, 3, 9)
TAKEN = {"sha256": "a" * 64, "name": "前.jpg", "media_type": "image/jpeg"}
OPEN: dict[str, Any] = dict.fromkeys(
    ("done_at", "done_desc", "photo_after", "reviewer", "review_at", "review_result", "closed_at")
)
EXTENDED = {
    "applied_on": "2026-03-09",
    "reason": "构件到货晚",
    "measures": "继续封闭",
    "new_due": "2026-03-16",
    "approver": {"id": "v", "name": "周副校长"},
}


def kept(**changes: Any) -> Record:
    """The register's example, with the numbers the ledger gives."""
    data = {**HAZARD.example, "photo_before": [{**TAKEN, "taken_at": "2026-03-05T09:12:00+08:00"}]}
    record = filed(HAZARD, "YH-20260305-001", data, at(MARCH_9, "09:00"), findings=())
    given = {"hazard_no": "2026-003", "notice_no": "整改〔2026〕3号", **changes}
    entry = {**record.entry, **given}
    entry = {name: value for name, value in entry.items() if value is not None}
    return replace(record, versions=(replace(record.first, entry=entry),))


def said(document: Document) -> str:
    return "\n".join(
        paragraph.text
        for block in document.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    )


def facts_of(document: Document) -> dict[str, str]:
    blocks = (block for block in document.blocks if isinstance(block, Facts))
    return {fact.label: fact.value for block in blocks for row in block.rows for fact in row}


def places_of(document: Document) -> list[str]:
    (block,) = (one for one in document.blocks if isinstance(one, SignatureBlock))
    return [line.role for line in block.lines]


def test_the_notice_tells_its_owner_what_by_when_and_what_keeps_people_safe(
    imprint: Imprint,
) -> None:
    document = compose(kept(), FORM, imprint, "notice")
    assert document.title == "安全隐患整改通知书"
    assert document.number == "整改〔2026〕3号　记录编号：YH-20260305-001"
    text = said(document)
    for told in (
        "赵工：",
        "2026年3月5日 09:20，王安在教学楼东楼梯发现下列安全隐患（来源：师生报告）",
        "二层平台扶手立柱松动，可晃动约2厘米。类别：校舍；等级：一般-限期整改。",
        "已用隔离带封闭该段楼梯，值班教师看守。",
        "整改期限：2026年3月10日前（含当日）完成。",
        "整改资金：¥120.00（公用经费）。",
    ):
        assert told in text
    assert "重大隐患" not in text
    assert places_of(document) == ["签发（盖章）：青禾路小学", "整改责任人（签收）："]
    (photos,) = (block for block in document.blocks if isinstance(block, Photos))
    assert [one.caption for one in photos.pictures] == [
        "整改前　教学楼东楼梯　2026年3月5日 09:12\nYH-20260305-001"
    ]


def test_the_notice_of_a_major_hazard_has_its_clause_its_plan_and_the_new_date(
    imprint: Imprint,
) -> None:
    major = kept(
        level="重大",
        criterion="校舍第2项",
        plan="卸载加固",
        plan_approver={"id": "p", "name": "秦校"},
        due_now="2026-03-16",
        extensions=[EXTENDED],
    )
    text = said(compose(major, FORM, imprint, "notice"))
    assert "等级：重大（判定条款：校舍第2项）。" in text
    assert "整改方案（秦校批准）：卸载加固。" in text
    assert "2026年3月10日前（含当日）完成，经批准延至2026年3月16日。" in text
    assert "该部位立即停用、撤离，经验收合格后方可恢复使用。" in text


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (kept(notice_no=None), "整改通知还没有填完"),
        (kept(level="一般-当场整改"), "当场整改的不发通知书"),
        (continued(kept(), Operation.VOID, at(MARCH_9, "10:00")), "已作废"),
    ],
)
def test_there_is_no_notice_where_none_was_issued(
    record: Record, what: str, imprint: Imprint
) -> None:
    with pytest.raises(NotForPrintError, match=what):
        compose(record, FORM, imprint, "notice")


def test_the_close_out_goes_from_finding_to_closing_and_shows_before_beside_after(
    imprint: Imprint,
) -> None:
    document = compose(kept(), FORM, imprint, "closeout")
    assert document.title == "安全隐患整改复查销号单"
    assert document.number.startswith("隐患编号：2026-003　")
    facts = facts_of(document)
    assert (facts["整改通知书号"], facts["复查结论"]) == ("整改〔2026〕3号", "合格销号")
    assert facts["销号时间"] == "2026年3月7日 09:00"
    assert "现整改期限" not in facts
    assert places_of(document) == ["整改责任人", "复查人", "分管副校长"]
    (photos,) = (block for block in document.blocks if isinstance(block, Photos))
    assert photos.pairs
    assert [one.caption.split("　")[:2] for one in photos.pictures] == [
        ["整改前照片", "教学楼东楼梯"],
        ["整改后照片", "教学楼东楼梯"],
    ]


def test_the_close_out_tells_extensions_and_rounds_that_failed(imprint: Imprint) -> None:
    failed = {
        "done_at": "2026-03-06T10:00:00+08:00",
        "done_desc": "只紧了三只螺栓",
        "reviewer": {"id": "z", "name": "郑琦"},
        "review_at": "2026-03-06T11:00:00+08:00",
        "review_result": "不合格重整改",
    }
    later = kept(extensions=[EXTENDED], due_now="2026-03-16", rounds=[failed])
    document = compose(later, FORM, imprint, "closeout")
    assert facts_of(document)["现整改期限"] == "2026年3月16日"
    grids = {one.caption: one for one in document.blocks if isinstance(one, Grid)}
    assert list(grids) == ["延期", "历次整改"]
    assert "只紧了三只螺栓" in grids["历次整改"].rows[0].cells


def test_a_close_out_waits_for_its_re_inspection_but_not_for_its_rectification(
    imprint: Imprint,
) -> None:
    undone = dict.fromkeys(("reviewer", "review_at", "review_result", "closed_at"))
    waiting = facts_of(compose(kept(**undone), FORM, imprint, "closeout"))
    assert (waiting["复查结论"], waiting["销号时间"]) == ("", "")
    with pytest.raises(NotForPrintError, match="还没有整改"):
        compose(kept(**OPEN), FORM, imprint, "closeout")


def test_other_registers_have_no_such_papers(imprint: Imprint) -> None:
    other = find("food_sample_retention")
    record = filed(other, "LY-20260305-001", other.example, at(MARCH_9, "09:00"))
    with pytest.raises(NotForPrintError, match="没有这种文书"):
        compose(record, Definition.of(other), imprint, "notice")


@pytest.mark.parametrize("paper", PAPERS["hazard_rectification"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # WeasyPrint leaves its profile open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_word_and_pdf_say_the_same_on_one_page(paper: str, imprint: Imprint, looks: Looks) -> None:
    document = replace(compose(kept(), FORM, imprint, paper), running_head="", footer="")
    ready = prepare(document, looks)
    printed = text_of_pages(render_paper(ready, looks, Markings(numbering=Numbering(shown=False))))
    assert len(printed) == 1
    assert printed[0] == text_of(render_word(ready, looks))


@pytest.mark.parametrize("paper", ["", *PAPERS["hazard_rectification"]])
def test_what_leaves_the_house_keeps_pdfa(
    paper: str, imprint: Imprint, press: Press, about: About
) -> None:
    document = compose(kept(), FORM, imprint, paper)
    assert check(finish_paper(press.paper(document), about)) == []


@pytest.mark.parametrize("engine", ["paper", "bulk"])
def test_before_and_after_stand_at_one_height_and_are_not_squeezed(
    engine: str, imprint: Imprint, press: Press
) -> None:
    """A wide photo of before, a tall one of after."""
    shapes = {"a" * 64: drawn(1200, 900).data, EXAMPLE_PHOTO["sha256"]: drawn(600, 1200).data}
    document = compose(kept(), FORM, replace(imprint, attachments=shapes.__getitem__), "closeout")
    pdf = press.paper(document) if engine == "paper" else press.bulk([document])
    images = [
        one.get_matrix().get()
        for one in pypdfium2.PdfDocument(pdf)[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    ratios = {round(abs(a / d), 2): abs(d) for a, _, _, d, _, _ in images}
    assert ratios.keys() >= {1.33, 0.5}
    assert ratios[1.33] == pytest.approx(ratios[0.5], abs=1)
