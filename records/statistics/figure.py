"""Figure: one number of a term's summary, with the records it rests on (registers.md C.5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Better = Literal["", "less", "all"]
ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is said of a term, and by which records.

    Attributes:
        name: as in the catalogue, 完成率.
        value: None where no record supports any; words where it is a list.
        unit: of the value, %, 次, 元.
        part, whole: what a rate or mean was divided from.
        sources: keys of the registers it came from; `titles` their names, as they are cited.
        records: how many records of them there are, voided ones not counted.
        first, last: the period they were counted over.
        lacking: why there is no value: 无记录, 未建册, or 无 (nothing to divide by).
        better: less where any at all is a shortcoming, all where less than everything is.
    """

    name: str
    value: Decimal | str | None
    unit: str
    part: Decimal | None
    whole: Decimal | None
    sources: tuple[str, ...]
    titles: tuple[str, ...]
    records: int
    first: date
    last: date
    lacking: str = ""
    better: Better = ""

    @property
    def is_shortcoming(self) -> bool:
        """Whether it belongs among 存在问题."""
        if not isinstance(self.value, Decimal) or not self.better:
            return False
        return self.value > 0 if self.better == "less" else self.value < ALL
