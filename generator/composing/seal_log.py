"""用印登记簿: who used which seal of the school on what, in the order of their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.composing.widths import columns_fit
from generator.document import Document, Grid, GridRow
from generator.school import School
from generator.sheets import sheet_of
from generator.wording import day
from records.seal_uses import SealUse

TITLE = "用印登记簿"
_HEADS = (
    ("用印编号", False),
    ("日期", False),
    ("文书", True),
    ("记录编号", False),
    ("印章", False),
    ("份数", False),
    ("用途、申请人", True),
    ("批准人", False),
    ("用印人", False),
    ("备注", False),
)
FALLEN = "文书已改，作废"


def compose_seal_log(
    uses: Sequence[SealUse], titles: Mapping[str, str], span: str, school: School
) -> Document:
    """The uses as one table.

    Args:
        uses: in their order.
        titles: record number → what paper it is.
        span: term or year, in words.
        school: whose seals.
    """
    document = Document(
        title=TITLE,
        school=school.name,
        shape="row",
        orientation="landscape",
        subtitle=f"{school.full_name}　{span}　共 {len(uses)} 次",
        running_head=f"{school.full_name}　{span}　{TITLE}",
        author=school.name,
    )
    cells = [_cells(use, titles, school) for use in uses]
    columns = columns_fit(_HEADS, cells, sheet_of(document).text_width)
    rows = tuple(
        GridRow(row, marks=frozenset() if use.stands else frozenset({"void"}))
        for row, use in zip(cells, uses, strict=True)
    )
    return replace(document, blocks=(Grid(columns, rows),))


def _cells(use: SealUse, titles: Mapping[str, str], school: School) -> tuple[str, ...]:
    return (
        use.stamp_no,
        day(use.at.astimezone(school.zone).date()),
        titles.get(use.number, ""),
        use.number,
        "、".join(use.seals),
        str(use.copies),
        use.why,
        use.approved_by.name if use.approved_by else "",
        use.by.name,
        "" if use.stands else FALLEN,
    )
