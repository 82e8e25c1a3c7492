"""Step 1, form: what is handed out to be filled in, and the example beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from checklists.checklist import Check
from checklists.columns import KINDS, Column, columns_of
from checklists.entry import Entry
from checklists.verdicts import CheckItem, Handling, Measure, Verdict
from taizhang.errors import UsageError
from taizhang.forms import NOTE

_NEEDS = {"必": "必填", "条件": "视情况填", "否": "可不填", "自动": "系统给出"}
_SAMPLES = {
    "date": "如 2026-03-05",
    "datetime": "如 2026-03-05 11:20",
    "time": "如 11:20",
    "number": "数字",
    "money": "数字",
    "count": "整数",
    "bool": "是/否",
    "files": "文件名",
}
_SEVERAL = ("refs", "texts")
"""Kinds of column with several values, one after the other between the brackets."""
_HOW = f"{NOTE}）"
_RESTS_ON = f"{NOTE}：起草依据）"
_TOP = "冒号后面是怎么填；不填的留着空引号。填好后用 taizhang {}"
_VERDICTS = "/".join(Verdict)
_ITEM = (
    f"填 {_VERDICTS}。不是合格的写明情况，如 "
    '{"判定": "不合格", "备注": "…", "部位": "地点名称", '
    f'"处理方式": "{"/".join(Handling)}", "处置": "…", "照片": ["文件名"]}}'
)


def blank_form(kind: type[Entry], stage: str = "") -> dict[str, Any]:
    """A form to fill in for one stage, the first unless it is named.

    Raises:
        UsageError: the register has no such stage.
    """
    stages = kind.register.stages
    if stage and stage not in stages:
        raise UsageError(
            f"《{kind.register.title}》没有“{stage}”这一环节。可用：{'、'.join(stages)}。"
        )
    wanted = stage or stages[0]
    columns = [
        one
        for one in kind.columns()
        if one.need != "自动" and one.kind != "checks" and (one.stage or stages[0]) == wanted
    ]
    then = f"add {kind.slug}" if wanted == stages[0] else "continue 记录编号"
    form = {_HOW: _TOP.format(then), **{prompt(one): _blank(one) for one in columns}}
    if kind.items and wanted == stages[0]:
        items = {f"{item.id} {item.item}：{item.criterion}": _item(item) for item in kind.items}
        form["检查项"] = {_HOW: _ITEM, **items}
    return form


def drafted_form(
    kind: type[Entry], data: Mapping[str, Any], notes: Sequence[str]
) -> dict[str, Any]:
    """The blank form with what is known filled in, and above it what that rests on."""
    columns = {prompt(one): one for one in kind.columns()}
    form = blank_form(kind)
    found = {_HOW: form.pop(_HOW), **({_RESTS_ON: list(notes)} if notes else {})}
    for key, blank in form.items():
        column = columns.get(key)
        known = data.get(column.name) if column else None
        found[key] = blank if known is None or column is None else _known(known, column)
    for name, check in data.get("checks", {}).items():
        found["检查项"] |= _drafted_check(next(one for one in kind.items if one.id == name), check)
    return found


def _known(value: Any, column: Column) -> Any:
    if column.kind == "rows":
        typed = [one for one in column.rows if one.need != "自动"]
        return [
            {
                prompt(one): _known(row[one.name], one) if one.name in row else _blank(one)
                for one in typed
            }
            for row in value
        ]
    return _written(value, column)


def _drafted_check(item: CheckItem, check: Mapping[str, Any]) -> dict[str, Any]:
    form = _item(item)
    for measure in item.measures:
        if measure.name in check.get("measured", {}):
            form["实测"][_reading(measure)] = check["measured"][measure.name]
    return {f"{item.id} {item.item}：{item.criterion}": form}


def prompt(column: Column) -> str:
    """What a column asks for: its heading, and behind a colon how it is filled in."""
    bound = f"标准{column.bound}" if column.bound else ""
    how = "/".join(column.options) or _SAMPLES.get(column.kind, "") or _named(column.ref)
    how = "" if column.need == "自动" else how
    several = "可写几个" if column.kind in _SEVERAL else ""
    said = (_NEEDS[column.need], how, several, bound, column.hint)
    return f"{column.heading}：{'，'.join(filter(None, said))}"


def _named(kind: str) -> str:
    return f"{KINDS[kind]}名称或编号" if kind in KINDS and kind != "menu" else ""


def _blank(column: Column) -> Any:
    if column.kind == "rows":
        return [{prompt(one): _blank(one) for one in column.rows if one.need != "自动"}]
    return [""] if column.kind in ("files", *_SEVERAL) else ""


def _item(item: CheckItem) -> Any:
    if not item.measures:
        return ""
    return {"判定": "", "实测": {_reading(one): "" for one in item.measures}, "备注": ""}


def _reading(measure: Measure) -> str:
    unit = f"（{measure.unit}）" if measure.unit else ""
    return f"{measure.label}{unit}：{_allowed(measure)}".rstrip("：")


def _allowed(measure: Any) -> str:
    options = "/".join(getattr(measure.bound, "options", ()))
    return options or (f"标准{measure.bound}" if measure.bound else "")


# ---- the example


def filled_form(kind: type[Entry]) -> dict[str, Any]:
    """The register's example as a clerk would have filled it in."""
    return dict(_filled(kind.example, {one.name: one for one in kind.columns()}, kind))


def _filled(
    data: Mapping[str, Any], columns: Mapping[str, Column], kind: type[Entry]
) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        column = columns[name]
        if column.kind == "checks":
            items = {item.id: item for item in kind.items}
            yield (
                column.label,
                {
                    f"{key} {items[key].item}": _check(check, items[key])
                    for key, check in value.items()
                },
            )
        elif column.kind == "rows":
            cells = {one.name: one for one in column.rows}
            yield column.heading, [dict(_filled(row, cells, kind)) for row in value]
        else:
            yield column.heading, _written(value, column)


def _written(value: Any, column: Column) -> Any:
    if column.kind == "files":
        return [one["name"] for one in value]
    if column.kind == "datetime":
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"
    if column.kind == "bool":
        return "是" if value else "否"
    return value


def _check(check: Mapping[str, Any], item: CheckItem) -> Any:
    if check.keys() == {"verdict"}:
        return check["verdict"]
    labels = {one.name: one.label for one in columns_of(Check)}
    told = {labels[name]: value for name, value in check.items()}
    if "measured" in check:
        words = {one.name: one.label for one in item.measures}
        told["实测"] = {words[name]: value for name, value in check["measured"].items()}
    return told
