"""How far an item has come, class by class: asked, paid, still to pay, to be given back."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from records.charges.kept import Kept
from records.charges.receivables import Receivable, Standing, receivables


@dataclass(frozen=True, slots=True)
class Room:
    """An item in a class.

    Attributes:
        families: those that were asked, by number of their consents.
    """

    item: str
    class_: str
    families: tuple[Receivable, ...]

    def standing(self, *standings: Standing) -> tuple[Receivable, ...]:
        """Families that stand so."""
        return tuple(one for one in self.families if one.standing in standings)

    @property
    def charged(self) -> tuple[Receivable, ...]:
        """Families that paid, or were waived."""
        return tuple(one for one in self.families if one.is_charged)

    @property
    def due(self) -> Decimal:
        """应收: of all that joined."""
        return _sum(one.due for one in self.families)

    @property
    def reduce(self) -> Decimal:
        """减免."""
        return _sum(one.reduce for one in self.families)

    @property
    def paid(self) -> Decimal:
        """实收."""
        return _sum(one.paid for one in self.families)

    @property
    def open(self) -> Decimal:
        """待收."""
        return _sum(one.open for one in self.standing(Standing.DUE))

    @property
    def owed(self) -> Decimal:
        """待退."""
        return _sum(one.owed for one in self.standing(Standing.REFUNDING))


def rooms(kept: Kept, item: str = "", class_: str = "") -> tuple[Room, ...]:
    """Items of the term in the order in which they were first asked for, with their classes."""
    found: dict[str, dict[str, list[Receivable]]] = {}
    for one in receivables(kept, item, class_):
        found.setdefault(one.item, {}).setdefault(one.class_, []).append(one)
    return tuple(
        Room(name, room, tuple(families))
        for name, classes in found.items()
        for room, families in classes.items()
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal())
