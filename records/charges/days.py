"""A day's settlement: what it should say by the families' payments, and whether what it says holds.

The five equations are those of registers.md B.4; a difference stays one, nothing is balanced here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from checklists.amounts import AmountError, capital, parse_capital
from checklists.receipts import Span, listed, span
from checklists.surroundings import SHANGHAI
from checklists.takings import next_bank_day
from records.charges.kept import DAYS, Kept, money
from records.charges.receivables import Receivable, receivables
from records.record import Record

TOGETHER = "合并开票"
EVEN, UNEVEN, OPEN = "平", "未平", "待缴存"
MOST_CLASSES = 24

# ---- what a settlement should say


@dataclass(frozen=True, slots=True)
class Sheet:
    """One receipt: with the family that holds it, or spoilt when it was written for that family."""

    at: Span
    family: Receivable
    is_spoilt: bool

    @property
    def kind(self) -> tuple[object, ...]:
        """What is alike in a line."""
        entry = self.family.entry
        return self.family.item, self.family.standard, entry.get("method")

    def follows(self, before: "Sheet") -> bool:
        """Whether it is the next one of the same book."""
        one, two = before.at, self.at
        return (one.prefix, one.width, one.last + 1) == (two.prefix, two.width, two.first)


@dataclass(frozen=True, slots=True)
class Line:
    """Receipts that follow one another: one item, one standard, one method; spoilt ones among."""

    sheets: tuple[Sheet, ...]

    @property
    def families(self) -> tuple[Receivable, ...]:
        """Those that hold one."""
        return tuple(one.family for one in self.sheets if not one.is_spoilt)

    @property
    def spoilt(self) -> tuple[Span, ...]:
        """Numbers of the spoilt ones."""
        return tuple(one.at for one in self.sheets if one.is_spoilt)

    @property
    def actual(self) -> Decimal:
        """What the families paid."""
        return sum((one.paid for one in self.families), Decimal())

    def takes(self, one: Sheet) -> bool:
        """Whether a receipt belongs to the same line."""
        kinds = {two.kind for two in (*self.sheets, one) if not two.is_spoilt}
        return one.follows(self.sheets[-1]) and len(kinds) <= 1

    def row(self) -> dict[str, Any]:
        """As a row of the form; what the form computes is left out."""
        item, standard, method = next(
            (one.kind for one in self.sheets if not one.is_spoilt), self.sheets[0].kind
        )
        reduced = [one for one in self.families if one.reduce]
        approvals = dict.fromkeys(str(one.entry.get("approval_no") or "") for one in reduced)
        return {
            "item": item,
            "count": sum(one.units for one in self.families),
            "standard": f"{standard:.2f}",
            "reduce": f"{sum((one.reduce for one in reduced), Decimal()):.2f}",
            **({"approval_no": "、".join(filter(None, approvals))} if reduced else {}),
            "actual": f"{self.actual:.2f}",
            "receipt_from": str(self.sheets[0].at),
            "receipt_to": str(self.sheets[-1].at),
            **({"void": "、".join(map(str, self.spoilt))} if self.spoilt else {}),
            "faces": f"{self.actual:.2f}",
            "method": method or "现金",
            "remark": "；".join(self._remarks(len(reduced))),
        }

    def _remarks(self, reduced: int) -> Iterator[str]:
        units, heads = sum(one.units for one in self.families), len(self.families)
        if reduced:
            yield f"{reduced}户减免"
        if units != heads:
            yield f"{TOGETHER}：{heads}户共{units}份"


def lines_of(kept: Kept, day: date, collector: str = "") -> tuple[Line, ...]:
    """What was charged on a day, by runs of receipts in order of their numbers.

    What stands in a settlement already is left out.

    Args:
        kept: where consents and settlements are.
        day: of the charge.
        collector: id of whoever took it; empty is everybody.
    """
    lines: list[Line] = []
    for one in sorted(_sheets(kept, day, collector), key=lambda one: one.at.place):
        if lines and lines[-1].takes(one):
            lines[-1] = Line((*lines[-1].sheets, one))
        else:
            lines.append(Line((one,)))
    return tuple(lines)


def _sheets(kept: Kept, day: date, collector: str) -> Iterator[Sheet]:
    settled = [run for record in kept.of_register(DAYS) for run in runs_of(record)]
    for one in receivables(kept):
        if one.paid_on != day or (collector and one.collector != collector):
            continue
        if one.receipt is not None and any(run.covers(one.receipt) for run in settled):
            continue
        if one.receipt is not None:
            yield Sheet(one.receipt, one, is_spoilt=False)
        for spoilt in one.voided:
            yield from (Sheet(each, one, is_spoilt=True) for each in spoilt.singly())


def runs_of(record: Record) -> Iterator[Span]:
    """Receipts of the lines of a settlement; lines without are left out."""
    for line in record.entry["lines"]:
        run = span(line["receipt_from"], line["receipt_to"])
        if run is not None:
            yield run


def classes_of(lines: Sequence[Line]) -> str:
    """班级范围, in few words where there are many."""
    names = list(dict.fromkeys(one.class_ for line in lines for one in line.families))
    if len(names) <= MOST_CLASSES:
        return "、".join(names)
    return f"{'、'.join(names[:MOST_CLASSES])}等{len(names)}个班"


# ---- whether what it says holds


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of B.4 with its two sides.

    Attributes:
        mark: ① to ⑤.
        text: as B.4 words it.
        left, right: the two sides, as figures or days in words.
        told: 平, 未平 with the difference, or 待缴存 while there is no deposit.
        holds: None while nobody can say.
    """

    mark: str
    text: str
    left: str
    right: str
    told: str
    holds: bool | None


def equations(
    record: Record, kept: Kept | None = None, zone: tzinfo = SHANGHAI
) -> tuple[Equation, ...]:
    """The five equations of a day's settlement.

    Args:
        record: of the settlement.
        kept: where the families' receipts are; without it the third goes by the settlement alone.
        zone: of the school.
    """
    entry = record.entry
    actual = money(entry["actual_total"])
    return (
        _charged(entry),
        _sums("②", "实收＝Σ票面", actual, money(entry["faces_total"])),
        _sums("②", "实收＝资金合计", actual, money(entry["funds"])),
        _deposited(entry, actual),
        _counted(record, kept),
        _banked(entry, record.date, zone),
        _in_capitals(entry, actual),
    )


def _charged(entry: Mapping[str, Any]) -> Equation:
    """①, line by line: lines that are off by as much in both directions are not even."""
    left = money(entry["due_total"]) - money(entry["reduced_total"])
    right = money(entry["actual_total"])
    off = [number for number, one in enumerate(entry["lines"], 1) if money(one["diff"])]
    told = (
        EVEN if not off else f"{UNEVEN}：差{left - right:.2f}元（第{'、'.join(map(str, off))}行）"
    )
    return Equation("①", "应收－减免＝实收", f"{left:,.2f}", f"{right:,.2f}", told, not off)


def _sums(mark: str, text: str, left: Decimal, right: Decimal) -> Equation:
    diff = right - left
    told = f"{UNEVEN}：差{diff:.2f}元" if diff else EVEN
    return Equation(mark, text, f"{left:,.2f}", f"{right:,.2f}", told, not diff)


def _deposited(entry: Mapping[str, Any], actual: Decimal) -> Equation:
    text = "实收＝缴存金额"
    if entry.get("deposit_amount") is None:
        return Equation("②", text, f"{actual:,.2f}", "", OPEN, None)
    return _sums("②", text, actual, money(entry["deposit_amount"]))


def _counted(record: Record, kept: Kept | None) -> Equation:
    """③: receipts of the runs; those that somebody holds, and the spoilt ones."""
    lines = record.entry["lines"]
    sheets = sum(int(one["sheets"]) for one in lines)
    holding = _holding(record, kept) if kept else {}
    valid = spoilt = 0
    for number, line in enumerate(lines):
        is_together = TOGETHER in str(line.get("remark", ""))
        by_line = int(line["valid"]) if is_together else int(line["count"])
        valid += holding.get(number, by_line)
        spoilt += sum(one.count for one in listed(line.get("void") or "") or ())
    diff = sheets - valid - spoilt
    told = f"{UNEVEN}：差{diff}份" if diff else EVEN
    right = f"有效{valid}＋作废{spoilt}"
    return Equation("③", "份数＝止号－起号＋1＝有效＋作废", f"{sheets}", right, told, not diff)


def _holding(record: Record, kept: Kept) -> dict[int, int]:
    """By line of an item that has consents, how many families hold a receipt of its run."""
    ours = receivables(kept)
    items = {one.item for one in ours}
    found: dict[int, int] = {}
    for number, line in enumerate(record.entry["lines"]):
        run = span(line["receipt_from"], line["receipt_to"])
        if run is not None and line["item"]["name"] in items:
            found[number] = sum(one.receipt is not None and run.covers(one.receipt) for one in ours)
    return found


def _banked(entry: Mapping[str, Any], day: date, zone: tzinfo) -> Equation:
    text = "缴存日＝收费日（银行非营业日为下一营业日并说明）"
    latest = next_bank_day(day)
    if entry.get("deposit_on") is None:
        return Equation("④", text, "", latest.isoformat(), OPEN, None)
    banked = datetime.fromisoformat(entry["deposit_on"]).astimezone(zone).date()
    late = (banked - latest).days
    told = f"{UNEVEN}：迟{late}天" if late > 0 else EVEN
    if told == EVEN and banked > day and not entry.get("deposit_note"):
        told = f"{UNEVEN}：没有写次日缴存说明"
    return Equation("④", text, banked.isoformat(), latest.isoformat(), told, told == EVEN)


def _in_capitals(entry: Mapping[str, Any], actual: Decimal) -> Equation:
    written = str(entry["amount_cn"])
    try:
        holds = parse_capital(written) == actual * 100
    except AmountError:
        holds = False
    told = EVEN if holds else f"{UNEVEN}：应写{capital(actual)}"
    return Equation("⑤", "大写＝小写", written, f"¥{actual:,.2f}", told, holds)
