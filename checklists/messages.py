"""Chinese for every validation error: where it is, what is wrong, what to do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from checklists.columns import Column
from checklists.errors import Problem
from checklists.verdicts import Handling, Verdict

if TYPE_CHECKING:
    from checklists.entry import Entry

SHOWN = 40

SAYINGS: dict[str, tuple[str, str]] = {
    "missing": ("没有填写", "这一栏必填，请补上"),
    "string_type": ("“{input}”不是文字", "写成文字"),
    "string_too_short": ("没有填写", "这一栏必填，请补上"),
    "string_too_long": ("太长（最多 {max_length} 字）", "写要点，细节作为附件"),
    "string_pattern_mismatch": ("“{input}”写法不对", "按说明的格式写"),
    "too_long": ("太多（最多 {max_length} 项）", "分成几条登记"),
    "too_short": ("太少（至少 {min_length} 项）", "请补齐"),
    "int_type": ("“{input}”不是整数", "写整数，不加单位"),
    "int_parsing": ("“{input}”不是整数", "写整数，不加单位"),
    "int_from_float": ("“{input}”不是整数", "写整数，不加单位"),
    "decimal_type": ("“{input}”不是数字", "写数字，不加单位"),
    "decimal_parsing": ("“{input}”不是数字", "写数字，不加单位"),
    "decimal_max_places": ("“{input}”小数位太多（最多 {decimal_places} 位）", "四舍五入后再填"),
    "decimal_max_digits": ("“{input}”太大", "核对数字和单位"),
    "decimal_whole_digits": ("“{input}”太大", "核对数字和单位"),
    "finite_number": ("“{input}”不是数字", "写数字，不加单位"),
    "greater_than_equal": ("“{input}”小于 {ge}", "核对数字"),
    "greater_than": ("“{input}”不大于 {gt}", "核对数字"),
    "less_than_equal": ("“{input}”大于 {le}", "核对数字"),
    "bool_type": ("“{input}”不是“是/否”", "写 true 或 false"),
    "bool_parsing": ("“{input}”不是“是/否”", "写 true 或 false"),
    "enum": ("“{input}”不在可选范围", "可选：{options}"),
    "literal_error": ("“{input}”不在可选范围", "可选：{options}"),
    "date_type": ("“{input}”不是日期", "写成 2026-03-05"),
    "date_parsing": ("“{input}”不是日期", "写成 2026-03-05"),
    "date_from_datetime_parsing": ("“{input}”不是日期", "写成 2026-03-05"),
    "date_from_datetime_inexact": ("“{input}”是时间，不是日期", "写成 2026-03-05"),
    "datetime_type": ("“{input}”不是时间", "写成 2026-03-05 11:20"),
    "datetime_parsing": ("“{input}”不是时间", "写成 2026-03-05 11:20"),
    "datetime_from_date_parsing": ("“{input}”不是时间", "写成 2026-03-05 11:20"),
    "datetime_object_invalid": ("“{input}”不是时间", "写成 2026-03-05 11:20"),
    "timezone_offset_parsing": ("“{input}”的时区写法不对", "写成 2026-03-05T11:20+08:00"),
    "time_type": ("“{input}”不是钟点", "写成 11:20"),
    "time_parsing": ("“{input}”不是钟点", "写成 11:20"),
    "dict_type": ("不是“名称: 值”的形式", "写成 {{“名称”: 值}}"),
    "model_type": ("不是“名称: 值”的形式", "写成 {{“名称”: 值}}"),
    "tuple_type": ("不是列表", "写成 [ … ]"),
    "list_type": ("不是列表", "写成 [ … ]"),
    "extra_forbidden": ("没有这一栏", "删去，或改成正确的栏名"),
    "future": ("{message}", "只能登记已经发生的事，请核对日期"),
    "control_character": ("{message}", "删去该字符再填"),
    "ref_unknown": ("{message}", "核对写法，或先在名录里登记"),
    "ref_type": ("{message}", "写名录里的名称或编号"),
    "invalid_key": ("栏名不是文字", "栏名写成文字"),
}
UNREAD = ("读不懂（{message}）", "请核对这一栏")
FORGED = ("由系统计算，不能填写", "删去这一栏，系统会自动算出")
NUMBERED = ("编号由系统连续给出，不能填写", "删去这一栏，登记时自动编号")


def problems_of(error: ValidationError, entry: "type[Entry]") -> tuple[Problem, ...]:
    """Every error of a validation as a `Problem`; a value that matches no branch is told once."""
    found: dict[str, Problem] = {}
    for detail in error.errors(include_url=False):
        path = tuple(part for part in detail["loc"] if not _is_branch(part))
        problem = _problem(dict(detail), path, entry)
        found.setdefault(problem.path, problem)
    return tuple(found.values())


def _is_branch(part: Any) -> bool:
    return isinstance(part, str) and (part in ("decimal", "str", "int") or "[" in part)


def _problem(detail: dict[str, Any], path: tuple[Any, ...], entry: "type[Entry]") -> Problem:
    kind = detail["type"]
    where, name = "・".join(_where(path, entry)) or "整份内容", ".".join(map(str, path))
    if kind == "extra_forbidden" and _is_computed(path, entry):
        return Problem(where, *FORGED, name)
    return Problem(where, *said_of(detail, _options(path, entry)), name)


def said_of(detail: Mapping[str, Any], options: Sequence[str] = ()) -> tuple[str, str]:
    """What is wrong in one error of pydantic, and what to do, in Chinese.

    Args:
        detail: as `ValidationError.errors` gives it.
        options: what may stand there; without them what the error itself names.
    """
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"]), "请改正"
    named = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
    facts = {
        "input": _shown(detail.get("input")),
        "message": detail["msg"],
        **{key: value for key, value in context.items() if key != "options"},
        "options": "、".join(options or named),
    }
    kind = detail["type"]
    if kind in ("too_long", "too_short") and isinstance(detail.get("input"), str):
        kind = f"string_{kind}"  # a limit beside that of the type itself is told as one of a list
    what, advice = SAYINGS.get(kind, UNREAD)
    return what.format(**facts), advice.format(**facts)


def _shown(value: Any) -> str:
    text = "（空）" if value is None or value == "" else str(value)
    shown = "".join(char if char.isprintable() else "·" for char in text[:SHOWN])
    return shown if len(text) <= SHOWN else f"{shown}…"


def _is_computed(path: tuple[Any, ...], entry: "type[Entry]") -> bool:
    if len(path) == 1 and path[0] in entry.model_computed_fields:
        return True
    column = None
    columns: tuple[Column, ...] = entry.columns()
    for part in path:
        if not isinstance(part, int):
            column = next((one for one in columns if one.name == part), None)
            columns = column.rows if column else ()
    return column is not None and column.kind == "calc"


def _options(path: tuple[Any, ...], entry: "type[Entry]") -> tuple[str, ...]:
    if path and path[-1] in ("verdict", "handling"):
        return tuple(str(one) for one in (Verdict if path[-1] == "verdict" else Handling))
    columns = entry.columns()
    found: tuple[str, ...] = ()
    for part in path:
        column = next((one for one in columns if one.name == part), None)
        if column is not None:
            found, columns = column.options, column.rows
    return found


def _where(path: tuple[Any, ...], entry: "type[Entry]") -> Iterator[str]:
    columns: tuple[Column, ...] = entry.columns()
    items = {item.id: item.where for item in entry.items}
    names = {"verdict": "判定", "measured": "实测", "remark": "备注", "place": "部位"}
    names |= {"handling": "处理方式", "photos": "照片"}
    for part in path:
        column = next((one for one in columns if one.name == part), None)
        if isinstance(part, int):
            yield f"第 {part + 1} 行"
        elif column is not None:
            yield f"「{column.label}」"
            columns = column.rows
        elif part != "checks":
            yield items.get(str(part), names.get(str(part), f"「{part}」"))
