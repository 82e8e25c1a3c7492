"""Commands that make and read papers: print, bind, verify."""

from pathlib import Path

import click

from taizhang.cli.frame import Asked, command, write_bytes
from taizhang.desk import Desk
from taizhang.papers import FORMATS, issue, open_press, print_record

OUT = click.option("--out", type=click.Path(path_type=Path), help="写到这个文件。")


@command("print", "打印一条记录为 Word 或 PDF。")
@click.argument("number", metavar="记录编号")
@click.option("--to", "form", type=click.Choice(FORMATS), default="pdf", help="格式。")
@OUT
def print_(asked: Asked, number: str, form: str, out: Path | None) -> None:
    """Print one record."""
    home = asked.home()
    with Desk.open(home) as desk, open_press(home) as press:
        paper = print_record(desk, press, number, form)
        kept = issue(home, paper)
    target = out or Path(paper.name)
    write_bytes(target, paper.data)
    asked.answer(
        {"number": number, "file": str(target), "issued": str(kept), "bytes": len(paper.data)},
        f"已打印 {target}",
    )
