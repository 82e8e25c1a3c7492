"""应填情况统计: what was due, done, late, open and missing, with reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checklists.calendar import NationalDay, SchoolCalendar, SchoolDay
from generator.completeness import RegisterCompleteness
from generator.composing.imprint import Imprint
from generator.composing.widths import columns_fit
from generator.document import (
    Block,
    Document,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Paragraph,
    Prose,
)
from generator.sheets import sheet_of
from generator.wording import period

TITLE = "应填情况统计"
NO_REASON = "未说明"


def compose_shortfalls(
    standings: Sequence[RegisterCompleteness], imprint: Imprint, until: str
) -> Document:
    """The completeness pages; `until` is the moment up to which duties are counted, in words."""
    school = imprint.school
    bare = Document(
        title=TITLE,
        school=school.name,
        shape="front",
        subtitle=f"{school.full_name}　{imprint.term_title}　截至{until}",
        running_head=f"{school.full_name}　{imprint.term_title}　{TITLE}",
    )
    room = sheet_of(bare).text_width
    return replace(bare, blocks=tuple(_blocks(standings, imprint.calendar, room)))


def _blocks(
    standings: Sequence[RegisterCompleteness], calendar: SchoolCalendar, room: float
) -> Iterator[Block]:
    yield _summary(standings)
    yield Prose(
        (
            Paragraph(
                "应填：按周期和校历到期应有的记录；按时：在应填时点后24小时内登记且无阻断问题；"
                "补录：晚于此时登记并经批准；未结：有记录但阻断问题未处理或补录未批准，不计完成；"
                "缺记：没有记录。应填率＝按时÷应填。加查：非应填日的记录。",
                "note",
            ),
        )
    )
    yield Heading("补录、未结、缺记明细", 1)
    rows = tuple(_shortfalls(standings))
    if rows:
        yield _details(rows, room)
    else:
        yield Prose((Paragraph("应填记录全部按时登记，无补录、未结、缺记。"),))
    yield Heading("校历说明", 1)
    yield Prose(tuple(Paragraph(text) for text in _calendar_lines(calendar)))


def _summary(standings: Sequence[RegisterCompleteness]) -> Grid:
    return Grid(
        columns=(
            GridColumn("登记簿", 28, "left"),
            GridColumn("周期", 18, "left"),
            GridColumn("应填", 8),
            GridColumn("按时", 8),
            GridColumn("补录", 8),
            GridColumn("未结", 8),
            GridColumn("缺记", 8),
            GridColumn("加查", 8),
            GridColumn("应填率", 10),
        ),
        rows=tuple(GridRow(_figures(one)) for one in standings),
        caption="各登记簿应填率",
    )


def _figures(one: RegisterCompleteness) -> tuple[str, ...]:
    head = (one.register.title, one.register.cadence.text)
    if one.off_reason:
        return (*head, *["—"] * 6, one.absence)
    if one.is_by_event:
        return (*head, *["—"] * 6, "按次登记")
    counts = (one.due, one.done, one.late, one.open, one.missing, len(one.extra))
    return (*head, *(str(count) for count in counts), one.rate)


def _shortfalls(standings: Sequence[RegisterCompleteness]) -> Iterator[tuple[str, ...]]:
    for one in standings:
        for short in one.shortfalls:
            numbers = "\n".join(short.numbers) or "—"
            reason = short.reason or NO_REASON
            yield (one.register.title, short.duty.title, str(short.standing), numbers, reason)


def _details(rows: Sequence[tuple[str, ...]], room: float) -> Grid:
    heads = (
        ("序号", False),
        ("登记簿", True),
        ("应填日期、对象", True),
        ("情况", False),
        ("记录编号", False),
        ("原因", True),
    )
    numbered = [(str(number), *row) for number, row in enumerate(rows, start=1)]
    return Grid(columns_fit(heads, numbered, room), tuple(GridRow(row) for row in numbered))


def _calendar_lines(calendar: SchoolCalendar) -> Iterator[str]:
    """Which weekdays owed nothing, and which other days did."""
    term = calendar.term
    yield f"学期：{period(term.start, term.end)}，共 {calendar.week(term.end)} 周。"
    closed: dict[str, list[str]] = {}
    for day in term.days():
        national, decided = calendar.national_day(day), calendar.school_day(day)
        if national is NationalDay.LEGAL_HOLIDAY and day.weekday() < 5:
            closed.setdefault("法定节假日", []).append(f"{day.month}月{day.day}日")
        elif decided not in (SchoolDay.TERM, SchoolDay.EVENT):
            closed.setdefault(str(decided), []).append(f"{day.month}月{day.day}日")
    yield from (f"{reason}：{'、'.join(days)}。" for reason, days in closed.items())
    if calendar.no_meals:
        days = "、".join(f"{day.month}月{day.day}日" for day in sorted(calendar.no_meals))
        yield f"食堂停供：{days}。"
    for reason, named in (("停餐", calendar.meals_off), ("班级停课", calendar.closed_classes)):
        told = (f"{day.month}月{day.day}日{'、'.join(sorted(them))}" for day, them in named.items())
        if named:
            yield f"{reason}：{'；'.join(told)}。"
    yield from (f"{doubt.text}。" for doubt in calendar.doubts())
