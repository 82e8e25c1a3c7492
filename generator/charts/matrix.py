"""Matrix: registers by week, one chart a chapter."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from checklists.plans.numerals import numeral
from checklists.register import CHAPTERS
from generator.charts.drawing import INK, QUIET, SMALL, WIDTH, Drawing, cut, length
from generator.charts.marks import draw_cell, rated, told
from generator.charts.table import TALLY_HEAD, Table, tally_cells
from records.overview.compliance import AFTER, BEFORE
from records.overview.picture import Matrix, Row, Week, total
from records.overview.tally import Tally
from records.standings import Standing

HEAD, LINE_HEIGHT, CELL, GAP = 40.0, 40.0, 18.0, 1.5
WIDEST = 26.0
SHORT = {BEFORE: "前", AFTER: "后"}


def matrix(found: Matrix) -> tuple[str, ...]:
    """Every chapter's registers with a cell a week; a number says how many were not in time.

    Registers that owe nothing this term are left out (`matrix_table` has them).
    """
    owing = [row for row in found.rows if not row.total.is_empty]
    owing.sort(key=lambda row: CHAPTERS[row.register.chapter])
    chapters = groupby(owing, key=lambda row: row.register.chapter)
    return tuple(_chapter(key, tuple(rows), found.weeks) for key, rows in chapters)


def matrix_table(found: Matrix) -> Table:
    """Every register's totals, and in which weeks something was not done in time."""
    rows = (
        (row.register.register.title, *tally_cells(row.total), "、".join(_weak(row, found.weeks)))
        for row in found.rows
    )
    head = ("登记簿", *TALLY_HEAD, "哪几周没有全部按时")
    return Table("各登记簿应填的和没按时填的", head, tuple(rows))


def _chapter(key: str, rows: Sequence[Row], weeks: Sequence[Week]) -> str:
    number, title = CHAPTERS[key]
    name, tally = f"{numeral(number)}、{title}", total(row.total for row in rows)
    drawing = Drawing(HEAD + LINE_HEIGHT * len(rows), f"{name}：{told(tally)}")
    room = WIDTH - length(rated(tally), SMALL) - 8
    drawing.words(0, 15, cut(name, room, 14), 14, bold=True)
    drawing.words(WIDTH, 15, rated(tally), SMALL, anchor="end")
    step = min(WIDTH / len(weeks), WIDEST)
    for place, week in enumerate(weeks):
        x = step * (place + 0.5)
        ink, size = (INK, SMALL) if week.is_now else (QUIET, 9.0)
        drawing.words(
            x, 34, SHORT.get(week.title, str(week.number)), size, ink, "middle", bold=week.is_now
        )
    for line, row in enumerate(rows):
        _row(drawing, row, weeks, step, HEAD + LINE_HEIGHT * line)
    return drawing.to_svg()


def _row(drawing: Drawing, row: Row, weeks: Sequence[Week], step: float, y: float) -> None:
    about = rated(row.total)
    room = WIDTH - length(about, SMALL) - 8
    drawing.words(0, y + 13, cut(row.register.register.title, room))
    drawing.words(WIDTH, y + 13, about, SMALL, QUIET, "end")
    for place, (week, tally) in enumerate(zip(weeks, row.weeks, strict=True)):
        x = step * place + GAP / 2
        if tally.is_empty:
            drawing.dot(x + step / 2, y + 18 + CELL / 2)
            continue
        with drawing.group(f"{week.title}：{told(tally)}"):
            ink = draw_cell(drawing, tally, (x, y + 18), (step - GAP, CELL))
            if text := _figure(tally):
                size = min(SMALL, (step - GAP - 2) / length(text, 1))
                middle = x + (step - GAP) / 2
                drawing.words(middle, y + 18 + 13, text, size, ink, "middle", bold=True)


def _figure(tally: Tally) -> str:
    """How many stand as the worst does; nothing where all was in time."""
    if tally.worst in (None, Standing.DONE):
        return ""
    return str(tally.of(tally.worst))


def _weak(row: Row, weeks: Iterable[Week]) -> Iterable[str]:
    for week, tally in zip(weeks, row.weeks, strict=True):
        if tally.due > tally.done:
            yield week.title
