from datetime import date

import pytest

from generator.composing.official import (
    OfficialPaper,
    Part,
    Section,
    compose_official,
    title_in_lines,
)
from generator.document import Attachments, Closing, Document, Grid, GridColumn, Prose

TABLE = Grid((GridColumn("月份"),), ())


def composed(*body: Part, note: str = "", attachments: tuple[str, ...] = ()) -> Document:
    return compose_official(
        OfficialPaper(
            "通知", body, "青禾路小学", date(2026, 9, 1), note=note, attachments=attachments
        )
    )


def said(document: Document) -> list[tuple[str, str]]:
    prose = [block for block in document.blocks if isinstance(block, Prose)]
    return [(one.kind, one.text) for block in prose for one in block.paragraphs]


def test_sections_are_numbered_by_level_and_place() -> None:
    steps = Section(
        "目标", (Section("安全", (Section("巡查", (Section("每日"), Section("每周"))),)),)
    )
    assert said(composed("前言", Section("指导思想", ("一段。",)), steps)) == [
        ("body", "前言"),
        ("heading", "一、指导思想"),
        ("body", "一段。"),
        ("heading", "二、目标"),
        ("subheading", "（一）安全"),
        ("body", "1.巡查"),
        ("body", "（1）每日"),
        ("body", "（2）每周"),
    ]


def test_a_section_may_skip_a_level() -> None:
    lines = said(
        composed(Section("目标", (Section("零事故。", level=3), Section("满意。", level=3))))
    )
    assert [text for _, text in lines] == ["一、目标", "1.零事故。", "2.满意。"]


def test_tables_stand_where_they_are_put_and_the_closing_follows_the_attachments() -> None:
    document = composed("上文。", TABLE, "下文。", note="此件公开", attachments=("预算表",))
    tags = [block.tag for block in document.blocks]
    assert tags == ["prose", "grid", "prose", "attachments", "closing", "prose"]
    assert document.blocks[3:5] == (Attachments(("预算表",)), Closing("青禾路小学", "2026年9月1日"))
    assert said(document)[-1] == ("body", "（此件公开）")


def test_an_addressee_comes_first_with_a_colon() -> None:
    paper = OfficialPaper("通知", ("正文。",), "校", date(2026, 9, 1), addressee="各班")
    assert said(compose_official(paper))[0] == ("addressee", "各班：")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好安全检查的通知", ["关于做好安全检查的通知"]),
        ("青禾路小学\n工作计划", ["青禾路小学", "工作计划"]),
        (
            "青禾路小学2026—2027学年第一学期总务处工作计划",
            ["青禾路小学2026—2027学年", "第一学期总务处工作计划"],
        ),
    ],
)
def test_a_long_title_is_broken_after_a_phrase(title: str, lines: list[str]) -> None:
    assert title_in_lines(title).split("\n") == lines


def test_a_title_without_phrases_is_broken_into_lines_of_two_lengths() -> None:
    first, second = title_in_lines("校园" * 11).split("\n")
    assert abs(len(first) - len(second)) == 2
