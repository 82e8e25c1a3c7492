from dataclasses import replace

import pytest

from generator.body import characters_of
from generator.document import (
    Block,
    CheckRow,
    Checks,
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    GridRow,
    Notice,
    Paragraph,
    Photos,
    Picture,
    Prose,
    Qr,
)
from generator.layouts import Looks
from generator.pictures import fit
from generator.preparation import PARAGRAPH_LIMIT, prepare
from records.digest import digest
from tests.generator.papers import EVERY_SHAPE, checklist, photo


def written(text: str) -> Document:
    return Document("便条", "学校", "front", (Prose((Paragraph(text),)),))


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_a_sound_paper_stays_as_it_is(document: Document, looks: Looks) -> None:
    ready = prepare(document, looks)
    assert replace(ready, blocks=without_photos(ready)) == replace(
        document, blocks=without_photos(document)
    )


def without_photos(document: Document) -> tuple[Block, ...]:
    return tuple(block for block in document.blocks if not isinstance(block, Photos))


def test_a_character_that_no_font_draws_is_printed_as_its_code_and_said_so(looks: Looks) -> None:
    ready = prepare(written("今日检查合格\U0001f525，继续保持"), looks)
    prose, notice = ready.blocks
    assert prose == Prose((Paragraph("今日检查合格〔U+1F525〕，继续保持"),))
    assert isinstance(notice, Notice)
    assert "〔U+1F525〕" in notice.text
    assert "原字" in notice.text


def test_a_rare_name_that_the_bundled_fonts_draw_is_printed(looks: Looks) -> None:
    assert prepare(written("秦㛃、周䶮"), looks) == written("秦㛃、周䶮")


def test_every_string_of_a_paper_is_made_drawable(looks: Looks) -> None:
    grid = Grid((GridColumn("备注"),), (GridRow(("好\U0001f525",)),))
    paper = replace(written("好"), running_head="\U0001f525", title="\U0001f525", blocks=(grid,))
    ready = prepare(paper, looks)
    assert (ready.running_head, ready.title) == ("〔U+1F525〕", "〔U+1F525〕")
    assert isinstance(ready.blocks[0], Grid)
    assert ready.blocks[0].rows[0].cells == ("好〔U+1F525〕",)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\u202e", "\u200b", "\ufffe"])
def test_a_control_character_never_reaches_an_engine(looks: Looks, character: str) -> None:
    prose, _ = prepare(written(f"好{character}好"), looks).blocks
    assert prose == Prose((Paragraph(f"好〔U+{ord(character):04X}〕好"),))


def test_what_a_phone_puts_behind_a_sign_to_colour_it_is_left_out(looks: Looks) -> None:
    assert prepare(written("注意℃\ufe0f"), looks) == written("注意℃")


def test_a_code_is_never_touched(looks: Looks) -> None:
    paper = replace(written("好"), qr="TZ1:\U0001f525", blocks=(Qr("TZ1:\U0001f525", "码"),))
    assert prepare(paper, looks) == paper


def test_a_photo_that_cannot_be_opened_gives_its_place_to_a_sheet_that_says_so(
    looks: Looks,
) -> None:
    broken = Picture(b"\xff\xd8\xff nothing", "image/jpeg", "操场　10:50", "操场（1.jpg）")
    (block,) = prepare(replace(written(""), blocks=(Photos((photo(), broken)),)), looks).blocks
    assert isinstance(block, Photos)
    whole, stand_in = block.pictures
    assert whole == fit(photo())
    assert stand_in.data != broken.data
    assert stand_in.caption == f"照片缺失：打不开（摘要 {digest(broken.data)[:16]}…）　操场　10:50"


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
