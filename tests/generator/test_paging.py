from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.document import Document, Grid, GridRow, PageFoot
from generator.errors import PagingError
from generator.paging import only_grid, pages_of, verify_feet, with_feet
from generator.rendering import Press
from tests.generator.papers import CODE, row_register


def foot_of(rows: Sequence[GridRow]) -> PageFoot:
    return PageFoot(f"本页编号：{rows[0].anchor} 至 {rows[-1].anchor}\n摘要：9c1185a5", CODE)


@pytest.fixture(scope="module")
def paged(press: Press) -> Document:
    return press.paginate(row_register(), foot_of)


def sheets(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def test_every_row_stands_on_exactly_one_page_in_order(paged: Document) -> None:
    rows = [row for grid in sheets(paged) for row in grid.rows]
    assert tuple(rows) == only_grid(row_register()).rows
    assert len(sheets(paged)) > 5


def test_every_page_carries_its_own_number_range(paged: Document) -> None:
    for grid in sheets(paged):
        assert grid.foot is not None
        assert grid.foot.text.startswith(
            f"本页编号：{grid.rows[0].anchor} 至 {grid.rows[-1].anchor}\n"
        )


def test_both_engines_keep_rows_and_foot_on_the_same_page(press: Press, paged: Document) -> None:
    for pdf in (press.paper(paged), press.bulk([paged])):
        page_of = pages_of(pdf)
        for number, grid in enumerate(sheets(paged)):
            places = {page_of[row.anchor] for row in grid.rows}
            assert grid.foot is not None
            assert places | {page_of[grid.foot.anchor]} == {number}


def test_rows_that_moved_are_an_error(press: Press, paged: Document) -> None:
    pages = [list(grid.rows) for grid in sheets(paged)]
    crowded = with_feet(row_register(), [pages[0] + pages[1], *pages[2:]], foot_of)
    with pytest.raises(PagingError, match="编号区间不在同一页"):
        press.bulk([crowded])


def test_a_document_without_feet_needs_no_verifying() -> None:
    verify_feet(row_register(3), b"not read")


@pytest.mark.parametrize("count", [0, 2])
def test_only_a_register_of_one_grid_is_paged(count: int) -> None:
    grid = only_grid(row_register(3))
    with pytest.raises(PagingError):
        only_grid(replace(row_register(3), blocks=(grid,) * count))


def test_a_register_without_records_is_not_paged() -> None:
    with pytest.raises(PagingError, match="至少一条记录"):
        only_grid(row_register(0))


def test_a_single_row_makes_a_single_page(press: Press) -> None:
    (only,) = sheets(press.paginate(row_register(1), foot_of))
    assert only.foot is not None
    assert only.foot.last
