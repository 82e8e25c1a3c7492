"""Enrolment: adding to the directory and changing it, with a trail of who changed what."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checklists.columns import KINDS
from records.digest import canonical_json
from records.directory import FILES, ITEMS, Item, item_faults, read_list
from records.disk import Disk, Mode, append_all, exclusively, make_folders, write_whole
from records.errors import NotWrittenError, cause_of
from records.record import Person
from records.refusals import DirectoryDamagedError

HISTORY = "history.jsonl"


def enrol(
    folder: Path, kind: str, data: Mapping[str, Any], *, by: Person, at: datetime, disk: Disk
) -> Item:
    """Add an item, or change the one with the same id; what is not named stays.

    As `enrol_all` with one row.
    """
    return enrol_all(folder, kind, (data,), by=by, at=at, disk=disk)[0]


def enrol_all(
    folder: Path,
    kind: str,
    rows: Iterable[Mapping[str, Any]],
    *,
    by: Person,
    at: datetime,
    disk: Disk,
) -> list[Item]:
    """Add items or change those with the same id, all or none; no rows make an empty list.

    Args:
        folder: ``<home>/directory``.
        kind: as in `directory.ITEMS`.
        rows: columns; without an id it is a new item and gets the next one.
        by: who changes it.
        at: when.
        disk: where the folder is.

    Raises:
        DirectoryDamagedError: the data or the file cannot be understood; nothing was changed.
        NotWrittenError: the disk failed or is full.
    """
    if kind not in ITEMS:
        raise DirectoryDamagedError("名录", f"没有“{kind}”这一类", f"可用：{'、'.join(ITEMS)}")
    try:
        make_folders(disk, folder.parent, folder.name)
        with exclusively(disk, folder / ".lock", "名录"):
            items = read_list(folder, kind)
            kept, trails = [], []
            for data in rows:
                before = items.get(str(data.get("id", "")))
                item = _merged(kind, before, data, items)
                trails.append({"kind": kind, **_trail(before, item, by, at)})
                items[item.id] = item
                kept.append(item)
            _note(folder, disk, trails)
            write_whole(disk, folder / FILES[kind], toml_of(kind, items.values()).encode())
    except OSError as error:
        raise NotWrittenError(f"名录 {FILES[kind]}", cause_of(error)) from error
    return kept


def _merged(
    kind: str, before: Item | None, data: Mapping[str, Any], items: Mapping[str, Item]
) -> Item:
    known = before.model_dump(exclude_defaults=True) if before else {}
    new = {"id": data.get("id") or _next_id(kind, items), **known, **data}
    try:
        return ITEMS[kind].model_validate(new)
    except ValidationError as error:
        what = item_faults(error)
        raise DirectoryDamagedError(KINDS.get(kind, kind), what, "改正这一栏") from None


def _next_id(kind: str, items: Mapping[str, Item]) -> str:
    letter, number = ITEMS[kind].letter, len(items) + 1
    while (found := f"{letter}{number:03d}") in items:
        number += 1
    return found


def _trail(before: Item | None, after: Item, by: Person, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "by": {"id": by.id, "name": by.name},
        "before": None if before is None else before.model_dump(mode="json", exclude_defaults=True),
        "after": after.model_dump(mode="json", exclude_defaults=True),
    }


def _note(folder: Path, disk: Disk, entries: Iterable[Mapping[str, Any]]) -> None:
    file = disk.open(folder / HISTORY, Mode.APPEND)
    try:
        append_all(disk, file, b"".join(canonical_json(one) + b"\n" for one in entries))
        disk.sync_data(file)
    finally:
        disk.close(file)


def toml_of(kind: str, items: Any) -> str:
    """A file of the directory; values as a person would write them."""
    lines = ["# 离岗、停用的不要删去，写上 until（最后一天）；改动后下一条命令即生效。", ""]
    for item in items:
        lines.append(f"[[{kind}]]")
        plain = item.model_dump(exclude_defaults=True)
        lines += [f"{key} = {_toml(value)}" for key, value in plain.items()]
        lines.append("")
    return "\n".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, int | Decimal):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
