"""当日收费日结单: parts A to E of registers.md B.4, with both sides of every equation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.composing.annotations import notices
from generator.composing.facts import fact_of, packed
from generator.composing.forms import detail_grid, framed
from generator.composing.imprint import Imprint
from generator.composing.photos import photo_blocks
from generator.composing.signatures import signature_block
from generator.composing.widths import columns_fit
from generator.document import Block, Document, Fact, Grid, GridRow, Heading, Mark
from generator.sheets import sheet_of
from generator.wording import money
from records.charges.days import equations
from records.definitions import Definition
from records.record import Record

TITLE = "当日收费日结单"
_HEAD = ("date", "collector", "reviewer", "class_", "publicity_no")
_CHARGED = (
    ("项目", False),
    ("方式", False),
    ("人数", False),
    ("标准（元）", False),
    ("应收（元）", False),
    ("减免（元）", False),
    ("减免审批号", False),
    ("实收（元）", False),
)
_RECEIPTS = (
    ("项目", False),
    ("票据起号", False),
    ("票据止号", False),
    ("份数", False),
    ("有效", False),
    ("作废号码", False),
    ("票面金额（元）", False),
)
_EQUATIONS = (("式", False), ("平衡式", True), ("左", False), ("右", False), ("结论", False))
_FUNDS = ("cash", "counted", "scanned", "debited", "pos", "funds")
_BANKED = ("account", "deposit_amount", "slip_no", "deposit_on", "deposit_note")
_DIFFERENCES = ("spent", "handling", "explanation")


def compose_settlement(record: Record, form: Definition, imprint: Imprint) -> Document:
    """A day's settlement as the accountant wants it."""
    document = framed(record, form, imprint, (), TITLE)
    room = sheet_of(document).text_width
    return replace(document, blocks=tuple(_blocks(record, form, imprint, room)))


def _blocks(record: Record, form: Definition, imprint: Imprint, room: float) -> Iterator[Block]:
    entry = record.entry
    yield from notices(record, form, imprint.school)
    yield packed(_facts(_HEAD, record, form, imprint))
    yield Heading("A　收费汇总")
    yield _grid(_CHARGED, list(_charged(entry)), room)
    yield packed((Fact("实收大写", str(entry["amount_cn"]), wide=True),))
    yield Heading("B　票据")
    yield _grid(_RECEIPTS, list(_receipts(entry)), room)
    yield Heading("C　资金")
    notes = form.column("notes")
    if notes is not None and entry.get("notes"):
        yield detail_grid(notes, entry["notes"], imprint, room)
    yield packed(_facts(_FUNDS, record, form, imprint))
    yield Heading("D　缴存")
    yield packed(_facts(_BANKED, record, form, imprint, blank=True))
    yield Heading("E　平衡式")
    yield _equations(record, imprint, room)
    differences = tuple(_facts(_DIFFERENCES, record, form, imprint))
    if differences:
        yield packed(differences)
    yield signature_block(record, form, imprint)
    yield from photo_blocks(record, form.columns, form, imprint)


def _facts(
    names: Sequence[str], record: Record, form: Definition, imprint: Imprint, *, blank: bool = False
) -> Iterator[Fact]:
    """Columns that are filled in; with `blank` those, too, that still have to be."""
    for name in names:
        column = form.column(name)
        fact = fact_of(column, record, imprint) if column else Fact("", "")
        if column is not None and (fact.value or (blank and column.need == "必")):
            yield fact


def _charged(entry: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Item by item and method by method; the runs of receipts stand in B."""
    alike: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for line in entry["lines"]:
        key = line["item"]["name"], line["method"], line["standard"]
        alike.setdefault(key, []).append(line)
    for (item, method, standard), lines in alike.items():
        approvals = dict.fromkeys(
            str(one["approval_no"]) for one in lines if one.get("approval_no")
        )
        heads = sum(int(one["count"]) for one in lines)
        due, reduced, actual = (_total(lines, name) for name in ("should", "reduce", "actual"))
        yield (
            *(item, method, str(heads), _yuan(standard), _yuan(due), _waived(reduced)),
            *("、".join(approvals), _yuan(actual)),
        )
    heads = sum(int(line["count"]) for line in entry["lines"])
    due, reduced = Decimal(entry["due_total"]), Decimal(entry["reduced_total"])
    taken = _yuan(entry["actual_total"])
    yield ("合计", "", str(heads), "", _yuan(due), _waived(reduced), "", taken)


def _receipts(entry: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    lines = entry["lines"]
    for line in lines:
        yield (
            line["item"]["name"],
            line["receipt_from"],
            line["receipt_to"],
            str(line["sheets"]),
            str(line["valid"]),
            str(line.get("void") or ""),
            _yuan(line["faces"]),
        )
    sheets, valid = (sum(int(line[name]) for line in lines) for name in ("sheets", "valid"))
    void = f"{sheets - valid}份" if sheets > valid else ""
    yield ("合计", "", "", str(sheets), str(valid), void, _yuan(entry["faces_total"]))


def _equations(record: Record, imprint: Imprint, room: float) -> Grid:
    told = equations(record, zone=imprint.school.zone)
    rows = [(one.mark, one.text, one.left or "—", one.right or "—", one.told) for one in told]
    failed: frozenset[Mark] = frozenset({"fail"})
    marks = [failed if one.holds is False else frozenset() for one in told]
    columns = columns_fit(_EQUATIONS, rows, room)
    pairs = zip(rows, marks, strict=True)
    return Grid(columns, tuple(GridRow(row, marks=mark) for row, mark in pairs))


def _grid(heads: Sequence[tuple[str, bool]], rows: Sequence[tuple[str, ...]], room: float) -> Grid:
    return Grid(columns_fit(heads, rows, room), tuple(GridRow(row) for row in rows))


def _yuan(value: Any) -> str:
    return money(Decimal(str(value))).replace("¥", "")


def _waived(amount: Decimal) -> str:
    return _yuan(amount) if amount else "—"


def _total(lines: Sequence[Mapping[str, Any]], name: str) -> Decimal:
    return sum((Decimal(str(one[name])) for one in lines), Decimal())
