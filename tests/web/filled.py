"""Content of an entry as the fields of a form, as a browser posts them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from checklists.columns import Column
from checklists.entry import Entry

FILE = "（文件）"


def fields(kind: type[Entry], data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values of a form filled in with content; files stand apart (`photographed`)."""
    filled = _fields(kind.columns(), data, "e.")
    return [(name, value) for name, value in filled if value is not FILE]


def photographed(kind: type[Entry], data: Mapping[str, Any]) -> list[str]:
    """Names of the fields that bring files."""
    return [name for name, value in _fields(kind.columns(), data, "e.") if value is FILE]


def _fields(
    columns: tuple[Column, ...], data: Mapping[str, Any], within: str
) -> Iterator[tuple[str, str]]:
    kinds = {one.name: one for one in columns}
    for name, value in data.items():
        column = kinds[name]
        path = f"{within}{name}"
        if column.kind == "files":
            yield path, FILE
            continue
        if column.kind == "checks":
            yield from _plain(value, path)
        elif column.kind == "rows":
            for number, row in enumerate(value):
                yield from _fields(column.rows, row, f"{path}.{number}.")
        elif column.kind in ("refs", "texts"):
            yield from _several(column, path, [_word(one) for one in value])
        else:
            yield path, _word(value, column.kind)


def _several(column: Column, path: str, words: list[str]) -> Iterator[tuple[str, str]]:
    if column.options:
        yield from ((path, word) for word in words)
    else:
        yield path, ("、" if column.kind == "refs" else "\r\n").join(words)


def _plain(value: Any, path: str) -> Iterator[tuple[str, str]]:
    for name, one in value.items():
        if isinstance(one, Mapping) and one.keys() != {"id", "name"}:
            yield from _plain(one, f"{path}.{name}")
        elif not isinstance(one, list):
            yield f"{path}.{name}", _word(one)


def _word(value: Any, kind: str = "") -> str:
    if isinstance(value, Mapping):
        return str(value["name"])
    if isinstance(value, bool):
        return "是" if value else "否"
    if kind == "datetime":
        return f"{datetime.fromisoformat(value):%Y-%m-%dT%H:%M}"
    return str(value)
