"""Types of the values in columns: what is taken as text, number, day, person, and what is not."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from checklists.surroundings import SHANGHAI, Listed, Surroundings

CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]"
    r"|[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f]"  # invisible, and unprintable
)
LONGEST = 2000
LONGEST_NAME = 100
MOST_LINES = 200


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
    "supplier": "供货商",
    "asset": "资产",
    "fee_item": "收费项目",
    "material": "物品",
    "food": "食材",
    "book": "图书",
    "dept": "部门",
    "letter": "责任书",
    "student": "学生",
    "guardian": "监护人",
    "meter": "计量表",
    "record": "记录",
    "budget": "预算科目",
    "banned": "禁止接领名单",
    "worker": "外来施工人员",
    "area": "责任区",
    "lesson": "课表",
    "roster": "值班表",
    "diners": "就餐人数",
    "balance": "会计账余额",
    "forbidden_food": "禁用食品",
}


OPEN = frozenset({"supplier", "student", "guardian"})
"""Kinds whose lists are never whole: goods came from whoever brought them, and that is the truth.
A register says of a stranger what it has to say."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """The value names an item of the directory by id or by name.

    Attributes:
        kind: of the directory.
        even: what it may name though it is not in service (G10): "stopped" what is out of use
            for now, "gone" also what has left for good; empty is neither.
        also: another kind it may name instead; what is on neither list is then taken as written,
            and the register says of a stranger what it has to say.
    """

    kind: str
    even: Literal["", "stopped", "gone"] = ""
    also: str = ""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Look the value up before it is taken as a `Ref`."""
        return core_schema.with_info_before_validator_function(self._resolve, handler(source))

    def _resolve(self, value: Any, info: Any) -> Any:
        if isinstance(value, Ref) or value is None:
            return value
        name = value
        if isinstance(value, dict) and set(value) == {"id", "name"}:
            name, value = str(value["name"]), value["id"]
        if not isinstance(value, str) or not value.strip():
            raise PydanticCustomError("ref_type", "要写{kind}的名称或编号", {"kind": self.title})
        _plain(f"{value}{name}")
        if max(len(value), len(name)) > LONGEST_NAME:
            raise PydanticCustomError("string_too_long", "太长", {"max_length": LONGEST_NAME})
        if isinstance(info.context, Surroundings) and (value, name) in info.context.kept:
            return Ref(id=value, name=name)  # as it was captured, whatever the lists say today
        found = self._look_up(value.strip(), info.context)
        if found is None:
            return Ref(id=value.strip(), name=name.strip() or value.strip())
        return Ref(id=found.id, name=found.name)

    def _look_up(self, key: str, context: Any) -> Listed | None:
        directory = context.directory if isinstance(context, Surroundings) else None
        if directory is None:
            return None
        found: Listed | None = directory.look_up(self.kind, key)
        if found is None and self.also:
            return directory.look_up(self.also, key)
        if found is None and directory.keeps(self.kind) and self.kind not in OPEN:
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
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
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


def _clock_form(value: Any) -> Any:
    """A number would be read as seconds since midnight; only a written time of day is one."""
    if isinstance(value, str) and not CLOCK.fullmatch(value):
        raise PydanticCustomError("time_parsing", "不是钟点")
    if isinstance(value, (int, float)):
        raise PydanticCustomError("time_parsing", "不是钟点")
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
CardTail = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{4}$", strict=True), BeforeValidator(_plain)]
Count = Annotated[int, Field(ge=0, le=10**9, strict=True)]
Money = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, decimal_places=2, max_digits=14, allow_inf_nan=False),
]
Clock = Annotated[time, BeforeValidator(_clock_form)]
PlannedMoment = Annotated[datetime, BeforeValidator(_moment_form), AfterValidator(_zoned)]
Moment = Annotated[PlannedMoment, AfterValidator(_not_ahead)]
PlannedDay = Annotated[date, BeforeValidator(_day_form)]
Day = Annotated[PlannedDay, AfterValidator(_not_ahead)]
Person = Annotated[Ref, RefTo("person")]
Place = Annotated[Ref, RefTo("place")]
Photos = tuple[Attachment, ...]
