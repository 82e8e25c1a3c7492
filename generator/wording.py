"""Values as finished strings: dates, weeks, amounts, verdicts. Nothing below this formats.

A value is what stands in a kept entry: JSON data, dates as text, references as id and name.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from checklists.calendar import WEEKDAYS, SchoolCalendar, monday
from checklists.columns import Column
from checklists.posts import POSTS, post_title
from checklists.surroundings import SHANGHAI
from records.personal import Withheld
from records.statistics.figure import Figure

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_TITLE = re.compile(r"(\d{4})-(\d{4})学年")


def day(value: date) -> str:
    """2026年3月5日."""
    return f"{value.year}年{value.month}月{value.day}日"


def weekday_of(value: date) -> str:
    """周四."""
    return f"周{WEEKDAYS[value.weekday()]}"


def day_in_full(value: date) -> str:
    """2026年3月5日（周四）."""
    return f"{day(value)}（{weekday_of(value)}）"


def short_day(value: date) -> str:
    """3月5日."""
    return f"{value.month}月{value.day}日"


def period(first: date, last: date) -> str:
    """2026年3月2日至7月10日; the year is said again only when it changes."""
    if first == last:
        return day(first)
    return f"{day(first)}至{short_day(last) if first.year == last.year else day(last)}"


def archive_day(value: date) -> str:
    """20260305, as dates stand in archive lists."""
    return f"{value:%Y%m%d}"


def moment(value: datetime, zone: tzinfo = SHANGHAI) -> str:
    """2026年3月5日 10:50, in the school's zone."""
    local = value.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def moment_beside(value: datetime, reference: date, zone: tzinfo = SHANGHAI) -> str:
    """10:50 on the reference day itself, 3月7日 10:50 on another one of its year."""
    local = value.astimezone(zone)
    if local.date() == reference:
        return f"{local:%H:%M}"
    shown_day = short_day if local.year == reference.year else day
    return f"{shown_day(local.date())} {local:%H:%M}"


def week(calendar: SchoolCalendar, value: date) -> str:
    """第12周（5.18—5.24）."""
    first = monday(value)
    last = date.fromordinal(first.toordinal() + 6)
    span = f"{first.month}.{first.day}—{last.month}.{last.day}"
    return f"第{calendar.week(value)}周（{span}）"


def official_term(title: str) -> str:
    """2025—2026学年第二学期: official papers write the years with a dash (GB/T 15834)."""
    return _TITLE.sub(r"\1—\2学年", title)


def money(amount: Decimal) -> str:
    """¥1,234.50; no 元 behind it (registers.md B.3, 9)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}¥{abs(amount):,.2f}"


def share(part: int, whole: int) -> str:
    """98.5%, and a dash where nothing was due; never rounded up to 100%."""
    if whole == 0:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def figure_text(figure: Figure) -> str:
    """完成率 98.8%, 维修费 1,234.50元, 留样率 无记录."""
    value = figure.value
    if isinstance(value, Decimal):
        shown = f"{value:,.2f}" if figure.unit == "元" else f"{value.normalize():,f}"
        return f"{figure.name} {shown}{figure.unit}"
    return f"{figure.name} {value or figure.lacking}"


def source_text(figure: Figure) -> str:
    """（来源：校园每日巡视记录，85 条，2026年3月2日至7月10日）, as registers.md C.5 has it."""
    span = period(figure.first, figure.last)
    return f"（来源：{'、'.join(figure.titles)}，{figure.records} 条，{span}）"


def file_size(count: int) -> str:
    """812 字节, 1.4 KB, 2.0 MB."""
    if count < 1024:
        return f"{count} 字节"
    if count < 1024 * 1024:
        return f"{count / 1024:.1f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def digest_groups(digest: str) -> str:
    """Hexadecimal digits by fours, so that a reader keeps the line."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def items_named(numbers: Sequence[int]) -> str:
    """第1、3至30项: check items by their numbers, which ascend; those in a row are folded."""
    folded: list[list[int]] = []
    for number in numbers:
        if folded and number == folded[-1][-1] + 1:
            folded[-1].append(number)
        else:
            folded.append([number])
    told = (f"{one[0]}至{one[-1]}" if len(one) > 1 else str(one[0]) for one in folded)
    return f"第{'、'.join(told)}项"


def yes_or_no(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"


def shown(
    column: Column,
    value: Any,
    zone: tzinfo = SHANGHAI,
    *,
    unit: bool = True,
    beside: date | None = None,
) -> str:
    """A column's value as it is printed; empty where nothing was filled in.

    Args:
        column: column the value belongs to.
        value: JSON value.
        zone: zone of the school.
        unit: write the unit behind a number; off where the column's head names it.
        beside: business date of the record: times of that day are printed without the date, dates
            of that year without the year.
    """
    if isinstance(value, Withheld):
        return str(value)
    if value is None or value == "" or column.kind in ("rows", "checks"):
        return ""
    if column.kind == "choice" and POSTS.keys() >= set(column.options):
        return post_title(str(value))  # a code is for the program
    kind = _calculated_kind(value) if column.kind == "calc" else column.kind
    if column.kind in ("money", "calc") and column.label.endswith("（元）"):
        return money(Decimal(str(value))).replace("¥", "")  # never ¥ and 元 both (B.3, 9)
    text = _worded(kind, value, zone, beside)
    measured = unit and column.unit and kind not in ("money", "files", "bool")
    return f"{text}{column.unit}" if measured else text


def _worded(kind: str, value: Any, zone: tzinfo, beside: date | None) -> str:
    match kind:
        case "bool":
            return yes_or_no(value)
        case "money":
            return money(Decimal(str(value)))
        case "ref":
            return str(value["name"] if isinstance(value, Mapping) else value)
        case "texts":
            return "、".join(str(one) for one in value)
        case "refs":
            return "、".join(_worded("ref", one, zone, beside) for one in value)
        case "files":
            return f"{len(value)}件" if value else ""
        case "date" | "datetime" | "time":
            return _worded_time(kind, value, zone, beside)
        case _:
            return str(value)


def _worded_time(kind: str, value: str, zone: tzinfo, beside: date | None) -> str:
    if kind == "time":
        clock = time.fromisoformat(value)
        return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"
    if kind == "date":
        on = date.fromisoformat(value)
        return short_day(on) if beside and beside.year == on.year else day(on)
    at = datetime.fromisoformat(value)
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    return moment(at, zone) if beside is None else moment_beside(at, beside, zone)


def _calculated_kind(value: Any) -> str:
    """What a computed value is; typed text is never guessed at, it is printed as it went in."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str) and _ISO_MOMENT.fullmatch(value):
        return "datetime"
    return "date" if isinstance(value, str) and _ISO_DAY.fullmatch(value) else "text"
