"""Commands about the registers themselves: registers, describe."""

import re
from collections.abc import Iterator
from typing import Any

import click

from checklists.catalogue import catalogue, find
from checklists.columns import SHOWN_WORDS, Column
from checklists.entry import Entry
from checklists.profile import Profile
from checklists.register import CHAPTERS
from taizhang.blanks import blank_form, filled_form, prompt
from taizhang.cli.answers import show_json
from taizhang.cli.frame import Asked, command
from taizhang.errors import UsageError
from taizhang.home import SCHOOL_FILE


@command("registers")
def registers(asked: Asked) -> None:
    """List the catalogue."""
    kinds = list(catalogue().values())
    profile = asked.home().profile if (asked.folder / SCHOOL_FILE).exists() else Profile()
    reasons = {kind.slug: profile.why_not_kept(kind) for kind in kinds}
    rows = [
        (
            kind.register.number,
            short_title(kind),
            kind.slug,
            reasons[kind.slug] or kind.register.cadence.text,
        )
        for kind in kinds
    ]
    heads = ("编号", "登记簿", "代号", "周期")
    data = [{**outline(kind), "not_kept": reasons[kind.slug]} for kind in kinds]
    asked.table(data, heads, rows)


def slug_of(key: str) -> str:
    """The register a person means: by key, number, prefix, or a part of one title only.

    Raises:
        UsageError: there is none, or several could be meant.
    """
    kinds = list(catalogue().values())
    for kind in kinds:
        register = kind.register
        if key in (kind.slug, register.number, register.prefix, register.title, short_title(kind)):
            return kind.slug
    found = [kind for kind in kinds if len(key) > 1 and key in kind.register.title]
    if len(found) == 1:
        return found[0].slug
    if not found:
        raise UsageError(f"没有“{key}”这种登记簿。全部见 taizhang registers。")
    named = "；".join(f"{kind.register.number} {short_title(kind)}" for kind in found)
    raise UsageError(f"名称里有“{key}”的登记簿不止一种：{named}。写编号或代号。")


def short_title(kind: type[Entry]) -> str:
    """The title without what stands in brackets behind it."""
    return re.sub(r"（[^（）]*）$", "", kind.register.title)


@command("describe")
@click.argument("key", metavar="登记簿")
@click.option("--form", is_flag=True, help="给一张空表，填好后用 add 登记。")
@click.option("--stage", default="", metavar="环节", help="要哪一环节的空表，如 销毁、整改。")
@click.option("--example", is_flag=True, help="给一张填好的样表。")
def describe(asked: Asked, key: str, form: bool, stage: str, example: bool) -> None:
    """Describe one register, or give its blank form or example."""
    kind = find(slug_of(key))
    if form or stage or example:
        show_json(filled_form(kind) if example else blank_form(kind, stage))
        return
    asked.answer(description(kind), *_lines(kind))


def outline(kind: type[Entry]) -> dict[str, Any]:
    """A register in one JSON object."""
    number, title = CHAPTERS[kind.chapter]
    return {
        "key": kind.slug,
        "number": kind.register.number,
        "title": kind.register.title,
        "chapter": {"number": number, "title": title},
        "cadence": kind.register.cadence.text,
        "due": kind.register.cadence.due_text,
        "post": kind.register.post,
        "prefix": kind.register.prefix,
    }


def description(kind: type[Entry]) -> dict[str, Any]:
    """Everything about a register as JSON."""
    register = kind.register
    return {
        **outline(kind),
        "text": (kind.__doc__ or "").strip(),
        "stages": register.stages,
        "columns": [
            {
                "name": one.name,
                "label": one.label,
                "kind": one.kind,
                "need": one.need,
                "stage": one.stage,
                "unit": one.unit,
                "hint": one.hint,
                "personal": one.personal,
                "limit": str(one.bound or ""),
                "options": one.options,
                "rows": [row.name for row in one.rows],
            }
            for one in kind.columns()
        ],
        "items": [
            {
                "id": one.id,
                "item": one.item,
                "method": one.method,
                "criterion": one.criterion,
                "key": one.key,
                "measures": {
                    m.name: f"{m.label} {m.bound or ''}{m.unit}".strip() for m in one.measures
                },
            }
            for one in kind.items
        ],
        "rules": [{"code": r.code, "severity": r.severity, "text": r.text} for r in register.rules],
        "signers": [one.role for one in register.signers],
        "photos": register.photos,
        "retention": register.retention.text,
        "basis": [str(one) for one in register.basis],
        "followup": register.followup,
    }


def _lines(kind: type[Entry]) -> Iterator[str]:
    register = kind.register
    yield f"{register.number} {register.title}（{kind.slug}）"
    yield (kind.__doc__ or "").strip()
    yield f"周期：{register.cadence.text}；应填时点：{register.cadence.due_text}"
    yield f"责任岗：{register.post}；签字：{' → '.join(one.role for one in register.signers)}"
    yield f"照片：{register.photos}；保存：{register.retention.text}"
    yield from _columns(kind)
    if kind.items:
        yield "\n检查项（★ 为关键项）"
    for item in kind.items:
        readings = "；".join(
            f"{one.label}{f' {one.bound}' if one.bound else ''}{one.unit}" for one in item.measures
        )
        told = f"　实测：{readings}" if readings else ""
        yield f"  {item.id} {'★' if item.key else ''}{item.item}：{item.criterion}{told}"
    yield "\n规则"
    yield from (f"  {one.code} {one.severity} {one.text}" for one in register.rules)
    yield "\n依据"
    yield from (f"  {one}" for one in register.basis)


def _columns(kind: type[Entry]) -> Iterator[str]:
    first, *_ = stages = kind.register.stages
    for stage in stages:
        yield f"\n栏目（{stage}）" if len(stages) > 1 else "\n栏目"
        for column in kind.columns():
            if (column.stage or first) == stage and column.kind != "checks":
                yield f"  {_asked(column)}"
                yield from (f"    {_asked(cell)}" for cell in column.rows)


def _asked(column: Column) -> str:
    """A column as forms ask for it, and whether it is personal."""
    return "，".join(filter(None, (prompt(column), SHOWN_WORDS.get(column.personal, ""))))
