"""What the use-cases of charging read: the records of a term and of those before it."""

from collections.abc import Sequence
from datetime import date

from records.ledger import Ledger
from records.record import Record
from taizhang.desk import Desk


class TermBooks:
    """Records of a ledger by register, as `records.charges.Kept` asks; read once."""

    def __init__(self, ledger: Ledger | None) -> None:
        if ledger is not None:
            ledger.refresh()
        self.ledger = ledger
        self._known: dict[str, list[Record]] = {}

    def of_register(self, slug: str) -> Sequence[Record]:
        """Of the term, by business date."""
        ours = self.ledger
        return [one for one in self.ever(slug) if ours and not ours.term_of(one.number)]

    def ever(self, slug: str) -> Sequence[Record]:
        """Of earlier terms, too."""
        if slug not in self._known:
            standing = self.ledger.standing(slug) if self.ledger else []
            self._known[slug] = sorted(standing, key=lambda one: (one.date, one.first.at))
        return self._known[slug]


def kept_now(desk: Desk, day: date) -> TermBooks:
    """Records of the term of a day; none where nothing was recorded yet."""
    term = desk.term_now(day)
    return TermBooks(desk.ledger(term) if desk.has_ledger(term) else None)
