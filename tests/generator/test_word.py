import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pypdfium2
import pytest

from generator.document import Document, Paragraph, Prose
from generator.errors import TemplateError
from generator.layouts import Looks, Markings, Numbering
from generator.pdf import render_paper
from generator.word import render_word
from tests.generator.papers import (
    EVERY_SHAPE,
    NASTY,
    checklist,
    inked,
    instrument,
    notice_board,
)
from tests.generator.papers import row_register as rows_of

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(package: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return ElementTree.fromstring(opened.read("word/document.xml"))  # noqa: S314 - our own


def text_of(package: bytes) -> str:
    """All text of the body without white space, in reading order."""
    return "".join("".join(node.text or "" for node in body_of(package).iter(f"{WORD}t")).split())


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # WeasyPrint leaves its profile open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_word_and_pdf_carry_the_same_text(document: Document, looks: Looks) -> None:
    plain = replace(document, running_head="", footer="")
    pdf = render_paper(plain, looks, Markings(numbering=Numbering(shown=False)))
    pages = pypdfium2.PdfDocument(pdf)
    printed = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    assert text_of(render_word(plain, looks)) == printed
    assert len(printed) > 40


def test_text_comes_out_exactly_as_it_went_in(looks: Looks) -> None:
    text = f"{NASTY}\n第二行\t制表 尾空格 "
    paper = Document("便条", "学校", "front", (Prose((Paragraph(text, "note"),)),))
    package = docx.Document(io.BytesIO(render_word(paper, looks)))
    assert text in [paragraph.text for paragraph in package.paragraphs]


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_the_same_document_gives_the_same_bytes(document: Document, looks: Looks) -> None:
    assert render_word(document, looks) == render_word(document, looks)


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_no_template_tag_is_left(document: Document, looks: Looks) -> None:
    left = text_of(render_word(document, looks)).replace("".join(NASTY.split()), "")
    assert "{{" not in left
    assert "{%" not in left


def test_photos_and_codes_are_in_the_package(looks: Looks) -> None:
    with zipfile.ZipFile(io.BytesIO(render_word(checklist(2), looks))) as opened:
        media = [name for name in opened.namelist() if name.startswith("word/media/")]
    kinds = sorted(Path(name).suffix for name in media)
    assert kinds == [".jpg", ".jpg", ".png"]  # three photos, two of them the same; one code


def test_pictures_have_words_for_those_who_cannot_see_them(looks: Looks) -> None:
    described = body_of(render_word(inked(checklist(2)), looks)).iter(f"{DRAWING}docPr")
    words = [one.get("descr") for one in described]
    assert words == [None, *["被堵的安全出口"] * 3, "手写签名：王珺", "手写签名：李㛃"]


def test_table_heads_are_repeated_on_every_page(looks: Looks) -> None:
    heads = list(body_of(render_word(rows_of(60), looks)).iter(f"{WORD}tblHeader"))
    assert len(heads) == 1


def test_columns_have_the_widths_of_the_document(looks: Looks) -> None:
    package = docx.Document(io.BytesIO(render_word(rows_of(2), looks)))
    table = next(table for table in package.tables if table.rows[0].cells[0].text == "序号")
    widths = [column.width for column in table.columns]
    assert widths[1] / widths[0] == pytest.approx(3.2, abs=0.01)
    assert all(cell.width == width for cell, width in zip(table.rows[1].cells, widths, strict=True))


@pytest.mark.parametrize(
    ("document", "lies"),
    [(rows_of(2), True), (checklist(2), False), (instrument(1), False), (notice_board(), True)],
    ids=["row", "checklist", "instrument", "notice"],
)
def test_the_paper_lies_as_the_document_says(document: Document, lies: bool, looks: Looks) -> None:
    section = docx.Document(io.BytesIO(render_word(document, looks))).sections[0]
    assert ((section.page_width or 0) > (section.page_height or 0)) is lies


def test_chinese_faces_are_named_for_chinese_text(looks: Looks) -> None:
    package = docx.Document(io.BytesIO(render_word(instrument(1), looks)))
    style = package.styles["台账正文"].element
    assert style.xpath("./w:rPr/w:rFonts/@w:eastAsia") == ["仿宋"]


def test_the_file_says_who_when_and_what(looks: Looks) -> None:
    properties = docx.Document(io.BytesIO(render_word(checklist(1), looks))).core_properties
    assert (properties.title, properties.author) == ("校园每日巡视记录", "青禾路小学")
    assert properties.created is not None
    assert properties.created.isoformat().startswith("2026-03-12T10:00:00")


def test_an_unknown_name_in_a_school_template_is_named(looks: Looks, tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    own = docx.Document()
    own.add_paragraph("{{ document.titel }}")
    own.save(str(tmp_path / "word" / "checklist.docx"))
    with pytest.raises(TemplateError, match="titel"):
        render_word(checklist(1), replace(looks, folders=(tmp_path, *looks.folders)))


def test_a_template_that_is_no_word_file_is_named(looks: Looks, tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "checklist.docx").write_bytes(b"not a package")
    with pytest.raises(TemplateError, match="checklist"):
        render_word(checklist(1), replace(looks, folders=(tmp_path, *looks.folders)))
