"""End-of-term settlement of an item: what was taken, spent for each family, and goes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from records.charges.kept import NOTHING, Kept, money
from records.charges.receivables import Receivable, Standing, receivables


@dataclass(frozen=True, slots=True)
class Share:
    """What an item comes to for one family: 多退少不补.

    Attributes:
        cost: what was, or would be, spent of its money.
    """

    family: Receivable
    cost: Decimal

    @property
    def refund(self) -> Decimal:
        """What goes back."""
        if self.family.cost is not None or self.family.entry.get("upheld"):
            return self.family.owed
        return self.family.paid - self.cost


@dataclass(frozen=True, slots=True)
class ItemSettlement:
    """An item of a term.

    Attributes:
        shares: of the families that paid, by number of their consents.
        asked, declined, unanswered, waived: families asked, and those that pay nothing.
        open: families that joined and have not paid.
        overrun: what was spent beyond what families paid; the school bears it.
    """

    item: str
    shares: tuple[Share, ...]
    asked: int
    declined: int
    unanswered: int
    waived: int
    open: tuple[Receivable, ...]
    overrun: Decimal = NOTHING

    @property
    def paid(self) -> Decimal:
        """Σ缴费."""
        return _sum(one.family.paid for one in self.shares)

    @property
    def cost(self) -> Decimal:
        """Σ支出, as families bear it."""
        return _sum(one.cost for one in self.shares)

    @property
    def refund(self) -> Decimal:
        """Σ退费."""
        return _sum(one.refund for one in self.shares)

    @property
    def reduce(self) -> Decimal:
        """Σ减免 of all families."""
        return _sum(one.family.reduce for one in self.shares)

    @property
    def returned(self) -> Decimal:
        """What families have got back by now."""
        return _sum(one.family.returned or NOTHING for one in self.shares)

    @property
    def is_even(self) -> bool:
        """Σ缴费＝Σ支出＋Σ退费."""
        return self.paid == self.cost + self.refund

    @property
    def unsettled(self) -> tuple[Share, ...]:
        """Families whose consents do not say yet what was spent."""
        return tuple(one for one in self.shares if one.family.standing is Standing.PAID)

    @property
    def refunding(self) -> tuple[Share, ...]:
        """Families that are owed something, or nothing, and nobody has said that they have it."""
        return tuple(one for one in self.shares if one.family.standing is Standing.REFUNDING)

    @property
    def supply(self) -> Mapping[str, Any]:
        """Supplier, price and invoice, as the first settled consent has them."""
        said = next((one.family.entry for one in self.shares if one.family.cost), None)
        names = ("supplier", "supply_price", "supply_invoice", "settle_on")
        return {name: said[name] for name in names if name in said} if said else {}


def settlement_of(kept: Kept, item: str, price: Decimal | None = None) -> ItemSettlement:
    """The settlement of an item as it stands; with a price a unit, as it would be.

    Args:
        kept: where the consents are.
        item: name of the item.
        price: yuan a unit was bought for; families that are not settled bear it up to what they
            paid, the rest is the school's.
    """
    families = receivables(kept, item)
    paying = [one for one in families if one.paid]
    shares = tuple(_share(one, price) for one in paying)
    spent = _sum(_spent(one, price) for one in paying)
    waived = [one for one in families if one.is_charged and one.reduce and not one.paid]
    return ItemSettlement(
        item,
        shares,
        len(families),
        _count(families, Standing.DECLINED),
        _count(families, Standing.UNANSWERED),
        len(waived),
        tuple(one for one in families if one.standing is Standing.DUE),
        max(spent - _sum(one.cost for one in shares), NOTHING),
    )


def _share(one: Receivable, price: Decimal | None) -> Share:
    if one.cost is not None:
        return Share(one, one.cost)
    if one.entry.get("upheld"):
        return Share(one, NOTHING)
    return Share(one, min(_spent(one, price), one.paid))


def _spent(one: Receivable, price: Decimal | None) -> Decimal:
    """What was spent for a family, whoever bears it."""
    if one.cost is not None:
        supplied = one.entry.get("supply_price") if one.cost else None
        return one.cost if supplied is None else money(supplied) * one.units
    return NOTHING if price is None or one.entry.get("upheld") else price * one.units


def _count(families: Sequence[Receivable], standing: Standing) -> int:
    return sum(one.standing is standing for one in families)


def _sum(amounts: Any) -> Decimal:
    return sum(amounts, Decimal())
