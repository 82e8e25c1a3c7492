"""A register as it stands, terms and all; only what changed since is read again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from records.record import Record


@dataclass(slots=True)
class Shelf:
    """The records of one register that are not voided, of earlier terms first.

    Attributes:
        seen: changes of this term that were taken in; sealed terms stay as they are.
    """

    seen: int = 0
    _records: dict[str, Record] = field(default_factory=dict)

    def take(self, numbers: Iterable[str], read: Callable[[str], Record | None]) -> None:
        """Read these again: new ones come last, changed ones keep their place."""
        for number in dict.fromkeys(numbers):
            record = read(number)
            if record is not None:
                self._records[number] = record

    def standing(self) -> list[Record]:
        """Those that are not voided."""
        return [one for one in list(self._records.values()) if not one.is_void]
