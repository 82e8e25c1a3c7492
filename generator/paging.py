"""Row registers, page by page: which rows stand together, and what stands under them.

The foot of each page names its number range and carries the digest of its records, so the pages
must be known before the paper is made. The rows are laid out once with room for a foot, then each
page becomes a grid of its own with its foot; `verify_feet` makes sure that none moved.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, cast

import pikepdf

from generator.bulk import render_bulk
from generator.document import Block, Document, Grid, GridRow, PageFoot
from generator.errors import PagingError
from generator.layouts import TOP, Looks, Markings

FootOf: TypeAlias = Callable[[Sequence[GridRow]], PageFoot]
"""What stands under the rows of one page; handed in by the composer."""

_ROW = "row-"
_FOOT = "foot-"


def paginate_rows(document: Document, looks: Looks) -> list[list[GridRow]]:
    """The rows of the document's only grid, page by page. Runs in a rendering child.

    Raises:
        PagingError: not exactly one grid, or it has no rows.
    """
    grid = only_grid(document)
    numbered = tuple(
        replace(row, anchor=f"{_ROW}{number}") for number, row in enumerate(grid.rows, start=1)
    )
    measured = replace(document, blocks=(*_before(document), replace(grid, rows=numbered)))
    page_of = pages_of(render_bulk([measured], looks, Markings(bulk=True, measuring=True)))
    pages: dict[int, list[GridRow]] = {}
    for number, row in enumerate(grid.rows, start=1):
        pages.setdefault(page_of[f"{_ROW}{number}"], []).append(row)
    return [pages[page] for page in sorted(pages)]


def with_feet(document: Document, pages: Sequence[Sequence[GridRow]], foot_of: FootOf) -> Document:
    """The document with its grid cut into `pages`, each with the foot that `foot_of` words."""
    grid = only_grid(document)
    sheets = tuple(
        replace(
            grid,
            rows=tuple(rows),
            caption=grid.caption if number == 1 else "",
            foot=replace(
                foot_of(rows),
                anchor=f"{_FOOT}{document.anchor}-{number}",
                last=number == len(pages),
            ),
        )
        for number, rows in enumerate(pages, start=1)
    )
    before = _before(document)
    return replace(document, blocks=(*before, *sheets, *document.blocks[len(before) + 1 :]))


def verify_feet(document: Document, pdf: bytes) -> None:
    """Raise PagingError unless every foot stands on the page where its rows begin.

    Does nothing for a document without feet.
    """
    feet = [block.foot for block in document.blocks if isinstance(block, Grid) and block.foot]
    page_of = pages_of(pdf) if feet else {}
    for number, foot in enumerate(feet, start=1):
        if page_of[foot.anchor] != page_of[f"{foot.anchor}{TOP}"]:
            raise PagingError(
                f"《{document.title}》第 {number} 页",
                "表格行与页脚的编号区间不在同一页",
                "请检查模板里改过的行高或页边距",
            )


def pages_of(pdf: bytes) -> dict[str, int]:
    """The page (from 0) of every named destination."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = opened.Root.get("/Names", pikepdf.Dictionary())
        if "/Dests" not in names:
            return {}
        number_of = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        return {
            str(name): number_of[cast("pikepdf.Array", target)[0].objgen]
            for name, target in pikepdf.NameTree(names.Dests).items()
        }


def only_grid(document: Document) -> Grid:
    """The one grid of a row register."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    if len(grids) != 1 or not grids[0].rows:
        raise PagingError(
            f"《{document.title}》", "不是一张有内容的登记表，不能分页", "请先登记至少一条记录"
        )
    return grids[0]


def _before(document: Document) -> tuple[Block, ...]:
    index = next(n for n, block in enumerate(document.blocks) if isinstance(block, Grid))
    return document.blocks[:index]
