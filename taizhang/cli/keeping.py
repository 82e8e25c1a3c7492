"""Commands that keep a home: init, directory, seal, backup, restore, doctor."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from checklists.catalogue import catalogue
from checklists.columns import KINDS
from checklists.profile import CANTEENS, STAGES
from records.backup import make_backup
from records.directory import ITEMS, Listing
from records.lifecycle import state_of
from records.record import State
from taizhang import clock
from taizhang.cli.frame import Asked, ask, command, read_bytes, write_bytes
from taizhang.cli.usage import Day, OneOf
from taizhang.desk import Desk, Visit
from taizhang.doctor import examine
from taizhang.enrolling import enrol_rows, read_rows
from taizhang.errors import SchoolFileError, UsageError
from taizhang.exits import Exit
from taizhang.founding import found
from taizhang.home import SCHOOL_FILE, Home, read_settings
from taizhang.listings import heading_of, told
from taizhang.papers import open_press, school_identity
from taizhang.privacy import shown_list
from taizhang.restoring import bring_back
from taizhang.settings import passphrase

DAY = Day()
KINDS_OF_SCHOOL = OneOf({one: one for one in STAGES})
CANTEEN = OneOf({one: one for one in CANTEENS})
LISTS = OneOf({kind: KINDS[kind] for kind in ITEMS})
SHORTEST = 8
"""Characters of a passphrase."""


@command("init")
@click.option("--name", metavar="校名", help="学校全称，与公章一致。")
@click.option("--code", metavar="代字", help="学校代字，文书编号用，如 云小。")
@click.option("--kind", type=KINDS_OF_SCHOOL, help="类别，与食堂一起决定建哪些登记簿。")
@click.option("--canteen", type=CANTEEN, help="食堂经营方式。")
@click.option("--boarding", is_flag=True, help="寄宿制。")
@click.option("--principal", metavar="姓名", help="校长、园长姓名，名录里的第一个人。")
@click.option("--term", metavar="学期", help="学期代号，如 2026-2027-1。")
@click.option("--start", type=DAY, help="学期第一天，如 2026-09-01。")
@click.option("--end", type=DAY, help="学期最后一天。")
def init(
    asked: Asked,
    name: str | None,
    code: str | None,
    kind: str | None,
    canteen: str | None,
    boarding: bool,
    principal: str | None,
    term: str | None,
    start: date | None,
    end: date | None,
) -> None:
    """Found a school's home."""
    if (asked.folder / SCHOOL_FILE).exists():
        where = asked.folder / SCHOOL_FILE
        raise SchoolFileError(f"{where} 已经存在，未改动。要改设置请直接编辑它。")
    school: dict[str, Any] = {
        "name": name or ask("学校全称（与公章一致）", _said),
        "code": code or ask("学校代字（文书编号用，如 云小）", _said),
        "kind": kind or ask(f"类别（{'、'.join(STAGES)}）", _choosing(KINDS_OF_SCHOOL)),
        "canteen": canteen or ask(f"食堂（{'、'.join(CANTEENS)}）", _choosing(CANTEEN)),
        "boarding": boarding,
        "principal": principal or asked.person or ask("校长（园长）姓名", _said),
    }
    first = {
        "key": term or ask("学期（如 2026-2027-1）", _said),
        "start": start or ask("学期第一天（如 2026-09-01）", _day),
        "end": end or ask("学期最后一天（如 2027-01-22）", _day),
    }
    settings = read_settings({"school": school, "terms": [first]}, "填写的内容")
    home = found(asked.folder, settings, school["principal"], clock.now)
    kept = [one for one in catalogue().values() if not home.profile.why_not_kept(one)]
    asked.answer(
        {"home": str(home.folder), "school": school["name"], "term": first["key"]},
        f"已建立 {home.folder}",
        f"  {school['kind']}，食堂{school['canteen']}：要建 {len(kept)} 种登记簿，"
        "见 taizhang registers",
        f"  校历、限值在 {home.folder / SCHOOL_FILE} 里改",
        f"  名录里已有校长{school['principal']}；其余人员、地点、灭火器用 taizhang directory 添加",
        "  学校证书已生成：现在就用 taizhang backup 备份一次密钥",
    )


def _said(text: str) -> str:
    if not text:
        raise UsageError("这一项必填。")
    return text


def _choosing(words: OneOf) -> Callable[[str], str]:
    return lambda text: words.convert(_said(text), None, None)


def _day(text: str) -> date:
    return DAY.convert(text, None, None)


@command("directory")
@click.argument("kind", metavar="类别", type=LISTS)
@click.argument("file", metavar="[文件]", required=False, default="")
@click.option(
    "--out", metavar="文件", type=click.Path(path_type=Path), help="写成 Excel；空名录就是空表。"
)
def directory(asked: Asked, kind: str, file: str, out: Path | None) -> Exit:
    """List a kind of the directory, write it to a workbook, or add to it."""
    home = asked.home()
    if file:
        return _enrol(asked, home, kind, file)
    kept, hint = shown_list(home, kind, asked.person, clock.now(home.zone))
    if out is not None:
        from taizhang.workbooks import list_workbook  # loads a library that few commands need

        write_bytes(out, list_workbook(kind, kept))
        asked.answer({"file": str(out), "count": len(kept)}, f"已写到 {out}，{len(kept)} 条")
    else:
        _show_list(asked, kind, kept)
    asked.warn(hint)
    return Exit.DONE


def _show_list(asked: Asked, kind: str, kept: Sequence[Listing]) -> None:
    facts = [name for name in ITEMS[kind].model_fields if name not in ("id", "name")]
    shown = [name for name in facts if any(told(one.item, name) for one in kept)]
    heads = (heading_of(ITEMS[kind], name) for name in ("id", "name", *shown))
    rows = [(one.id, one.name, *(told(one.item, name) for name in shown)) for one in kept]
    asked.table([one.item.model_dump(mode="json") for one in kept], tuple(heads), rows)
    asked.say(f"共 {len(kept)} 条")


def _enrol(asked: Asked, home: Home, kind: str, file: str) -> Exit:
    rows = read_rows(read_bytes(file), kind, file)
    at = clock.now(home.zone)
    done = enrol_rows(home, kind, rows, by=asked.actor(), at=at, where=file)
    same = f"，{done.same} 条本来就有" if done.same else ""
    asked.answer(
        [{"id": one.id, "name": one.name} for one in done.kept],
        *(f"{one.id} {one.name}" for one in done.kept),
        f"已登记 {len(done.kept)} 条{same}。",
    )
    odd = "、".join(done.odd_posts)
    asked.warn(f"没有登记簿用到的岗位：{odd}。核对是不是写错了" if odd else "")
    return Exit.DONE


@command("seal")
@click.argument("term", metavar="学期")
@click.option("--yes", is_flag=True, help="不再询问。")
def seal(asked: Asked, term: str, yes: bool) -> None:
    """Seal a term."""
    home = asked.home()
    with Desk.open(home) as desk:
        visit = Visit(asked.actor(), desk.now())
        desk.person(visit)
        if not yes:
            _make_sure(desk, term)
        done = desk.seal(visit, term, school_identity(home))
    point = done.checkpoint
    asked.answer(
        {"term": point.term, "lines": point.size, "head": point.head, "at": point.at},
        f"已封存 {term}：{point.size} 行，链头 {point.size}:{point.head}",
    )


def _make_sure(desk: Desk, term: str) -> None:
    """Say what stays open, and have the term typed once more."""
    unfinished = sum(state_of(one) is State.OPEN for one in desk.records(term))
    hazards = len(desk.hazards(term, open_only=True, on=desk.now()))
    ends = desk.home.term(term).end
    early = f"学期到 {ends} 才结束。" if desk.now().date() < ends else ""
    click.echo(f"封存后 {term} 不能再登记、签字。{early}", err=True)
    click.echo(f"还有未结 {unfinished} 条，没销号的隐患 {hazards} 条。", err=True)

    def same(text: str) -> None:
        if text != term:
            raise UsageError(f"不是 {term}。不封存请按 Ctrl-C。")

    ask("确定封存，请再输入一次学期代号", same)


@command("backup")
@click.argument("target", metavar="存放的文件夹", type=click.Path(path_type=Path))
@click.option("--no-keys", is_flag=True, help="这次不备份密钥。")
def backup(asked: Asked, target: Path, no_keys: bool) -> None:
    """Back a home up."""
    home = asked.home()
    words = None if no_keys else _passphrase("密钥备份的口令（另行保管）", twice=True)
    made = make_backup(home.folder, target, at=clock.now(home.zone), passphrase=words)
    keys = f"密钥 {made.keys}" if made.keys else "密钥没有备份：换一次带口令的备份"
    asked.answer(
        {
            "data": str(made.data),
            "keys": str(made.keys or ""),
            "files": made.files,
            "heads": {term: f"{size}:{head}" for term, (size, head) in made.heads.items()},
        },
        f"数据 {made.data}（{made.files} 个文件）",
        keys,
    )


@command("restore")
@click.argument(
    "data", metavar="[数据备份]", required=False, type=click.Path(path_type=Path), default=None
)
@click.option("--keys", metavar="文件", type=click.Path(path_type=Path), help="密钥备份。")
def restore(asked: Asked, data: Path | None, keys: Path | None) -> Exit:
    """Bring a backup back: data, keys, or both."""
    if data is None and keys is None:
        raise UsageError("没有说恢复什么：写数据备份的文件名，或 --keys 密钥备份。")
    for file in (one for one in (data, keys) if one is not None):
        if not file.is_file():
            raise UsageError(f"没有 {file} 这个文件。核对路径。")
    words = "" if keys is None else _passphrase("密钥备份的口令", twice=False)
    back = bring_back(asked.folder, data, keys, words)
    done, missing = back.data, back.missing
    if back.keys is not None:
        asked.say(f"已恢复密钥 {back.keys} 个文件")
    terms = done.terms if done else ()
    kept = done.kept if done else ()
    asked.answer(
        {
            "written": done.written if done else 0,
            "kept": list(kept),
            "missing": list(missing),
            "terms": {one.term: one.chain.head for one in terms},
        },
        *([f"已恢复 {done.written} 个文件到 {asked.folder}"] if done else []),
        *(f"  {one.term}：{one.chain.length} 行，链头 {one.chain.head}" for one in terms),
        *(f"  缺：{text}" for text in missing),
        *(f"  与备份不同，保留现有的：{name}" for name in kept),
    )
    return Exit.DONE if back.is_whole else Exit.WANTING


def _passphrase(question: str, *, twice: bool) -> str:
    words = passphrase()
    if words is not None:
        return _long_enough(words)
    if not sys.stdin.isatty():
        raise UsageError(
            "没有键盘可以输口令。在终端里运行，或用环境变量 TAIZHANG_PASSPHRASE 给出。"
        )
    while True:
        words = ask(question, _long_enough, hidden=True)
        if not twice or ask("再输一次", str, hidden=True) == words:
            return words
        click.echo("✗ 两次不一样，请重新输入。", err=True)


def _long_enough(words: str) -> str:
    if len(words) < SHORTEST:
        raise UsageError(f"口令太短：至少 {SHORTEST} 位。")
    return words


@command("doctor")
def doctor(asked: Asked) -> Exit:
    """Look at everything the home needs."""
    home = asked.home()
    with open_press(home) as press:
        found = list(examine(home, press, clock.now(home.zone)))
    data = [{"ok": one.ok, "name": one.name, "text": one.text} for one in found]
    asked.answer(data, *(f"{'✓' if one.ok else '✗'} {one.name}：{one.text}" for one in found))
    return Exit.DONE if all(one.ok for one in found) else Exit.WANTING
