"""Command of the school's seals: stamp."""

from collections.abc import Sequence
from pathlib import Path

import click

from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.usage import OneOf
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.official_seals import custodians_of, drop_seal, image_from, keep_seal, read_seal
from taizhang.papers import issue, open_press, put_on_paper
from taizhang.seal_log import lay_out_seal_log, seal_log
from taizhang.stamping import (
    USED,
    Application,
    Applications,
    ask,
    decide,
    lay_out_sealed,
    press_sealed,
    stamp,
)

ACTS = OneOf(
    {
        "log": "用印登记",
        "list": "列出申请",
        "ask": "申请",
        "approve": "批准",
        "refuse": "不批准",
        "use": "用印",
        "image": "存印章",
        "drop": "停用印章",
    }
)
FORMS = OneOf({"docx": "Word", "pdf": "PDF"})
PLACES = OneOf({"落款": "落款", "签名": "签名"})


@command("stamp")
@click.argument("act", metavar="[做什么]", type=ACTS, default="log")
@click.argument("named", metavar="[编号…]", nargs=-1)
@click.option(
    "--seal", "seals", multiple=True, metavar="印章", help="ask、image 时用：哪枚印章，如 公章。"
)
@click.option("--copies", metavar="张", type=int, default=1, help="ask 时用：每份盖几张。")
@click.option(
    "--why", default="", metavar="事由", help="ask 时用：为什么用；refuse 时用：为什么不批。"
)
@click.option(
    "--custodian", "keepers", multiple=True, metavar="姓名", help="image 时用：保管人，可写几次。"
)
@click.option("--width", metavar="毫米", type=int, default=42, help="image 时用：宽度，不写是 42。")
@click.option("--place", type=PLACES, default="落款", help="image 时用：盖在落款，还是签名处。")
@click.option("--no-seam", is_flag=True, help="image 时用：这枚不盖骑缝章。")
@click.option("--to", "form", type=FORMS, default=None, help="log 时用：打印用印登记簿。")
@click.option(
    "--out",
    metavar="路径",
    type=click.Path(path_type=Path),
    default=None,
    help="use：写到这个文件夹；log：写到这个文件。",
)
def stamp_(
    asked: Asked,
    act: str,
    named: tuple[str, ...],
    seals: tuple[str, ...],
    copies: int,
    why: str,
    keepers: tuple[str, ...],
    width: int,
    place: str,
    no_seam: bool,
    form: str | None,
    out: Path | None,
) -> None:
    """Keep seals, ask for their use, allow it, stamp, and read the log."""
    match act:
        case "log":
            _log(asked, named[0] if named else "", form, out)
        case "list":
            _list(asked)
        case "ask":
            _ask(asked, named, seals, copies, why)
        case "approve" | "refuse":
            _decide(asked, _only(named), allow=act == "approve", why=why)
        case "use":
            _use(asked, _only(named), out or Path())
        case "image":
            told = {"width": width, "place": place, "seam": not no_seam}
            _keep(asked, _only(named), seals, keepers, told)
        case _:
            _drop(asked, _only(named))


def _only(named: Sequence[str]) -> str:
    if len(named) != 1:
        raise UsageError("写一个编号（或文件、印章名称），不多不少。用 --help 查看用法。")
    return named[0]


# ---- seals


def _keep(
    asked: Asked,
    file: str,
    seals: Sequence[str],
    keepers: Sequence[str],
    told: dict[str, object],
) -> None:
    image, name = image_from(read_bytes(file)), _only(seals)
    with Desk.open(asked.home()) as desk:
        seal = read_seal({"name": name, "custodians": custodians_of(desk, keepers), **told})
        keep_seal(desk, asked.actor(), seal, image)
    across, down = image.size
    asked.answer(
        {"seal": name, "pixels": [across, down], "red": image.red, **told},
        f"已存“{name}”：{across}×{down} 像素，宽 {told['width']} 毫米。",
        "  图片和密钥放在一起，只进密钥备份。现在做一次密钥备份：taizhang backup",
    )


def _drop(asked: Asked, name: str) -> None:
    with Desk.open(asked.home()) as desk:
        drop_seal(desk, asked.actor(), name)
    asked.answer({"dropped": name}, f"“{name}”已停用，图片已删去。盖过的文书和登记不变。")


# ---- applications


def _list(asked: Asked) -> None:
    with Desk.open(asked.home(), read_only=True) as desk:
        kept = Applications(desk).listed()
    rows = (
        (
            one.id,
            one.state,
            f"{one.asked_at:%Y-%m-%d %H:%M}",
            one.asked_by.name,
            "、".join(one.seals),
            str(len(one.papers)),
            one.why,
        )
        for one in kept
    )
    heads = ("编号", "状态", "申请时间", "申请人", "印章", "文书", "事由")
    asked.table(map(_data, kept), heads, rows)


def _ask(asked: Asked, numbers: Sequence[str], seals: Sequence[str], copies: int, why: str) -> None:
    with Desk.open(asked.home()) as desk:
        made = ask(desk, Visit(asked.actor(), desk.now()), numbers, seals, copies, why)
    asked.answer(
        _data(made),
        f"已申请用印，编号 {made.id}：{'、'.join(made.seals)}，{len(made.papers)} 份文书",
        f"  请校长或分管副校长批准：taizhang stamp approve {made.id} --as 姓名",
    )


def _decide(asked: Asked, key: str, *, allow: bool, why: str) -> None:
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        made = decide(desk, visit, key, allow=allow, remark=why)
    then = f"  请保管人用印：taizhang stamp use {made.id} --as 姓名"
    asked.answer(_data(made), f"用印申请 {key}：{made.state}", *([then] if allow else []))


def _use(asked: Asked, key: str, folder: Path) -> None:
    """Stamp, and write the papers; what is stamped already is written again."""
    home, written = asked.home(), list[dict[str, object]]()
    with Desk.open(home) as desk, open_press(home) as press:
        visit = Visit(asked.actor(), desk.now())
        made = Applications(desk).get(key)
        if made.state != USED:
            made = stamp(desk, visit, key)
        for number in made.numbers:
            sealing = lay_out_sealed(desk, visit, key, number)
            paper = press_sealed(press, sealing)
            kept = issue(home, paper.name, paper.data) if sealing.kept else ""
            write_bytes(folder / paper.name, paper.data)
            given = "、".join(one.stamp_no for one in desk.record(number).stamps)
            said = {"number": number, "stamp_no": given, "issued": str(kept)}
            written.append({**said, "file": str(folder / paper.name)})
    asked.answer(
        {**_data(made), "papers": written},
        *(f"{one['stamp_no']}　{one['file']}" for one in written),
        "  Word 稿不带印章；要盖章的文书用这里的 PDF。",
    )


def _data(one: Application) -> dict[str, object]:
    return {**one.model_dump(mode="json"), "state": one.state}


# ---- the log


def _log(asked: Asked, span: str, form: str | None, out: Path | None) -> None:
    home = asked.home()
    with Desk.open(home, read_only=True) as desk:
        log = seal_log(desk, span)
        if form is not None:
            with open_press(home) as press:
                paper = put_on_paper(press, lay_out_seal_log(desk, log, form))
            target = out or Path(paper.name)
            write_bytes(target, paper.data)
            asked.answer({"file": str(target), "uses": len(log.uses)}, f"已打印 {target}")
            return
    rows = (
        (
            one.stamp_no,
            f"{one.at.astimezone(home.zone):%Y-%m-%d}",
            log.titles[one.number],
            one.number,
            "、".join(one.seals),
            str(one.copies),
            one.why,
            one.approved_by.name if one.approved_by else "",
            one.by.name,
            "" if one.stands else "作废",
        )
        for one in log.uses
    )
    heads = ("用印编号", "日期", "文书", "记录", "印章", "份数", "事由", "批准人", "用印人", "")
    asked.table(log.data, heads, rows)
    asked.say(f"{log.name}，共 {len(log.uses)} 次")
