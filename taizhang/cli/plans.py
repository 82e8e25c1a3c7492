"""The command of the term's plan: plan (import, show, check, history)."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checklists.plans.outline import plain_text
from checklists.rules import Finding
from records.plans import PlanVersion
from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.reading import TERM, term_asked
from taizhang.cli.usage import OneOf
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.planning import (
    Looked,
    damage_of,
    findings_of,
    history_of,
    is_blocked,
    keep_plan,
    look_at,
    plan_of,
)

ACTS = OneOf({"show": "查看", "import": "导入", "check": "核对", "history": "历次版本"})
BLOCKED = "有必须改正的（阻断），改好以前不能印发"


@command("plan")
@click.argument("act", metavar="[做什么]", type=ACTS, default="show")
@click.argument("file", metavar="[文件]", required=False, default="")
@TERM
@click.option("--nth", "which", type=int, default=0, metavar="几", help="文件里第几份计划。")
@click.option("--version", "number", type=int, default=0, metavar="几", help="show 时用：第几版。")
@click.option("--reason", default="", metavar="原因", help="import 时用：为什么改。")
@click.option(
    "--out",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="show 时用：写成文字文件。",
)
def plan(
    asked: Asked,
    act: str,
    file: str,
    term: str,
    which: int,
    number: int,
    reason: str,
    out: Path | None,
) -> Exit:
    """Import, show and check the plan of a term, or list its versions."""
    if file and act not in ("import", "check"):
        raise UsageError(f"plan {act} 不用写文件。")
    with Desk.open(asked.home(), read_only=act != "import") as desk:
        term = term_asked(desk, term)
        match act:
            case "import":
                return _import(asked, desk, term, file, which, reason)
            case "check" if file:
                looked = look_at(desk, read_bytes(file), file, term=term, which=which)
                return _tell(asked, _looked_data(looked), _looked_lines(looked), looked.findings)
            case "check":
                found = findings_of(desk, plan_of(desk, term).plan)
                data = {"term": term, "findings": list(map(asdict, found))}
                wanting = _tell(asked, data, tuple(map(str, found)), found)
                return max(wanting, _warn_of_damage(asked, desk, term))
            case "history":
                return _history(asked, desk, term)
            case _:
                _show(asked, plan_of(desk, term, number), out)
                return _warn_of_damage(asked, desk, term)


def _import(asked: Asked, desk: Desk, term: str, file: str, which: int, reason: str) -> Exit:
    if not file:
        raise UsageError("没有写明文件。例：taizhang plan import 计划.docx --term 2026-2027-1")
    visit = Visit(asked.actor(), desk.now(), channel="import")
    looked = look_at(desk, read_bytes(file), file, term=term, which=which)
    kept = keep_plan(desk, visit, looked.plan, reason or f"由 {Path(file).name} 导入", None)
    data = {**_version_data(kept), **_looked_data(looked)}
    told = f"已存入 {term} 学期计划第 {kept.number} 版"
    return _tell(asked, data, (*_looked_lines(looked), told), looked.findings)


def _tell(asked: Asked, data: Any, lines: Sequence[str], found: Sequence[Finding]) -> Exit:
    asked.answer(data, *(lines or ("没有问题",)))
    return asked.warn(BLOCKED if is_blocked(found) else "")


def _looked_data(looked: Looked) -> dict[str, Any]:
    reading = looked.reading
    return {
        "title": looked.plan.title,
        "changes": list(map(asdict, reading.changes)),
        "unplaced": list(map(asdict, reading.unplaced)),
        "findings": list(map(asdict, looked.findings)),
        "plan": looked.plan.model_dump(mode="json"),
    }


def _looked_lines(looked: Looked) -> tuple[str, ...]:
    """The title, what was changed, what has no place, what is wrong; empty parts left out."""
    reading = looked.reading
    parts = {
        "已经改正的": reading.changes,
        "没有认出来、按普通文字保留的": reading.unplaced,
        "要核对的": looked.findings,
    }
    size = f"{len(looked.plan.items)} 个部分，{len(looked.plan.measures)} 条措施"
    told = [f"《{looked.plan.title or '（没有标题）'}》：{size}，{len(looked.plan.goals)} 条目标"]
    for title, found in parts.items():
        if found:
            told += [f"{title}（{len(found)}）", *(f"  {one}" for one in found)]
    return tuple(told)


def _history(asked: Asked, desk: Desk, term: str) -> Exit:
    steps = history_of(desk, term)
    rows = (
        (
            str(one.version.number),
            f"{one.version.at:%Y-%m-%d %H:%M}",
            one.version.by.name,
            f"+{one.added} −{one.removed}",
            one.version.reason,
            one.version.digest[:8],
        )
        for one in steps
    )
    data = (
        {**_version_data(one.version), "added": one.added, "removed": one.removed} for one in steps
    )
    asked.table(data, ("版本", "时间", "谁", "增删行", "原因", "摘要"), rows)
    return _warn_of_damage(asked, desk, term)


def _warn_of_damage(asked: Asked, desk: Desk, term: str) -> Exit:
    """What stands behind a changed line is not shown, and that is said."""
    return asked.warn(damage_of(desk, term))


def _show(asked: Asked, version: PlanVersion, out: Path | None) -> None:
    text = plain_text(version.plan)
    if out:
        write_bytes(out, f"{text}\n".encode())
    data = {**_version_data(version), "text": text, "plan": version.plan.model_dump(mode="json")}
    asked.answer(data, f"已写入 {out}" if out else text)


def _version_data(version: PlanVersion) -> dict[str, Any]:
    return {
        "term": version.plan.term,
        "version": version.number,
        "at": version.at.isoformat(),
        "by": version.by.name,
        "reason": version.reason,
        "digest": version.digest,
    }
