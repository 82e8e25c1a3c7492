"""What earlier records say: stock on hand, last month's balance, what was there at the last check.

Looked up by the ledger when an entry is kept, under its lock; nobody copies it by hand (G06).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol


class Before(Protocol):
    """A record that stands before the one that is kept now."""

    @property
    def number(self) -> str:
        """Its number."""

    @property
    def date(self) -> date:
        """Its business date."""

    @property
    def entry(self) -> Mapping[str, Any]:
        """Its content as it stands."""


Books = Callable[[str], Sequence[Before]]
"""Records of a register before this one, by business date and then as they came; earlier terms
included, voided ones not."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What a store holds of a thing.

    Attributes:
        quantity: in the unit of the store's ledger.
        price: moving average, yuan, not rounded.
    """

    quantity: Decimal
    price: Decimal

    @classmethod
    def begun(cls, line: Mapping[str, Any]) -> "Stock":
        """What was there before the first line."""
        return cls(_number(line, "opening"), _number(line, "price"))

    def after(self, line: Mapping[str, Any]) -> "Stock":
        """What is there after a line; only what comes in moves the average."""
        came, went = _number(line, "in_qty"), _number(line, "out_qty")
        there, price = max(self.quantity, Decimal()), self.price
        if came > 0:
            price = (there * price + came * _number(line, "price")) / (there + came)
        return Stock(self.quantity + came - went, price)


def stocks(lines: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Stock]:
    """What is there of every thing after the lines of the store's ledger, by store and id."""
    found: dict[tuple[str, str], Stock] = {}
    for line in lines:
        key = str(line["warehouse"]), str(line["item"]["id"])
        found[key] = (found.get(key) or Stock.begun(line)).after(line)
    return found


def _number(line: Mapping[str, Any], column: str) -> Decimal:
    return Decimal(str(line.get(column) or 0))
