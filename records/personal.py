"""Personal values within an entry: where they stand, where they are repeated, what others see.

What a column marks `Personal` is personal, and so is every text of the same record that repeats
it: a description with the child's name, a finding that quotes a temperature.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from checklists.columns import Column

ERASED, MISSING, WITHHELD = "已销毁", "缺密钥", "不公开"
SHORTEST = 2  # characters that say something of somebody; 无 does not
TAIL, HIDDEN = 4, "*"
_TEXTS = frozenset({"text", "texts", "calc", "checks"})
_SAYS_NOTHING = re.compile(rf"\d{{4}}-\d\d-\d\d|\d\d:\d\d|{ERASED}|{MISSING}")  # of anybody
FREE = frozenset({"remark", "action", "reading", "where", "message", "advice"})
"""What is free text in a check item, a judgement, a finding; the rest are words of the form."""

Change = Callable[[str, Column | None, Any], Any]
"""Path, column (None for a text that repeats a personal value) and value → what stands there."""


def has_personal(columns: Sequence[Column]) -> bool:
    """Whether any column, or any of its detail rows, is personal."""
    return any(one.personal or has_personal(one.rows) for one in columns)


def personal_words(
    entry: Mapping[str, Any],
    columns: Sequence[Column],
    *,
    options: bool = False,
    within: str = "",
) -> dict[str, str]:
    """Every personal value that is a word or a number → what others may see of it; longest first.

    Args:
        entry: content.
        columns: of the register, or of a detail row.
        options: also those chosen from a list (发热), which any text may say of nobody: a finding
            says them of somebody.
        within: mark of the detail rows it stands in.
    """
    found: dict[str, str] = {}
    for column in columns:
        value, shown = entry.get(column.name), within or column.personal
        if column.rows and isinstance(value, list):
            for row in value:
                found |= personal_words(row, column.rows, options=options, within=shown)
        elif shown and (options or not column.options):
            found |= {word: masked_text(word, shown) for word in _words(value)}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "sha256" not in value:
            for one in value.values():
                yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        word = str(value).strip()
        if len(word) >= SHORTEST + word.isdecimal() and not _SAYS_NOTHING.match(word):
            yield word


def changed(
    entry: Mapping[str, Any],
    columns: Sequence[Column],
    change: Change,
    words: Sequence[str] | None = None,
) -> dict[str, Any]:
    """An entry with every personal value, and every text that repeats one of `words`, changed.

    Without `words`, they are those of the entry.
    """
    known = personal_words(entry, columns) if words is None else words
    return _changed(entry, columns, tuple(known), change, "")


def _changed(
    entry: Mapping[str, Any],
    columns: Sequence[Column],
    words: tuple[str, ...],
    change: Change,
    path: str,
) -> dict[str, Any]:
    result = dict(entry)
    for column in columns:
        value, here = entry.get(column.name), f"{path}{column.name}"
        if value in (None, "", [], {}):
            continue
        if column.personal:
            result[column.name] = change(here, column, value)
        elif column.rows and isinstance(value, list):
            result[column.name] = [
                _changed(row, column.rows, words, change, f"{here}.{place}.")
                for place, row in enumerate(value)
            ]
        elif column.kind in _TEXTS and words:
            result[column.name] = changed_texts(value, words, change, here)
    return result


def changed_texts(value: Any, words: Sequence[str], change: Change, path: str) -> Any:
    """A value with every free text in it changed that repeats one of `words`."""
    if isinstance(value, Mapping):
        return {
            key: changed_texts(one, words, change, f"{path}.{key}")
            if key in FREE or isinstance(one, Mapping)
            else one
            for key, one in value.items()
        }
    if isinstance(value, list):
        lines = enumerate(value)
        return [changed_texts(one, words, change, f"{path}.{place}") for place, one in lines]
    repeats = isinstance(value, str) and any(word in value for word in words)
    return change(path, None, value) if repeats else value


class Withheld(str):
    """Stands on paper in place of a value of any kind: 不公开, 已销毁, 缺密钥."""

    __slots__ = ()


def masked_text(text: str, shown: str) -> str:
    """A word as others see it: the family name, or the last four characters, or neither.

    Args:
        text: the word.
        shown: as `checklists.columns.Shown`.
    """
    if shown == "whole" or text in (ERASED, MISSING):
        return text
    if shown == "name":
        return text[:1] + HIDDEN * 2
    if shown == "tail":
        return text if len(text) <= TAIL else HIDDEN * 4 + text[-TAIL:]
    return WITHHELD
