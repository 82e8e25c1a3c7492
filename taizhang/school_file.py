"""school.toml: what the school says of itself, its terms, its own limits; read and written."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay, Term
from checklists.errors import CalendarError
from checklists.messages import said_of
from checklists.profile import Canteen, Diners, Kind
from checklists.values import Note, Text
from records.directory import toml_fault
from records.errors import cause_of
from taizhang.errors import SchoolFileError

SCHOOL_FILE = "school.toml"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SchoolSection(_Model):
    """[school]: who keeps the ledger."""

    model_config = ConfigDict(title="学校")

    name: Annotated[Text, Field(max_length=60, title="学校全称，与公章一致")]
    code: Annotated[Text, Field(max_length=12, title="学校代字，文书编号用")]
    kind: Annotated[Kind, Field(title="类别，决定建哪些登记簿")] = "小学"
    canteen: Annotated[Canteen, Field(title="食堂经营方式")] = "自营"
    diners: Annotated[Diners, Field(title="食堂供谁用餐")] = "师生"
    boarding: Annotated[bool, Field(title="寄宿制，每晚有学生住校")] = False
    principal: Annotated[Note, Field(title="校长、园长姓名")] = ""
    department: Annotated[Note, Field(title="管台账的部门")] = "总务处"
    campus: Annotated[Note, Field(title="校区；分开管的校区各建一个文件夹")] = ""
    phone: Annotated[Note, Field(title="联系电话")] = ""
    hotline: Annotated[Note, Field(title="投诉举报电话")] = "12345"
    fonds: Annotated[Note, Field(title="全宗名称或全宗号，印在案卷封面；不写就是校名")] = ""
    zone: Annotated[str, Field(title="时区")] = "Asia/Shanghai"

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"没有名为“{zone}”的时区，写成 Asia/Shanghai") from None
        return zone


Meal = Literal["早", "中", "晚", "早点", "午点"]
Dated = Annotated[date, Field(title="日期")]


class TermSection(_Model):
    """[[terms]]: one school term with the school's own days."""

    model_config = ConfigDict(title="学期，一个学期一节")

    key: Annotated[str, Field(title="学期代号，如 2026-2027-1：学年，1 为第一学期")]
    start: Annotated[date, Field(title="第一天")]
    end: Annotated[date, Field(title="最后一天")]
    meals: Annotated[tuple[Meal, ...], Field(title="供哪几餐")] = ("中",)
    days: Annotated[
        dict[Dated, Annotated[SchoolDay, Field(title="安排")]], Field(title="本校与众不同的日子")
    ] = Field(default_factory=dict)
    national: Annotated[
        dict[Dated, Annotated[NationalDay, Field(title="是什么日子")]],
        Field(title="国务院放假通知里的日子"),
    ] = Field(default_factory=dict)
    no_meals: Annotated[tuple[date, ...], Field(title="在校但不供餐的日子")] = ()
    meals_off: Annotated[
        dict[Dated, Annotated[tuple[Meal, ...], Field(title="停哪几餐")]],
        Field(title="只停某几餐的日子"),
    ] = Field(default_factory=dict)
    closed_classes: Annotated[
        dict[Dated, Annotated[tuple[Text, ...], Field(title="班级")]],
        Field(title="个别班停课的日子：班级的编号或名称"),
    ] = Field(default_factory=dict)

    def calendar(self) -> SchoolCalendar:
        """The term as a calendar."""
        return SchoolCalendar(
            term=Term(self.key, self.start, self.end),
            school_days=self.days,
            no_meals=frozenset(self.no_meals),
            meals=self.meals,
            closed_classes={day: frozenset(them) for day, them in self.closed_classes.items()},
            meals_off={day: frozenset(them) for day, them in self.meals_off.items()},
            national=self.national,
        )


class LimitSection(_Model):
    """[limits]: a limit of the school's own, by key."""

    model_config = ConfigDict(title="本校自定的限值，键见下面“可调整的限值”")

    low: Annotated[Decimal | None, Field(title="下限")] = None
    high: Annotated[Decimal | None, Field(title="上限")] = None


class SealSection(_Model):
    """[[seals]]: an official seal; its picture lies with the keys (taizhang/official_seals.py)."""

    model_config = ConfigDict(title="印章，一枚一节")

    name: Annotated[Text, Field(max_length=20, title="名称，如公章")]
    file: Annotated[
        str, Field(pattern=r"^[0-9a-f]{16}\.png$", title="图片，在 keys/seals 里；用程序存入")
    ]
    custodians: Annotated[tuple[Text, ...], Field(min_length=1, title="保管人：人员编号")]
    width: Annotated[int, Field(ge=10, le=60, title="宽度（毫米）；公章多为 42，不得大于 45")] = 42
    place: Annotated[Literal["落款", "签名"], Field(title="盖在落款的名称和日期上，还是签名处")] = (
        "落款"
    )
    seam: Annotated[bool, Field(title="两页以上同时盖骑缝章")] = True


class SchoolFile(_Model):
    """school.toml."""

    school: SchoolSection
    terms: tuple[TermSection, ...] = ()
    limits: dict[Text, LimitSection] = Field(default_factory=dict)
    absences: Annotated[
        dict[Text, Note],
        Field(title='缺记的原因，印在应填情况统计上："登记簿代号/日期" = "原因"'),
    ] = Field(default_factory=dict)
    off: Annotated[dict[Text, Note], Field(title='本校不设的登记簿：代号 = "原因"')] = Field(
        default_factory=dict
    )
    seals: tuple[SealSection, ...] = ()

    @field_validator("seals")
    @classmethod
    def _named_once(cls, seals: tuple[SealSection, ...]) -> tuple[SealSection, ...]:
        for seal in seals:
            if sum(one.name == seal.name for one in seals) > 1:
                raise ValueError(f"印章“{seal.name}”写了两次，留下一枚")
        return seals


# ---- reading


def read_school_file(path: Path) -> SchoolFile:
    """Settings from the file.

    Raises:
        SchoolFileError: it cannot be read, or not be understood.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SchoolFileError(f"读不了 {path}：{cause_of(error)}。核对权限。") from None
    except UnicodeDecodeError:
        raise SchoolFileError(f"{path} 不是 UTF-8 编码。请另存为 UTF-8 后再试。") from None
    except tomllib.TOMLDecodeError as error:
        raise SchoolFileError(f"{path}{toml_fault(error)}。请改正那一处。") from None
    return read_settings(data, str(path))


def read_settings(data: Mapping[str, Any], where: str) -> SchoolFile:
    """Settings from plain data.

    Raises:
        SchoolFileError: they cannot be understood, or contradict themselves.
    """
    try:
        settings = SchoolFile.model_validate(data)
        for term in settings.terms:
            term.calendar()
            if sum(one.key == term.key for one in settings.terms) > 1:
                raise SchoolFileError(f"{where}：学期 {term.key} 写了两次。留下正确的一个。")
    except ValidationError as error:
        found = error.errors(include_url=False)
        told = "\n".join(
            f"  {_place(one['loc'])}：{'。'.join(said_of(dict(one)))}。" for one in found
        )
        raise SchoolFileError(f"{where} 有 {len(found)} 处读不懂：\n{told}") from None
    except CalendarError as error:
        raise SchoolFileError(f"{where}：{error}") from None
    return settings


def _place(parts: Sequence[str | int]) -> str:
    """Where in the file: ``terms 第 1 个 start``."""
    return " ".join(f"第 {one + 1} 个" if isinstance(one, int) else one for one in parts)


# ---- writing


def toml_of(settings: SchoolFile, said: str = "") -> str:
    """school.toml as it is written; read again, it says the same.

    Args:
        settings: what it says.
        said: a remark that stands above, as who wrote it and when.
    """
    lines = ["# 学校档案。改动后下一条命令即生效；日期写成 2026-03-02。"]
    lines += [f"# {' '.join(said.split())}", ""] if said else [""]
    lines += _table("[school]", settings.school.model_dump())
    for term in settings.terms:
        lines += _term(term)
    lines += _table("[absences]", settings.absences) if settings.absences else []
    lines += _table("[off]", settings.off) if settings.off else []
    for key, limit in settings.limits.items():
        ends = {"low": limit.low, "high": limit.high}
        told = {name: str(end) for name, end in ends.items() if end is not None}
        lines += _table(f"[limits.{_key(key)}]", told)
    for seal in settings.seals:
        lines += _table("[[seals]]", {**seal.model_dump(), "custodians": list(seal.custodians)})
    return "\n".join(lines)


def _term(term: TermSection) -> Iterator[str]:
    plain = {"key": term.key, "start": term.start, "end": term.end, "meals": list(term.meals)}
    yield from _table("[[terms]]", {**plain, "no_meals": list(term.no_meals)})
    tables: dict[str, Mapping[date, Any]] = {
        "meals_off": {day: list(them) for day, them in term.meals_off.items()},
        "closed_classes": {day: list(them) for day, them in term.closed_classes.items()},
        "days": term.days,
        "national": term.national,
    }
    for name, days in tables.items():
        if days:
            yield from _table(f"[terms.{name}]", {str(day): one for day, one in days.items()})


def _table(head: str, values: Mapping[str, Any]) -> list[str]:
    return [head, *(f"{_key(key)} = {_value(value)}" for key, value in values.items()), ""]


def _key(key: str) -> str:
    return key if key.isidentifier() and key.isascii() else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return str(value) if isinstance(value, date) else _text(str(value))


def _text(text: str) -> str:
    """A text in quotes; no control character stands in one that was understood."""
    return json.dumps(text, ensure_ascii=False)
