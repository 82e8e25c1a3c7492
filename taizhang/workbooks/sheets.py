"""What a workbook is made of: sheets with heads and lines of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

Value = str | int | Decimal | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column.

    Attributes:
        options: what may be chosen in it, as a drop-down list; empty is anything.
        is_money: its numbers are amounts.
    """

    text: str
    options: tuple[str, ...] = ()
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet; `struck` is struck through, as 作废 is on paper."""

    values: tuple[Value, ...]
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its head is frozen and printed on every page.

    Attributes:
        kept: columns on the left that stay when it is moved.
        open_rows: rows below the last one that the drop-down lists cover, for what is filled in.
    """

    title: str
    heads: tuple[Head, ...]
    lines: Sequence[Line]
    kept: int = 1
    open_rows: int = 0


def kind_of(value: Value, head: Head) -> str:
    """How a value is shown."""
    if isinstance(value, int | Decimal):
        return "money" if head.is_money else "number"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "day"
    return "clock" if isinstance(value, time) else "text"
