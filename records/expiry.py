"""Expiry: registers of earlier terms whose personal values should have been destroyed (D.3)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from checklists.catalogue import Catalogue
from checklists.entry import Entry
from records.personal import has_personal

if TYPE_CHECKING:
    from records.ledger import Ledger


def expired(ledger: "Ledger", registers: Catalogue, today: date) -> Iterator[tuple[str, str]]:
    """Register and term, where the retention is over and a key is still there.

    A term counts as formed on the day of its last line, which is that of its seal.
    """
    before = ledger.previous
    while before is not None:
        lines = before.journal.lines()
        formed = date.fromisoformat(str(lines[-1].content["at"])[:10]) if lines else today
        for slug in before.registers():
            if _is_over(registers.get(slug), formed, today) and _has_keys(before, slug):
                yield slug, before.term
        before = before.previous


def _is_over(kind: type[Entry] | None, formed: date, today: date) -> bool:
    if kind is None or not has_personal(kind.columns()):
        return False
    ends = kind.register.retention.ends(formed)
    return ends is not None and ends < today


def _has_keys(ledger: "Ledger", slug: str) -> bool:
    records = (ledger.find_record(number) for number in ledger.numbers(slug))
    return any(one and one.key and not one.content.lost for one in records)
