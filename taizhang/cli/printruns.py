"""Commands of paper that goes out for ink: print-run, blank."""

from datetime import date
from pathlib import Path

import click

from taizhang.blank_papers import lay_out_blank, print_blank
from taizhang.cli.frame import Asked, command, write_bytes
from taizhang.cli.reading import WHY
from taizhang.cli.registers import slug_of
from taizhang.cli.usage import Day, OneOf
from taizhang.desk import Desk, Visit
from taizhang.papers import open_press
from taizhang.printruns import PrintRun, print_run, records_of_batch

FORMS = OneOf({"pdf": "PDF", "docx": "Word", "zip": "每人一份的压缩包"})
OUT = click.option(
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到这个文件（默认当前文件夹）。",
)
DUPLEX = click.option(
    "--duplex", is_flag=True, help="双面打印：每一份从新的一张纸开始，奇数页的补一个空白页。"
)


@command("print-run")
@click.argument("numbers", metavar="[记录编号]…", nargs=-1)
@click.option("--batch", default="", metavar="批次", help="这一批次的全部，如责任书的批次名称。")
@click.option("--copies", type=int, metavar="份数", help="每件几份；不写就按记录里的份数。")
@click.option("--to", "form", type=FORMS, default="pdf", help="格式，不写是 pdf（一叠）。")
@click.option("--no-seams", "plain", is_flag=True, help="不印骑缝章的位置。")
@DUPLEX
@WHY
@OUT
def print_run_(
    asked: Asked,
    numbers: tuple[str, ...],
    batch: str,
    copies: int | None,
    form: str,
    *,
    plain: bool,
    duplex: bool,
    why: str,
    out: Path | None,
) -> None:
    """Print records for signing on paper."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        wanted = [*numbers, *(records_of_batch(desk, batch) if batch else ())]
        visit = Visit(asked.actor(), desk.now())
        run = print_run(
            desk,
            press,
            visit,
            wanted,
            copies=copies,
            seams=not plain,
            duplex=duplex,
            words=form != "pdf",
            why=why,
        )
    files = _write(run, form, out)
    sheets = sum(one.copies * one.pages for one in run.prints)
    asked.answer(
        {
            "files": [str(path) for path in files],
            "records": [
                {"number": one.number, "copies": one.copies, "pages": one.pages}
                for one in run.prints
            ],
            "pages": sheets,
        },
        *(f"已打印 {path}" for path in files),
        f"  {len(run.prints)} 件，共 {sheets} 页；签好后扫描，用 taizhang scan 归档",
    )
    for hint in run.hints:
        asked.warn(hint)


def _write(run: PrintRun, form: str, out: Path | None) -> list[Path]:
    made = {"pdf": [run.stack], "docx": run.joined, "zip": [run.archive()]}[form]
    first = out or Path(f"待签-{run.prints[0].at:%Y%m%d-%H%M%S}.{form}")
    paths = [
        first if number == 1 else first.with_stem(f"{first.stem}-{number}")
        for number in range(1, len(made) + 1)
    ]
    for path, data in zip(paths, made, strict=True):
        write_bytes(path, data)
    return paths


@command("blank")
@click.argument("register", metavar="登记簿")
@click.option("--sheets", type=int, default=1, metavar="张数", help="印几张，不写是一张。")
@click.option("--on", "day", type=Day(), default=None, help="把日期先印上，如 2026-03-05。")
@click.option("--place", default="", metavar="地点", help="把地点先印上。")
@DUPLEX
@OUT
def blank(
    asked: Asked,
    register: str,
    sheets: int,
    day: date | None,
    place: str,
    *,
    duplex: bool,
    out: Path | None,
) -> None:
    """Print the empty form of a register."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        layout = lay_out_blank(desk, slug_of(register), sheets=sheets, on=day, place=place)
        data = print_blank(press, layout, duplex=duplex)
    target = out or Path(layout.name)
    write_bytes(target, data)
    asked.answer({"file": str(target), "sheets": sheets}, f"已打印 {target}：{sheets} 张")
