"""Numbers without gaps: record numbers per register and day, `Serial` columns per pattern.

They are given under the journal's lock, and only lines that were written use them up.
"""

from collections.abc import Callable, Mapping
from datetime import date
from string import Formatter
from typing import Any

from checklists.columns import Serial
from checklists.entry import Entry
from records.refusals import NumberUnusableError

Last = Callable[[str], int]
"""Last number used in a series, 0 for none."""

HOLE = "{n}"
STAMPS = "用印〔{year}〕{{n}}号"
"""Series of the uses of the school's seals, all registers together (用印登记)."""


class Numbering:
    """The last number of every series of a ledger.

    Attributes:
        before: the last number of a series in earlier terms; a series goes on from there.
    """

    def __init__(self, before: Last) -> None:
        self.before = before
        self._used: dict[str, int] = {}

    def last(self, series: str) -> int:
        """Last number used, 0 for none."""
        if series not in self._used:
            self._used[series] = self.before(series)
        return self._used[series]

    def take(self, series: str, number: int) -> None:
        """Note a number that stands in the journal."""
        self._used[series] = max(self._used.get(series, 0), number)

    def note(self, operation: Mapping[str, Any]) -> None:
        """Note the numbers of a ``file`` operation and its serials."""
        if operation["op"] == "file":
            series, _, number = operation["number"].rpartition("-")
            self.take(series, int(number))
        for column, (series, number) in operation.get("serials", {}).items():
            is_stamp = operation["op"] == "stamp"
            counter = serial_counter(operation["register"], column, series)
            self.take(stamp_counter(series) if is_stamp else counter, number)


def record_series(prefix: str, day: date) -> str:
    """Series of the records of a register and business day, as ``LY-20260305``."""
    return f"{prefix}-{day:%Y%m%d}"


def record_number(series: str, number: int) -> str:
    """As ``LY-20260305-001``."""
    return f"{series}-{number:03d}"


def serial_series(serial: Serial, entry: Entry) -> str:
    """The pattern with everything but ``{n}`` filled in, as ``2026-{n}``.

    Raises:
        NumberUnusableError: the pattern asks for something this entry does not have.
    """
    parts: list[str] = []
    for text, field, spec, _ in Formatter().parse(serial.pattern):
        parts.append(text)
        if field == "n":
            parts.append(HOLE)
        elif field is not None:
            parts.append(format(_value(field, entry, serial), spec or ""))
    return "".join(parts)


def serial_counter(register: str, column: str, series: str) -> str:
    """What counts the numbers of a column: two registers with one pattern count apart."""
    return f"{register}.{column} {series}"


def stamp_counter(series: str) -> str:
    """What counts the uses of the school's seals."""
    return f"stamp {series}"


def serial_number(serial: Serial, series: str, number: int) -> str:
    """The finished number, as ``2026-012``."""
    fields = Formatter().parse(serial.pattern)
    spec = next((spec or "" for _, field, spec, _ in fields if field == "n"), "")
    return series.replace(HOLE, format(number, spec))


def _value(field: str, entry: Entry, serial: Serial) -> Any:
    if field == "year":
        return entry.business_date().year
    value = getattr(entry, field, None)
    if value in (None, ""):
        raise NumberUnusableError(
            f"《{entry.register.title}》的编号“{serial.pattern}”",
            f"缺“{field}”，编不出来",
            "补上这一栏再办",
        )
    return value() if callable(value) else value
