"""What a new form says before anybody fills it in: today, who is here, what stood there last time.

Never a reading and never a verdict: those are looked at, not copied.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from checklists.checklist import ChecklistEntry
from checklists.columns import Column
from checklists.entry import Entry
from checklists.surroundings import Directory
from records.record import Record
from taizhang.web.rights import Visitor

STANDING_KINDS = ("choice", "ref", "refs", "text", "bool")
"""Kinds of head columns that may be the same every time, as a round's way."""
LOOKED_BACK = 3
NOT_THINGS = ("", "person", "place")
FRESH: Mapping[str, str] = {"date": "today", "datetime": "now", "time": "clock"}


def new_data(
    kind: type[Entry],
    visitor: Visitor,
    now: datetime,
    last: Sequence[Record],
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """Content a new form begins with.

    Args:
        kind: the register.
        visitor: who fills it in.
        now: moment, in the school's zone.
        last: the newest records this person filed here, as many as there are up to `LOOKED_BACK`.
        asked: columns by name as the link names them: day, place, extinguisher.
    """
    columns = first_columns(kind)
    data: dict[str, Any] = {}
    data |= {one.name: value for one in columns if (value := _standing(one, last)) is not None}
    data |= _by_whom(kind, visitor)
    data |= _when(columns, now)
    return data | {name: value for name, value in asked.items() if _is_askable(columns, name)}


def _standing(column: Column, last: Sequence[Record]) -> Any:
    """What stood in a head column each of the last times; words have to have stood there twice."""
    if not column.head or column.kind not in STANDING_KINDS or column.personal or not last:
        return None
    values = [one.entry.get(column.name) for one in last]
    again = len(values) > 1 or column.kind != "text"
    return values[0] if again and all(one == values[0] for one in values) else None


def first_columns(kind: type[Entry]) -> tuple[Column, ...]:
    """Columns that are filled in first."""
    return tuple(one for one in kind.columns() if one.stage == kind.register.stages[0])


def _by_whom(kind: type[Entry], visitor: Visitor) -> dict[str, Any]:
    """The column of whoever signs first, if that can be this person."""
    for signer in kind.register.signers[:1]:
        fits = not signer.posts or not set(signer.posts).isdisjoint(visitor.posts)
        if signer.column and fits:
            return {signer.column: visitor.name}
    return {}


def _when(columns: Sequence[Column], now: datetime) -> dict[str, Any]:
    """The first day and the first moment of the form: today, now."""
    day = next((one for one in columns if one.kind == "date"), None)
    moment = next((one for one in columns if one.kind in ("datetime", "time")), None)
    found: dict[str, Any] = {}
    if day is not None and day.need == "必":
        found[day.name] = now.date().isoformat()
    if moment is not None and moment.need == "必" and (moment.head or day is None):
        clock = f"{now:%H:%M}"
        found[moment.name] = clock if moment.kind == "time" else f"{now:%Y-%m-%dT%H:%M}"
    return found


def fresh_of(kind: type[Entry], data: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Columns that mean “now”: filled in anew where a page is opened later than it was made."""
    made = _when(first_columns(kind), now)
    kinds = {one.name: one.kind for one in kind.columns()}
    return {name: FRESH[kinds[name]] for name, value in made.items() if data.get(name) == value}


def known_of(kind: type[Entry], data: Mapping[str, Any], lists: Directory) -> dict[str, Any]:
    """What the directory knows of a thing that is named already: place, type, when it was made."""
    columns, found = first_columns(kind), dict[str, Any]()
    for column in columns:
        named = data.get(column.name)
        if column.ref in NOT_THINGS or not isinstance(named, str) or not named:
            continue
        listed = lists.look_up(column.ref, named)
        facts = listed.facts if listed else {}
        place = lists.look_up("place", facts["place"]) if facts.get("place") else None
        for one in columns:
            if one.ref == "place" and place is not None:
                found[one.name] = place.name
            elif one.name in facts and one.kind in (*STANDING_KINDS, "date"):
                found[one.name] = facts[one.name]
    return {name: value for name, value in found.items() if not data.get(name)}


def _is_askable(columns: Sequence[Column], name: str) -> bool:
    return any(one.name == name and one.kind not in ("rows", "files", "checks") for one in columns)


def asked_by(kind: type[Entry], subject: str, day: str) -> dict[str, str]:
    """Columns that a duty names: its day, and what it is owed for where one column says that."""
    columns, found = first_columns(kind), dict[str, str]()
    dated = next((one for one in columns if one.kind == "date"), None)
    if day and dated is not None:
        found[dated.name] = day
    for word in subject.split():
        for one in columns:
            if one.name not in found and (word in one.options or _names_thing(kind, one)):
                found[one.name] = word
                break
    return found


def _names_thing(kind: type[Entry], column: Column) -> bool:
    """Whether a column is what the register is about: a class, an extinguisher, a person."""
    is_list = issubclass(kind, ChecklistEntry) and column.kind == "ref" and column.ref != "person"
    return is_list or (column.kind == "ref" and column.ref in ("class", "extinguisher"))
