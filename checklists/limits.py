"""Limits and choices a reading is judged by; they judge, they never stop a true reading."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """A range a number must lie in to be 合格; both ends included.

    Attributes:
        low, high: ends in the column's unit; None is open.
        evidence: "S" seen in a source, "K" expert knowledge, "建议值" a default schools may change.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    evidence: str = "K"

    @classmethod
    def of(cls, low: str | None = None, high: str | None = None, evidence: str = "K") -> "Limit":
        """Limit from decimal texts, as ``Limit.of(low="125")``."""
        return cls(
            None if low is None else Decimal(low), None if high is None else Decimal(high), evidence
        )

    def holds(self, value: Decimal | int) -> bool:
        """Whether the value lies within."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{self.low}–{self.high}"
        if self.low is not None:
            return f"≥{self.low}"
        return "不限" if self.high is None else f"≤{self.high}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Zones or findings to choose from, and which of them are 合格."""

    options: tuple[str, ...]
    passing: frozenset[str]

    @classmethod
    def of(cls, *passing: str, failing: tuple[str, ...]) -> "Choice":
        """Choice with its passing options first."""
        return cls((*passing, *failing), frozenset(passing))

    def holds(self, value: str) -> bool:
        """Whether the option passes."""
        return value in self.passing

    def __str__(self) -> str:
        return "/".join(option for option in self.options if option in self.passing)
