"""Commands of personal values: erase, destroy, access-log."""

from datetime import date

import click

from records.access import Access, AccessLog
from records.disk import Disk
from records.erasure import Erased
from taizhang import privacy
from taizhang.cli.frame import Asked, command
from taizhang.cli.registers import slug_of
from taizhang.cli.usage import Day
from taizhang.desk import Desk, Visit
from taizhang.exits import Exit

AFTER = "旧的密钥备份里还有这些密钥：重新备份密钥（taizhang backup），销毁旧的"
REASON = click.option("--reason", required=True, metavar="原因", help="原因，永久留在台账上。")


@command("erase")
@click.argument("number", metavar="记录编号")
@REASON
def erase(asked: Asked, number: str, reason: str) -> None:
    """Delete the personal values of a record."""
    with Desk.open(asked.home()) as desk:
        done = privacy.erase(desk, Visit(asked.actor(), desk.now()), number, reason)
    told = f"已删除 {number} 的个人信息{_photos(done)}"
    asked.answer({"number": number, "keys": done.keys, "photos": done.photos}, told, f"  {AFTER}")


@command("destroy")
@click.argument("key", metavar="登记簿")
@click.option("--term", required=True, metavar="学期", help="如 2025-2026-2。")
@click.option("--witness", required=True, metavar="姓名", help="监销人。")
@REASON
def destroy(asked: Asked, key: str, term: str, witness: str, reason: str) -> None:
    """Destroy the personal values of a register of a term."""
    slug = slug_of(key)
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now())
        count, done = privacy.destroy(desk, visit, slug, term, witness=witness, reason=reason)
    told = f"已销毁 {term} {count} 条记录的个人信息{_photos(done)}"
    data = {"records": count, "keys": done.keys, "photos": done.photos}
    asked.answer(data, told, f"  {AFTER}")


def _photos(done: Erased) -> str:
    return f"和照片 {done.photos} 张" if done.photos else ""


@command("access-log")
@click.argument("number", metavar="[记录编号]", required=False, default="")
@click.option("--from", "first", type=Day(), help="日期起，如 2026-03-05。")
@click.option("--to", "last", type=Day(), help="日期止。")
def access_log(asked: Asked, number: str, first: date | None, last: date | None) -> Exit:
    """Who read personal values, and who came in."""
    home = asked.home()
    log = AccessLog(home.folder, Disk())
    found = [
        one
        for one in log.entries()
        if (not number or one.what == number)
        and (first or date.min) <= one.at.astimezone(home.zone).date() <= (last or date.max)
    ]
    heads = ("时间", "谁", "做什么", "什么", "用途", "来自", "")
    asked.table([_data(one) for one in found], heads, map(_row, found))
    asked.say(f"共 {len(found)} 次")
    return asked.warn("；".join(log.damage()))


def _row(one: Access) -> tuple[str, ...]:
    refused = "" if one.allowed else "无权，已遮盖"
    when = f"{one.at:%Y-%m-%d %H:%M}"
    return (when, one.by.name, one.how, one.what, one.why, one.place, refused)


def _data(one: Access) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "by": one.by.name,
        "how": one.how,
        "what": one.what,
        "register": one.register,
        "why": one.why,
        "allowed": one.allowed,
        "place": one.place,
    }
