"""Commands that keep a home: init, directory, seal, backup, restore, doctor."""

from datetime import datetime
from pathlib import Path

import click

from checklists.columns import KINDS
from checklists.posts import post_title
from records.backup import make_backup
from records.directory import ITEMS, Directory
from records.disk import Disk
from records.enrolment import enrol
from records.record import Person
from records.restore import restore as restore_data
from records.restore import restore_keys
from taizhang import clock
from taizhang.cli.frame import Asked, command, read_bytes
from taizhang.desk import Desk, Visit
from taizhang.doctor import examine
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.forms import read_lines
from taizhang.founding import found
from taizhang.home import Home, read_settings
from taizhang.papers import open_press, school_identity
from taizhang.settings import passphrase

DAY = click.DateTime(["%Y-%m-%d"])


@command("init", "建立学校的文件夹：学校档案、第一个学期、管理员、学校证书。")
@click.option("--name", prompt="学校全称（与公章一致）", help="学校全称，与公章一致。")
@click.option("--code", prompt="学校代字（文书编号用，如 云小）", help="学校代字。")
@click.option("--kind", type=click.Choice(["小学", "幼儿园"]), default="小学", help="类别。")
@click.option("--principal", default="", help="校长、园长姓名。")
@click.option("--term", prompt="学期（如 2026-2027-1）", help="学期代号。")
@click.option("--start", type=DAY, prompt="学期开始日期（如 2026-09-01）", help="学期第一天。")
@click.option("--end", type=DAY, prompt="学期结束日期", help="学期最后一天。")
def init(
    asked: Asked,
    name: str,
    code: str,
    kind: str,
    principal: str,
    term: str,
    start: datetime,
    end: datetime,
) -> None:
    """Found a school's home."""
    school = {"name": name, "code": code, "kind": kind, "principal": principal}
    first = {"key": term, "start": start.date(), "end": end.date()}
    settings = read_settings({"school": school, "terms": [first]}, "填写的内容")
    home = found(asked.folder, settings, asked.person or principal, clock.now)
    asked.answer(
        {"home": str(home.folder), "school": name, "term": term},
        f"已建立 {home.folder}",
        f"  学校档案 {home.folder / 'school.toml'}：校历、限值在这里改",
        f"  人员、地点、灭火器名录在 {home.folder / 'directory'}，用 taizhang directory 添加",
        "  学校证书已生成；请用 taizhang backup 备份密钥",
    )


@command("directory", "名录：人员、地点、灭火器、设备、班级。带文件则添加或修改（一行一条 JSON）。")
@click.argument("kind", metavar="类别", type=click.Choice(list(ITEMS)))
@click.argument("file", metavar="[文件]", required=False, default="")
def directory(asked: Asked, kind: str, file: str) -> Exit:
    """List a kind of the directory, or add to it."""
    home = asked.home()
    if not file:
        listed = Directory.open(home.folder / "directory", clock.now(home.zone).date())
        rows = [
            (
                one.id,
                one.name,
                "、".join(map(post_title, one.posts)),
                "" if one.active else "已离岗、停用",
            )
            for one in listed.listings(kind)
        ]
        data = [
            {"id": one.id, "name": one.name, "posts": list(one.posts)}
            for one in listed.listings(kind)
        ]
        asked.table(data, ("编号", KINDS.get(kind, kind), "岗位", "状态"), rows)
        return Exit.DONE
    return _enrol_all(asked, home, kind, file)


def _enrol_all(asked: Asked, home: Home, kind: str, file: str) -> Exit:
    folder, now = home.folder / "directory", clock.now(home.zone)
    people = Directory.open(folder, now.date())
    known = people.look_up("person", asked.actor())
    if known is None and people.keeps("person"):
        raise UsageError(f"名录里没有“{asked.person}”。核对 --as 的姓名或编号。")
    by = Person(known.id, known.name) if known else Person(asked.person, asked.person)
    kept = []
    for _, row in read_lines(read_bytes(file), file):
        if isinstance(row, UsageError):
            raise row
        kept.append(enrol(folder, kind, row, by=by, at=now, disk=Disk()))
    asked.answer(
        [{"id": one.id, "name": one.name} for one in kept],
        *(f"{one.id} {one.name}" for one in kept),
        f"已登记 {len(kept)} 条。",
    )
    return Exit.DONE


@command("seal", "封存一个学期：此后只能在下一学期更正。")
@click.argument("term", metavar="学期")
@click.option("--yes", is_flag=True, help="不再询问。")
def seal(asked: Asked, term: str, yes: bool) -> None:
    """Seal a term."""
    home = asked.home()
    if not yes:
        click.confirm(f"封存 {term} 后不能再登记，确定吗？", abort=True)
    with Desk.open(home) as desk:
        done = desk.seal(Visit(asked.actor(), desk.now()), term, school_identity(home))
    point = done.checkpoint
    asked.answer(
        {"term": point.term, "lines": point.size, "head": point.head, "at": point.at},
        f"已封存 {term}：{point.size} 行，链头 {point.size}:{point.head}",
    )


@command("backup", "备份到一个文件夹：数据一个文件，密钥另一个（用口令加密）。")
@click.argument("target", metavar="文件夹", type=click.Path(path_type=Path))
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


@command("restore", "从备份恢复到 --home 的文件夹；有更新的内容时拒绝。")
@click.argument("data", metavar="数据备份", type=click.Path(path_type=Path))
@click.option("--keys", type=click.Path(path_type=Path), help="密钥备份。")
def restore(asked: Asked, data: Path, keys: Path | None) -> Exit:
    """Bring a backup back."""
    if not data.is_file():
        raise UsageError(f"没有 {data} 这个文件。核对路径。")
    done = restore_data(data, asked.folder)
    if keys is not None:
        restore_keys(keys, asked.folder, _passphrase("密钥备份的口令", twice=False))
    missing = tuple(one for one in done.missing if keys is None or not one.startswith("密钥"))
    sound = all(one.chain.intact for one in done.terms)
    asked.answer(
        {
            "written": done.written,
            "kept": list(done.kept),
            "missing": list(missing),
            "terms": {one.term: one.chain.head for one in done.terms},
        },
        f"已恢复 {done.written} 个文件到 {asked.folder}",
        *(f"  {one.term}：{one.chain.length} 行，链头 {one.chain.head}" for one in done.terms),
        *(f"  缺：{text}" for text in missing),
        *(f"  与备份不同，保留现有的：{name}" for name in done.kept),
    )
    return Exit.DONE if sound and not missing else Exit.WANTING


def _passphrase(question: str, *, twice: bool) -> str:
    words = passphrase()
    if words is None:
        words = click.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)
    if len(words) < 8:
        raise UsageError("口令太短：至少 8 位。")
    return words


@command("doctor", "自检：字体、排版、台账、密钥、校历、岗位。")
def doctor(asked: Asked) -> Exit:
    """Look at everything the home needs."""
    home = asked.home()
    with open_press(home) as press:
        found = list(examine(home, press, clock.now(home.zone)))
    data = [{"ok": one.ok, "name": one.name, "text": one.text} for one in found]
    asked.answer(data, *(f"{'✓' if one.ok else '✗'} {one.name}：{one.text}" for one in found))
    return Exit.DONE if all(one.ok for one in found) else Exit.WANTING
