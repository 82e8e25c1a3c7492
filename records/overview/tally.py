"""Tally: duties counted by how they stand at a moment."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from checklists.duty import Duty
from records.standings import DutyStanding, Standing

Key = TypeVar("Key")

WORST_FIRST = (Standing.MISSING, Standing.OPEN, Standing.LATE, Standing.DONE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties stand how.

    Attributes:
        done, late, open, missing: of those that have fallen due, as `Standing` has them.
        pending: not due yet, whatever is recorded for them.
    """

    done: int = 0
    late: int = 0
    open: int = 0
    missing: int = 0
    pending: int = 0

    @property
    def due(self) -> int:
        """Duties that have fallen due."""
        return self.done + self.late + self.open + self.missing

    @property
    def is_empty(self) -> bool:
        """Nothing is owed, now or later."""
        return self.due == 0 and self.pending == 0

    @property
    def worst(self) -> Standing | None:
        """The worst standing there is among what is due; None where nothing is."""
        return next((one for one in WORST_FIRST if self.of(one)), None)

    def of(self, standing: Standing) -> int:
        """How many stand so."""
        counts = {
            Standing.DONE: self.done,
            Standing.LATE: self.late,
            Standing.OPEN: self.open,
            Standing.MISSING: self.missing,
        }
        return counts[standing]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.done + other.done,
            self.late + other.late,
            self.open + other.open,
            self.missing + other.missing,
            self.pending + other.pending,
        )


def tallies(
    standings: Iterable[DutyStanding], now: datetime, key: Callable[[Duty], Key]
) -> dict[Key, Tally]:
    """Duties counted by a key of theirs, in one pass; keys without duties are not there."""
    counts: defaultdict[Key, Counter[Standing | None]] = defaultdict(Counter)
    for one in standings:
        counts[key(one.duty)][one.standing if one.duty.due <= now else None] += 1
    return {
        about: Tally(
            done=found[Standing.DONE],
            late=found[Standing.LATE],
            open=found[Standing.OPEN],
            missing=found[Standing.MISSING],
            pending=found[None],
        )
        for about, found in counts.items()
    }
