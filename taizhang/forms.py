"""Step 1, form: bytes of a filled-in form become a plain dict. No rule about content lives here."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checklists.checklist import Check
from checklists.columns import Column, columns_of
from checklists.entry import Entry
from checklists.verdicts import CheckItem
from taizhang.errors import UsageError

LARGEST = 2_000_000
"""Bytes of one form; photos are files of their own."""
LONGEST_NUMBER = 18
"""Digits of a whole number; a longer one stays text, and is refused as such."""
NOTE = "（说明"
"""What a key begins with that explains a form and fills in nothing."""
LISTS = ("files", "refs", "rows", "texts")
"""Kinds of column that hold several values."""
NEVER_NONE = ("remark", "action")
"""Said of a check item: empty text where there is nothing to say."""
YES_OR_NO = {"是": True, "否": False, "有": True, "无": False}


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
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=str,
            parse_int=_whole,
            parse_constant=_refuse,
        )
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


def _whole(digits: str) -> int | str:
    """A number with more digits than Python reads stays text."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _refuse(constant: str) -> Any:
    raise _FormError(f"“{constant}”不是数字。写数字")


# ---- what a form says, in the terms of its register


def understood(
    form: Mapping[str, Any], kind: type[Entry], *, clearing: bool = False
) -> dict[str, Any]:
    """A form in the words of a register's columns, as `blanks.blank_form` hands it out.

    A key may be a column's name or its Chinese label, with anything behind a ``：``; what was left
    blank and what begins with （说明 is left out. Unknown keys stay, to be refused by the entry.

    Args:
        form: as it was filled in.
        kind: the register.
        clearing: in a correction, what is left blank is to be emptied.

    Raises:
        UsageError: a column is filled in twice, under two names.
    """
    found = _named(form, kind.columns(), kind.register.title, clearing=clearing)
    if isinstance(found.get("checks"), Mapping):
        found["checks"] = _checks(found["checks"], kind, clearing=clearing)
    return found


def _named(
    data: Mapping[str, Any], columns: Sequence[Column], where: str, *, clearing: bool = False
) -> dict[str, Any]:
    known = {word: one for one in columns for word in (one.label, one.heading, one.name)}
    found: dict[str, Any] = {}
    for key, value in data.items():
        column, blank = known.get(asked(key)), _is_blank(value)
        if key.startswith(NOTE) or (blank and not (clearing and column)):
            continue
        name = column.name if column else key
        if name in found:
            raise UsageError(f"{where}：「{asked(key)}」写了两次。留下正确的一个，未保存。")
        if column is None:
            found[name] = value
        else:
            found[name] = _emptied(value, column) if blank else _value(value, column, where)
    return found


def asked(key: str) -> str:
    """What a key of a form asks for: the part before its explanation."""
    return key.partition("：")[0].strip()


def _is_blank(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_blank(one) for key, one in value.items() if not key.startswith(NOTE))
    if isinstance(value, list):
        return all(_is_blank(one) for one in value)
    return isinstance(value, str) and not value.strip()


def _emptied(value: Any, column: Column) -> Any:
    """What stands for nothing in a column."""
    if column.kind in LISTS:
        return []
    if column.kind == "checks":
        return value
    return "" if column.name in NEVER_NONE else None


def _value(value: Any, column: Column, where: str) -> Any:
    if isinstance(value, list):
        kept = [one for one in value if not _is_blank(one)]
        rows = column.kind == "rows"
        return [
            _named(one, column.rows, where) if rows and isinstance(one, Mapping) else one
            for one in kept
        ]
    if column.kind == "count" and isinstance(value, str) and value.strip().isdecimal():
        return int(value) if len(value) <= LONGEST_NUMBER else value
    if column.kind == "bool" and isinstance(value, str):
        return YES_OR_NO.get(value.strip(), value)
    return value


def _checks(checks: Mapping[str, Any], kind: type[Entry], *, clearing: bool) -> dict[str, Any]:
    """Check items by their id, each as an object; a verdict may stand alone."""
    items = {item.id: item for item in kind.items}
    found: dict[str, Any] = {}
    for key, check in checks.items():
        if key.startswith(NOTE) or (_is_blank(check) and not clearing):
            continue
        name = asked(key).partition(" ")[0]
        name = name if name in items else key
        if name in found:
            raise UsageError(f"检查项 {name} 写了两次。留下正确的一个，未保存。")
        whole = {"verdict": check} if isinstance(check, str) else check
        if isinstance(whole, Mapping):
            where = f"检查项 {name}"
            whole = _named(whole, columns_of(Check), where, clearing=clearing)
            whole = _measured(whole, items[name]) if name in items else whole
        found[name] = whole
    return found


def _measured(check: dict[str, Any], item: CheckItem) -> dict[str, Any]:
    words = {
        word: one.name
        for one in item.measures
        for word in (one.label, f"{one.label}（{one.unit}）", one.name)
    }
    readings = check.get("measured")
    if not isinstance(readings, Mapping):
        return check
    kept = {key: value for key, value in readings.items() if not _is_blank(value)}
    named = {words.get(asked(key), key): value for key, value in kept.items()}
    return {**check, "measured": named}
