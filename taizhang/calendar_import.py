"""The use-case of a school calendar: its lines become days of a term, all of them or none."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.calendar import SchoolCalendar
from generator.wording import short_day
from taizhang.calendar_draft import Draft
from taizhang.calendar_lines import UnclearLineError, read_line
from taizhang.errors import UsageError
from taizhang.home import Home, SchoolFile, TermSection

ZIPPED = b"PK"
"""What an .xlsx begins with."""
HEADINGS = {
    "日期": "days",
    "起止": "days",
    "起止日期": "days",
    "起": "first",
    "开始日期": "first",
    "止": "last",
    "结束日期": "last",
    "安排": "what",
    "内容": "what",
    "备注": "note",
}
"""Headings of a calendar in a workbook; 备注 is for people."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a calendar.

    Attributes:
        told: what it was understood to say; empty if it was not.
        fault: why it was not understood; empty if it was.
    """

    number: int
    text: str
    told: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a calendar would change.

    Attributes:
        lines: each with what was understood.
        settings: with the term's days, for `Home.rewrite`; None where a line was not understood.
        hints: days that no line names and that change all the same, in Chinese.
    """

    lines: tuple[Line, ...]
    settings: SchoolFile | None
    hints: tuple[str, ...] = ()


def read_calendar(raw: bytes, where: str) -> list[tuple[int, str]]:
    """The lines of a calendar that was handed in, as .xlsx or as text, with their numbers.

    Raises:
        WorkbookError, UsageError: it cannot be read.
    """
    if raw.startswith(ZIPPED):
        return list(_rows(raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{where} 不是 UTF-8 编码。另存为 UTF-8 后再试。") from None
    return lines_of(text)


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a pasted text that are not blank, with their numbers."""
    found = enumerate(text.splitlines(), 1)
    return [(number, line.strip()) for number, line in found if line.strip()]


def _rows(raw: bytes) -> Iterator[tuple[int, str]]:
    from taizhang.workbooks.cells import written_day  # these load a library that few need
    from taizhang.workbooks.reading import read_table

    for number, row in read_table(raw, HEADINGS):
        first, last = (written_day(row[name]) if name in row else "" for name in ("first", "last"))
        days = written_day(row["days"]) if "days" in row else "至".join(filter(None, (first, last)))
        if days or "what" in row:
            yield number, f"{days} {row.get('what', '')}".strip()


def import_calendar(home: Home, key: str, lines: Sequence[tuple[int, str]]) -> Imported:
    """What lines of a calendar make of a term; days that no line names stay as they are.

    Args:
        home: whose settings.
        key: the term.
        lines: with their numbers; `calendar_lines` says how they are written.

    Raises:
        SchoolFileError: there is no such term.
    """
    section = home.term(key)
    draft = Draft(section)
    told = tuple(_taken(draft, number, text, section) for number, text in lines)
    if not told or any(line.fault for line in told):
        return Imported(told, None)
    new = draft.section()
    terms = tuple(new if one.key == key else one for one in home.settings.terms)
    hints = tuple(_unnamed(section.calendar(), new.calendar(), draft.named))
    return Imported(told, home.settings.model_copy(update={"terms": terms}), hints)


def _taken(draft: Draft, number: int, text: str, section: TermSection) -> Line:
    try:
        found = read_line(text, section.calendar().term)
        told = "；".join(part for one in found for part in draft.take(number, one))
    except UnclearLineError as error:
        return Line(number, text, fault=str(error))
    return Line(number, text, told)


def _unnamed(
    before: SchoolCalendar, after: SchoolCalendar, named: Collection[date]
) -> Iterator[str]:
    """Days that change because a year's notice is entered now, and what was guessed falls."""
    for day in before.term.days():
        if day not in named and before.is_school_day(day) != after.is_school_day(day):
            now = "上课" if after.is_school_day(day) else "放假"
            yield f"{short_day(day)}没有写，会变成{now}：{day.year} 年放假通知里的日子要写全"
