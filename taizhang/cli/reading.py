"""Commands that look: list, show, hazards, audit."""

from datetime import datetime
from typing import Any

import click
import orjson

from checklists.catalogue import find
from checklists.rules import Severity
from records.hazards import Hazard
from records.lifecycle import open_reasons, state_of, unsigned_roles
from records.record import Record, State
from taizhang import clock
from taizhang.cli.frame import Asked, command
from taizhang.desk import Desk
from taizhang.exits import Exit
from taizhang.forms import plain, summary

TERM = click.option("--term", default="", help="学期，如 2025-2026-2；不写就是现在的学期。")


def term_asked(asked: Asked, desk: Desk, term: str) -> str:
    """The term named, or the one of today."""
    return term or asked.home().term_of(clock.now(desk.home.zone).date()).key


@command("list", "列出记录。")
@click.argument("key", metavar="[登记簿]", required=False, default="")
@TERM
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="业务日期起。")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="业务日期止。")
@click.option("--state", type=click.Choice([str(one) for one in State]), help="只列这一状态的。")
def list_(
    asked: Asked, key: str, term: str, first: datetime | None, last: datetime | None, state: str
) -> Exit:
    """List records of a term."""
    if key:
        find(key)
    with Desk.open(asked.home()) as desk:
        term = term_asked(asked, desk, term)
        days = (first.date() if first else None, last.date() if last else None)
        found = [
            record
            for record in desk.records(term, key, *days)
            if not state or str(state_of(record)) == state
        ]
        damage = desk.damage(term)
    rows = [
        (
            record.number,
            find(record.register).register.title,
            record.date.isoformat(),
            str(record.verdict or ""),
            str(state_of(record)) + ("・补录" if record.is_late else ""),
            record.first.by.name,
        )
        for record in found
    ]
    heads = ("编号", "登记簿", "日期", "判定", "状态", "登记人")
    asked.table([in_short(record) for record in found], heads, rows)
    return asked.warn(damage)


@command("show", "看一条记录：内容、判定、签字、更正。")
@click.argument("number", metavar="记录编号")
def show(asked: Asked, number: str) -> None:
    """Show one record with its versions."""
    with Desk.open(asked.home()) as desk:
        record = desk.record(number)
        columns = desk.definition(record).columns
    lines = [
        f"{record.number} {find(record.register).register.title}　{state_of(record)}",
        *(f"  {label}：{value}" for label, value in summary(record.entry, columns)),
    ]
    lines += [
        f"  判定 {one.label}：{one.verdict} {one.reading}" for one in record.content.judgements
    ]
    lines += [f"  未结：{reason}" for reason in open_reasons(record)]
    lines += [f"  {finding}" for finding in record.findings]
    lines += [f"  已签 {one.role}：{one.by} {one.at:%Y-%m-%d %H:%M}" for one in record.signatures]
    lines += [f"  待签 {role}" for role in unsigned_roles(record)]
    labels = {column.name: column.label for column in columns}
    lines += [
        f"  更正 {labels.get(one.column, one.column)}：{plain(one.before)} → {plain(one.after)}"
        f"（{one.by} {one.at:%Y-%m-%d %H:%M}，{one.reason}）"
        for one in record.corrections
    ]
    lines += [
        f"  第{one.version}版 {one.operation.label} {one.by} {one.at:%Y-%m-%d %H:%M}"
        f"（台账第{one.line}行）"
        for one in record.versions
    ]
    asked.answer(in_full(record), *lines)


@command("hazards", "隐患：开着的、超期的、已销号的。")
@TERM
@click.option("--all", "everything", is_flag=True, help="连已销号的一起列出。")
def hazards(asked: Asked, term: str, everything: bool) -> None:
    """List hazards with their stage."""
    with Desk.open(asked.home()) as desk:
        now = desk.now()
        found = desk.hazards(term_asked(asked, desk, term), open_only=not everything, on=now)
    heads = ("记录编号", "隐患编号", "环节", "等级", "部位", "描述", "责任人", "期限", "来源记录")
    asked.table([hazard_data(one) for one in found], heads, [_hazard_row(one) for one in found])


@command("audit", "查全学期：漏填、补录、未结、雷同、超期……")
@click.argument("term", metavar="学期")
@click.option("--hints", is_flag=True, help="连提示一起列出。")
def audit(asked: Asked, term: str, hints: bool) -> Exit:
    """Find what is wanting across the records of a term."""
    with Desk.open(asked.home()) as desk:
        found = desk.audit(term, desk.now())
    shown = [one for one in found if hints or one.severity is not Severity.HINT]
    rows = [
        (str(one.severity), one.code, one.number or "", one.where, one.message, one.advice)
        for one in shown
    ]
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
    asked.table(data, ("级别", "规则", "记录", "何处", "发现", "怎么办"), rows)
    serious = any(one.severity is not Severity.HINT for one in found)
    return Exit.WANTING if serious else Exit.DONE


def in_short(record: Record) -> dict[str, Any]:
    """A record in one line of JSON."""
    return {
        "number": record.number,
        "register": record.register,
        "date": record.date.isoformat(),
        "state": str(state_of(record)),
        "stage": record.content.stage,
        "verdict": str(record.verdict or ""),
        "late": record.is_late,
        "by": record.first.by.name,
    }


def in_full(record: Record) -> dict[str, Any]:
    """A record with everything, as JSON."""
    return {
        **in_short(record),
        "entry": dict(record.entry),
        "findings": [str(one) for one in record.findings],
        "open": list(open_reasons(record)),
        "signatures": [
            {"role": one.role, "by": one.by.name, "at": one.at.isoformat()}
            for one in record.signatures
        ],
        "waiting": list(unsigned_roles(record)),
        "opens": list(record.opens),
        "versions": [orjson.Fragment(orjson.dumps(one, default=_plain)) for one in record.versions],
    }


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else str(value)


def hazard_data(hazard: Hazard) -> dict[str, Any]:
    """A hazard as JSON."""
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
    }


def _hazard_row(hazard: Hazard) -> tuple[str, ...]:
    overdue = f"（超期{hazard.overdue}天）" if hazard.is_overdue else ""
    return (
        hazard.number,
        hazard.hazard_no,
        hazard.stage,
        hazard.level,
        hazard.place,
        hazard.description,
        str(hazard.owner or ""),
        f"{hazard.due or ''}{overdue}",
        hazard.opened_by,
    )
