"""Empty forms: what asks for a pen has room for one, and nothing is filled in that nobody knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from checklists.catalogue import catalogue, find
from generator.composing.blank import LINE, MOST_LINES, Prefilled, compose_blank
from generator.composing.imprint import Imprint
from generator.document import Document, Fact, Facts, Grid, SignatureBlock
from generator.metadata import About
from generator.qr import QrKind
from generator.rendering import Press
from generator.sheets import sheet_of
from generator.stacks import Order, Setup, print_stack
from records.definitions import Definition

EVERY = sorted(catalogue())
PADDED = 0.8  # mm above and below the text of a cell, at least


def blank(slug: str, imprint: Imprint, prefilled: Prefilled | None = None) -> Document:
    return compose_blank(Definition.of(find(slug)), imprint, prefilled or Prefilled())


def facts(document: Document) -> Iterator[Fact]:
    for block in document.blocks:
        for row in block.rows if isinstance(block, Facts) else ():
            yield from row


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("slug", EVERY)
def test_every_line_has_the_height_that_a_pen_needs(slug: str, imprint: Imprint) -> None:
    document = blank(slug, imprint)
    heights = [fact.room for fact in facts(document)] + [grid.room for grid in grids(document)]
    assert min(heights) + PADDED >= 8


@pytest.mark.parametrize("slug", EVERY)
def test_every_column_that_is_written_is_asked_for_once(slug: str, imprint: Imprint) -> None:
    form, document = Definition.of(find(slug)), blank(slug, imprint)
    asked = [fact.label for fact in facts(document)]
    asked += [grid.caption for grid in grids(document)]
    asked += [column.label.split("\n")[0] for grid in grids(document) for column in grid.columns]
    for column in form.columns:
        if column.need == "自动" or column.kind in {"calc", "checks", "files"} or column.serial:
            continue
        if column.kind == "rows" and form.shape == "row":
            continue  # details of a row go in by hand afterwards
        assert column.label in asked, column.label


@pytest.mark.parametrize("slug", EVERY)
def test_every_signing_place_has_room_for_a_name(slug: str, imprint: Imprint) -> None:
    form, document = Definition.of(find(slug)), blank(slug, imprint)
    signed = [
        line.role
        for block in document.blocks
        if isinstance(block, SignatureBlock)
        for line in block.lines
    ]
    signed += [fact.label.removesuffix("签名") for fact in facts(document)]
    signed += [
        column.label.removesuffix("\n签名")
        for grid in grids(document)
        for column in grid.columns
        if column.width >= 22
    ]
    own = [one.role for one in form.signers if form.shape != "row" or not one.column]
    assert set(own) <= set(signed)


def test_check_items_have_boxes_and_room_for_what_is_measured(imprint: Imprint) -> None:
    (items, *_) = grids(blank("daily_patrol", imprint))
    form = Definition.of(find("daily_patrol"))
    assert len(items.rows) == len(form.items)
    for row, item in zip(items.rows, form.items, strict=True):
        assert row.cells[1].removeprefix("★") == item.item
        assert row.cells[1].startswith("★") == item.key
        assert row.cells[3] == "□合格　□不合格\n□不适用"
        assert row.cells[5] == ""


def test_a_narrow_row_register_is_a_table_of_empty_lines(imprint: Imprint) -> None:
    document = blank("library_loan_register", imprint)
    (table,) = grids(document)
    assert document.orientation == "landscape"
    assert sum(column.width for column in table.columns) <= sheet_of(document).text_width
    assert 8 <= len(table.rows) <= MOST_LINES
    assert all(not any(row.cells[1:]) for row in table.rows)


def test_a_wide_row_register_is_cards_of_one_record_each(imprint: Imprint) -> None:
    document = blank("food_sample_retention", imprint)
    assert document.orientation == "portrait"
    assert [fact.label for fact in facts(document)].count("留样量") == 2


def test_day_and_place_stand_where_they_are_asked_for(imprint: Imprint) -> None:
    known = Prefilled(date(2026, 3, 9), "锅炉房")
    values = {one.label: one.value for one in facts(blank("hazard_rectification", imprint, known))}
    assert values["部位"] == "锅炉房"
    said = [one.value for one in facts(blank("food_purchase_acceptance", imprint, known))]
    assert [one for one in said if "2026年3月9日" in one] == ["2026年3月9日 周一"]


def test_choices_are_ticked(imprint: Imprint) -> None:
    values = {one.label: one for one in facts(blank("daily_patrol", imprint))}
    assert values["时段"].value == "□上午　□下午　□夜间"
    assert values["天气"].room == LINE


def test_every_register_can_be_printed_empty(press: Press, imprint: Imprint, about: About) -> None:
    orders = [
        Order(
            blank(slug, imprint),
            replace(about, document_id=slug),
            QrKind.FORM,
            ({"s": slug, "d": Definition.of(find(slug)).digest[:16], "i": "1"},),
        )
        for slug in EVERY
    ]
    papers, _ = print_stack(press, orders, about, Setup(seams=False, singly=False))
    assert len(papers) == len(EVERY)
    assert {one.pages for one in papers} <= {1, 2, 3}
