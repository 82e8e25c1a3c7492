"""What stands in a volume, in order: chapters of the twelve, their registers, their records."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from checklists.entry import Entry
from checklists.plans.numerals import numeral
from checklists.register import CHAPTERS
from checklists.retention import Retention
from generator.completeness import RegisterCompleteness
from records.record import Operation, Record


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """One register of the volume.

    Attributes:
        records: in the order of their numbers.
        standing: its duties against its records.
    """

    entry: type[Entry]
    records: tuple[Record, ...]
    standing: RegisterCompleteness

    @property
    def title(self) -> str:
        """Title of the register."""
        return self.entry.register.title


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the twelve, with the registers the school keeps in it."""

    key: str
    parts: tuple[RegisterPart, ...]

    @property
    def number(self) -> int:
        """1 to 12."""
        return CHAPTERS[self.key][0]

    @property
    def heading(self) -> str:
        """第四章　消防安全."""
        return f"第{numeral(self.number)}章　{CHAPTERS[self.key][1]}"

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, register after register."""
        return tuple(record for part in self.parts for record in part.records)

    @property
    def retention(self) -> Retention:
        """The longest period of its registers."""
        return longest(part.entry.register.retention for part in self.parts)


def arrange(
    registers: Sequence[type[Entry]],
    records: Sequence[Record],
    standings: Sequence[RegisterCompleteness],
    chosen: Collection[str] | None = None,
) -> tuple[Chapter, ...]:
    """Registers and records by chapter; only chapters that are kept, and only `chosen` ones."""
    by_register: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.number):
        by_register.setdefault(record.register, []).append(record)
    standing = {one.slug: one for one in standings}
    chapters = []
    for key in CHAPTERS:
        parts = tuple(
            RegisterPart(entry, tuple(by_register.get(entry.slug, ())), standing[entry.slug])
            for entry in registers
            if entry.chapter == key
        )
        kept = any(part.records or not part.standing.off_reason for part in parts)
        if kept and (chosen is None or key in chosen):
            chapters.append(Chapter(key, parts))
    return tuple(chapters)


def longest(periods: Iterable[Retention]) -> Retention:
    """The longest retention period; 永久 outlasts every number of years."""
    return max(periods, key=lambda one: float("inf") if one.years is None else one.years)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records were late, corrected, void, open; in words on the notes (备考表)."""

    records: int
    late: int
    corrected: int
    void: int
    photos: int

    @classmethod
    def of(cls, records: Sequence[Record], photos: int) -> "Tally":
        """Counted over records; `photos` as printed."""
        return cls(
            records=len(records),
            late=sum(record.is_late for record in records),
            corrected=sum(_has(record, Operation.CORRECT) for record in records),
            void=sum(record.is_void for record in records),
            photos=photos,
        )

    @property
    def text(self) -> str:
        """补录 2 件，更正 1 件，作废 0 件."""
        return f"补录 {self.late} 件，更正 {self.corrected} 件，作废 {self.void} 件"


def _has(record: Record, operation: Operation) -> bool:
    return any(version.operation is operation for version in record.versions)
