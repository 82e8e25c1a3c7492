"""Markers of a column and how a class is read back as columns.

One `Annotated` field gives the form, the validation, the printed head and the reference page::

    weight: Annotated[int, Label("留样量"), Unit("g"), Limit.of(low="125", evidence="S")]
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from checklists.limits import Choice, Limit
from checklists.values import (
    CONTROL,
    EXAMPLE_PHOTO,
    KINDS,
    LONGEST,
    LONGEST_NAME,
    MOST_LINES,
    Attachment,
    CardTail,
    Clock,
    Count,
    Day,
    Moment,
    Money,
    Note,
    Number,
    Person,
    Photos,
    Place,
    PlannedDay,
    PlannedMoment,
    Ref,
    RefTo,
    Text,
)

__all__ = [
    "CONTROL",
    "EXAMPLE_PHOTO",
    "KINDS",
    "LONGEST",
    "LONGEST_NAME",
    "MOST_LINES",
    "Acts",
    "Attachment",
    "CardTail",
    "Carried",
    "Clock",
    "Column",
    "Count",
    "Day",
    "Head",
    "Hint",
    "Label",
    "Moment",
    "Money",
    "Must",
    "Note",
    "Number",
    "Person",
    "Personal",
    "Photos",
    "Place",
    "PlannedDay",
    "PlannedMoment",
    "Ref",
    "RefTo",
    "Serial",
    "Shown",
    "Stage",
    "Text",
    "Unit",
    "When",
    "columns_of",
]


@dataclass(frozen=True, slots=True)
class Label:
    """Column name on paper and form."""

    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit of a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """限值/说明 of the catalogue."""

    text: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Stage that a column is filled in at; without it the first."""

    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The column belongs to the common head (表头字段)."""


@dataclass(frozen=True, slots=True)
class Must:
    """Needed when its stage is completed, though the type allows it to be open before."""


@dataclass(frozen=True, slots=True)
class When:
    """Needed on a condition that a rule of the register checks."""

    condition: str


Shown = Literal["whole", "name", "tail", "nothing"]
"""How much of a personal value a volume may show, as may anybody without a right to read it:
all of it; the family name; the last four characters; nothing at all (health, photos, families)."""

SHOWN_WORDS = {
    "whole": "个人信息",
    "name": "个人信息，装订只留姓",
    "tail": "个人信息，装订只留后四位",
    "nothing": "个人信息，装订不公开",
}
"""How much is shown, in words."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Of a child, a parent, somebody's health, or a number that leads to a person (G12).

    The value is sealed under a key of its record's own, and reading it is logged.
    """

    shown: Shown = "nothing"


@dataclass(frozen=True, slots=True)
class Acts:
    """Who is named here acts as the holder of a post (不相容岗位, checklists/incompatible.py).

    Attributes:
        post: code of the post.
        rule: the register's own rule that forbids the other post; the general one otherwise.
    """

    post: str
    rule: str = "G05"


@dataclass(frozen=True, slots=True)
class Serial:
    """Number without gaps, given when the record is kept; nobody types it.

    Attributes:
        pattern: format text; ``{year}`` and ``{n}`` are filled in, as are the entry's own
            attributes (``{post_initials}``). ``{n}`` counts per everything else in the pattern.
    """

    pattern: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Follows from earlier records (`Entry.carried_on`); typed only where there are none."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, read back from its annotation.

    Attributes:
        kind: text, number, money, count, date, time, datetime, bool, choice, ref, refs, texts,
            files, rows, checks or calc. Several of some options are texts that have `options`.
        need: 必, 条件, 否 or 自动.
        personal: how much of it a volume may show; empty is no personal value at all.
        rows: columns of a detail row when kind is rows.
    """

    name: str
    label: str
    kind: str
    need: str
    stage: str = ""
    unit: str = ""
    hint: str = ""
    head: bool = False
    bound: Limit | Choice | None = None
    options: tuple[str, ...] = ()
    ref: str = ""
    even: str = ""
    acts: str = ""
    acts_rule: str = ""
    personal: Shown | Literal[""] = ""
    serial: Serial | None = None
    rows: tuple["Column", ...] = ()

    @property
    def notes(self) -> str:
        """Hint, and whether it is personal."""
        return "；".join(filter(None, (self.hint, SHOWN_WORDS.get(self.personal, ""))))

    @property
    def heading(self) -> str:
        """Printed head: label and unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@cache
def columns_of(model: type[BaseModel], first_stage: str = "") -> tuple[Column, ...]:
    """Columns of a model in the order of their fields; fields without a `Label` are not columns."""
    typed = [
        _column(name, field.annotation, tuple(field.metadata), field.is_required(), first_stage)
        for name, field in model.model_fields.items()
    ]
    computed = [
        _computed(name, info.return_type) for name, info in model.model_computed_fields.items()
    ]
    return tuple(column for column in (*typed, *computed) if column is not None)


def _find(metadata: tuple[Any, ...], marker: type[Any]) -> Any:
    return next((item for item in metadata if isinstance(item, marker)), None)


def _flatten(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...], bool]:
    """Bare type, all markers, and whether None is allowed."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            for one in more:
                metadata += tuple(one.metadata) if isinstance(one, FieldInfo) else (one,)
        elif origin in (Union, UnionType) and type(None) in get_args(annotation):
            optional = True
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation, metadata, optional


def _column(
    name: str, annotation: Any, metadata: tuple[Any, ...], required: bool, first_stage: str
) -> Column | None:
    bare, metadata, _ = _flatten(annotation, metadata)
    label = _find(metadata, Label)
    if label is None:
        return None
    ref, serial = _find(_with_inner(bare, metadata), RefTo), _find(metadata, Serial)
    acts = _find(metadata, Acts)
    unit, hint, stage = (_find(metadata, marker) for marker in (Unit, Hint, Stage))
    personal = _find(metadata, Personal)
    kind, rows = _kind(bare, metadata)
    return Column(
        name=name,
        label=label.text,
        kind=kind,
        need=_need(metadata, required, serial),
        stage=stage.name if stage else first_stage,
        unit=unit.text if unit else "",
        hint=hint.text if hint else "",
        head=_find(metadata, Head) is not None,
        bound=_find(metadata, Limit) or _find(metadata, Choice),
        options=_options(bare),
        ref=ref.kind if ref else "",
        even=ref.even if ref else "",
        acts=acts.post if acts else "",
        acts_rule=acts.rule if acts else "",
        personal=personal.shown if personal else "",
        serial=serial,
        rows=rows,
    )


def _with_inner(bare: Any, metadata: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is said of a value, or of each of several."""
    if get_origin(bare) is not tuple:
        return metadata
    return (*metadata, *_flatten(get_args(bare)[0], ())[1])


def _computed(name: str, annotation: Any) -> Column | None:
    _, metadata, _ = _flatten(annotation, ())
    label, unit, hint = (_find(metadata, marker) for marker in (Label, Unit, Hint))
    if label is None:
        return None
    return Column(
        name=name,
        label=label.text,
        kind="calc",
        need="自动",
        unit=unit.text if unit else "",
        hint=hint.text if hint else "",
        head=_find(metadata, Head) is not None,
        bound=_find(metadata, Limit) or _find(metadata, Choice),
    )


def _need(metadata: tuple[Any, ...], required: bool, serial: Serial | None) -> str:
    if serial or _find(metadata, Carried):
        return "自动"
    if required or _find(metadata, Must):
        return "必"
    return "条件" if _find(metadata, When) else "否"


KIND_OF_TYPE: tuple[tuple[type[Any], str], ...] = (
    (bool, "bool"),
    (Enum, "choice"),
    (int, "count"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    (Ref, "ref"),
    (str, "text"),
)


def _kind(bare: Any, metadata: tuple[Any, ...]) -> tuple[str, tuple[Column, ...]]:
    if get_origin(bare) is Literal:
        return "choice", ()
    if get_origin(bare) is tuple:
        inner, _, _ = _flatten(get_args(bare)[0], ())
        if inner is str or get_origin(inner) is Literal:
            return "texts", ()
        if inner is Ref:
            return "refs", ()
        return ("files", ()) if inner is Attachment else ("rows", columns_of(inner))
    if bare is Decimal:
        places = [getattr(item, "decimal_places", None) for item in metadata]
        return ("money" if 2 in places and _find(metadata, Unit) is None else "number"), ()
    for known, kind in KIND_OF_TYPE:
        if isinstance(bare, type) and issubclass(bare, known):
            return kind, ()
    return "checks", ()


def _options(bare: Any) -> tuple[str, ...]:
    if get_origin(bare) is tuple:
        bare, _, _ = _flatten(get_args(bare)[0], ())
    if get_origin(bare) is Literal:
        return tuple(str(option) for option in get_args(bare))
    if isinstance(bare, type) and issubclass(bare, Enum):
        return tuple(str(member.value) for member in bare)
    return ()
