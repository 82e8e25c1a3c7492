"""Commands of the way back from paper: scan, tray, countersign."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from checklists.catalogue import find
from taizhang.cli.frame import Asked, command, read_bytes
from taizhang.cli.usage import OneOf
from taizhang.countersigning import (
    Candidate,
    Owed,
    Tick,
    candidate_of,
    candidates,
    countersign,
    owed_signatures,
)
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.forms import understood
from taizhang.paperwork import Paperwork, prints_of
from taizhang.scanning import ScanReport, file_scans
from taizhang.tray import LEAST, Place, Tray, TrayPage, assign, discard, guessed, to_data

TRAY_ACTS = OneOf({"list": "列出", "assign": "归到记录", "discard": "丢弃"})
NUMBER = click.IntRange(0)
SHOWN = 12
"""Digits of a page's digest that are shown to name it by."""


@command("scan")
@click.argument("files", metavar="文件…", nargs=-1, required=True)
def scan(asked: Asked, files: Sequence[str]) -> Exit:
    """File scans: every page to its record, the rest to the tray."""
    with Desk.open(asked.home()) as desk, asked.progress("扫描归档") as tell:
        visit = Visit(asked.actor(), desk.now())
        report = file_scans(desk, visit, ((Path(one).name, read_bytes(one)) for one in files), tell)
    asked.answer(report.to_data(), *_report(report))
    return Exit.WANTING if report.tray or report.unread else Exit.DONE


def _report(report: ScanReport) -> Iterator[str]:
    yield report.summary
    yield from (f"  {_paper(one)}" for one in report.records)
    yield from (f"  读不了：{why}" for _, why in report.unread)
    if report.tray:
        yield "待归（用 taizhang tray 查看、归档）："
        yield from (f"  {_page(one)}" for one in report.tray)


def _paper(one: Paperwork) -> str:
    remarks = "；".join(one.remarks) or "齐"
    return f"{one.number}　{one.title}　{len(one.pages)} 页　{remarks}"


def _page(one: TrayPage) -> str:
    known = one.number or (f"登记簿 {one.slug}" if one.slug else "")
    return "　".join(filter(None, (one.key[:SHOWN], one.name, one.why, known)))


@command("tray")
@click.argument("act", metavar="[做什么]", type=TRAY_ACTS, default="list")
@click.argument("key", metavar="[页]", default="")
@click.argument("number", metavar="[记录编号]", default="")
@click.option("--page", type=NUMBER, default=0, metavar="几", help="assign 时用：是第几页。")
@click.option(
    "--copy", "copy_no", type=NUMBER, default=0, metavar="几", help="assign 时用：是第几份。"
)
@click.option(
    "--version", type=NUMBER, metavar="几", help="assign 时用：纸上是第几版；不写是现在的。"
)
@click.option("--reason", default="", metavar="原因", help="discard 时用：为什么丢弃。")
def tray(
    asked: Asked,
    act: str,
    key: str,
    number: str,
    page: int,
    copy_no: int,
    version: int | None,
    reason: str,
) -> None:
    """List the pages that wait, put one to a record, or throw one away."""
    with Desk.open(asked.home(), read_only=act == "list") as desk:
        pages = Tray(desk.home.folder, desk.disk)
        if act == "list":
            _list(asked, pages)
            return
        if not key:
            raise UsageError(f"没有写明哪一页。用 taizhang tray 看编号，写前 {LEAST} 位以上。")
        visit = Visit(asked.actor(), desk.now())
        if act == "discard":
            gone = discard(desk, visit, pages, key, reason)
            asked.answer({"discarded": gone.key}, f"已丢弃 {gone.name}")
            return
        found = pages.find(key)
        place = _place(desk, found, number, version, page, copy_no)
        assign(desk, visit, pages, key, place)
    data = {"page": found.key, **asdict(place)}
    asked.answer(data, f"{found.name} 已归到 {place.number}")


def _place(
    desk: Desk, found: TrayPage, number: str, version: int | None, page: int, copy_no: int
) -> Place:
    """Where a page goes: as it was said, else as its code says."""
    number = number or found.number
    if not number:
        raise UsageError("没有写归到哪一条记录。写上记录编号。")
    known = found if number == found.number else None
    if version is None:
        version = guessed(desk.record(number), found)
    return Place(
        number,
        version,
        page or (known.page if known else 0),
        copy_no or (known.copy_no if known else 0),
    )


def _list(asked: Asked, pages: Tray) -> None:
    waiting = pages.waiting()
    rows = (
        (one.key[:SHOWN], one.name, f"{one.at:%Y-%m-%d %H:%M}", one.by, one.why, one.number)
        for one in waiting
    )
    heads = ("页", "文件", "扫描时间", "扫描人", "为什么待归", "也许是")
    asked.table(map(to_data, waiting), heads, rows)
    asked.say(f"共 {len(waiting)} 页待归")


@command("countersign")
@click.argument("numbers", metavar="[记录编号…]", nargs=-1)
@click.option("--register", "slug", default="", metavar="登记簿", help="只看这一册的。")
@click.option("--missing", is_flag=True, help="列出还缺的签名，供催签。")
@click.option("--role", "roles", multiple=True, metavar="签字处", help="只确认这一处（可多次）。")
@click.option(
    "--set", "facts", multiple=True, metavar="栏=值", help="这一环节的栏，如 签订日期=…。"
)
def countersign_(
    asked: Asked,
    numbers: Sequence[str],
    slug: str,
    missing: bool,
    roles: Sequence[str],
    facts: Sequence[str],
) -> Exit:
    """List signatures in ink that nobody has confirmed; with numbers, confirm them."""
    with Desk.open(asked.home(), read_only=not numbers) as desk:
        slug = find(slug, desk.registers).slug if slug else ""
        prints = prints_of(desk)
        if missing:
            return _list_owed(asked, list(owed_signatures(desk, prints, slug)))
        if not numbers:
            return _list_candidates(asked, list(candidates(desk, prints, slug)))
        visit, done = Visit(asked.actor(), desk.now()), []
        for number in numbers:
            one = candidate_of(desk, desk.record(number), prints)
            if one is None:
                raise UsageError(f"记录 {number} 没有等核对的签名。")
            ticks = list(_ticks(one, roles))
            done.append(countersign(desk, visit, number, ticks, _said(desk, one, facts)))
    lines = (
        f"{one.number}　已登记：{'、'.join(one.signed) or '无'}"
        f"{f'　没有办成：{one.refused}' if one.refused else ''}"
        for one in done
    )
    asked.answer([asdict(one) for one in done], *lines)
    return Exit.WANTING if any(one.refused for one in done) else Exit.DONE


def _ticks(one: Candidate, roles: Sequence[str]) -> Iterator[Tick]:
    """Places to confirm: those that are named, else those where ink was found."""
    for place in one.places:
        if place.role in roles or (not roles and place.inked):
            if len(place.signers) != 1:
                names = "、".join(map(str, place.signers)) or "名录里没有"
                raise UsageError(f"记录 {one.number}「{place.role}」不知道是谁签的：{names}。")
            yield Tick(place.role, place.signers[0].id, place.sheet)


def _said(desk: Desk, one: Candidate, facts: Sequence[str]) -> dict[str, Any]:
    """What was said of the signing, by column; columns are named as printed or by their key."""
    columns = {name: two for two in one.asked for name in (two.name, two.label)}
    said: dict[str, Any] = {}
    for fact in facts:
        name, _, value = fact.partition("=")
        if name in columns:
            said[columns[name].name] = value
        elif one.asked:
            labels = "、".join(two.label for two in one.asked)
            raise UsageError(f"“{name}”不是要填的栏。可用：{labels}。")
    return understood(said, find(one.slug, desk.registers))


def _list_candidates(asked: Asked, found: Sequence[Candidate]) -> Exit:
    rows = (
        (one.number, one.title, two.role, "、".join(map(str, two.signers)), _ink(two.inked))
        for one in found
        for two in one.places
    )
    asked.table(map(_candidate, found), ("记录", "题名", "签字处", "应签人", "笔迹"), rows)
    asked.say("看过扫描件再确认：taizhang countersign 编号… --set 签订日期=… --as 姓名")
    return Exit.DONE


def _candidate(one: Candidate) -> dict[str, Any]:
    asked = {two.name: two.label for two in one.asked}
    places = [
        {**asdict(two), "place": two.place._asdict() if two.place else None} for two in one.places
    ]
    return {"number": one.number, "title": one.title, "asked": asked, "places": places}


def _ink(inked: bool) -> str:
    return "有" if inked else "没有看到"


def _list_owed(asked: Asked, found: Sequence[Owed]) -> Exit:
    rows = (
        (one.number, one.title, one.role, "、".join(one.signers), one.why, _day(one.printed_at))
        for one in found
    )
    heads = ("记录", "题名", "签字处", "应签人", "怎么样", "打印")
    asked.table(map(asdict, found), heads, rows)
    return Exit.WANTING if found else Exit.DONE


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
