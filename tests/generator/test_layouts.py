from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.document import (
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    Heading,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.errors import PagingError, TemplateError, TemplateMissingError
from generator.layouts import (
    Looks,
    Markings,
    Numbering,
    anchors_of,
    css_string,
    kept_together,
    to_html,
)
from generator.resources import Resources
from tests.generator.papers import EVERY_SHAPE, checklist, row_register


def with_own(looks: Looks, folder: Path, files: Mapping[str, str]) -> Looks:
    """The looks of a school that overrides `files`."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return replace(looks, folders=(folder, *looks.folders))


def html_of(document: Document, looks: Looks, numbering: Numbering | None = None) -> str:
    markings = Markings(numbering=numbering or Numbering())
    return to_html([document], looks, Resources(looks.folders), markings)


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_text_is_escaped_in_every_shape(document: Document, looks: Looks) -> None:
    page = html_of(document, looks)
    assert "<b>&{" not in page
    assert "49" not in page.split("</style>")[1]


def test_the_running_head_cannot_leave_its_style(looks: Looks) -> None:
    page = html_of(replace(checklist(1), running_head='</style><script>"\\'), looks)
    assert "<script>" not in page


def test_css_strings_keep_chinese_and_escape_every_ascii_sign() -> None:
    assert css_string('青禾 "a"\\<') == '"青禾\\000020\\000022a\\000022\\00005c\\00003c"'


def test_a_schools_own_block_wins_over_the_shipped_one(looks: Looks, tmp_path: Path) -> None:
    own = with_own(looks, tmp_path, {"html/blocks/notice.html": "<p>本校样式</p>"})
    assert "本校样式" in html_of(checklist(1), own)


def test_a_special_template_is_picked_by_slug(looks: Looks, tmp_path: Path) -> None:
    files = {"special/daily_patrol.html": "<p>专用</p>", "special/daily_patrol.docx": ""}
    own = with_own(looks, tmp_path, files)
    document = replace(checklist(1), slug="daily_patrol")
    assert html_of(document, own) == "<p>专用</p>"
    assert own.template(document, "docx") == "special/daily_patrol.docx"


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_special_template_without_its_twin_is_an_error(
    looks: Looks, tmp_path: Path, suffix: str
) -> None:
    own = with_own(looks, tmp_path, {f"special/daily_patrol.{suffix}": ""})
    with pytest.raises(TemplateMissingError, match="另一种格式"):
        own.template(replace(checklist(1), slug="daily_patrol"), "html")


def test_an_unknown_name_in_a_template_is_named(looks: Looks, tmp_path: Path) -> None:
    own = with_own(looks, tmp_path, {"html/head.html": "{{ document.titel }}"})
    with pytest.raises(TemplateError, match="titel"):
        html_of(checklist(1), own)


def test_a_template_that_cannot_be_read_is_named_with_its_line(
    looks: Looks, tmp_path: Path
) -> None:
    own = with_own(looks, tmp_path, {"html/head.html": "\n{% if %}"})
    with pytest.raises(TemplateError, match="第 2 行"):
        html_of(checklist(1), own)


def test_anchors_come_in_reading_order() -> None:
    assert list(anchors_of(row_register(2))) == ["register-mhq", "MHQ-001", "MHQ-002"]
    assert list(anchors_of(checklist(1))) == ["XYXS-20260312-001", "photos"]


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Numbering(), "counter(pages)"),
        (Numbering(total=312), '"312"'),
        (Numbering(first=41), "counter-reset: page 41"),
        (Numbering(shown=False), "content: none"),
    ],
)
def test_pages_are_numbered_as_asked(looks: Looks, numbering: Numbering, expected: str) -> None:
    assert expected in html_of(checklist(1), looks, numbering)


def test_papers_with_different_running_heads_are_not_printed_as_one(looks: Looks) -> None:
    papers = [checklist(1), replace(checklist(1), running_head="别的页眉")]
    with pytest.raises(PagingError, match="分开打印"):
        to_html(papers, looks, Resources(looks.folders), Markings(bulk=True))


def test_feet_that_differ_stand_under_each_paper(looks: Looks) -> None:
    papers = [
        Document("甲", "校", "front", (Prose((Paragraph("一"),)),), footer=f"摘要 {digest}")
        for digest in ("aa", "bb")
    ]
    page = to_html(papers, looks, Resources(looks.folders), Markings(bulk=True))
    assert page.count('class="documentfoot"') == 2


def test_facts_under_their_heading_go_to_the_next_page_with_the_signatures() -> None:
    facts, grid = Facts(((Fact("批准日期", "2026年3月5日"),),)), Grid((GridColumn("品名", 1),), ())
    heading, signatures = Heading("审批", 2), SignatureBlock((SignatureLine("校长"),))
    form = replace(checklist(1), blocks=(grid, heading, facts, signatures))
    assert kept_together(form) == (1, 2, 3)
    assert kept_together(replace(form, blocks=(facts, grid, signatures))) == ()
    assert kept_together(replace(form, shape="instrument")) == ()
    assert kept_together(replace(form, blocks=(facts,))) == ()
