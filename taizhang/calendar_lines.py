"""Lines of a school calendar as people write them: which days, and what is arranged for them.

10月1日—10月7日 放假        9月27日（周日）上班        11月13日 活动日，不供餐
国庆节：10月1日（周四）至8日（周四）放假调休，共8天。10月10日（周六）上班。
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from checklists.calendar import WEEKDAYS, Term, days_between, weekday


class Plan(Enum):
    """What a line arranges for its days."""

    OFF = "放假"
    HOLIDAY = "法定节假日"
    WORK = "调休上班"
    WEEKEND = "周末"
    NORMAL = "工作日"
    CLASS = "上课"
    STAFF_ONLY = "学生不到校"
    USUAL = "学期中"
    VACATION = "寒暑假"
    CLOSED = "停课"
    EVENT = "活动日"
    CHILDREN = "儿童节放假"
    NO_MEALS = "不供餐"


LONGEST = 120
"""Days of one span; a longer one has its days in the wrong order."""
_HOLIDAYS = (
    r"(元旦|春节|除夕|清明节?|(五一)?(国际)?劳动节|五一|端午节?|中秋节?|(十一)?国庆节?|十一)"
)
_WORDS: tuple[tuple[str, Plan], ...] = (
    (r"放假(调休|[一1]天)?|休息|休假", Plan.OFF),
    (rf"法定节假日|{_HOLIDAYS}(放假)?(调休)?", Plan.HOLIDAY),
    (r"(调休)?上班", Plan.WORK),
    (r"周末", Plan.WEEKEND),
    (r"工作日", Plan.NORMAL),
    (r"(补|上|补上)(周|星期)[一二三四五]的?课程?|补课日?", Plan.CLASS),
    (r"(学生|正常|照常|上班)?上课|学生到校", Plan.CLASS),
    (r"学生不到校|(教师|教职工)(培训|返校|上班)", Plan.STAFF_ONLY),
    (r"学期中", Plan.USUAL),
    (r"寒假|暑假|寒暑假|春假|秋假|假期", Plan.VACATION),
    (r"停课", Plan.CLOSED),
    (
        r"活动日|(校|秋季|春季)?运动会|春游|秋游|研学|社会实践(活动)?|(校园)?开放日|艺术节",
        Plan.EVENT,
    ),
    (r"(六一)?(国际)?儿童节(放假)?|六一放假", Plan.CHILDREN),
    (r"不供餐|(食堂)?停餐|停供餐", Plan.NO_MEALS),
)
_MEAL = r"(?:早点|午点|[早中午晚])[餐饭]?"
_MEALS_OFF = re.compile(rf"(?:停供|停|不供应|不供)({_MEAL}(?:[、和及]{_MEAL})*)")
_COUNTED = re.compile(r"共(\d+)天")
_DAY = r"(?:(?P<year>\d{4})[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})[日号]?"
_WEEKDAY = r"(?:[(]?(?:星期|周)(?P<weekday>[一二三四五六日天])[)]?)?"
_FIRST = re.compile(rf"{_DAY}{_WEEKDAY}")
_NEXT = re.compile(rf"(?:{_DAY}|(?P<only>\d{{1,2}})[日号]){_WEEKDAY}")
_TO = re.compile(r"[-—–~至到]+")
_AND = re.compile(r"[、和及]")
_NUMBERED = re.compile(r"^[(]?[一二三四五六七八九十\d]+[)、.]+(?=\D)")
_BETWEEN = re.compile(r"[,:;]|为")


class UnclearLineError(Exception):
    """Why a line is not understood, in Chinese; never seen outside."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is arranged for some days.

    Attributes:
        days: in order.
        plans: what for; HOLIDAY beside OFF says which days off they are.
        meals: single meals that are not served.
    """

    days: tuple[date, ...]
    plans: frozenset[Plan]
    meals: tuple[str, ...] = ()


def read_line(line: str, term: Term) -> list[Arrangement]:
    """What a line arranges, sentence by sentence.

    Args:
        line: as it was written.
        term: the days it is about; a day without a year is one of its.

    Raises:
        UnclearLineError: something in it is not understood.
    """
    plain = "".join(unicodedata.normalize("NFKC", line).split())
    return [_arranged(one, term) for one in re.split("[。;]", plain) if one]


def _arranged(sentence: str, term: Term) -> Arrangement:
    start = _FIRST.search(sentence)
    if start is None:
        raise UnclearLineError("没有日期。写成 10月1日—10月7日 放假")
    label = _NUMBERED.sub("", sentence[: start.start()])
    days, rest = _days(sentence[start.start() :], term)
    plans: set[Plan] = set()
    meals: list[str] = []
    for piece in filter(None, (*_BETWEEN.split(label), *_BETWEEN.split(rest))):
        if counted := _COUNTED.fullmatch(piece):
            if int(counted[1]) != len(days):
                raise UnclearLineError(f"写的是共{counted[1]}天，起止之间是 {len(days)} 天")
        elif found := _MEALS_OFF.fullmatch(piece):
            meals += _meals(found[1])
        else:
            plans.add(_plan(piece))
    if not plans and not meals:
        raise UnclearLineError("没有写怎么安排。可用：放假、上课、上班、停课、活动日、不供餐……")
    return Arrangement(tuple(days), frozenset(plans), tuple(meals))


def _plan(piece: str) -> Plan:
    for words, plan in _WORDS:
        if re.fullmatch(words, piece):
            return plan
    known = "、".join(plan.value for plan in Plan)
    raise UnclearLineError(f"“{piece}”读不懂。可用：{known}、停早餐")


def _meals(text: str) -> Iterator[str]:
    for one in _AND.split(text):
        name = one.rstrip("餐饭")
        yield "中" if name == "午" else name


# ---- days


def _days(text: str, term: Term) -> tuple[list[date], str]:
    """The days a text begins with, and what follows them."""
    found: list[date] = []
    first, text = _day(_FIRST, text, term)
    while True:
        last = first
        if joint := _TO.match(text):
            last, text = _day(_NEXT, text[joint.end() :], term, first)
            if not first <= last <= first + timedelta(days=LONGEST):
                raise UnclearLineError(f"从 {first} 到 {last}，先后或年份不对")
        found += days_between(first, last)
        joint = _AND.match(text)
        if joint is None or not _NEXT.match(text, joint.end()):
            break
        first, text = _day(_NEXT, text[joint.end() :], term, last)
    kept = [day for day in found if day in term]
    if not kept:
        raise UnclearLineError(
            f"{found[0]} 不在 {term.key} 学期里（{term.start} 至 {term.end}）。"
            "核对年份：没写年份的日期，Excel 会补上填表那年"
        )
    return kept, text


def _day(
    pattern: re.Pattern[str], text: str, term: Term, before: date | None = None
) -> tuple[date, str]:
    """The day a text begins with, and what follows it; `before` says what it leaves out."""
    found = pattern.match(text)
    if found is None:
        raise UnclearLineError("日期读不懂。写成 10月1日—10月7日 放假")
    said = found.groupdict()
    if before and said.get("only"):
        year, month, number = before.year, before.month, int(said["only"])
    else:
        month, number = int(said["month"]), int(said["day"])
        year = int(said["year"]) if said["year"] else _year(month, number, term, before)
    try:
        day = date(year, month, number)
    except ValueError:
        raise UnclearLineError(f"没有 {year}年{month}月{number}日 这一天") from None
    if said["weekday"] and said["weekday"].replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise UnclearLineError(f"{day} 是{weekday(day)}，不是星期{said['weekday']}")
    return day, text[found.end() :]


def _year(month: int, number: int, term: Term, before: date | None) -> int:
    """The year of a day that was written without one."""
    if before:
        return before.year + (month < before.month)
    in_autumn = (month, number) >= (term.start.month, term.start.day)
    return term.start.year if in_autumn else term.end.year
