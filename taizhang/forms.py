"""Step 1, form: bytes of a filled-in form become a plain dict. No rule about content lives here."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checklists.columns import Column
from checklists.entry import Entry
from taizhang.errors import UsageError

LARGEST = 2_000_000
"""Bytes of one form; photos are files of their own."""


def read_form(raw: bytes, where: str) -> dict[str, Any]:
    """A filled-in form as a dict.

    Raises:
        UsageError: too large, not UTF-8, not JSON, or not one object.
    """
    data = _parse(raw, where)
    if not isinstance(data, dict):
        raise UsageError(f"{where}：不是一个 JSON 对象。写成 {{“栏名”: 值, …}} 的形式，未保存。")
    return data


def read_lines(raw: bytes, where: str) -> Iterator[tuple[int, dict[str, Any] | UsageError]]:
    """Forms of a JSON-lines file with their line numbers; an unreadable one comes as its error."""
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, read_form(line, f"{where} 第 {number} 行")
        except UsageError as error:
            yield number, error


def _parse(raw: bytes, where: str) -> Any:
    if len(raw) > LARGEST:
        size = len(raw) / 1_000_000
        raise UsageError(
            f"{where}：内容有 {size:.1f} MB，太大（最多 {LARGEST // 1_000_000} MB）。"
            "说明写要点，照片、扫描件作为附件，未保存。"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{where}：第 {error.start + 1} 个字节起不是 UTF-8 编码（可能是 GBK）。"
            "请另存为 UTF-8 后再试，未保存。"
        ) from None
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=str, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{where}：第 {error.lineno} 行第 {error.colno} 列不是正确的 JSON。"
            "核对引号、逗号和括号，未保存。"
        ) from None
    except (_FormError, RecursionError) as error:
        reason = str(error) if isinstance(error, _FormError) else "括号套得太深"
        raise UsageError(f"{where}：{reason}，未保存。") from None


class _FormError(ValueError):
    """Readable JSON that no form can mean."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _FormError(f"「{key}」写了两次。留下正确的一个")
        found[key] = value
    return found


def _refuse(constant: str) -> Any:
    raise _FormError(f"“{constant}”不是数字。写数字")


def blank_form(entry: type[Entry]) -> dict[str, Any]:
    """A form to fill in: what may stand there in place of every value."""
    form = {column.name: _prompt(column) for column in entry.columns() if column.need != "自动"}
    if entry.items:
        form["checks"] = {
            item.id: {
                "verdict": f"{item.item}：{item.criterion}",
                **({"measured": _readings(item)} if item.measures else {}),
            }
            for item in entry.items
        }
    return form


def _readings(item: Any) -> dict[str, str]:
    return {one.name: f"{one.label}{one.unit} {one.bound or ''}".strip() for one in item.measures}


def _prompt(column: Column) -> Any:
    if column.kind == "rows":
        return [{row.name: _prompt(row) for row in column.rows}]
    if column.kind == "files":
        return [f"{column.label}：文件名（{column.need}）"]
    options = f"：{'/'.join(column.options)}" if column.options else ""
    return f"{column.heading}{options}（{column.need}）"


def summary(entry: Mapping[str, Any], columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    """Label and plain value of every filled-in column, for a terminal."""
    for column in columns:
        value = entry.get(column.name)
        if value not in (None, "", [], {}) and column.kind != "checks":
            yield column.label, plain(value)


def plain(value: Any) -> str:
    """A stored value in one line."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return str(value.get("name") or "；".join(f"{k} {plain(v)}" for k, v in value.items()))
    if isinstance(value, list | tuple):
        return "；".join(plain(one) for one in value)
    return str(value)
