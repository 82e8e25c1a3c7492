"""What the folds ask of whoever keeps the records, and how an amount is read."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from records.record import Record

NOTICES, CONSENTS = "fee_publicity", "agency_fee_consent"
STUBS, DAYS = "receipt_stub_register", "daily_fee_settlement"
ACCOUNTS = "monthly_account_publicity"
NOTHING = Decimal(0)


class Kept(Protocol):
    """Records that are not voided, by register; a `View` is one."""

    def of_register(self, slug: str) -> Sequence[Record]:
        """Of the term, by business date."""

    def ever(self, slug: str) -> Sequence[Record]:
        """Of earlier terms, too."""


def money(value: Any) -> Decimal:
    """An amount as it stands in an entry; nothing where none does."""
    return Decimal(str(value or 0))


def plain(name: str) -> str:
    """A name of an item as it is compared: spaces do not count."""
    return "".join(name.split())
