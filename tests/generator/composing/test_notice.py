from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from generator.compose import compose
from generator.composing.forms import compose_form
from generator.composing.imprint import Imprint
from generator.document import Document, Grid, Notice, Prose, SignatureBlock
from generator.errors import NotForPrintError
from generator.sheets import sheet_of
from records.definitions import Definition
from records.record import Operation, Record
from tests.generator.specimens import at, continued, filed

NOTICE = find("fee_publicity")
FORM = Definition.of(NOTICE)
MARCH_9 = date(2026, 3, 9)
SERVICE = NOTICE.example["fees"][1]


def kept(**changes: Any) -> Record:
    return filed(NOTICE, "SFGS-20260224-001", {**NOTICE.example, **changes}, at(MARCH_9, "09:00"))


def grid_of(document: Document) -> Grid:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return grid


def texts(document: Document) -> list[str]:
    return [
        paragraph.text
        for block in document.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    ]


def test_the_notice_has_the_columns_of_the_rule(imprint: Imprint) -> None:
    document = compose(kept(), FORM, imprint)
    assert document.title == "青禾路小学2025—2026学年第二学期收费公示", "one line, where it fits"
    assert [column.label for column in grid_of(document).columns] == [
        "序号",
        "项目名称",
        "类别",
        "标准（元）",
        "计费单位",
        "收费范围",
        "依据（批准机关及文号）",
        "资金用途/服务内容",
        "自愿性",
        "减免政策",
        "退费规则",
    ]


def test_a_long_name_has_a_line_of_its_own(imprint: Imprint) -> None:
    long = replace(imprint, school=replace(imprint.school, name="青禾区青禾路中心小学校"))
    title = compose(kept(), FORM, long).title
    assert title == "青禾区青禾路中心小学校\n2025—2026学年第二学期收费公示"


def test_the_poster_says_what_the_notice_says_on_a3(imprint: Imprint) -> None:
    notice, poster = (compose(kept(), FORM, imprint, paper) for paper in ("", "poster"))
    sheet = sheet_of(poster)
    assert (sheet.width, sheet.height) == (420, 297)
    assert [row.cells for row in grid_of(poster).rows] == [
        row.cells for row in grid_of(notice).rows
    ]
    assert texts(poster) == texts(notice)
    assert poster.blocks[-1] == notice.blocks[-1], "the seal stands there, too"


def test_a_forbidden_item_cannot_become_a_poster(imprint: Imprint) -> None:
    record = kept(fees=[{**SERVICE, "item": "饮水机清洗费"}])
    with pytest.raises(NotForPrintError, match="禁收项目"):
        compose(record, FORM, imprint, "poster")


def test_every_hotline_is_told_once(imprint: Imprint) -> None:
    fees = [{**SERVICE, "hotline": "学校 1234；12345"}, {**SERVICE, "hotline": "12345; 12315"}]
    assert (
        texts(compose(kept(fees=fees), FORM, imprint))[-1] == "监督电话：学校 1234；12345；12315。"
    )


def test_what_is_free_says_so_and_an_amount_has_no_sign(imprint: Imprint) -> None:
    rows = grid_of(compose(kept(), FORM, imprint)).rows
    assert [row.cells[3] for row in rows] == ["免收", "300.00"]


def test_declarations_place_and_hotlines_stand_below(imprint: Imprint) -> None:
    lines = texts(compose(kept(), FORM, imprint))
    assert lines[0] == "义务教育阶段免收学费、杂费，免费提供国家规定课程教科书。"
    assert lines[1].startswith("服务性收费和代收费坚持自愿、非营利原则")
    assert lines[2] == "公示地点：校门口公示栏。公示时间：2026年2月25日至2026年7月10日。"
    assert lines[3] == "监督电话：县教育局 0000-1234567；12345；12315。"


def test_the_publisher_seals_over_the_day_the_notice_went_up(imprint: Imprint) -> None:
    block = compose(kept(), FORM, imprint).blocks[-1]
    assert isinstance(block, SignatureBlock)
    assert [(line.role, line.date, line.note) for line in block.lines] == [
        ("青禾路小学（盖章）", "2026年2月25日", "")
    ]


def test_a_forbidden_item_cannot_become_a_notice(imprint: Imprint) -> None:
    record = kept(fees=[{**SERVICE, "item": "饮水费"}])
    with pytest.raises(NotForPrintError, match="禁收项目"):
        compose(record, FORM, imprint)


def test_a_voided_record_cannot_become_a_notice(imprint: Imprint) -> None:
    record = continued(kept(), Operation.VOID, at(MARCH_9, "10:00"), reason="重复")
    with pytest.raises(NotForPrintError, match="已作废"):
        compose(record, FORM, imprint)


def test_the_archive_shows_what_was_filled_in_all_the_same(imprint: Imprint) -> None:
    record = kept(fees=[{**SERVICE, "item": "饮水费"}])
    document = compose_form(record, FORM, imprint)
    assert document.orientation == "landscape"
    assert grid_of(document).rows[0].cells[1] == "饮水费"


def test_a_corrected_line_is_told_cell_by_cell(imprint: Imprint) -> None:
    first = kept()
    free, service = first.entry["fees"]
    cheaper = {**service, "standard": "280.00"}
    added = {**service, "item": "伙食费"}
    record = continued(
        first,
        Operation.CORRECT,
        at(MARCH_9, "10:00"),
        entry={**first.entry, "fees": [free, cheaper, added]},
        reason="录错",
    )
    told = [
        one.text for one in compose_form(record, FORM, imprint).blocks if isinstance(one, Notice)
    ]
    assert told[0].startswith("划改：「收费项目」第 2 行「收费标准（元）」 原“300.00”改为“280.00”")
    assert told[1].startswith("划改：「收费项目」第 3 行 原“（空）”改为“伙食费，服务性")
    assert len(told) == 2
