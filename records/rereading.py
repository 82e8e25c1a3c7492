"""What is kept, read again: before it is continued or corrected, and what of it stays as it was."""

from collections.abc import Mapping
from typing import Any

from checklists.columns import Column
from checklists.entry import Entry
from records.personal import MISSING
from records.record import Record, is_sealed
from records.refusals import UnauthorisedError


def readable(record: Record) -> Mapping[str, Any]:
    """Content that stands, if all of it can be read.

    Raises:
        UnauthorisedError: personal values are sealed, and their key is gone.
    """
    sealed = {MISSING for value in record.entry.values() if is_sealed(value)}
    if lost := {*record.content.lost.values(), *sealed}:
        raise UnauthorisedError(record.number, min(lost))
    return record.entry


def as_captured(new: Any, kept: Any) -> Any:
    """New content in which what is referred to keeps the name it had when it was captured."""
    if isinstance(new, dict) and isinstance(kept, Mapping):
        if new.keys() == {"id", "name"} and new["id"] == kept.get("id"):
            return kept
        return {name: as_captured(value, kept.get(name)) for name, value in new.items()}
    if isinstance(new, list) and isinstance(kept, list):
        return [
            as_captured(value, kept[place] if place < len(kept) else None)
            for place, value in enumerate(new)
        ]
    return new


def roles_reopened(record: Record, entry: Entry) -> list[str]:
    """Signed places whose stage a continuation opened again, as a failed re-inspection does."""
    register, stage = entry.register, entry.stage()
    if entry.is_complete():
        return []
    reached = register.stages.index(stage)
    signed = {one.role for one in record.signatures}
    return [
        one.role
        for one in register.signers
        if one.role in signed and (not one.stage or register.stages.index(one.stage) >= reached)
    ]


def given_back(
    register: type[Entry], data: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Corrected content without what the system gave and nobody touched, and with its numbers."""
    computed = register.model_computed_fields
    numbers = {
        one.name: kept[one.name] for one in register.columns() if one.serial and one.name in kept
    }
    typed = {
        name: value
        for name, value in data.items()
        if not (name in computed and kept.get(name) == value)
    }
    for column in register.columns():
        if column.rows and isinstance(typed.get(column.name), list):
            typed[column.name] = [_cells_typed(column, row, kept) for row in typed[column.name]]
    return {**numbers, **typed}


def _cells_typed(column: Column, row: Any, kept: Mapping[str, Any]) -> Any:
    """A detail row without computed cells that say what one of the kept rows says."""
    given = [
        (one.name, before.get(one.name))
        for one in column.rows
        if one.kind == "calc"
        for before in kept.get(column.name, ())
    ]
    if not isinstance(row, dict):
        return row
    return {key: value for key, value in row.items() if (key, value) not in given}
