"""Two-layer calendar: national day types below, the school's own on top (registers.md E.2)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from checklists.errors import CalendarError
from checklists.national_days import HOLIDAY, announced, estimated, is_announced

WEEKDAYS = "一二三四五六日"


class NationalDay(StrEnum):
    """Day types of the State Council's notice."""

    NORMAL = "工作日"
    WEEKEND = "周末"
    LEGAL_HOLIDAY = "法定节假日"
    MAKEUP_WORKDAY = "调休上班"


class SchoolDay(StrEnum):
    """What the school decides on top; a day that is not named is 学期中."""

    TERM = "学期中"
    VACATION = "寒暑假"
    EMERGENCY_CLOSE = "停课"
    EVENT = "活动日"
    MAKEUP_CLASS = "补课日"
    CHILDREN_DAY = "儿童节放假"


@dataclass(frozen=True, slots=True)
class Term:
    """A school term, both ends included; key as ``2025-2026-2``."""

    key: str
    start: date
    end: date

    def __post_init__(self) -> None:
        well_formed = re.fullmatch(r"\d{4}-\d{4}-[12]", self.key)
        if not well_formed or int(self.key[5:9]) != int(self.key[:4]) + 1:
            raise CalendarError(f"学期代号“{self.key}”写法不对。写成“2025-2026-2”。")
        if self.end <= self.start:
            raise CalendarError(f"学期 {self.key} 的结束日期不在开始日期之后。请改学期起止日期。")

    @property
    def title(self) -> str:
        """As on paper: 2025-2026学年第二学期."""
        first, second, number = self.key.split("-")
        return f"{first}-{second}学年第{'一' if number == '1' else '二'}学期"

    def days(self) -> Iterator[date]:
        """Every day of the term."""
        return days_between(self.start, self.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


class Doubt(NamedTuple):
    """Something about a term's days that is not settled, and what to do about it."""

    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Calendar of one school for one term.

    Attributes:
        term: the term.
        school_days: days the school decided otherwise about.
        no_meals: school days on which the canteen is closed.
        meals: meals served on a meal day, in order.
        closed_classes: days on which single classes stay at home, with their ids or names.
        meals_off: meals not served on single days, where others are.
        national: day types from a notice that the school entered; they go before what is built in.
    """

    term: Term
    school_days: Mapping[date, SchoolDay] = field(default_factory=dict)
    no_meals: frozenset[date] = frozenset()
    meals: tuple[str, ...] = ("中",)
    closed_classes: Mapping[date, frozenset[str]] = field(default_factory=dict)
    meals_off: Mapping[date, frozenset[str]] = field(default_factory=dict)
    national: Mapping[date, NationalDay] = field(default_factory=dict)

    def national_day(self, day: date) -> NationalDay:
        """Type in the national layer."""
        if day in self.national:
            return self.national[day]
        return by_weekday(day) if self._is_entered(day.year) else national_day(day)

    def is_estimated(self, day: date) -> bool:
        """Whether the year's notice is not known here: say so wherever it matters (暂估)."""
        return not is_announced(day.year) and not self._is_entered(day.year)

    def _is_entered(self, year: int) -> bool:
        """Whether the school entered the notice of a year that is not built in."""
        return any(day.year == year for day in self.national) and not is_announced(year)

    def school_day(self, day: date) -> SchoolDay:
        """Type in the school's layer; outside the term it is holidays."""
        decided = self.school_days.get(day)
        if decided is not None:
            return decided
        if day not in self.term:
            return SchoolDay.VACATION
        if (day.month, day.day) == (6, 1):
            return SchoolDay.CHILDREN_DAY
        return SchoolDay.TERM

    def is_school_day(self, day: date) -> bool:
        """在校日: pupils are at school."""
        decided = self.school_day(day)
        if decided is SchoolDay.MAKEUP_CLASS:
            return True
        if decided not in (SchoolDay.TERM, SchoolDay.EVENT):
            return False
        return self.national_day(day) is NationalDay.NORMAL

    def is_staff_day(self, day: date) -> bool:
        """上班日: staff are at work."""
        if self.school_day(day) is SchoolDay.VACATION:
            return False
        return self.national_day(day) in (NationalDay.NORMAL, NationalDay.MAKEUP_WORKDAY)

    def is_meal_day(self, day: date) -> bool:
        """供餐日: the canteen serves pupils."""
        return bool(self.meals_on(day))

    def meals_on(self, day: date) -> tuple[str, ...]:
        """Meals served on a day, in order."""
        if day in self.no_meals or not self.is_school_day(day):
            return ()
        off = self.meals_off.get(day, frozenset())
        return tuple(meal for meal in self.meals if meal not in off)

    def is_at_home(self, day: date, *names: str) -> bool:
        """Whether a class, by its id and name, stays at home while others come (班级停课)."""
        return not self.closed_classes.get(day, frozenset()).isdisjoint(names)

    def needs_confirmation(self, day: date) -> bool:
        """A 调休 working day in term about which the school has not said whether pupils come."""
        return (
            day in self.term
            and self.national_day(day) is NationalDay.MAKEUP_WORKDAY
            and day not in self.school_days
        )

    def doubts(self) -> Iterator[Doubt]:
        """What is not settled about the term's days, in words; what is owed rests on it."""
        guessed = [day for day in self.term.days() if self.is_estimated(day)]
        if guessed:
            first, last = guessed[0], guessed[-1]
            yield Doubt(
                f"{first}至{last}的放假通知还没有，按周末和法定节日暂估",
                "通知公布后写进 school.toml 的 terms.national",
            )
        for day in filter(self.needs_confirmation, self.term.days()):
            yield Doubt(
                f"{day}（{weekday(day)}）调休上班，学生是否到校未定，暂按不到校计",
                "到校的在 school.toml 的 terms.days 写“补课日”，不到校写“学期中”",
            )

    def week(self, day: date) -> int:
        """Week number of the term, the first week is 1 (registers.md E.1)."""
        return (monday(day) - monday(self.term.start)).days // 7 + 1

    def days(self, start: date, end: date) -> Iterator[date]:
        """Days of the term between two days, both included."""
        return days_between(max(start, self.term.start), min(end, self.term.end))


def national_day(day: date) -> NationalDay:
    """Day type as announced; of a year that is not announced yet, estimated."""
    if not is_announced(day.year):
        return NationalDay(HOLIDAY) if day in estimated(day.year) else by_weekday(day)
    named = announced().get(day)
    return NationalDay(named) if named else by_weekday(day)


def by_weekday(day: date) -> NationalDay:
    """Day type of a day that no notice names."""
    return NationalDay.WEEKEND if day.weekday() >= 5 else NationalDay.NORMAL


def working_days(first: date, end: date) -> int:
    """Working days (工作日) from a day to before another."""
    working = (NationalDay.NORMAL, NationalDay.MAKEUP_WORKDAY)
    return sum(
        national_day(first + timedelta(days=offset)) in working
        for offset in range((end - first).days)
    )


def days_between(start: date, end: date) -> Iterator[date]:
    """Every day from start to end, both included."""
    return (start + timedelta(days=offset) for offset in range((end - start).days + 1))


def monday(day: date) -> date:
    """Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weekday(day: date) -> str:
    """星期 in one character with its word, as 星期三."""
    return f"星期{WEEKDAYS[day.weekday()]}"
