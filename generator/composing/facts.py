"""Columns as labelled facts, packed three to a row; long ones take a row of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from checklists.columns import Column
from generator.composing.imprint import Imprint
from generator.composing.widths import measure
from generator.document import Fact, Facts
from generator.wording import day, shown, weekday_of
from records.personal import Withheld
from records.record import Record

PER_ROW = 3
_SHORT = 10.9  # characters that fit a third of a portrait page beside their label: a moment does
_LONG = 26.0  # characters that fit two thirds


def fact_of(column: Column, record: Record, imprint: Imprint) -> Fact:
    """One column of a record."""
    value = record.entry.get(column.name)
    if column.kind == "date" and column.head and value and not isinstance(value, Withheld):
        on = date.fromisoformat(value)
        text = f"{day(on)} {weekday_of(on)}"
    else:
        text = shown(column, value, imprint.school.zone)
    return Fact(column.label, text)


def packed(facts: Iterable[Fact]) -> Facts:
    """Facts in rows, in order: three short ones, a short one and a long one, or one alone."""
    return Facts(tuple(_rows(tuple(facts))))


def _rows(facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    row: tuple[Fact, ...] = ()
    for fact in facts:
        length = measure(fact.value)
        if length <= _SHORT:
            row = (*row, fact)
        else:
            if len(row) != 1 or length > _LONG:
                if row:
                    yield row
                row = ()
            row = (*row, replace(fact, wide=True))
        if row[-1].wide or len(row) == PER_ROW:
            yield row
            row = ()
    if row:
        yield row
