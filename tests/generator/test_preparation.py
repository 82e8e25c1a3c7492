from dataclasses import replace

import pytest

from generator.body import characters_of
from generator.document import (
    CheckRow,
    Checks,
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    GridRow,
    Paragraph,
    Prose,
)
from generator.errors import ControlCharacterError, MissingGlyphError
from generator.layouts import Looks
from generator.preparation import PARAGRAPH_LIMIT, prepare
from tests.generator.papers import EVERY_SHAPE, checklist


def written(text: str) -> Document:
    return Document("便条", "学校", "front", (Prose((Paragraph(text),)),))


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_a_sound_paper_stays_as_it_is(document: Document, looks: Looks) -> None:
    assert prepare(document, looks) == document


def test_a_missing_glyph_is_named_with_its_code_and_place(looks: Looks) -> None:
    with pytest.raises(MissingGlyphError) as caught:
        prepare(written("今日检查合格\U0001f525，继续保持"), looks)
    message = str(caught.value)
    assert "U+1F525" in message
    assert "《便条》第 1 块（正文）“今日检查合格" in message
    assert "fonts" in caught.value.advice


def test_a_missing_glyph_in_the_head_is_found_too(looks: Looks) -> None:
    with pytest.raises(MissingGlyphError, match="页眉页脚或题头"):
        prepare(replace(written("好"), running_head="\U0001f525"), looks)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\u202e", "\u200b", "\ufffe"])
def test_a_control_character_is_refused_before_any_engine(looks: Looks, character: str) -> None:
    with pytest.raises(ControlCharacterError, match=rf"U\+{ord(character):04X}"):
        prepare(written(f"好{character}好"), looks)


def test_a_paragraph_too_long_for_an_engine_is_cut_without_losing_a_character(
    looks: Looks,
) -> None:
    text = "安全第一" * 11_000
    (prose,) = prepare(written(text), looks).blocks
    assert isinstance(prose, Prose)
    assert len(prose.paragraphs) == 3
    assert max(len(paragraph.text) for paragraph in prose.paragraphs) == PARAGRAPH_LIMIT
    assert "".join(paragraph.text for paragraph in prose.paragraphs) == text


def test_a_cell_too_long_for_its_column_sends_its_text_to_a_note(looks: Looks) -> None:
    text = "疏散门前堆放课桌，当场清理。" * 60
    grid = Grid((GridColumn("序号"), GridColumn("备注")), (GridRow(("1", text)),))
    paper = replace(written("完"), blocks=(grid, *written("完").blocks))
    short, note, rest = prepare(paper, looks).blocks
    assert isinstance(short, Grid)
    assert short.rows[0].cells[1].endswith("……（全文见附注1）")
    assert note == Prose((Paragraph(f"附注1：{text}", "note"),))
    assert rest == paper.blocks[1]


def test_what_a_note_adds_is_known_to_the_code_maps(looks: Looks) -> None:
    grid = Grid((GridColumn("备注"),), (GridRow(("长" * 4000,)),))
    paper = replace(written("完"), blocks=(grid, Prose((Paragraph("完", "note"),))))
    assert characters_of([prepare(paper, looks)]) <= characters_of([paper])


def test_preparing_twice_changes_nothing_more(looks: Looks) -> None:
    grid = Grid((GridColumn("备注"),), tuple(GridRow(("长" * 4000,)) for _ in range(3)))
    once = prepare(replace(written(""), blocks=(grid,)), looks)
    assert prepare(once, looks) == once


def test_long_remarks_and_facts_of_a_checklist_go_to_notes_too(looks: Looks) -> None:
    text = "很长" * 900
    facts = Facts(((Fact("路线", text),),))
    checks = Checks((CheckRow("1", "门", "看", "好", "合格", remark=text),))
    ready = prepare(replace(checklist(1), blocks=(facts, checks)), looks)
    notes = [block for block in ready.blocks if isinstance(block, Prose)]
    assert [note.paragraphs[0].text for note in notes] == [f"附注1：{text}", f"附注2：{text}"]
