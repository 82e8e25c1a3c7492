"""What the school told everybody that it would charge, and from when to when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from records.charges.kept import NOTICES, Kept, money, plain
from records.record import Record

BY_CHOICE = ("服务性", "代收费")


@dataclass(frozen=True, slots=True)
class Announced:
    """One line of a notice.

    Attributes:
        first, last: days between which it may be charged.
    """

    record: Record
    item: str
    kind: str
    standard: Decimal
    unit: str
    first: date
    last: date
    hotline: str
    reduce: str
    refund: str

    @property
    def number(self) -> str:
        """公示号, or the record's where none was given yet."""
        return str(self.record.entry.get("publicity_no") or self.record.number)

    def is_in_force(self, day: date) -> bool:
        """Whether the item may be charged on a day."""
        return self.first <= day <= self.last


def announced(kept: Kept, item: str, day: date | None = None) -> Announced | None:
    """The line of the latest notice about an item; of those in force on a day, where one is named.

    A notice that was found wanting (阻断) announces nothing.
    """
    for record in reversed(kept.of_register(NOTICES)):
        if record.blocking:
            continue
        found = next((one for one in _lines(record) if plain(one.item) == plain(item)), None)
        if found is not None and (day is None or found.is_in_force(day)):
            return found
    return None


def _lines(record: Record) -> tuple[Announced, ...]:
    entry = record.entry
    first, last = (date.fromisoformat(entry[name]) for name in ("charge_from", "end"))
    return tuple(
        Announced(
            record,
            str(one["item"]),
            str(one["kind"]),
            money(one["standard"]),
            str(one["unit"]),
            first,
            last,
            str(one["hotline"]),
            str(one["reduce"]),
            str(one.get("refund") or ""),
        )
        for one in entry["fees"]
    )
