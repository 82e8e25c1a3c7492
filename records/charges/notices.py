"""What the school told everybody that it would charge, and from when to when.

An adjustment is a notice of its own that says which one it replaces; from its first day on the
other one is down. A notice that was found wanting (阻断) announces nothing and replaces nothing.
"""

import re
from collections.abc import Mapping
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
        basis: document and authority; `purpose` what is done for the money.
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
    basis: str = ""
    purpose: str = ""

    @property
    def number(self) -> str:
        """公示号, or the record's where none was given yet."""
        return number_of(self.record)

    def is_in_force(self, day: date) -> bool:
        """Whether the item may be charged on a day."""
        return self.first <= day <= self.last


def announced(kept: Kept, item: str, day: date | None = None) -> Announced | None:
    """The line of the latest notice about an item; of those in force on a day, where one is named.

    Without a day, what was replaced in the meantime is told of as well.
    """
    down = replaced(kept)
    for record in reversed(kept.of_register(NOTICES)):
        if record.blocking or (day is not None and down.get(record.number, date.max) <= day):
            continue
        found = next((one for one in _lines(record) if plain(one.item) == plain(item)), None)
        if found is not None and (day is None or found.is_in_force(day)):
            return found
    return None


def on_the_board(kept: Kept, day: date) -> tuple[Record, ...]:
    """Notices that hang on a day, the oldest first."""
    down = replaced(kept)
    return tuple(
        one
        for one in kept.of_register(NOTICES)
        if not one.blocking
        and _day(one, "start") <= day <= _day(one, "end")
        and day < down.get(one.number, date.max)
    )


def told_on(kept: Kept, day: date) -> tuple[Announced, ...]:
    """Every item that is told of on a day, once, as the newest notice that hangs has it."""
    found: dict[str, Announced] = {}
    for record in reversed(on_the_board(kept, day)):
        for one in _lines(record):
            found.setdefault(plain(one.item), one)
    return tuple(found.values())


def replaced(kept: Kept) -> Mapping[str, date]:
    """Record number of every notice that another one replaces → first day of the other."""
    notices = kept.of_register(NOTICES)
    found: dict[str, date] = {}
    for other in notices:
        if other.blocking or not other.entry.get("replaces"):
            continue
        start = _day(other, "start")
        for one in notices:
            if one.number != other.number and replaces(other, one):
                found[one.number] = min(start, found.get(one.number, start))
    return found


def replaces(record: Record, other: Record) -> bool:
    """Whether a notice names another one: by its 公示号, or by the number of its record."""
    return any(plain(one) in (plain(number_of(other)), other.number) for one in names_in(record))


def names_in(record: Record) -> tuple[str, ...]:
    """The notices that a notice says it replaces."""
    return tuple(re.findall(r"[^、,，；;]+", str(record.entry.get("replaces") or "")))


def number_of(record: Record) -> str:
    """公示号, or the record's where none was given yet."""
    return str(record.entry.get("publicity_no") or record.number)


def _day(record: Record, name: str) -> date:
    return date.fromisoformat(record.entry[name])


def _lines(record: Record) -> tuple[Announced, ...]:
    entry = record.entry
    first, last = _day(record, "charge_from"), _day(record, "end")
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
            str(one["basis_doc"]),
            str(one.get("purpose") or ""),
        )
        for one in entry["fees"]
    )
