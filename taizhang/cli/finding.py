"""Commands that find records and take them along: search, export."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from taizhang.cli.frame import Asked, command, write_bytes
from taizhang.cli.reading import TERM, in_short, term_asked
from taizhang.cli.registers import slug_of
from taizhang.cli.usage import Day
from taizhang.desk import Desk
from taizhang.exits import Exit
from taizhang.searching import MOST, Hit, search
from taizhang.telling import state_text


@command("search")
@click.argument("words", metavar="词…", nargs=-1, required=True)
@click.option("--term", default="", metavar="学期", help="只查这一学期；不写就查所有学期。")
@click.option("--register", "key", default="", metavar="登记簿", help="只查这一种登记簿。")
@click.option("--most", type=click.IntRange(1), default=MOST, help="最多列几条，不写是 50。")
def search_(asked: Asked, words: tuple[str, ...], term: str, key: str, most: int) -> Exit:
    """Find records by words in them."""
    slug = slug_of(key) if key else ""
    with Desk.open(asked.home(), read_only=True) as desk:
        hits = search(desk, " ".join(words), term=term, register=slug, limit=most)
    lines = (line for hit in hits for line in _lines(hit))
    more = "，只列最近的；加上别的词再找" if len(hits) == most else ""
    asked.answer([_data(hit) for hit in hits], *lines, f"找到 {len(hits)} 条{more}")
    return Exit.DONE


def _lines(hit: Hit) -> tuple[str, str]:
    record = hit.record
    return (
        f"{record.number}　{hit.title}　{record.date}　{state_text(record)}",
        f"    {hit.where}：{hit.snippet}",
    )


def _data(hit: Hit) -> dict[str, Any]:
    marks = [list(one) for one in hit.marks]
    found = {"where": hit.where, "snippet": hit.snippet, "marks": marks}
    return {**in_short(hit.record, hit.title), **found}


@command("export")
@click.argument("key", metavar="登记簿")
@TERM
@click.option("--from", "first", type=Day(), help="业务日期起，如 2026-03-05。")
@click.option("--to", "last", type=Day(), help="业务日期止。")
@click.option(
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到这个文件，如 留样.xlsx；不写就按登记簿和学期取名。",
)
def export(
    asked: Asked, key: str, term: str, first: date | None, last: date | None, out: Path | None
) -> None:
    """Write the records of a register to a workbook."""
    from taizhang.exporting import export_register  # loads a library that few commands need

    slug = slug_of(key)
    with Desk.open(asked.home(), read_only=True) as desk:
        done = export_register(desk, slug, term_asked(desk, term), first, last)
    path = out or Path(done.name)
    write_bytes(path, done.data)
    asked.answer({"file": str(path), "records": done.count}, f"已导出 {done.count} 条到 {path}")
