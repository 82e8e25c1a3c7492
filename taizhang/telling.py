"""A record as its reader sees it on a screen: content in words, how it stands, what comes next."""

from collections.abc import Iterator, Mapping
from datetime import timedelta, tzinfo
from typing import Any

from pydantic import ValidationError

from checklists.checklist import Check
from checklists.columns import Column, columns_of
from checklists.entry import PLAIN, Entry
from checklists.verdicts import CheckItem, Judgement
from generator.composing.annotations import correction_lines, together
from generator.composing.signatures import standing, way_of
from generator.school import School
from generator.wording import moment, shown
from records.definitions import Definition
from records.lifecycle import (
    LATE_APPROVAL,
    is_returned,
    open_reasons,
    state_of,
    unsigned_roles,
)
from records.masking import readable, without_words
from records.personal import Withheld, personal_words
from records.record import Operation, Record, Version

SLACK = timedelta(minutes=5)  # between two clocks, and for the way
_SAID_OF_AN_ITEM = ("place", "remark", "handling", "action")


def title_of(record: Record, kind: type[Entry]) -> str:
    """What the record is about; the register's title where a newer form cannot read it.

    Many records are listed at once, so nobody's name stands in it whole.
    """
    try:
        entry = kind.model_validate(readable(kind, record), context=PLAIN)
    except ValidationError:
        return kind.register.title
    return without_words(entry.title(), personal_words(record.entry, kind.columns()))


def state_text(record: Record) -> str:
    """State, and whether it came late."""
    return f"{state_of(record)}・补录" if record.is_late else str(state_of(record))


# ---- one record in full


def account(record: Record, form: Definition, title: str, school: School) -> Iterator[str]:
    """Everything about a record as it is shown, line by line; its title by `title_of`."""
    yield f"{record.number}　{form.title}"
    yield f"{title}　{state_text(record)}"
    yield from _section("内容", _content(record, form, school.zone))
    yield from _section("检查项", _items(record, form))
    yield from _section("系统查出", (str(one) for one in record.findings))
    yield from _section("隐患", (f"已开 {number}" for number in record.opens))
    yield from _section("更正", correction_lines(record, form, school))
    yield from _section("签字", _signatures(record, school.zone))
    yield from _section("经过", (_event(one, school.zone) for one in record.versions))
    yield from _section("还差", open_reasons(record))
    yield from _section("接着办", next_steps(record))


def _section(title: str, lines: Any) -> Iterator[str]:
    told = [f"  {line}" for line in lines]
    if told:
        yield title
        yield from told


def _content(record: Record, form: Definition, zone: tzinfo) -> Iterator[str]:
    judged = {one.key: one for one in record.content.judgements}
    for column in form.columns:
        value = record.entry.get(column.name)
        if value in (None, "", [], {}) or column.kind == "checks":
            continue
        if column.kind == "rows" and not isinstance(value, Withheld):
            for number, row in enumerate(value, 1):
                yield f"{column.label} {number}：{_row(column, row, zone)}"
            continue
        verdict = _verdict(judged.get(f"{form.slug}.{column.name}"))
        yield f"{column.label}：{_worded(column, value, zone)}{verdict}"


def _row(column: Column, row: Mapping[str, Any], zone: tzinfo) -> str:
    cells = ((one, row.get(one.name)) for one in column.rows)
    return "，".join(f"{one.label} {_worded(one, value, zone)}" for one, value in cells if value)


def _worded(column: Column, value: Any, zone: tzinfo) -> str:
    if column.kind == "files" and not isinstance(value, Withheld):
        return "、".join(str(one.get("name", "")) for one in value)
    if column.kind == "date":
        return f"{shown(column, value, zone)}"
    return shown(column, value, zone)


def _verdict(judgement: Judgement | None) -> str:
    return f"　{judgement.verdict}（标准{judgement.bound}）" if judgement else ""


def _items(record: Record, form: Definition) -> Iterator[str]:
    judged = {one.key: one for one in record.content.judgements}
    checks = record.entry.get("checks") or {}
    for item in form.items:
        one = judged.get(f"{form.slug}.{item.id}")
        yield "　".join(filter(None, _item(item, one, checks.get(item.id) or {})))
    yield from (f"{items}由“其余全部正常”一次填写" for items in together(record, form))


def _item(item: CheckItem, judgement: Judgement | None, check: Mapping[str, Any]) -> Iterator[str]:
    yield f"{item.id[1:]} {'★' if item.key else ''}{item.item}"
    yield str(judgement.verdict) if judgement else "未填"
    if judgement and judgement.reading:
        yield (
            f"{judgement.reading}（标准{judgement.bound}）"
            if judgement.bound
            else judgement.reading
        )
    labels = {one.name: one.label for one in columns_of(Check)}
    for name in _SAID_OF_AN_ITEM:
        value = check.get(name)
        if value:
            yield f"{labels[name]}：{value['name'] if isinstance(value, Mapping) else value}"
    if check.get("photos"):
        yield f"照片：{'、'.join(str(one.get('name', '')) for one in check['photos'])}"


def _signatures(record: Record, zone: tzinfo) -> Iterator[str]:
    for role, one in standing(record).items():
        yield "　".join(filter(None, (f"✓ {role}", one.by.name, moment(one.at, zone), way_of(one))))
    for role in unsigned_roles(record):
        yield f"□ {role}"


def _event(version: Version, zone: tzinfo) -> str:
    typed = f"（{version.typed_by}代录）" if version.typed_by else ""
    way = f"（{said}）" if (said := way_of(version)) else ""
    role = f"「{version.role}」" if version.role else ""
    late = "，补录" if version.operation is Operation.FILE and version.is_late else ""
    reason = f"，原因：{version.reason}" if version.reason else ""
    return (
        f"第{version.version}版　{version.operation.label}{role}　{version.by}{typed}{way}　"
        f"{moment(version.at, zone)}{_on_device(version, zone)}{late}{reason}"
        f"（台账第 {version.line} 行）"
    )


def _on_device(version: Version, zone: tzinfo) -> str:
    """When it was filled in by the device's own clock, where that was long before or after."""
    if version.device_at is None or abs(version.at - version.device_at) <= SLACK:
        return ""
    return f"，本机填写时间 {moment(version.device_at, zone)}"


# ---- what comes next


def next_steps(record: Record) -> Iterator[str]:
    """The commands that bring a record on, the first thing first."""
    number = record.number
    if record.is_void:
        return
    if is_returned(record):
        yield f"改好后：taizhang correct {number} 改动.json --reason 原因 --as 姓名"
        return
    if record.blocking:
        yield f"系统查出的：空着的栏用 taizhang continue {number} 补，填过的用 taizhang correct 改"
    if record.is_late and record.late_approved_by is None:
        reason = "" if record.late_reason else " --reason 补录原因"
        yield f"上级批准：taizhang sign {number} --role {LATE_APPROVAL}{reason} --as 姓名"
    if not record.content.is_complete:
        stage = record.content.stage
        yield f"要“{stage}”的空表：taizhang describe {record.register} --stage {stage} > 续填.json"
        yield f"填好后续上：taizhang continue {number} 续填.json --as 姓名"
    elif unsigned_roles(record) and not open_reasons(record):
        yield f"签字：轮到“{unsigned_roles(record)[0]}”，taizhang sign {number} --as 姓名"
