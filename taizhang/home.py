"""Home folder of one school: where everything lies, and what school.toml says."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay, Term
from checklists.errors import CalendarError
from checklists.limits import Limit
from taizhang.errors import NoHomeError, SchoolFileError

SCHOOL_FILE = "school.toml"
FOLDERS = (
    "ledgers",
    "attachments",
    "definitions",
    "directory",
    "templates",
    "keys",
    "issued",
    "logs",
)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SchoolSection(_Model):
    """[school]: who keeps the ledger.

    Attributes:
        code: 学校代字 in letter numbers.
        fonds: 全宗名称 or number on the archive cover; empty is the school's name.
    """

    name: Annotated[str, Field(min_length=2, max_length=60)]
    code: Annotated[str, Field(min_length=1, max_length=12)]
    kind: Literal["小学", "幼儿园"] = "小学"
    principal: str = ""
    department: str = "总务处"
    campus: str = ""
    phone: str = ""
    hotline: str = "12345"
    fonds: str = ""
    zone: str = "Asia/Shanghai"

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"没有名为“{zone}”的时区，写成 Asia/Shanghai") from None
        return zone


class TermSection(_Model):
    """[[terms]]: one school term with the school's own days."""

    key: str
    start: date
    end: date
    meals: tuple[Literal["早", "中", "晚", "早点", "午点"], ...] = ("中",)
    days: dict[date, SchoolDay] = Field(default_factory=dict)
    national: dict[date, NationalDay] = Field(default_factory=dict)
    no_meals: tuple[date, ...] = ()

    def calendar(self) -> SchoolCalendar:
        """The term as a calendar."""
        return SchoolCalendar(
            term=Term(self.key, self.start, self.end),
            school_days=self.days,
            no_meals=frozenset(self.no_meals),
            meals=self.meals,
            national=self.national,
        )


class LimitSection(_Model):
    """[limits]: a limit of the school's own, by key."""

    low: Decimal | None = None
    high: Decimal | None = None


class SchoolFile(_Model):
    """school.toml.

    Attributes:
        absences: reasons for duties that were not done, by ``slug/duty title`` or ``slug/date``.
        off: registers the school does not keep, with the reason.
    """

    school: SchoolSection
    terms: tuple[TermSection, ...] = ()
    limits: dict[str, LimitSection] = Field(default_factory=dict)
    absences: dict[str, str] = Field(default_factory=dict)
    off: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """A school's home folder with its settings read.

    Attributes:
        folder: the folder.
        settings: school.toml.
    """

    folder: Path
    settings: SchoolFile

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the home.

        Raises:
            NoHomeError: no school.toml there.
            SchoolFileError: it cannot be understood.
        """
        path = folder / SCHOOL_FILE
        if not path.is_file():
            raise NoHomeError(
                f"{folder} 里还没有学校档案（缺 {SCHOOL_FILE}）。"
                "先运行 taizhang init，或用 --home 指明文件夹。"
            )
        return cls(folder, _read(path))

    @classmethod
    def create(cls, folder: Path, settings: SchoolFile) -> Self:
        """Make the folders and school.toml.

        Raises:
            SchoolFileError: there is a school already; nothing is overwritten.
        """
        path = folder / SCHOOL_FILE
        if path.exists():
            raise SchoolFileError(f"{path} 已经存在，未改动。要改设置请直接编辑它。")
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        path.write_text(_toml(settings), encoding="utf-8")
        return cls.open(folder)

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the school."""
        return ZoneInfo(self.settings.school.zone)

    @property
    def limits(self) -> Mapping[str, Limit]:
        """The school's own limits."""
        return {
            key: Limit(one.low, one.high, evidence="学校设定")
            for key, one in self.settings.limits.items()
        }

    def term(self, key: str) -> TermSection:
        """A term of school.toml.

        Raises:
            SchoolFileError: it is not there.
        """
        found = next((term for term in self.settings.terms if term.key == key), None)
        if found is None:
            known = "、".join(term.key for term in self.settings.terms) or "（还没有）"
            raise SchoolFileError(
                f"{SCHOOL_FILE} 里没有学期 {key}。已有：{known}。请在 [[terms]] 里补上起止日期。"
            )
        return found

    def term_of(self, day: date) -> TermSection:
        """The term a day belongs to: the last that began by then, or the first one before it began.

        Raises:
            SchoolFileError: there is no term at all.
        """
        terms = sorted(self.settings.terms, key=lambda term: term.start)
        if not terms:
            raise SchoolFileError(f"{SCHOOL_FILE} 里还没有学期。请在 [[terms]] 里补上起止日期。")
        return next((term for term in reversed(terms) if term.start <= day), terms[0])

    def term_after(self, key: str) -> TermSection | None:
        """The term that follows another; None if school.toml has none."""
        later = [term for term in self.settings.terms if term.start > self.term(key).start]
        return min(later, key=lambda term: term.start, default=None)


def _read(path: Path) -> SchoolFile:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise SchoolFileError(f"{path} 不是 UTF-8 编码。请另存为 UTF-8 后再试。") from None
    except tomllib.TOMLDecodeError as error:
        raise SchoolFileError(f"{path} 的写法不对：{error}。请改正该行。") from None
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
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SchoolFileError(f"{where} 的 {place}：{first['msg']}。请改正这一项。") from None
    except CalendarError as error:
        raise SchoolFileError(f"{where}：{error}") from None
    return settings


def _toml(settings: SchoolFile) -> str:
    lines = ["# 学校档案。改动后下一条命令即生效；日期写成 2026-03-02。", ""]
    lines += _table("school", settings.school.model_dump())
    for term in settings.terms:
        plain = {"key": term.key, "start": term.start, "end": term.end, "meals": list(term.meals)}
        lines += _table("[terms]", {**plain, "no_meals": list(term.no_meals)})
        lines += _table("terms.days", {str(day): str(kind) for day, kind in term.days.items()})
        lines += _table("terms.national", {str(d): str(k) for d, k in term.national.items()})
    lines += _table("absences", settings.absences)
    lines += _table("off", settings.off)
    for key, limit in settings.limits.items():
        ends = {"low": limit.low, "high": limit.high}
        lines += _table(
            f"limits.{json.dumps(key)}", {k: str(v) for k, v in ends.items() if v is not None}
        )
    return "\n".join(lines)


def _table(name: str, values: Mapping[str, Any]) -> list[str]:
    if not values:
        return []
    return [f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in values.items()), ""]


def _key(key: str) -> str:
    return key if key.isidentifier() and key.isascii() else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
