"""Plans in Word and as text: numbers that Word counts itself, headings by style, tables, errors."""

import io
import zipfile
from datetime import date

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from checklists.plans.model import Calendar, Plan, Section, Table
from checklists.plans.outline import lines_of, plain_text
from checklists.plans.reading import plans_in, read_plan, text_lines
from taizhang.errors import ManuscriptError
from taizhang.manuscripts import read_manuscript
from taizhang.manuscripts.files import LONGEST_LINE, MOST_LINES
from tests.checklists.plans import test_five_plans as five
from tests.taizhang.manuscripts.written import (
    blank,
    numbered,
    on_list,
    outline_level,
    restarted,
    saved,
)

ON = date(2026, 9, 1)
PLANS = [read_plan(part, on=ON).plan for part in plans_in(tuple(text_lines(five.TEXT)))]


def read(raw: bytes, name: str = "计划.docx") -> Plan:
    return read_plan(read_manuscript(raw, name), on=ON).plan


def texts(raw: bytes) -> list[str]:
    return [line.words for line in read_manuscript(raw, "计划.docx")]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title)
@pytest.mark.parametrize("styled", [True, False], ids=["styles", "plain"])
def test_a_plan_that_word_numbers_is_read_as_if_its_numbers_were_typed(
    plan: Plan, styled: bool
) -> None:
    document = blank()
    number = numbered(document)
    for line in lines_of(plan):
        if not line.mark:
            document.add_paragraph(line.text, style="Title" if line.where == "标题" else None)
            continue
        heading = styled and isinstance(line.about, Section) and len(line.text) <= 60
        style = f"Heading {line.depth}" if heading else None
        on_list(document.add_paragraph(line.text, style=style), number, line.depth - 1)
    assert read(saved(document)) == plan


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title)
def test_a_plan_with_typed_numbers_is_read_as_its_text_is(plan: Plan) -> None:
    document = blank()
    for line in plain_text(plan).split("\n"):
        document.add_paragraph(f"　　{line}")
    assert read(saved(document)) == plan


def test_headings_without_any_number_are_parts_by_their_style() -> None:
    document = blank()
    document.add_paragraph("总务处工作计划", style="Heading 1")
    document.add_paragraph("指导思想", style="Heading 1")
    document.add_paragraph("坚持服务师生。")
    document.add_paragraph("主要工作", style="Heading 1")
    document.add_paragraph("食堂", style="Heading 2")
    document.add_paragraph("1、每周公示菜谱。")
    outline_level(document.add_paragraph("绿化"), 2)
    document.add_paragraph("1、每周巡看。")
    assert plain_text(read(saved(document))).split("\n") == [
        "总务处工作计划",
        "一、指导思想",
        "坚持服务师生。",
        "二、主要工作",
        "（一）食堂",
        "1.每周公示菜谱。",
        "（二）绿化",
        "1.每周巡看。",
    ]


def test_a_list_begins_anew_where_word_says_so_and_under_a_new_part() -> None:
    document = blank()
    first = numbered(document)
    again = restarted(document, 91, first)
    for text, number, depth in (
        ("甲", first, 0),
        ("子", first, 2),
        ("丑", first, 2),
        ("乙", first, 0),
        ("寅", first, 2),
        ("卯", again, 2),
    ):
        on_list(document.add_paragraph(text), number, depth)
    assert texts(saved(document)) == ["一、甲", "1.子", "2.丑", "二、乙", "1.寅", "1.卯"]


def test_other_marks_of_word_are_counted_too() -> None:
    document = blank()
    number = numbered(
        document,
        levels=(("bullet", "\uf06c"), ("upperLetter", "%2."), ("decimal", "%2.%3"), ("none", "")),
    )
    for text, depth in (("点", 0), ("字母", 1), ("小数", 2), ("无", 3), ("第十级", 9)):
        on_list(document.add_paragraph(text), number, depth)
    assert texts(saved(document)) == ["●点", "A.字母", "A.1小数", "无", "第十级"]


def test_a_long_list_of_word_keeps_its_marks_to_the_end() -> None:
    document = blank()
    number = numbered(document)
    for _ in range(25):
        on_list(document.add_paragraph("巡视。"), number, 4)
    for _ in range(101):
        on_list(document.add_paragraph("检修。"), number, 0)
    found = texts(saved(document))
    assert found[19:22] == ["⑳巡视。", "㉑巡视。", "㉒巡视。"]
    assert found[-3:] == ["九十九、检修。", "100、检修。", "101、检修。"]


def test_a_table_is_rows_and_what_it_covers_is_said_once() -> None:
    document = blank()
    document.add_paragraph("四、月度安排")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        (("月份", "工作内容", "责任人"), ("九月", "开学检查", "董禾"), ("", "签订责任书", "许安")),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    (block,) = read(saved(document)).items[0].body
    assert isinstance(block, Calendar)
    assert block.heads == ("月份", "工作内容", "责任人")
    assert [(row.when, row.what, row.who) for row in block.rows] == [
        ("九月", "开学检查", "董禾"),
        ("", "签订责任书", "许安"),
    ]


def test_columns_stay_in_their_place_beside_a_wide_cell_and_one_cell_is_no_table() -> None:
    document = blank()
    document.add_paragraph("一、概况")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(0, 2).text = "右"
    for place, text in enumerate("甲乙丙"):
        table.cell(1, place).text = text
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "框里的一句话。"
    body = read(saved(document)).items[0].body
    assert body[0] == Table(rows=(("宽", "", "右"), ("甲", "乙", "丙")))
    assert body[1].model_dump()["text"] == "框里的一句话。"


def test_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    document = blank()
    paragraph = document.add_paragraph("做好")
    for tag, text in (("ins", "绿化"), ("del", "美化"), ("smartTag", "工作。")):
        word = "delText" if tag == "del" else "t"
        paragraph._p.append(
            parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{word}>{text}</w:{word}></w:r></w:{tag}>")
        )
    held = "<w:sdtContent><w:p><w:r><w:t>控件里的。</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(1, parse_xml(f"<w:sdt {nsdecls('w')}>{held}</w:sdt>"))
    assert texts(saved(document)) == ["做好绿化工作。", "控件里的。"]


def test_a_text_box_is_read_once_and_a_line_that_is_broken_is_two() -> None:
    document = blank()
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中。</w:t></w:r></w:p></w:txbxContent>"
    paragraph = document.add_paragraph("上行\n下行")
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice Requires='wps'>{box}"
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert texts(saved(document)) == ["上行", "下行", "框中。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_however_it_was_saved(encoding: str) -> None:
    plan = read("工作计划\r\n\r\n一、指导思想\r\n服务师生。".encode(encoding), "计划.txt")
    assert plain_text(plan) == "工作计划\n一、指导思想\n服务师生。"


def packed(name: str, size: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, bytes(size))
    return target.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "旧格式（.doc）或加了密码"),
        (b"%PDF-1.7", "是 PDF"),
        (b"PK\x03\x04 broken", "不是 Word 文件，或已损坏"),
        (packed("xl/workbook.xml", 10), "不是 Word 文件，或已损坏"),
        (packed("word/document.xml", 120_000_000), "展开后太大"),
        (b"\xff\xfe\xff\x00", "不是文字文件"),
        (b" \n\n", "里没有文字"),
        ("行\n".encode() * (MOST_LINES + 1), "不像一份计划"),
        (f"计划\n一、{'行' * LONGEST_LINE}".encode(), "第 2 行超过 10000 字"),
    ],
    ids=["doc", "pdf", "broken", "workbook", "bomb", "bytes", "empty", "many", "long"],
)
def test_what_is_no_plan_is_refused_and_says_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(ManuscriptError, match=said) as refused:
        read_manuscript(raw, "文件")
    assert "文件" in str(refused.value)
