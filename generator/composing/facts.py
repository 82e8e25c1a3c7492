"""Columns as labelled facts, packed three to a row; long ones take a row of their own."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checklists.columns import Column
from generator.composing.imprint import Imprint
from generator.composing.widths import measure
from generator.document import Fact, Facts
from generator.wording import day, shown, weekday_of
from records.record import Record

PER_ROW = 3
_SHORT = 10.0  # characters that fit a third of a portrait page beside their label


def fact_of(column: Column, record: Record, imprint: Imprint) -> Fact:
    """One column of a record."""
    value = record.entry.get(column.name)
    if column.kind == "date" and column.head and value:
        on = date.fromisoformat(value)
        text = f"{day(on)} {weekday_of(on)}"
    else:
        text = shown(column, value, imprint.school.zone)
    return Fact(column.label, text)


def packed(facts: Iterable[Fact]) -> Facts:
    """Facts in rows, in order: short ones share a row, a long one stands alone."""
    return Facts(tuple(_rows(tuple(facts))))


def _rows(facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    row: list[Fact] = []
    for fact in facts:
        if measure(fact.value) > _SHORT:
            if row:
                yield tuple(row)
            row = []
            yield (Fact(fact.label, fact.value, wide=True),)
        else:
            row.append(fact)
            if len(row) == PER_ROW:
                yield tuple(row)
                row = []
    if row:
        yield tuple(row)
