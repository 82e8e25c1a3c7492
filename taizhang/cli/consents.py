"""Commands of what families are told and asked: fees, consents."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from generator.imposition import two_up
from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.usage import Day, OneOf
from taizhang.consenting import (
    Answered,
    Asking,
    ClassLine,
    answer,
    answers_from,
    ask,
    board_of,
    items_asked,
    read_class,
)
from taizhang.consenting.asking import classes_of, pupils_of
from taizhang.consenting.boards import slips_of
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.fee_notices import Hanging, NoticeLine, catalogue_of, notices_of
from taizhang.papers import open_press
from taizhang.printruns import PrintRun, print_run

ACTS = OneOf(
    {
        "board": "进度",
        "make": "发确认单",
        "print": "打印",
        "sheet": "导出登记表",
        "answer": "登记意愿",
    }
)
OUT = click.option(
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="print、sheet 时用：写到这个文件；print 时 .docx 是 Word，.zip 是每人一份。",
)


@command("fees")
@click.option("--on", "day", type=Day(), default=None, help="哪一天的；不写是今天。")
@click.option("--catalogue", "listed", is_flag=True, help="列出收费项目目录。")
def fees(asked: Asked, day: date | None, listed: bool) -> Exit:
    """Which fee notices hang on a day, or the catalogue of what may be charged."""
    with Desk.open(asked.home(), read_only=True) as desk:
        on = day or desk.now().date()
        if listed:
            _show_catalogue(asked, desk, on)
            return Exit.DONE
        found = notices_of(desk, on)
    rows = (
        (one.publicity_no, one.hanging, "、".join(one.items), f"{one.start}至{one.end}", _said(one))
        for one in found
    )
    asked.table(map(asdict, found), ("公示号", "状态", "项目", "公示期", "说明"), rows)
    due = [one.publicity_no for one in found if one.photo_due]
    unfit = [one.number for one in found if one.hanging is Hanging.UNFIT]
    return asked.warn(
        "；".join(
            (
                *((f"还没有公示牌照片：{'、'.join(due)}",) if due else ()),
                *((f"不能公示：{'、'.join(unfit)}",) if unfit else ()),
            )
        )
    )


def _said(one: NoticeLine) -> str:
    told = [*one.faults, *([f"由{one.by}替代"] if one.by else [])]
    told += [f"替代{one.replaces}"] if one.replaces else []
    return "；".join([*told, *(["待拍公示牌照片"] if one.photo_due else [])])


def _show_catalogue(asked: Asked, desk: Desk, day: date) -> None:
    found = catalogue_of(desk, day)
    rows = (
        (
            one.name,
            one.nature,
            f"{one.standard} {one.unit}".strip(),
            one.basis,
            one.days,
            one.told_of,
        )
        for one in found
    )
    heads = ("项目", "性质", "核准标准", "依据", "有效期", "说明")
    asked.table(map(asdict, found), heads, rows)


@command("consents")
@click.argument("act", metavar="[做什么]", type=ACTS, default="board")
@click.argument("named", metavar="[项目或文件] [班级…]", nargs=-1)
@click.option("--from", "first", type=Day(), default=None, help="make 时用：服务期起。")
@click.option("--to", "last", type=Day(), default=None, help="make 时用：服务期止。")
@click.option(
    "--service", default="", metavar="内容", help="make 时用：服务内容/提供单位，不写照公示。"
)
@click.option("--anyway", is_flag=True, help="make 时用：名录里没有监护人的学生也发。")
@click.option("--two-up", "halved", is_flag=True, help="print 时用：一张 A4 印两份，裁开用。")
@OUT
def consents(
    asked: Asked,
    act: str,
    named: Sequence[str],
    first: date | None,
    last: date | None,
    service: str,
    anyway: bool,
    halved: bool,
    out: Path | None,
) -> Exit:
    """Slips of whole classes: make, print, answer, and how far they are."""
    if act == "board":
        return _board(asked, named)
    if not named:
        raise UsageError("没有写明项目（answer 时是文件）。例：taizhang consents make 课后服务费")
    match act:
        case "make":
            if first is None or last is None:
                raise UsageError("没有写服务期。加上 --from 和 --to，如 --from 2026-09-07。")
            return _make(asked, Asking(named[0], first, last, service, anyway), named[1:])
        case "print":
            return _print(asked, named[0], named[1:], out, halved=halved)
        case "sheet":
            return _sheet(asked, named[0], named[1:], out)
        case _:
            return _answer(asked, named[0])


def _board(asked: Asked, named: Sequence[str]) -> Exit:
    with Desk.open(asked.home(), read_only=True) as desk:
        found = {item: board_of(desk, item) for item in named or items_asked(desk)}
    rows = (
        (item, one.class_, *map(str, _counts(one)), "；".join(one.remarks))
        for item, lines in found.items()
        for one in lines
        if one.out or named
    )
    heads = ("项目", "班级", "学生", "发出", "收回", "参加", "不参加", "说明")
    data = [{"item": item, **asdict(one)} for item, lines in found.items() for one in lines]
    asked.table(data, heads, rows)
    alike = [one.class_ for lines in found.values() for one in lines if one.everybody_joins]
    told = f"参加率100%，疑似强制，请抽访家长复核：{'、'.join(alike)}" if alike else ""
    return asked.warn(told)


def _counts(one: ClassLine) -> tuple[int, ...]:
    return one.pupils, one.out, one.back, one.joining, one.declining


def _make(asked: Asked, asking: Asking, classes: Sequence[str]) -> Exit:
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        done = [ask(desk, visit, asking, one) for one in classes or _with_pupils(desk)]
    lines = (
        f"{one.class_}：发出 {len(one.numbers)} 份"
        + (f"，原来就有 {one.before} 份" if one.before else "")
        for one in done
    )
    total = sum(len(one.numbers) for one in done)
    asked.answer(list(map(asdict, done)), *lines, f"共发出 {total} 份")
    alone = [pupil for one in done for pupil in one.alone]
    told = f"{len(alone)} 名学生名录里没有监护人，没有发：{'、'.join(alone)}" if alone else ""
    return asked.warn(told)


def _with_pupils(desk: Desk) -> list[str]:
    rooms = classes_of(desk.directory)
    return [one.id for one in rooms if pupils_of(desk.directory, one)]


def _numbers(desk: Desk, item: str, classes: Sequence[str]) -> list[str]:
    """Slips that wait for an answer, class by class.

    Raises:
        UsageError: there are none.
    """
    wanted = classes or [one.class_ for one in board_of(desk, item)]
    found = [one for name in wanted for one in slips_of(desk, item, name)]
    waiting = [one.number for one in found if not one.entry.get("choice")]
    if not waiting:
        raise UsageError(f"“{item}”没有等家长选择的确认单。核对项目和班级，或先发确认单（make）。")
    return waiting


def _print(
    asked: Asked, item: str, classes: Sequence[str], out: Path | None, *, halved: bool
) -> Exit:
    target = out or Path(f"确认单-{item}.pdf")
    with Desk.open(asked.home()) as desk, open_press(desk.home) as press:
        numbers = _numbers(desk, item, classes)
        words = target.suffix in (".docx", ".zip")
        run = print_run(desk, press, Visit(asked.actor(), desk.now()), numbers, words=words)
    write_bytes(target, _chosen(run, target.suffix, halved=halved))
    data = {"file": str(target), "slips": len(numbers), "hints": list(run.hints)}
    asked.answer(data, f"已打印 {target}：{len(numbers)} 份")
    return asked.warn("；".join(run.hints))


def _chosen(run: PrintRun, suffix: str, *, halved: bool) -> bytes:
    """What the name of the file asks for: everything, Word, or what goes to the printer."""
    if suffix == ".zip":
        return run.archive()
    if suffix == ".docx":
        return run.joined[0]
    return two_up(run.stack) if halved else run.stack


def _sheet(asked: Asked, item: str, classes: Sequence[str], out: Path | None) -> Exit:
    from taizhang.workbooks import answers_workbook  # loads a library that few commands need

    if len(classes) != 1:
        raise UsageError("登记表一次一个班。例：taizhang consents sheet 课后服务费 三（1）班")
    with Desk.open(asked.home()) as desk:
        reading = read_class(desk, item, classes[0], by=asked.person)
    target = out or Path(f"意愿登记-{item}-{classes[0]}.xlsx")
    rows = [(one.number, one.pupil, one.choice, one.signed_on) for one in reading.slips]
    write_bytes(target, answers_workbook(rows, f"{item}　{classes[0]}　意愿登记"))
    asked.answer({"file": str(target), "rows": len(rows)}, f"已导出 {target}：{len(rows)} 人")
    return asked.warn(reading.hint)


def _answer(asked: Asked, file: str) -> Exit:
    answers = answers_from(read_bytes(file))
    with Desk.open(asked.home()) as desk:
        done = answer(desk, Visit(asked.actor(), desk.now(), channel="import"), answers)
    refused = [one for one in done if one.refused]
    kept = len(done) - len(refused)
    lines = (f"✗ {one.number}：{one.refused}" for one in refused)
    asked.answer(list(map(asdict, done)), *lines, f"已登记 {kept} 份意愿")
    return _outcome(asked, done)


def _outcome(asked: Asked, done: Sequence[Answered]) -> Exit:
    refused = sum(bool(one.refused) for one in done)
    return asked.warn(f"{refused} 份没有登记，改正后再试" if refused else "")
