"""Receivables: what each family owes by its own consent, what it paid, what it gets back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from checklists.receipts import Span, listed, span
from records.charges.kept import CONSENTS, NOTHING, Kept, money, plain
from records.record import Record

JOINS, DECLINES = "自愿参加", "不参加"
SEVERAL = ("人·月", "人·餐", "本")
"""Units of which a family pays several at once."""


class Standing(StrEnum):
    """How a family stands with an item."""

    UNANSWERED = "未答复"
    DECLINED = "不参加"
    DUE = "待收"
    PAID = "已收"
    REFUNDING = "待退"
    SETTLED = "已结清"


@dataclass(frozen=True)
class Receivable:
    """A consent, as money sees it. Amounts are yuan."""

    record: Record

    @property
    def entry(self) -> Mapping[str, Any]:
        """Content that stands."""
        return self.record.entry

    @property
    def number(self) -> str:
        """Of the consent."""
        return self.record.number

    @property
    def item(self) -> str:
        """What is charged."""
        return str(self.entry["item"]["name"])

    @property
    def class_(self) -> str:
        """Class of the pupil."""
        return str(self.entry["class_"]["name"])

    @property
    def pupil(self) -> str:
        """Number and name of the pupil, as far as whoever reads may know them."""
        value = self.entry["student"]
        if not isinstance(value, Mapping):
            return str(value)
        return " ".join(dict.fromkeys((str(value["id"]), str(value["name"]))))

    @property
    def standard(self) -> Decimal:
        """Of one unit."""
        return money(self.entry["standard"])

    @property
    def unit(self) -> str:
        """计费单位."""
        return str(self.entry["charge_unit"])

    @property
    def joins(self) -> bool:
        """Whether the family chose to take part."""
        return bool(self.entry.get("choice") == JOINS)

    @property
    def is_charged(self) -> bool:
        """Whether it was paid for, or waived."""
        return self.entry.get("paid") is not None

    @property
    def paid(self) -> Decimal:
        """What the family paid."""
        return money(self.entry.get("paid"))

    @property
    def reduce(self) -> Decimal:
        """减免."""
        return money(self.entry.get("reduce"))

    @property
    def units(self) -> int:
        """How many units it paid for; one where there is only one to pay for."""
        asked = self.paid + self.reduce
        if self.unit not in SEVERAL or not self.standard or not asked:
            return 1
        return int(asked // self.standard)

    @property
    def due(self) -> Decimal:
        """应收: nothing of who does not take part."""
        if not self.joins:
            return NOTHING
        return self.standard * self.units

    @property
    def open(self) -> Decimal:
        """What is still to be paid; below nothing where too much was."""
        return self.due - self.reduce - self.paid

    @property
    def signed_on(self) -> date | None:
        """When the parents signed."""
        return _day(self.entry.get("signed_on"))

    @property
    def paid_on(self) -> date | None:
        """When it was paid."""
        return _day(self.entry.get("paid_on"))

    @property
    def collector(self) -> str:
        """Id of whoever took it; empty before anybody did."""
        return str((self.entry.get("collector") or {}).get("id", ""))

    @property
    def settled_on(self) -> date | None:
        """When the settlement was published."""
        return _day(self.entry.get("settle_on"))

    @property
    def cost(self) -> Decimal | None:
        """What was spent for this family; None before the settlement."""
        return _amount(self.entry.get("cost"))

    @property
    def owed(self) -> Decimal:
        """应退: what was not spent, all of it after a justified complaint; never below nothing."""
        if self.entry.get("upheld"):
            return self.paid
        return NOTHING if self.cost is None else max(self.paid - self.cost, NOTHING)

    @property
    def returned(self) -> Decimal | None:
        """实退; None before the family has it."""
        return _amount(self.entry.get("returned"))

    @cached_property
    def receipt(self) -> Span | None:
        """The receipt the family holds; None where there is none, or its number is none."""
        text = self.entry.get("receipt_no")
        found = span(text, text) if text else None
        return found if found and found.count == 1 else None

    @cached_property
    def voided(self) -> tuple[Span, ...]:
        """Receipts that were spoilt before the right one was written."""
        return listed(self.entry.get("void_no") or "") or ()

    @property
    def standing(self) -> Standing:
        """How the family stands."""
        if self.entry.get("choice") is None:
            return Standing.UNANSWERED
        if not self.joins:
            return Standing.DECLINED
        if not self.is_charged:
            return Standing.DUE
        if self.cost is None and not self.entry.get("upheld"):
            return Standing.SETTLED if not self.paid else Standing.PAID
        return Standing.REFUNDING if self.returned is None else Standing.SETTLED


def receivables(kept: Kept, item: str = "", class_: str = "") -> tuple[Receivable, ...]:
    """Of a term, of an item, of a class; by class as first asked, then by number."""
    found = [
        one
        for one in map(Receivable, kept.of_register(CONSENTS))
        if (not item or plain(one.item) == plain(item)) and (not class_ or one.class_ == class_)
    ]
    return tuple(sorted(found, key=lambda one: one.number))


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _amount(value: Any) -> Decimal | None:
    return None if value is None else money(value)
