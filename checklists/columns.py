"""Markers of a column and how a class is read back as columns.

One `Annotated` field gives the form, the validation, the printed head and the reference page::

    weight: Annotated[int, Label("留样量"), Unit("g"), Limit.of(low="125", evidence="S")]
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from checklists.limits import Choice, Limit
from checklists.surroundings import SHANGHAI, Listed, Surroundings

CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]"
    r"|[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f]"  # invisible, and unprintable
)
LONGEST = 2000
LONGEST_NAME = 100
MOST_LINES = 200


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


@dataclass(frozen=True, slots=True)
class Personal:
    """Sensitive personal information (G12)."""


@dataclass(frozen=True, slots=True)
class Serial:
    """Number without gaps, given when the record is kept; nobody types it.

    Attributes:
        pattern: format text; ``{year}`` and ``{n}`` are filled in, as are the entry's own
            attributes (``{post_initials}``). ``{n}`` counts per everything else in the pattern.
    """

    pattern: str


class Ref(BaseModel):
    """Something of the directory, with the name it had when it was captured."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str

    def __str__(self) -> str:
        return self.name


KINDS = {
    "person": "人员",
    "place": "地点",
    "extinguisher": "灭火器",
    "menu": "当餐菜品",
    "class": "班级",
    "equipment": "设备",
}


@dataclass(frozen=True, slots=True)
class RefTo:
    """The value names an item of the directory by id or by name."""

    kind: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Look the value up before it is taken as a `Ref`."""
        return core_schema.with_info_before_validator_function(self._resolve, handler(source))

    def _resolve(self, value: Any, info: Any) -> Any:
        if isinstance(value, Ref) or value is None:
            return value
        if isinstance(value, dict) and set(value) == {"id", "name"}:
            value = value["id"]
        if not isinstance(value, str) or not value.strip():
            raise PydanticCustomError("ref_type", "要写{kind}的名称或编号", {"kind": self.title})
        _plain(value)
        if len(value) > LONGEST_NAME:
            raise PydanticCustomError("string_too_long", "太长", {"max_length": LONGEST_NAME})
        found = self._look_up(value.strip(), info.context)
        if found is None:
            return Ref(id=value.strip(), name=value.strip())
        return Ref(id=found.id, name=found.name)

    def _look_up(self, key: str, context: Any) -> Listed | None:
        directory = context.directory if isinstance(context, Surroundings) else None
        if directory is None or not directory.keeps(self.kind):
            return None
        found: Listed | None = directory.look_up(self.kind, key)
        if found is None:
            raise PydanticCustomError(
                "ref_unknown", "名录里没有{kind}“{key}”", {"kind": self.title, "key": key}
            )
        return found

    @property
    def title(self) -> str:
        """Kind in Chinese."""
        return KINDS.get(self.kind, self.kind)


class Attachment(BaseModel):
    """A photo or scan: named by its content, kept by the attachment store.

    Attributes:
        sha256: digest of the bytes kept.
        name: file name it came with.
        media_type: as image/jpeg.
        taken_at: capture time read from the file, if it says one.
        device: device that took it, if the file says so.
        original_sha256: digest of the file as it arrived (G09: the same photo used twice).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[str, Field(max_length=200)]
    media_type: Annotated[str, Field(max_length=100)]
    taken_at: datetime | None = None
    device: str | None = None
    original_sha256: str | None = None


DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d")
MOMENT = re.compile(DAY.pattern + r"[T ]\d\d:\d\d.*")


def _day_form(value: Any) -> Any:
    """A number would be read as seconds since 1970; only a written day is one."""
    if (isinstance(value, str) and not DAY.fullmatch(value)) or isinstance(value, (int, float)):
        raise PydanticCustomError("date_parsing", "不是日期")
    return value


def _moment_form(value: Any) -> Any:
    """A day without a time of day would be read as midnight."""
    if (isinstance(value, str) and not MOMENT.fullmatch(value)) or isinstance(value, (int, float)):
        raise PydanticCustomError("datetime_parsing", "不是时间")
    return value


EXAMPLE_PHOTO: dict[str, str] = {
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "name": "示例.jpg",
    "media_type": "image/jpeg",
}
"""A file of no bytes, for examples."""


def _plain(value: Any) -> Any:
    if isinstance(value, str) and (found := CONTROL.search(value)):
        raise PydanticCustomError(
            "control_character",
            "第 {position} 个字是看不见的控制字符（U+{code}）",
            {"position": found.start() + 1, "code": f"{ord(found.group()):04X}"},
        )
    return value


def _zoned(value: datetime, info: ValidationInfo) -> datetime:
    if value.tzinfo is not None:
        return value
    context = info.context
    zone = context.zone if isinstance(context, Surroundings) else SHANGHAI
    return value.replace(tzinfo=zone)


def _not_ahead(value: Any, info: ValidationInfo) -> Any:
    context = info.context
    if not isinstance(context, Surroundings) or context.now is None:
        return value
    day = value.date() if isinstance(value, datetime) else value
    ahead = value > context.now if isinstance(value, datetime) else day > context.now.date()
    if ahead:
        raise PydanticCustomError(
            "future",
            "“{value}”还没有到",
            {"value": f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")},
        )
    return value


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return str(value)  # 12.1 typed in a JSON file means 12.1, not its binary neighbour
    if isinstance(value, bool):
        raise PydanticCustomError("decimal_type", "要写数字")
    return value


Text = Annotated[str, Field(min_length=1, max_length=LONGEST, strict=True), BeforeValidator(_plain)]
Note = Annotated[str, Field(max_length=LONGEST, strict=True), BeforeValidator(_plain)]
Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(allow_inf_nan=False, max_digits=18, decimal_places=6),
]
Count = Annotated[int, Field(ge=0, le=10**9, strict=True)]
Money = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, decimal_places=2, max_digits=14, allow_inf_nan=False),
]
PlannedMoment = Annotated[datetime, BeforeValidator(_moment_form), AfterValidator(_zoned)]
Moment = Annotated[PlannedMoment, AfterValidator(_not_ahead)]
PlannedDay = Annotated[date, BeforeValidator(_day_form)]
Day = Annotated[PlannedDay, AfterValidator(_not_ahead)]
Person = Annotated[Ref, RefTo("person")]
Place = Annotated[Ref, RefTo("place")]
Photos = tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, read back from its annotation.

    Attributes:
        kind: text, number, money, count, date, time, datetime, bool, choice, ref, texts, files,
            rows, checks or calc.
        need: 必, 条件, 否 or 自动.
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
    personal: bool = False
    serial: Serial | None = None
    rows: tuple["Column", ...] = ()

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
    ref, serial = _find(metadata, RefTo), _find(metadata, Serial)
    unit, hint, stage = (_find(metadata, marker) for marker in (Unit, Hint, Stage))
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
        personal=_find(metadata, Personal) is not None,
        serial=serial,
        rows=rows,
    )


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
    if serial:
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
        if inner is str:
            return "texts", ()
        return ("files", ()) if inner is Attachment else ("rows", columns_of(inner))
    if bare is Decimal:
        places = [getattr(item, "decimal_places", None) for item in metadata]
        return ("money" if 2 in places and _find(metadata, Unit) is None else "number"), ()
    for known, kind in KIND_OF_TYPE:
        if isinstance(bare, type) and issubclass(bare, known):
            return kind, ()
    return "checks", ()


def _options(bare: Any) -> tuple[str, ...]:
    if get_origin(bare) is Literal:
        return tuple(str(option) for option in get_args(bare))
    if isinstance(bare, type) and issubclass(bare, Enum):
        return tuple(str(member.value) for member in bare)
    return ()
