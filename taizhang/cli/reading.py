"""Commands that look: list, show, hazards, audit."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import click
import orjson

from checklists.catalogue import catalogue, find
from checklists.rules import Finding, Severity
from generator.composing.signatures import standing, way_of
from records.escalation import Told, told
from records.hazards import OFTEN, Hazard, Repeated, item_named, repeated
from records.lifecycle import open_reasons, state_of, unsigned_roles
from records.record import Record, State
from taizhang.cli.frame import Asked, command
from taizhang.cli.registers import slug_of
from taizhang.cli.usage import Day, OneOf
from taizhang.desk import Desk
from taizhang.exits import Exit
from taizhang.papers import school_on_paper
from taizhang.privacy import read_record
from taizhang.telling import account, state_text, title_of

TERM = click.option(
    "--term", default="", metavar="学期", help="如 2025-2026-2；不写就是现在的学期。"
)
WHY = click.option("--why", default="", metavar="用途", help="看个人信息的用途，记入访问日志。")
STATES = OneOf({str(one): str(one) for one in State})


def term_asked(desk: Desk, term: str) -> str:
    """The term named, or the one that takes what is recorded today."""
    return term or desk.term_now(desk.now().date())


@command("list")
@click.argument("key", metavar="[登记簿]", required=False, default="")
@TERM
@click.option("--from", "first", type=Day(), help="业务日期起，如 2026-03-05。")
@click.option("--to", "last", type=Day(), help="业务日期止。")
@click.option("--state", type=STATES, help="只列这一状态的。")
def list_(
    asked: Asked, key: str, term: str, first: date | None, last: date | None, state: str | None
) -> Exit:
    """List records of a term."""
    slug = slug_of(key) if key else ""
    with Desk.open(asked.home(), read_only=True) as desk:
        term = term_asked(desk, term)
        found = [
            record
            for record in desk.records(term, slug, first, last)
            if not state or str(state_of(record)) == state
        ]
        damage = desk.damage(term)
    heads = ("编号", "内容", "日期", "判定", "状态", "登记人")
    asked.table(map(in_short, found), heads, map(_list_row, found))
    asked.say(f"{term} 共 {len(found)} 条")
    return asked.warn(damage)


def _list_row(record: Record) -> tuple[str, ...]:
    return (
        record.number,
        title_of(record, find(record.register)),
        record.date.isoformat(),
        str(record.verdict or ""),
        state_text(record),
        record.first.by.name,
    )


@command("show")
@click.argument("number", metavar="记录编号")
@WHY
def show(asked: Asked, number: str, why: str) -> None:
    """Show one record with its versions; personal values to those who may read them."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk:
        reading = read_record(desk, number, by=asked.person, how="查看", why=why)
        record = reading.record
        form = desk.definition(record)
    lines = account(record, form, reading.title, school_on_paper(home))
    asked.answer(in_full(record, reading.title), *lines)
    asked.warn(reading.hint)


@command("hazards")
@TERM
@click.option("--all", "everything", is_flag=True, help="连已销号的一起列出。")
@click.option("--repeated", "again", is_flag=True, help="同一部位、同一检查项重复出现的。")
@click.option("--least", type=click.IntRange(2), default=OFTEN, help="至少几次才算重复，不写是 2。")
def hazards(asked: Asked, term: str, everything: bool, again: bool, least: int) -> None:
    """List hazards with their stage, and who has to be told; or what comes back."""
    home = asked.home()
    with Desk.open(home, read_only=True) as desk:
        term = term_asked(desk, term)
        found = desk.hazards(term, open_only=not (everything or again), on=desk.now())
    if again:
        _show_repeated(asked, term, found, least)
        return
    known = {one.number: told(one, home.limits) for one in found}
    lines = [line for one in found for line in _hazard_lines(one, known[one.number])]
    overdue = sum(one.is_overdue for one in found)
    open_ = sum(one.is_open for one in found)
    total = f"{term} 没销号 {open_} 条，其中超期 {overdue} 条"
    asked.answer([hazard_data(one, known[one.number]) for one in found], *lines, total)


def _show_repeated(asked: Asked, term: str, found: Iterable[Hazard], least: int) -> None:
    kept = [_repeated_data(one) for one in repeated(found, least)]
    lines = (
        f"{one['place']}　{one['item']}　{one['count']} 次，未销号 {one['open']}，"
        f"{one['first']} 至 {one['last']}\n    {'、'.join(one['numbers'])}"
        for one in kept
    )
    asked.answer(kept, *lines, f"{term} 重复出现 {len(kept)} 处")


def _repeated_data(one: Repeated) -> dict[str, Any]:
    return {
        "place": one.place,
        "item": item_named(one.item, catalogue()),
        "count": len(one.hazards),
        "open": sum(each.is_open for each in one.hazards),
        "first": one.hazards[0].found_at.date().isoformat(),
        "last": one.hazards[-1].found_at.date().isoformat(),
        "numbers": [each.number for each in one.hazards],
    }


def _hazard_lines(hazard: Hazard, known: Iterable[Told]) -> Iterator[str]:
    stage = "已作废" if hazard.is_void else "已销号" if hazard.is_closed else f"在“{hazard.stage}”"
    place = hazard.place or "部位待补"
    parts = (hazard.number, f"隐患{hazard.hazard_no}", stage, hazard.level or "等级待定", place)
    yield "　".join(parts)
    yield f"    {hazard.description}"
    late = f"（超期 {hazard.overdue} 天）" if hazard.is_overdue else ""
    facts = (
        f"责任人 {hazard.owner}" if hazard.owner else "",
        f"期限 {hazard.due}{late}" if hazard.due else "",
        f"来自 {hazard.opened_by}" if hazard.opened_by else "",
    )
    if any(facts):
        yield f"    {'　'.join(filter(None, facts))}"
    if posts := "、".join(map(str, known)):
        yield f"    须报 {posts}"


@command("audit")
@click.argument("term", metavar="[学期]", required=False, default="")
@click.option("--hints", is_flag=True, help="连提示一起列出。")
def audit(asked: Asked, term: str, hints: bool) -> Exit:
    """Find what is wanting across the records of a term."""
    with Desk.open(asked.home(), read_only=True) as desk:
        term = term_asked(desk, term)
        found = desk.audit(term, desk.now())
    shown = [one for one in found if hints or one.severity is not Severity.HINT]
    data = [
        {
            "severity": str(one.severity),
            "code": one.code,
            "number": one.number,
            "where": one.where,
            "message": one.message,
            "advice": one.advice,
        }
        for one in shown
    ]
    asked.answer(data, *_audit_lines(shown), _audit_total(term, found, hints))
    serious = any(one.severity is not Severity.HINT for one in found)
    return Exit.WANTING if serious else Exit.DONE


def _audit_lines(found: Iterable[Finding]) -> Iterator[str]:
    """Findings that say the same stand together under one head, the worst first."""
    order = list(Severity)
    ranked = sorted(found, key=lambda one: order.index(one.severity))
    for (severity, code, message, advice), same in groupby(ranked, key=_head):
        yield f"[{severity}] {message}{f' → {advice}' if advice else ''}　（{code}）"
        yield from (f"    {f'{one.number}　' if one.number else ''}{one.where}" for one in same)


def _head(finding: Finding) -> tuple[Severity, str, str, str]:
    return finding.severity, finding.code, finding.message, finding.advice


def _audit_total(term: str, found: Iterable[Finding], hints: bool) -> str:
    counts = {level: sum(one.severity is level for one in found) for level in Severity}
    told = "，".join(f"{level} {count} 项" for level, count in counts.items() if count)
    more = "；提示用 --hints 列出" if counts[Severity.HINT] and not hints else ""
    return f"{term} {told or '没有查出问题'}{more}"


def in_short(record: Record, title: str = "") -> dict[str, Any]:
    """A record in one line of JSON."""
    return {
        "number": record.number,
        "register": record.register,
        "title": title or title_of(record, find(record.register)),
        "date": record.date.isoformat(),
        "state": str(state_of(record)),
        "stage": record.content.stage,
        "verdict": str(record.verdict or ""),
        "late": record.is_late,
        "by": record.first.by.name,
    }


def in_full(record: Record, title: str) -> dict[str, Any]:
    """A record with everything, as JSON."""
    return {
        **in_short(record, title),
        "entry": dict(record.entry),
        "findings": [str(one) for one in record.findings],
        "open": list(open_reasons(record)),
        "signatures": [
            {"role": role, "by": one.by.name, "at": one.at.isoformat(), "way": way_of(one)}
            for role, one in standing(record).items()
        ],
        "waiting": list(unsigned_roles(record)),
        "opens": list(record.opens),
        "versions": [orjson.Fragment(orjson.dumps(one, default=_plain)) for one in record.versions],
    }


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else str(value)


def hazard_data(hazard: Hazard, known: Iterable[Told]) -> dict[str, Any]:
    """A hazard as JSON, with who has to be told."""
    return {
        "number": hazard.number,
        "hazard_no": hazard.hazard_no,
        "stage": hazard.stage,
        "level": hazard.level,
        "place": hazard.place,
        "description": hazard.description,
        "owner": str(hazard.owner or ""),
        "due": hazard.due.isoformat() if hazard.due else None,
        "overdue": hazard.overdue,
        "opened_by": hazard.opened_by,
        "open": hazard.is_open,
        "told": [
            {"post": one.post, "since": one.since.isoformat(), "why": one.why} for one in known
        ],
    }
