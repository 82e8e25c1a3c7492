"""Fields of a pydantic model as fields of a page: drawn from its annotations and read back.

Lists of the directory and school.toml are such models; title, type, options and whether a value is
needed stand there and are not said again.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from checklists.errors import Problem
from checklists.messages import said_of
from taizhang.web.fields import PREFIX
from taizhang.web.widgets import (
    LONG_WORDS,
    LONGEST_SEGMENT,
    SEGMENTS,
    Field,
    Named,
    Widget,
    id_of,
)
from taizhang.workbooks.cells import day_of

Data = Mapping[str, Any]
YES, NO = "是", "否"
KEY, VALUE = "key", "value"
"""Cells of a row of a mapping."""
BETWEEN = "、"
_PLAIN: Mapping[Any, Widget] = {date: "date", int: "count", Decimal: "number", bool: "segments"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value is.

    Attributes:
        base: its bare type: str, date, int, Decimal, bool, tuple or dict.
        title: of the value, where its annotation has one.
        options: what may be chosen; empty is anything.
        inner: of the members of a tuple; of key and value of a dict.
    """

    base: Any
    title: str = ""
    options: tuple[str, ...] = ()
    inner: tuple["Shape", ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Fields of a model, with what is wrong in them.

    Attributes:
        links: ids of the elements that the problems are about, one a problem.
    """

    fields: tuple[Field, ...]
    problems: tuple[Problem, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """What a page adds to the fields of a model.

    Attributes:
        lists: column → kind of the list whose names are offered while typing.
        problems: what was wrong with what was filled in.
        given: columns that are given where they are left empty, though the model needs them.
    """

    lists: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    given: frozenset[str] = frozenset()


# ---- drawing


def draw_model(
    model: type[BaseModel], names: Sequence[str], data: Data, offers: Offers | None = None
) -> Drawn:
    """Columns of a model as fields.

    Args:
        model: as of the directory or of school.toml.
        names: which columns, in order.
        data: values by name, as the model has them or as a form brought them.
        offers: names to choose from, and what was wrong.
    """
    offers = offers or Offers()
    fields = tuple(_field(model, name, data.get(name), offers) for name in names)
    links = tuple(_link(one, fields) for one in offers.problems)
    return Drawn(fields, offers.problems, links)


def _field(model: type[BaseModel], name: str, value: Any, offers: Offers) -> Field:
    told, shape = model.model_fields[name], shape_of(model.model_fields[name].annotation)
    title, _, hint = (told.title or name).partition("，")
    rows = tuple(_rows(shape, value, name)) if shape.base is dict else ()
    kind = offers.lists.get(name, "")
    return Field(
        name=PREFIX + name,
        label=title,
        widget=_widget(shape, title, is_needed=told.is_required()),
        need="必填" if told.is_required() and name not in offers.given else "",
        hint="；".join(filter(None, (hint, _how(shape)))),
        value=_shown(shape, value),
        options=_options(shape),
        list=f"list-{kind}" if kind else "",
        rows=rows,
        blank=_row(shape, len(rows), (None, None), name) if shape.base is dict else None,
        errors=_errors(offers.problems, name),
    )


def _errors(problems: Sequence[Problem], name: str) -> tuple[str, ...]:
    return tuple(
        f"{one.what}。{one.advice}" for one in problems if one.path.partition(".")[0] == name
    )


def _link(problem: Problem, fields: Sequence[Field]) -> str:
    name = PREFIX + problem.path.partition(".")[0]
    return id_of(name) if any(one.name == name for one in fields) else ""


def _widget(shape: Shape, title: str, *, is_needed: bool) -> Widget:
    if shape.base is dict:
        return "rows"
    if shape.base is tuple:
        return "several" if _options(shape) else "lines"
    if shape.options:
        short = all(len(one) <= LONGEST_SEGMENT for one in shape.options)
        return "segments" if is_needed and short and len(shape.options) <= SEGMENTS else "select"
    if shape.base is str and any(word in title for word in LONG_WORDS):
        return "text"
    return _PLAIN.get(shape.base, "line")


def _options(shape: Shape) -> tuple[str, ...]:
    if shape.base is tuple:
        return shape.inner[0].options
    return (YES, NO) if shape.base is bool else shape.options


def _how(shape: Shape) -> str:
    """How several values are written in one field."""
    if shape.base is not tuple or _options(shape):
        return ""
    return "一行写一个，如 2026-04-10" if shape.inner[0].base is date else "一行写一个"


def _rows(shape: Shape, value: Any, within: str) -> Iterator[Named]:
    pairs = value.items() if isinstance(value, Mapping) else value
    for number, pair in enumerate(pairs or [(None, None)]):
        yield _row(shape, number, pair, within)


def _row(shape: Shape, number: int, pair: tuple[Any, Any], within: str) -> Named:
    cells = (
        _cell(one, f"{within}.{number}.{cell}", value)
        for one, cell, value in zip(shape.inner, (KEY, VALUE), pair, strict=True)
    )
    return Named(number, tuple(cells))


def _cell(shape: Shape, path: str, value: Any) -> Field:
    """A field within a row; of several texts, one line with 、 between them."""
    is_line = shape.base is tuple and not _options(shape)
    widget = "line" if is_line else _widget(shape, shape.title, is_needed=False)
    shown = BETWEEN.join(map(str, value or ())) if is_line else _shown(shape, value)
    hint = "几个之间写、" if is_line else ""
    return Field(
        PREFIX + path, shape.title, widget, hint=hint, value=shown, options=_options(shape)
    )


def _shown(shape: Shape, value: Any) -> Any:
    """A value as its element takes it."""
    if shape.base is tuple:
        words = [value] if isinstance(value, str) else [str(one) for one in value or ()]
        return words if _options(shape) else "\n".join(words)
    if shape.base is dict:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def shape_of(annotation: Any, title: str = "") -> Shape:
    """What an annotation says of a value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        told = (one.title for one in arguments if isinstance(one, FieldInfo))
        return shape_of(arguments[0], next(filter(None, told), title))
    if origin in (Union, UnionType):
        return shape_of(arguments[0], title)
    if origin is Literal:
        return Shape(str, title, tuple(one for one in arguments if one))
    if origin is tuple:
        return Shape(tuple, title, inner=(shape_of(arguments[0]),))
    if origin is dict:
        return Shape(dict, title, inner=tuple(map(shape_of, arguments)))
    return Shape(annotation, title, _members(annotation))


def _members(annotation: Any) -> tuple[str, ...]:
    """Values of an enumeration."""
    found = getattr(annotation, "__members__", {})
    return tuple(str(one.value) for one in found.values())


# ---- reading


def read_model(model: type[BaseModel], names: Sequence[str], tree: Data) -> dict[str, Any]:
    """What a form says of the columns of a model; what was left empty is as if never said.

    Args:
        model: as drawn.
        names: which columns.
        tree: the form, as `fields.tree_of` reads it.
    """
    found = {}
    for name in names:
        told = model.model_fields[name]
        value = _read(shape_of(told.annotation), tree.get(name))
        if value not in (None, ""):
            found[name] = value
        elif not told.is_required():
            found[name] = told.get_default(call_default_factory=True)
    return found


def _read(shape: Shape, value: Any) -> Any:
    if shape.base is dict:
        return dict(_pairs(shape, value))
    if shape.base is tuple:
        return _several(shape, value)
    text = value[0] if isinstance(value, list) else value
    return _one(shape, text.strip()) if isinstance(text, str) else None


def _one(shape: Shape, text: str) -> Any:
    if shape.base is bool:
        return {YES: True, NO: False}.get(text, text)
    if shape.base in (date, int, Decimal):
        text = unicodedata.normalize("NFKC", text)
    return (day_of(text) or text) if shape.base is date else text


def _several(shape: Shape, value: Any) -> list[Any]:
    words = value if isinstance(value, list) else [value]
    if not _options(shape):
        lines = [one.replace(BETWEEN, "\n") for one in words if isinstance(one, str)]
        words = [line for one in lines for line in one.splitlines()]
    read = (_one(shape.inner[0], one.strip()) for one in words if isinstance(one, str))
    return [one for one in read if one != ""]


def _pairs(shape: Shape, value: Any) -> Iterator[tuple[Any, Any]]:
    """Rows in which something stands; what stands twice counts as the later row says."""
    for row in value.values() if isinstance(value, Mapping) else ():
        cells = [row.get(one) if isinstance(row, Mapping) else None for one in (KEY, VALUE)]
        pair = [_read(one, cell) for one, cell in zip(shape.inner, cells, strict=True)]
        if any(one not in (None, "", []) for one in pair):
            yield pair[0], pair[1]


def with_blank_row(data: Data, name: str) -> dict[str, Any]:
    """Data with a row more behind those of a field, as `e.certificates`."""
    name = name.removeprefix(PREFIX)
    rows = data.get(name)
    pairs = list(rows.items()) if isinstance(rows, Mapping) else []
    return {**data, name: [*pairs, (None, None)]}


def problems_of_model(error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """What a model found wrong, column by column."""
    found: dict[str, Problem] = {}
    for detail in error.errors(include_url=False):
        path = ".".join(str(part) for part in detail["loc"])
        problem = Problem(_place(detail["loc"], model), *said_of(dict(detail)), path)
        found.setdefault(path, problem)
    return tuple(found.values())


def _place(parts: Sequence[str | int], model: type[BaseModel]) -> str:
    """Where it is: 「证件」健康证."""
    if not parts:
        return "这一页"
    name, *rest = parts
    told = model.model_fields.get(str(name))
    title = ((told.title if told else "") or str(name)).partition("，")[0]
    within = (f"第 {one + 1} 个" if isinstance(one, int) else one for one in rest if one != "[key]")
    return f"「{title}」{' '.join(within)}"
