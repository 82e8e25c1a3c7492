"""Commands that count: statistics."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import click

from generator.wording import figure_text, source_text
from records.statistics import Figure, Row
from taizhang.cli.frame import Asked, command
from taizhang.cli.reading import term_asked
from taizhang.desk import Desk

Before = Mapping[tuple[str, str], Figure]
"""Figures of the term compared with, by row and name."""


@command("statistics")
@click.argument("term", metavar="[学期]", required=False, default="")
@click.option(
    "--compare", metavar="学期", default="", help="与这一学期比（同比），如 2024-2025-2。"
)
def statistics(asked: Asked, term: str, compare: str) -> None:
    """Compute the figures of a term's summary."""
    with Desk.open(asked.home(), read_only=True) as desk:
        term = term_asked(desk, term)
        rows = desk.statistics(term, desk.now())
        earlier = desk.statistics(compare, desk.now()) if compare else ()
    before = {(row.title, one.name): one for row in earlier for one in row.figures}
    data = [_row_data(row, before) for row in rows]
    lines = (line for row in rows for line in _lines(row, before, compare))
    asked.answer(data, *lines, *_total(term, rows))


def _lines(row: Row, before: Before, compared: str) -> Iterator[str]:
    yield row.title
    for source, figures in groupby(row.figures, key=source_text):
        told = (_beside(one, before.get((row.title, one.name)), compared) for one in figures)
        yield f"  {'，'.join(told)}"
        yield f"    {source}"


def _beside(figure: Figure, before: Figure | None, compared: str) -> str:
    if before is None:
        return figure_text(figure)
    was = figure_text(before).removeprefix(f"{before.name} ")
    return f"{figure_text(figure)}（{compared}：{was}）"


def _total(term: str, rows: tuple[Row, ...]) -> Iterator[str]:
    if not rows:
        yield f"{term} 还没有记录，没有数可统计"
    short = [one for row in rows for one in row.figures if one.is_shortcoming]
    if short:
        yield "转入“存在问题”的"
        yield from (f"  {figure_text(one)}" for one in short)


def _row_data(row: Row, before: Before) -> dict[str, Any]:
    figures = [_figure_data(one, before.get((row.title, one.name))) for one in row.figures]
    return {"row": row.title, "figures": figures}


def _figure_data(figure: Figure, before: Figure | None) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "part": figure.part,
        "whole": figure.whole,
        "before": before.value if before else None,
        "lacking": figure.lacking,
        "shortcoming": figure.is_shortcoming,
        "sources": list(figure.sources),
        "records": figure.records,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "text": f"{figure_text(figure)}{source_text(figure)}",
    }
