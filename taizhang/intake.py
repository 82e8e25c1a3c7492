"""Photos and scans named in a form: read, kept by their digest, and put into the entry's data."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path, PurePath
from typing import Any

from checklists.columns import Column
from checklists.entry import Entry
from records.errors import cause_of
from taizhang.developing import LARGEST, Developed, develop
from taizhang.errors import UsageError

_BLANK_PDF = b"%PDF-"

Files = Callable[[str], bytes]
"""Bytes of a file named in a form; raises UsageError if it cannot be read."""

Keep = Callable[[bytes], str]
"""Stores bytes durably and answers with their SHA-256."""


def take_in(
    data: Mapping[str, Any], kind: type[Entry], files: Files, keep: Keep, zone: tzinfo
) -> dict[str, Any]:
    """The data with every file name replaced by the attachment it became.

    Nothing is kept before every file was read: a form with one bad file leaves no trace.

    Raises:
        UsageError: a file cannot be read, is too large, or is neither picture nor PDF.
    """
    columns, read = kind.columns(), dict[str, Developed]()
    _walk(data, columns, lambda name: read.setdefault(name, develop(files(name), name, zone)))
    kept = {name: attachment(name, file, keep) for name, file in read.items()}
    return _walk(data, columns, lambda name: kept[name])


def unkept(data: Mapping[str, Any], kind: type[Entry], zone: tzinfo) -> dict[str, Any]:
    """The data as if its files had been read and kept, to try it out."""
    return take_in(data, kind, lambda _: _BLANK_PDF, lambda _: "0" * 64, zone)


def beside(kept: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Kept content with what was changed; of a check item only what was named in it."""
    data, checks = {**kept, **changes}, changes.get("checks")
    if isinstance(checks, Mapping):
        known = kept.get("checks") or {}
        data["checks"] = {**known, **{key: _met(known.get(key), checks[key]) for key in checks}}
    return data


def _met(known: Any, check: Any) -> Any:
    is_partial = isinstance(known, Mapping) and isinstance(check, Mapping)
    return {**known, **check} if is_partial else check


def files_in(folder: Path) -> Files:
    """Attachments named in a form lie beside it.

    Raises:
        UsageError: when asked for one that cannot be read.
    """

    def read(name: str) -> bytes:
        try:
            with (folder / name).open("rb") as file:
                return file.read(LARGEST + 1)  # enough to see that it is too large
        except OSError as error:
            raise UsageError(f"读不了附件 {name}：{cause_of(error)}。核对文件名。") from None

    return read


def _walk(
    data: Mapping[str, Any], columns: Sequence[Column], change: Callable[[str], Any]
) -> dict[str, Any]:
    """The data with its file names changed: in columns, in rows however deep, in check items."""
    done = dict(data)
    for column in columns:
        value = data.get(column.name)
        if column.kind == "files" and value is not None:
            done[column.name] = _change(value, change)
        elif column.kind == "rows" and isinstance(value, list):
            done[column.name] = [_row(one, column.rows, change) for one in value]
        elif column.kind == "checks" and isinstance(value, Mapping):
            done[column.name] = {key: _check(check, change) for key, check in value.items()}
    return done


def _row(row: Any, columns: Sequence[Column], change: Callable[[str], Any]) -> Any:
    return _walk(row, columns, change) if isinstance(row, Mapping) else row


def _check(check: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(check, Mapping) and "photos" in check:
        return {**check, "photos": _change(check["photos"], change)}
    return check


def _change(value: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return [change(value)]
    if isinstance(value, list):
        return [change(one) if isinstance(one, str) else one for one in value]
    return value


def attachment(name: str, file: Developed, keep: Keep) -> dict[str, Any]:
    """Keep one file and describe it as the entry wants it."""
    return {
        "sha256": keep(file.data),
        "name": PurePath(name).name,
        "media_type": file.media_type,
        "taken_at": file.taken_at.isoformat() if file.taken_at else None,
        "device": file.device,
        "original_sha256": file.original_sha256,
    }
