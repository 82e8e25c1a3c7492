"""Two detail tables that tell of the same things line by line are one table on paper.

Children brought in the morning and fetched in the afternoon are written down at two moments, but
an inspector reads one sheet: a line a child.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checklists.columns import Column
from records.definitions import Definition
from records.record import Record

Entry = Mapping[str, Any]


def joined(record: Record, form: Definition) -> tuple[Record, Definition]:
    """Record and form as they are printed; the very same ones where nothing is to be joined."""
    columns: list[Column] = []
    entry = dict(record.entry)
    for column in form.columns:
        place = next((i for i, one in enumerate(columns) if _match(one, column, entry)), None)
        if place is None:
            columns.append(column)
            continue
        first = columns[place]
        columns[place] = replace(
            first,
            label=f"{first.label}、{column.label}",
            stage="",
            rows=(*first.rows, *column.rows[1:]),
        )
        lines = zip(entry[first.name], entry.pop(column.name), strict=True)
        entry[first.name] = [{**one, **other} for one, other in lines]
    if len(columns) == len(form.columns):
        return record, form
    said = record.content
    versions = tuple(replace(one, entry=entry) if one is said else one for one in record.versions)
    return replace(record, versions=versions), replace(form, columns=tuple(columns))


def _match(one: Column, other: Column, entry: Entry) -> bool:
    """Whether both have lines of the same things in the same order, and no cell in common."""
    if not (one.kind == other.kind == "rows" and one.rows and other.rows):
        return False
    key, names = one.rows[0], {cell.name for cell in one.rows}
    if not key.ref or (key.name, key.ref) != (other.rows[0].name, other.rows[0].ref):
        return False
    lines, others = entry.get(one.name), entry.get(other.name)
    if not (isinstance(lines, list | tuple) and isinstance(others, list | tuple)):
        return False
    same = [row.get(key.name) for row in lines] == [row.get(key.name) for row in others]
    return bool(lines) and same and names.isdisjoint(cell.name for cell in other.rows[1:])
