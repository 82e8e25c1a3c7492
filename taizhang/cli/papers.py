"""Commands that make and read papers: print, bind, verify."""

from pathlib import Path

import click

from taizhang.cli.frame import Asked, command, write_bytes
from taizhang.desk import Desk
from taizhang.exits import Exit
from taizhang.papers import FORMATS, issue, open_press, print_record
from taizhang.vouching import verify_path

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


@command("verify", "核验：装订好的台账 PDF、学校的文件夹，或一个 .journal 文件。")
@click.argument("path", metavar="路径", type=click.Path(path_type=Path))
@click.option(
    "--trust", multiple=True, type=click.Path(path_type=Path), help="信任的证书文件（PEM）。"
)
@click.option("--head", default=None, help="备考表上印的链头，如 3900:1f2e…（核对台账用）。")
def verify(asked: Asked, path: Path, trust: tuple[Path, ...], head: str | None) -> Exit:
    """Verify a volume, a journal or a home."""
    report = verify_path(path, asked.folder, trust, head)
    mark = "✓" if report.ok else "✗"
    asked.answer(report.data, f"{mark} {report.headline}", *(f"  {line}" for line in report.lines))
    return Exit.DONE if report.ok else Exit.WANTING
