"""Heat map: the compliance calendar, one chart a month."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from checklists.cadence import day_title
from checklists.calendar import WEEKDAYS, monday
from generator.charts.drawing import QUIET, SMALL, WIDTH, Drawing, length
from generator.charts.marks import draw_cell, rated, shortfalls, told
from generator.charts.table import TALLY_HEAD, Table, tally_cells
from records.overview.picture import Day, total
from records.overview.tally import Tally

HEAD, STEP, HEIGHT, GAP = 42.0, WIDTH / 7, 52.0, 2.0
TODAY = "#1d4ed8"
ROOM = STEP - GAP - 8


def heat_map(days: Iterable[Day]) -> tuple[str, ...]:
    """Every month's calendar: what was due each day, and what of it was not done in time.

    Weeks outside the term in which nothing is due are left out.

    Args:
        days: without a gap, in order.
    """
    months = groupby(days, key=lambda one: (one.date.year, one.date.month))
    return tuple(filter(None, (_month(tuple(kept)) for _, kept in months)))


def calendar_table(days: Iterable[Day]) -> Table:
    """The same in figures, a row for each day on which something is due."""
    rows = (
        (f"{one.date.year}年{day_title(one.date)}", *tally_cells(one.tally))
        for one in days
        if not one.tally.is_empty
    )
    return Table("每天应填的和没按时填的", ("日期", *TALLY_HEAD), tuple(rows))


def _month(days: Sequence[Day]) -> str:
    weeks = [tuple(kept) for _, kept in groupby(days, key=lambda one: monday(one.date))]
    weeks = [week for week in weeks if any(one.in_term or not one.tally.is_empty for one in week)]
    if not weeks:
        return ""
    name = f"{days[0].date.year}年{days[0].date.month}月"
    tally = total(one.tally for one in days)
    drawing = Drawing(HEAD + HEIGHT * len(weeks), f"{name}：{told(tally)}")
    drawing.words(0, 15, name, 14, bold=True)
    drawing.words(WIDTH, 15, rated(tally), anchor="end")
    for place, character in enumerate(WEEKDAYS):
        drawing.words(STEP * (place + 0.5), 35, character, SMALL, QUIET, "middle")
    for line, week in enumerate(weeks):
        for day in week:
            _day(drawing, day, STEP * day.date.weekday() + GAP / 2, HEAD + HEIGHT * line)
    return drawing.to_svg()


def _day(drawing: Drawing, day: Day, x: float, y: float) -> None:
    tally = day.tally
    with drawing.group(f"{day_title(day.date)}：{told(tally)}"):
        ink = draw_cell(drawing, tally, (x, y), (STEP - GAP, HEIGHT - GAP))
        drawing.words(x + 4, y + 14, str(day.date.day), fill=ink, bold=day.in_term)
        if day.is_today:
            drawing.box(x, y, STEP - GAP, HEIGHT - GAP, "none", TODAY, thick=2.5)
            drawing.words(x + STEP - GAP - 4, y + 14, "今", SMALL, ink, "end", bold=True)
        elif day.in_term and not day.is_school_day:
            drawing.words(x + STEP - GAP - 4, y + 14, "休", SMALL, ink, "end")
        middle = x + (STEP - GAP) / 2
        if tally.due:
            drawing.words(middle, y + 29, f"{tally.done}/{tally.due}", SMALL, ink, "middle")
        if text := _short(tally):
            drawing.words(middle, y + 44, text, SMALL, ink, "middle", bold=True)


def _short(tally: Tally) -> str:
    """As many of the shortfalls as there is room for, the worst first."""
    text = ""
    for part in shortfalls(tally):
        if length(text + part, SMALL) > ROOM:
            break
        text += part
    return text
