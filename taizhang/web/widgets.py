"""Columns as fields of a page: what the templates draw, with the value and the error of each.

Everything comes from the markers of the column (checklists/columns.py); nothing is said twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from checklists.columns import KINDS, Column
from checklists.entry import Entry
from checklists.errors import Problem
from checklists.limits import Choice, Limit
from checklists.surroundings import Listed
from checklists.verdicts import CheckItem, Handling, Measure, Verdict
from taizhang.web.fields import PREFIX

Widget = Literal[
    "line", "text", "number", "count", "date", "time", "datetime", "segments", "select",
    "several", "lines", "files", "rows",
]  # fmt: skip
SEGMENTS = 5
"""Options that fit side by side on a phone; more become a list to choose from."""
LONGEST_SEGMENT = 6
LONG_WORDS = (
    *("内容", "情况", "说明", "描述", "措施", "原因"),
    *("意见", "记录", "备注", "要求", "处理", "事项"),
)
"""What stands in the label of a column that takes sentences."""
LISTED_AT_MOST = 800
"""Names offered while typing; a longer list (pupils) is typed in."""
_PLAIN: Mapping[str, Widget] = {
    "number": "number",
    "money": "number",
    "count": "count",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "files": "files",
    "rows": "rows",
}


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a field that holds rows."""

    number: int
    fields: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: of the form field; `id` of its element.
        need: 必填, 视情况 or empty.
        hint: what to know about it, the limit included.
        value: as the element takes it; several for `several` and `files`.
        list: id of the list of names it offers; empty if none.
        rows: filled-in rows; `blank` is the one more that can be added.
        fresh: today, now or clock: filled in anew when the page is opened later, offline.
        errors: what is wrong with it, in Chinese.
    """

    name: str
    label: str
    widget: Widget
    need: str = ""
    unit: str = ""
    hint: str = ""
    value: Any = ""
    options: tuple[str, ...] = ()
    list: str = ""
    rows: tuple[Named, ...] = ()
    blank: Named | None = None
    fresh: str = ""
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Of its element: links of the error summary lead there."""
        return id_of(self.name)


@dataclass(frozen=True, slots=True)
class ItemField:
    """One check item with everything that can be said of it."""

    item: CheckItem
    number: str
    verdict: Field
    readings: tuple[Field, ...]
    remark: Field
    details: tuple[Field, ...]
    together: bool
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        """Of its element."""
        return self.verdict.id

    @property
    def is_open(self) -> bool:
        """Whether its details are shown at once."""
        said = (self.remark, *self.details)
        return self.verdict.value in (Verdict.FAIL,) or any(one.value or one.errors for one in said)


@dataclass(frozen=True, slots=True)
class Names:
    """What the fields of one page may offer and have to say.

    Attributes:
        lists: kind of the directory → what is on it and in service.
        problems: what was found wrong, by machine path.
        zone: of the school, for moments.
        limits: the school's own, by key.
        fresh: columns that mean now, by name.
    """

    lists: Mapping[str, Sequence[Listed]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    zone: tzinfo | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict)
    fresh: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, path: str) -> tuple[str, ...]:
        """What is wrong at a path."""
        return tuple(f"{one.what}。{one.advice}" for one in self.problems if one.path == path)

    def offers(self, kind: str) -> bool:
        """Whether names of a kind are offered while typing."""
        return 0 < len(self.lists.get(kind, ())) <= LISTED_AT_MOST


def id_of(name: str) -> str:
    """Id of the element of a form field."""
    return "f-" + name.removeprefix(PREFIX).replace(".", "-")


def fields_of(
    columns: Sequence[Column], data: Mapping[str, Any], names: Names, within: str = ""
) -> tuple[Field, ...]:
    """Fields of columns, filled in with data; what the system alone gives is left out.

    Args:
        columns: of a register or of a row of it.
        data: as kept, or as a form brought it.
        names: what may be offered, what was wrong.
        within: path of the row, with a point behind it.
    """
    typed = (one for one in columns if is_typed(one))
    return tuple(field_of(one, data.get(one.name), names, within) for one in typed)


def is_typed(column: Column) -> bool:
    """Whether somebody may fill a column in: not a number that is given, nothing computed."""
    return column.serial is None and column.kind not in ("checks", "calc")


def field_of(column: Column, value: Any, names: Names, within: str = "") -> Field:
    """One column as a field."""
    path = f"{within}{column.name}"
    rows = tuple(_rows(column, value, names, path)) if column.kind == "rows" else ()
    blank = _row(column, len(rows), {}, names, path) if column.kind == "rows" else None
    options = ("是", "否") if column.kind == "bool" else column.options
    return Field(
        name=PREFIX + path,
        label=column.label,
        widget=_widget(column),
        need={"必": "必填", "条件": "视情况"}.get(column.need, ""),
        unit=column.unit,
        hint=hint_of(column, names),
        value=_value(column, value, names.zone),
        options=options,
        list=f"list-{column.ref}" if names.offers(column.ref) else "",
        rows=rows,
        blank=blank,
        fresh="" if within else names.fresh.get(column.name, ""),
        errors=names.wrong(path),
    )


def hint_of(column: Column, names: Names) -> str:
    """What to know while filling in: the limit, the catalogue's hint, how it is written."""
    bound = f"标准{column.bound}" if column.bound else ""
    several = {"refs": "可写几个，用、隔开", "texts": "一行写一条" if not column.options else ""}
    kind = KINDS.get(column.ref, "")
    typed = f"写{kind}的名称或编号" if column.ref and not names.offers(column.ref) and kind else ""
    carried = "有以前的记录就不用填，系统会接上" if column.need == "自动" else ""
    parts = (bound, carried, column.hint, several.get(column.kind, ""), typed)
    return "；".join(part for part in parts if part)


def _widget(column: Column) -> Widget:
    if column.kind in _PLAIN:
        return _PLAIN[column.kind]
    if column.kind == "bool":
        return "segments"
    if column.kind == "choice":
        short = all(len(one) <= LONGEST_SEGMENT for one in column.options)
        return "segments" if len(column.options) <= SEGMENTS and short else "select"
    if column.kind == "texts":
        return "several" if column.options else "lines"
    if column.kind == "text" and any(word in column.label for word in LONG_WORDS):
        return "text"
    return "line"


def _rows(column: Column, value: Any, names: Names, path: str) -> Iterator[Named]:
    rows = value if isinstance(value, list) else []
    if not rows and column.need == "必":
        rows = [{}]
    for number, row in enumerate(rows):
        yield _row(column, number, row if isinstance(row, Mapping) else {}, names, path)


def _row(column: Column, number: int, row: Mapping[str, Any], names: Names, path: str) -> Named:
    return Named(number, fields_of(column.rows, row, names, f"{path}.{number}."))


def _value(column: Column, value: Any, zone: tzinfo | None) -> Any:
    if column.kind in ("rows", "checks"):
        return ""
    if column.kind == "files":
        return [one for one in value or () if isinstance(one, Mapping)]
    if isinstance(value, list | tuple):
        words = [_word(one) for one in value]
        if column.kind == "refs":
            return "、".join(words)
        return words if column.options else "\n".join(words)
    if column.kind == "datetime" and isinstance(value, str):
        return _local(value, zone)
    if isinstance(value, bool):
        return "是" if value else "否"
    return _word(value)


def _word(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    return "" if value is None else str(value)


def _local(value: str, zone: tzinfo | None) -> str:
    """A moment as ``datetime-local`` takes it; what cannot be read stays as it was typed."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    local = found.astimezone(zone) if found.tzinfo else found
    return f"{local:%Y-%m-%dT%H:%M:%S}".removesuffix(":00")  # a correction keeps the seconds


# ---- check items


def items_of(
    kind: type[Entry], data: Mapping[str, Any], names: Names, together: Sequence[str] = ()
) -> tuple[ItemField, ...]:
    """Every check item of a register, filled in with data."""
    checks = data.get("checks")
    found = checks if isinstance(checks, Mapping) else {}
    return tuple(
        _item(one, kind, found.get(one.id) or {}, names, one.id in together) for one in kind.items
    )


def _item(
    item: CheckItem, kind: type[Entry], check: Any, names: Names, together: bool
) -> ItemField:
    check = check if isinstance(check, Mapping) else {"verdict": check}
    path = f"checks.{item.id}"
    readings = check.get("measured")
    measured = readings if isinstance(readings, Mapping) else {}
    told = {
        "place": ("部位", "line", "place"),
        "action": ("当场处置", "text", ""),
        "photos": ("照片", "files", ""),
    }
    verdict = Field(
        f"{PREFIX}{path}.verdict",
        "判定",
        "segments",
        value=str(check.get("verdict") or ""),
        options=tuple(str(one) for one in Verdict),
        errors=names.wrong(f"{path}.verdict"),
    )
    return ItemField(
        item,
        item.id[1:].lstrip("0"),
        verdict,
        tuple(_reading(one, kind, item, measured, names) for one in item.measures),
        Field(f"{PREFIX}{path}.remark", "说明", "text", value=_word(check.get("remark"))),
        (
            _handling(path, check, names),
            *(
                Field(
                    f"{PREFIX}{path}.{key}",
                    label,
                    widget,  # type: ignore[arg-type]  # one of the three above
                    value=_value_of(key, check.get(key)),
                    list=f"list-{ref}" if names.offers(ref) else "",
                    errors=names.wrong(f"{path}.{key}"),
                )
                for key, (label, widget, ref) in told.items()
            ),
        ),
        together,
        names.wrong(path),
    )


def _value_of(key: str, value: Any) -> Any:
    if key == "photos":
        return [one for one in value or () if isinstance(one, Mapping)]
    return _word(value)


def _handling(path: str, check: Mapping[str, Any], names: Names) -> Field:
    return Field(
        f"{PREFIX}{path}.handling",
        "处理方式",
        "segments",
        value=_word(check.get("handling")),
        options=tuple(str(one) for one in Handling),
        errors=names.wrong(f"{path}.handling"),
    )


def _reading(
    measure: Measure,
    kind: type[Entry],
    item: CheckItem,
    measured: Mapping[str, Any],
    names: Names,
) -> Field:
    path = f"checks.{item.id}.measured.{measure.name}"
    bound = names.limits.get(f"{kind.slug}.{item.id}.{measure.name}", measure.bound)
    options = bound.options if isinstance(bound, Choice) else ()
    return Field(
        PREFIX + path,
        measure.label,
        "segments" if options else "number",
        need="" if item.any_of or not measure.demanded else "必填",
        unit=measure.unit,
        hint=f"标准{bound}" if isinstance(bound, Limit) else "",
        value=_word(measured.get(measure.name)),
        options=options,
        errors=names.wrong(path),
    )
