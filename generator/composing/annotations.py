"""What is written beside a record: void, late, corrected, failed, found wanting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from checklists.columns import Column
from checklists.verdicts import Verdict
from generator.composing.scans import withheld_lines
from generator.document import Notice
from generator.school import School
from generator.wording import items_named, moment, shown
from records.definitions import Definition
from records.personal import WITHHELD, Withheld
from records.record import Correction, Operation, Record, Version

EMPTY = "（空）"
_CHECK_LABELS = {
    "verdict": "判定",
    "measured": "实测",
    "remark": "备注",
    "handling": "处理方式",
    "action": "处置",
}


def notices(record: Record, form: Definition, school: School) -> tuple[Notice, ...]:
    """The remarks of a record that has a page of its own."""
    return (
        *(Notice(text, "void") for text in void_lines(record, school)),
        *(Notice(text, "info") for text in carried_lines(record)),
        *(Notice(text, "info") for text in withheld_lines(record)),
        *(Notice(f"{text}由“其余全部正常”一次填写", "info") for text in together(record, form)),
        *(Notice(text, "late") for text in late_lines(record)),
        *(Notice(text, "correction") for text in correction_lines(record, form, school)),
        *(Notice(text, "finding") for text in finding_lines(record)),
    )


def void_lines(record: Record, school: School) -> Iterator[str]:
    """作废 with who, when and why."""
    for one in record.versions:
        if one.operation is Operation.VOID:
            yield f"作废：{one.reason}（{_who_and_when(one, school)}）"


def carried_lines(record: Record) -> Iterator[str]:
    """结转 with the term whose sealed ledger has its beginning."""
    if record.carried_from:
        yield f"结转：登记于 {record.carried_from} 台账，本学期接着办理，全部经过见下"


def together(record: Record, form: Definition) -> Iterator[str]:
    """The check items that one tap filled in, as 第3至30项; nothing where there are none."""
    if numbers := [int(item.id[1:]) for item in form.items if item.id in record.together]:
        yield items_named(numbers)


def late_lines(record: Record) -> Iterator[str]:
    """补录 with its reason and who approved it."""
    if record.is_late:
        approver = record.late_approved_by
        approval = f"{approver.name}批准" if approver else "未经批准"
        yield f"补录：{record.late_reason or '未写原因'}（{approval}）"


@dataclass(frozen=True, slots=True)
class Change:
    """A value struck out and the one that stands beside it, in words."""

    label: str
    before: str
    after: str
    by: str
    at: datetime
    reason: str


def changes(record: Record, form: Definition, school: School) -> Iterator[Change]:
    """What was corrected, oldest first and in the order of the form."""
    order = [column.name for column in form.columns]
    known = (one for one in record.corrections if one.column in order)
    for one in sorted(known, key=lambda one: (one.at, order.index(one.column))):
        for label, before, after in _changes(one, form, school):
            yield Change(label, before, after, one.by.name, one.at, one.reason)


def correction_lines(record: Record, form: Definition, school: School) -> Iterator[str]:
    """划改: the value struck out, the one that stands, who, when and why."""
    for one in changes(record, form, school):
        reason = f"，因{one.reason}" if one.reason else ""
        yield (
            f"划改：{one.label} 原“{one.before}”改为“{one.after}”"
            f"（{one.by} {moment(one.at, school.zone)}{reason}）"
        )


def failure_lines(record: Record) -> Iterator[str]:
    """不合格 readings with their limit."""
    for one in record.content.judgements:
        if one.verdict is Verdict.FAIL:
            against = f"（标准{one.bound}）" if one.bound else ""
            yield f"不合格：{one.label} {one.reading}{against}".rstrip()
    if record.opens:
        yield f"已立隐患 {'、'.join(record.opens)}"


def finding_lines(record: Record) -> Iterator[str]:
    """What the rules found in the content that stands; 阻断 says that the record is 未结."""
    for one in record.findings:
        yield f"{one.severity}：{one.where}{one.message}"


def _changes(
    correction: Correction, form: Definition, school: School
) -> Iterator[tuple[str, str, str]]:
    """Label, value before and value after; a check table is told item by item."""
    if correction.column == "checks":
        yield from _check_changes(correction, form)
        return
    column = form.column(correction.column)
    withheld = isinstance(correction.before or correction.after, Withheld)
    if column is not None and column.kind == "rows" and not withheld:
        told = list(_row_changes(correction, column, school))
        yield from told or [(f"「{column.label}」", WITHHELD, WITHHELD)]  # masked alike
        return
    if column is None or column.kind == "calc":
        return  # computed from what was corrected
    before, after = (
        _told(column, value, school) for value in (correction.before, correction.after)
    )
    yield f"「{column.label}」", before, after


def _told(column: Column, value: Any, school: School) -> str:
    return cell_text(column, value, school) or EMPTY


def _row_changes(
    correction: Correction, column: Column, school: School
) -> Iterator[tuple[str, str, str]]:
    """Detail rows are told cell by cell; a row that came or went, as a whole."""
    pairs = zip_longest(correction.before or (), correction.after or ())
    for number, (before, after) in enumerate(pairs, start=1):
        where = f"「{column.label}」第 {number} 行"
        if before is None or after is None:
            texts = (rows_text(column, [row] if row else [], school) for row in (before, after))
            was, now = (text or EMPTY for text in texts)
            yield where, was, now
            continue
        for cell in column.rows:
            was, now = (_told(cell, row.get(cell.name), school) for row in (before, after))
            if was != now:
                yield f"{where}「{cell.label}」", was, now


def rows_text(column: Column, rows: Sequence[Mapping[str, Any]], school: School) -> str:
    """Detail rows in one line of text, where there is no room for a table."""
    worded = ([cell_text(one, row.get(one.name), school) for one in column.rows] for row in rows)
    return "；".join("，".join(filter(None, values)) for values in worded)


def cell_text(column: Column, value: Any, school: School, *, unit: bool = True) -> str:
    """One cell of a detail row; rows within rows (what goes into a dish) as text."""
    if column.kind == "rows" and not isinstance(value, Withheld):
        return rows_text(column, value or (), school)
    return shown(column, value, school.zone, unit=unit)


def _check_changes(correction: Correction, form: Definition) -> Iterator[tuple[str, str, str]]:
    for item in form.items:
        before = (correction.before or {}).get(item.id, {})
        after = (correction.after or {}).get(item.id, {})
        for key, label in _CHECK_LABELS.items():
            was, now = _reading(before.get(key)), _reading(after.get(key))
            if was != now:
                yield f"{item.where} {label}", was, now


def _reading(value: Any) -> str:
    if isinstance(value, Mapping):
        return "、".join(str(one) for one in value.values()) or EMPTY
    return str(value) if value not in (None, "") else EMPTY


def _who_and_when(version: Version, school: School) -> str:
    return f"{version.by.name} {moment(version.at, school.zone)}"
