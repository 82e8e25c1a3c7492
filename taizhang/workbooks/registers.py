"""Records of a register as a workbook: a row a record, what was found at each check item, details.

What is written beside a record on paper stands here too: void, late, corrected. A column that was
called otherwise in an earlier form of the register is a column of its own.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from checklists.checklist import Check
from checklists.columns import Column, columns_of
from checklists.verdicts import CheckItem
from generator.composing.annotations import notices, rows_text
from generator.school import School
from generator.wording import moment, period, shown
from records.definitions import Definition
from records.lifecycle import state_of
from records.personal import Withheld
from records.record import Record
from taizhang.errors import WorkbookError
from taizhang.workbooks.sheets import Head, Line, Sheet, Value
from taizhang.workbooks.writing import write_workbook

Heads = dict[Hashable, Head]
"""Columns of a sheet by what they are told apart by."""
Row = dict[Hashable, Value]

APART = frozenset({"rows", "checks"})
"""Kinds of column that one cell has no room for."""
STANDING = ("判定", "状态", "已开隐患", "签字", "填报人", "填报时间", "附注")
"""How a record stands, behind its content."""
DETAIL = ("编号", "业务日期", "行")
"""What leads from a detail row to its record."""
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_IN_BRACKETS = re.compile(r"（[^（）]*）$")
_SAID_OF_AN_ITEM = ("remark", "place", "handling", "action")


def records_workbook(
    records: Iterable[Record], form_of: Callable[[Record], Definition], school: School
) -> bytes:
    """Records of one register as the bytes of an .xlsx; the same records are the same bytes.

    Args:
        records: as they may be shown (`privacy.shown`), in the order of the rows; one at least.
        form_of: the form that a record was made by.
        school: whose they are.

    Raises:
        WorkbookError: there is no record.
    """
    kept = [_Kept(one, form_of(one), school) for one in records]
    if not kept:
        raise WorkbookError("没有记录可导出。换一个登记簿、学期或日期再试。")
    days = [one.record.date for one in kept]
    name = _IN_BRACKETS.sub("", kept[-1].form.title)
    last = max(one.record.latest.at for one in kept).astimezone(school.zone)
    title = f"{school.full_name}　{name}　{period(min(days), max(days))}"
    return write_workbook(_sheets(name, kept), title=title, author=school.name, at=last)


def _sheets(name: str, kept: list["_Kept"]) -> Iterator[Sheet]:
    """The records, what stands in their detail tables, and what the columns mean."""
    heads: Heads = {"编号": Head("编号")}
    for one in kept:
        heads |= {key: head for key, head in one.heads() if key not in heads}
    heads |= {name: Head(name) for name in STANDING}
    yield _sheet(name, heads, [(one.row(), one.record.is_void) for one in kept])
    for column in _once(column for one in kept for column in one.form.columns):
        if column.kind == "rows":
            yield _details(column, kept)
    forms = {one.form.digest: one.form for one in kept}.values()
    lines = dict.fromkeys(line for form in forms for line in _meanings(form))
    yield Sheet("栏目说明", (Head("栏"), Head("说明"), Head("标准")), list(lines))


def _sheet(title: str, heads: Heads, rows: list[tuple[Row, bool]], kept: int = 1) -> Sheet:
    lines = [Line(tuple(row.get(key) for key in heads), struck) for row, struck in rows]
    return Sheet(title, tuple(heads.values()), lines, kept)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record with the form it was made by."""

    record: Record
    form: Definition
    school: School

    def heads(self) -> Iterator[tuple[Hashable, Head]]:
        """The columns that its content fills in."""
        for column in self.form.columns:
            if column.kind not in APART:
                yield _key(column), _head(column)
        for item in self.form.items:
            yield (item.id, item.item), Head(f"{item.id[1:]} {item.item}")
            for one in item.measures:
                unit = f"（{one.unit}）" if one.unit else ""
                yield (item.id, item.item, one.name), Head(f"{item.id[1:]} {one.label}{unit}")
        if self.form.items:
            yield "检查情况", Head("检查情况")

    def row(self) -> Row:
        """What stands in them, and how the record stands."""
        zone, entry = self.school.zone, self.record.entry
        filled = {
            _key(one): value_of(one, entry.get(one.name), zone)
            for one in self.form.columns
            if one.kind not in APART
        }
        return {"编号": self.record.number, **filled, **self._checked(), **self._standing()}

    def _checked(self) -> Row:
        judged = {one.key: str(one.verdict) for one in self.record.content.judgements}
        checks = self.record.entry.get("checks") or {}
        found: Row = {}
        for item in self.form.items:
            found[item.id, item.item] = judged.get(f"{self.form.slug}.{item.id}")
            for name, reading in ((checks.get(item.id) or {}).get("measured") or {}).items():
                found[item.id, item.item, name] = number_of(str(reading))
        said = (_said(item, checks.get(item.id) or {}) for item in self.form.items)
        return {**found, "检查情况": "\n".join(filter(None, said))}

    def _standing(self) -> Row:
        record, zone = self.record, self.school.zone
        first = record.first
        typed = f"（{first.typed_by}代录）" if first.typed_by else ""
        signed = (f"{one.role} {one.by} {moment(one.at, zone)}" for one in record.signatures)
        told = (
            str(record.verdict or ""),
            str(state_of(record)),
            "、".join(record.opens),
            "\n".join(signed),
            f"{first.by}{typed}",
            first.at.astimezone(zone),
            "\n".join(one.text for one in notices(record, self.form, self.school)),
        )
        return dict(zip(STANDING, told, strict=True))

    def lines(self, column: Column) -> Iterator[Row]:
        """The rows of a detail table, each with the number of the record."""
        if _key(column) not in map(_key, self.form.columns):
            return
        found = self.record.entry.get(column.name) or ()
        if isinstance(found, Withheld):
            found = [{column.rows[0].name: found}]
        for number, cells in enumerate(found, 1):
            leading: tuple[Value, ...] = (self.record.number, self.record.date, number)
            yield {**dict(zip(DETAIL, leading, strict=True)), **self._cells(column, cells)}

    def _cells(self, column: Column, cells: Mapping[str, Any]) -> Row:
        found: Row = {}
        for one in column.rows:
            value = cells.get(one.name)
            inner = one.kind == "rows" and value and not isinstance(value, Withheld)
            found[_key(one)] = (
                rows_text(one, value or (), self.school)
                if inner
                else value_of(one, value, self.school.zone)
            )
        return found


def _details(column: Column, kept: list[_Kept]) -> Sheet:
    heads: Heads = {name: Head(name) for name in DETAIL}
    heads |= {_key(one): _head(one) for one in column.rows}
    rows = [(line, one.record.is_void) for one in kept for line in one.lines(column)]
    return _sheet(f"明细 {column.label}", heads, rows, len(DETAIL))


# ---- columns and values


def _key(column: Column) -> Hashable:
    return column.name, column.label


def _once(columns: Iterable[Column]) -> Iterable[Column]:
    """Each column once, as its newest form has it."""
    return {_key(one): one for one in columns}.values()


def _head(column: Column) -> Head:
    return Head(column.heading, is_money=_is_amount(column))


def _is_amount(column: Column) -> bool:
    return column.kind == "money" or column.label.endswith("（元）")


def value_of(column: Column, value: Any, zone: tzinfo) -> Value:
    """A column's value for a cell: days, times and numbers as such, all else in words."""
    if isinstance(value, Withheld):
        return str(value)
    if value is None or value == "":
        return None
    match column.kind:
        case "date":
            return date.fromisoformat(value)
        case "datetime":
            return datetime.fromisoformat(value).astimezone(zone)
        case "time":
            return time.fromisoformat(value)
        case "count" | "number" | "money":
            return Decimal(str(value))
        case "calc" if isinstance(number := number_of(str(value)), Decimal):
            return number
        case _:
            return shown(column, value, zone, unit=False)


def number_of(text: str) -> Value:
    """A number where the text is one; the text itself otherwise."""
    return Decimal(text) if _NUMBER.fullmatch(text) else text


def _said(item: CheckItem, check: Mapping[str, Any]) -> str:
    """What is said in words of an item."""
    labels = {one.name: one.label for one in columns_of(Check)}
    told = []
    for name in _SAID_OF_AN_ITEM:
        if value := check.get(name):
            text = value["name"] if isinstance(value, Mapping) else value
            told.append(str(text) if name == "remark" else f"{labels[name]}：{text}")
    if photos := check.get("photos"):
        told.append(f"照片{len(photos)}张")
    return f"{item.id[1:]} {item.item}：{'；'.join(told)}" if told else ""


def _meanings(form: Definition) -> Iterator[Line]:
    """What each column means, and what it is judged by."""
    for column in form.columns:
        yield Line((column.heading, column.notes, str(column.bound or "")))
        for one in column.rows:
            yield Line((f"{column.label}・{one.heading}", one.notes, str(one.bound or "")))
    for item in form.items:
        star = "★关键项；" if item.key else ""
        yield Line((f"{item.id[1:]} {item.item}", f"{star}{item.method}", item.criterion))
