"""Ties: by its numbers, a payment stands in every book that has to do with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checklists.receipts import Span, listed, span
from records.charges.kept import ACCOUNTS, DAYS, STUBS, Kept, plain
from records.charges.receivables import Receivable, receivables
from records.record import Record

AGENCY = "代收费结算"


@dataclass(frozen=True, slots=True)
class Tie:
    """Where one payment stands.

    Attributes:
        family: its consent.
        receipt: number of the receipt.
        day: settlement that has the receipt among its valid ones, with the line; None where none.
        stub: line of the register of stubs that has its number; None where none has.
        accounts: publications of the item's account of the month it was paid or settled in.
        wanting: what does not tie, in Chinese.
    """

    family: Receivable
    receipt: str
    day: Record | None
    line: Mapping[str, Any] | None
    stub: Record | None
    accounts: tuple[Record, ...]
    wanting: tuple[str, ...]

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """Name and number of every link, in order; a dash where one is missing."""
        settled = self.family.settled_on
        return (
            ("确认单", self.family.number),
            ("票据", self.receipt or "—"),
            ("日结单", self.day.number if self.day else "—"),
            ("票据核销", self.stub.number if self.stub else "—"),
            ("期末结算", settled.isoformat() if settled else "—"),
            ("账目公布", "、".join(one.number for one in self.accounts) or "—"),
        )


def ties(kept: Kept) -> Iterator[Tie]:
    """Of every payment of the term."""
    shelf = _Shelf(kept)
    for one in receivables(kept):
        if one.is_charged and (one.paid or one.receipt):
            yield shelf.tie(one)


def ties_of(kept: Kept, number: str) -> Tie | None:
    """Of one consent; None where it was not charged."""
    return next((one for one in ties(kept) if one.family.number == number), None)


class _Shelf:
    """The books, read once."""

    def __init__(self, kept: Kept) -> None:
        self.lines = [
            (run, line, record)
            for record in kept.ever(DAYS)
            for line in record.entry["lines"]
            if (run := span(line["receipt_from"], line["receipt_to"])) is not None
        ]
        self.stubs = [
            (book, record)
            for record in kept.ever(STUBS)
            if (book := span(record.entry["no_from"], record.entry["no_to"])) is not None
        ]
        self.accounts = [one for one in kept.of_register(ACCOUNTS) if one.entry["kind"] == AGENCY]

    def tie(self, one: Receivable) -> Tie:
        number = one.receipt
        line, day = self._day(one) if number else (None, None)
        stub = self._stub(number) if number else None
        wanting = tuple(_wanting(one, line, day, stub))
        receipt = str(one.entry.get("receipt_no") or "")
        return Tie(one, receipt, day, line, stub, self._accounts(one), wanting)

    def _day(self, one: Receivable) -> tuple[Mapping[str, Any] | None, Record | None]:
        having = [
            (line, day) for run, line, day in self.lines if one.receipt and run.covers(one.receipt)
        ]
        of_item = (two for two in having if plain(two[0]["item"]["name"]) == plain(one.item))
        return next(of_item, having[0] if having else (None, None))

    def _stub(self, number: Span) -> Record | None:
        """The line of the register that has a number: the latest that begins before it."""
        having = [(book, one) for book, one in self.stubs if book.covers(number)]
        return max(having, key=lambda two: two[0].first)[1] if having else None

    def _accounts(self, one: Receivable) -> tuple[Record, ...]:
        months = {f"{day:%Y-%m}" for day in (one.paid_on, one.settled_on) if day}
        return tuple(
            record
            for record in self.accounts
            if record.entry["month"] in months
            and any(plain(line["item"]) == plain(one.item) for line in record.entry["accounts"])
        )


def _wanting(
    one: Receivable, line: Mapping[str, Any] | None, day: Record | None, stub: Record | None
) -> Iterator[str]:
    if one.receipt is None:
        yield f"收了{one.paid}元，没有可查的票据号"
        return
    if stub is None:
        yield f"票据{one.receipt}不在领用的票据里"
    if line is None or day is None:
        yield f"票据{one.receipt}不在任何一天的日结单里"
        return
    if plain(line["item"]["name"]) != plain(one.item):
        yield f"票据{one.receipt}在日结单{day.number}里记在{line['item']['name']}"
    if one.paid_on != day.date:
        yield f"确认单{one.paid_on}收费，日结单{day.number}是{day.date}"
    spoilt = listed(line.get("void") or "") or ()
    if any(two.covers(one.receipt) for two in spoilt):
        yield f"票据{one.receipt}在日结单{day.number}里是作废票"
    method = one.entry.get("method")
    if method and method != line["method"]:
        yield f"确认单收款方式{method}，日结单{day.number}是{line['method']}"
