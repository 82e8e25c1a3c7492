"""Commands that make and read papers: print, bulletin, bind, verify."""

from datetime import date
from pathlib import Path

import click

from checklists.register import CHAPTERS
from taizhang.cli.frame import Asked, command, write_bytes
from taizhang.cli.reading import WHY
from taizhang.cli.usage import Month, OneOf
from taizhang.desk import Desk, Visit
from taizhang.exits import Exit
from taizhang.papers import issue, open_press, print_bulletin, print_record
from taizhang.privacy import read_record
from taizhang.volumes import bind_term
from taizhang.vouching import verify_path

OUT = click.option(
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到这个文件（默认当前文件夹）。",
)
FORMS = {"docx": "Word", "pdf": "PDF"}
PAPERS = {"notice": "整改通知书", "closeout": "复查销号单", "poster": "公示海报"}


@command("print")
@click.argument("number", metavar="记录编号")
@click.option("--to", "form", type=OneOf(FORMS), default="pdf", help="格式，不写是 pdf。")
@click.option(
    "--paper",
    "kind",
    type=OneOf(PAPERS),
    help="隐患的整改通知书、复查销号单；收费公示的 A3 公示海报。不写就是记录本身。",
)
@click.option("--scans", is_flag=True, help="后面附上扫描归档的纸质件。")
@WHY
@OUT
def print_(
    asked: Asked, number: str, form: str, kind: str | None, scans: bool, why: str, out: Path | None
) -> None:
    """Print one record; personal values for those who may read them."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        reading = read_record(desk, number, by=asked.person, how="打印", why=why)
        paper = print_record(desk, press, reading.record, form, kind or "", scans=scans)
        # A copy that is kept would outlive the key that personal values can be deleted with.
        kept = "" if reading.whole else issue(home, paper.name, paper.data)
    target = out or Path(paper.name)
    write_bytes(target, paper.data)
    asked.answer(
        {"number": number, "file": str(target), "issued": str(kept), "bytes": len(paper.data)},
        f"已打印 {target}",
    )
    asked.warn(reading.hint)


@command("bulletin")
@click.argument("month", metavar="[月份]", type=Month(), required=False)
@click.option("--to", "form", type=OneOf(FORMS), default="pdf", help="格式，不写是 pdf。")
@OUT
def bulletin(asked: Asked, month: date | None, form: str, out: Path | None) -> None:
    """Print a month's hazards for the staff meeting."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        paper = print_bulletin(desk, press, month or desk.now().date(), form)
        kept = issue(home, paper.name, paper.data)
    target = out or Path(paper.name)
    write_bytes(target, paper.data)
    asked.answer({"file": str(target), "issued": str(kept)}, f"已打印 {target}")


@command("bind")
@click.argument("term", metavar="学期")
@click.option(
    "--chapter",
    "chapters",
    multiple=True,
    metavar="章",
    type=OneOf({key: title for key, (_, title) in CHAPTERS.items()}),
    help="只装订这一章（可多次），如 消防安全。",
)
@click.option("--checked-by", default="", metavar="姓名", help="检查人，印在备考表上。")
@OUT
def bind(
    asked: Asked, term: str, chapters: tuple[str, ...], checked_by: str, out: Path | None
) -> None:
    """Bind a term into one signed PDF."""
    home = asked.home()
    with (
        Desk.open(home, read_only=True) as desk,
        open_press(home) as press,
        asked.progress("装订") as tell,
    ):
        visit = Visit(asked.actor(), desk.now())
        done = bind_term(
            desk, press, visit, term, checked_by=checked_by, chapters=chapters, tell=tell
        )
    due = [one for one in done.standings if one.due]
    kept = [one for one in due if one.missing < one.due]
    untouched = len(due) - len(kept)
    target = out or Path(f"台账-{term}.pdf")
    write_bytes(target, done.signed)
    head = done.volume.manifest.head
    asked.answer(
        {
            "file": str(target),
            "issued": str(done.issued),
            "pages": done.volume.pages,
            "records": done.volume.records,
            "head": f"{head.lines}:{head.digest}",
            "registers": {
                one.slug: {
                    "due": one.due,
                    "done": one.done,
                    "late": one.late,
                    "open": one.open,
                    "missing": one.missing,
                }
                for one in done.standings
            },
        },
        f"已装订 {target}：{done.volume.records} 件，{done.volume.pages} 页",
        f"  台账链头 {head.lines}:{head.digest}",
        *(
            f"  {one.register.title}：应 {one.due}，按时 {one.done}，补录 {one.late}，"
            f"未结 {one.open}，缺 {one.missing}"
            for one in kept
        ),
        *([f"  另有 {untouched} 册，到期应填的一次都没有填"] if untouched else []),
    )


@command("verify")
@click.argument("path", metavar="路径", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    multiple=True,
    metavar="文件",
    type=click.Path(path_type=Path),
    help="信任的证书文件（PEM）。",
)
@click.option("--head", metavar="链头", help="纸质备考表上印的链头，如 3900:1f2e…。")
def verify(asked: Asked, path: Path, trust: tuple[Path, ...], head: str | None) -> Exit:
    """Verify a volume, a journal or a home."""
    report = verify_path(path, asked.folder, trust, head)
    mark = "✓" if report.ok else "✗"
    asked.answer(report.data, f"{mark} {report.headline}", *(f"  {line}" for line in report.lines))
    return Exit.DONE if report.ok else Exit.WANTING
