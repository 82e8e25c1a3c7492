"""Commands that keep a home: init, directory, seal, backup, restore, doctor."""

from datetime import datetime

import click

from checklists.columns import KINDS
from checklists.posts import post_title
from records.directory import ITEMS, Directory
from records.disk import Disk
from records.enrolment import enrol
from records.record import Person
from taizhang import clock
from taizhang.cli.frame import Asked, command, read_bytes
from taizhang.doctor import examine
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.forms import read_lines
from taizhang.founding import found
from taizhang.home import Home, read_settings
from taizhang.papers import open_press

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


@command("doctor", "自检：字体、排版、台账、密钥、校历、岗位。")
def doctor(asked: Asked) -> Exit:
    """Look at everything the home needs."""
    home = asked.home()
    with open_press(home) as press:
        found = list(examine(home, press, clock.now(home.zone)))
    data = [{"ok": one.ok, "name": one.name, "text": one.text} for one in found]
    asked.answer(data, *(f"{'✓' if one.ok else '✗'} {one.name}：{one.text}" for one in found))
    return Exit.DONE if all(one.ok for one in found) else Exit.WANTING
