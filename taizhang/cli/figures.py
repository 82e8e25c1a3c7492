"""Commands that count: statistics."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

from generator.wording import figure_text, source_text
from records.statistics import Figure, Row
from taizhang.cli.frame import Asked, command
from taizhang.cli.reading import term_asked
from taizhang.desk import Desk


@command("statistics")
@click.argument("term", metavar="[学期]", required=False, default="")
def statistics(asked: Asked, term: str) -> None:
    """Compute the figures of a term's summary."""
    with Desk.open(asked.home(), read_only=True) as desk:
        term = term_asked(desk, term)
        rows = desk.statistics(term, desk.now())
    data = [_row_data(row) for row in rows]
    asked.answer(data, *(line for row in rows for line in _lines(row)), *_total(term, rows))


def _lines(row: Row) -> Iterator[str]:
    yield row.title
    for source, figures in groupby(row.figures, key=source_text):
        yield f"  {'，'.join(map(figure_text, figures))}"
        yield f"    {source}"


def _total(term: str, rows: tuple[Row, ...]) -> Iterator[str]:
    if not rows:
        yield f"{term} 还没有记录，没有数可统计"
    short = [one for row in rows for one in row.figures if one.is_shortcoming]
    if short:
        yield "转入“存在问题”的"
        yield from (f"  {figure_text(one)}" for one in short)


def _row_data(row: Row) -> dict[str, Any]:
    return {"row": row.title, "figures": [_figure_data(one) for one in row.figures]}


def _figure_data(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "part": figure.part,
        "whole": figure.whole,
        "lacking": figure.lacking,
        "shortcoming": figure.is_shortcoming,
        "sources": list(figure.sources),
        "records": figure.records,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "text": f"{figure_text(figure)}{source_text(figure)}",
    }
