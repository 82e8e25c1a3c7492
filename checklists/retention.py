"""How long the records of a register are kept (保管期限, registers.md D.3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Retention:
    """A retention period.

    Attributes:
        text: the catalogue's own words.
        years: whole years after the start; None is 永久.
        recommended: 建议值, a default the school may change.
        starts: what the years count from.
    """

    text: str
    years: int | None
    recommended: bool = False
    starts: str = "案卷形成次年1月1日"

    @property
    def code(self) -> str:
        """Code in an archival code: Y, D30, D10, or the years."""
        return "Y" if self.years is None else f"D{self.years}"

    @property
    def period(self) -> str:
        """永久 or the years, as on a cover that stands for several registers."""
        return "永久" if self.years is None else f"{self.years}年"

    def ends(self, formed: date) -> date | None:
        """Last day of the period for a volume formed on a day; None is never."""
        return None if self.years is None else date(formed.year + self.years, 12, 31)
