"""The command of the school calendar: a term week by week, and a calendar taken in."""

from collections.abc import Iterator
from typing import Any

import click

from checklists.calendar import SchoolCalendar
from generator.wording import short_day
from records.directory import Directory
from taizhang import clock
from taizhang.calendar_import import Imported, import_calendar, read_calendar
from taizhang.cli.frame import Asked, command, read_bytes
from taizhang.enrolling import author_of
from taizhang.exits import Exit
from taizhang.home import Home
from taizhang.weeks import Week, weeks_of


@command("calendar")
@click.argument("term", metavar="[学期]", required=False, default="")
@click.argument("file", metavar="[文件]", required=False, default="")
def calendar(asked: Asked, term: str, file: str) -> Exit:
    """List the days of a term by week, or take in a calendar."""
    home = asked.home()
    key = term or home.term_of(clock.now(home.zone).date()).key
    if file:
        return _take_in(asked, home, key, file)
    kept = home.calendar(key)
    weeks = list(weeks_of(kept))
    lines = (line for week in weeks for line in _week_lines(week))
    data = {"term": key, "weeks": [_week_data(one) for one in weeks], "doubts": _doubts(kept)}
    asked.answer(data, *lines, _total(kept, weeks), *(f"! {one}" for one in _doubts(kept)))
    return Exit.DONE


def _week_lines(week: Week) -> Iterator[str]:
    span = f"{short_day(week.first)}至{short_day(week.last)}"
    yield f"第{week.number}周　{span}　到校{week.school_days}天，供餐{week.meal_days}天"
    yield from (f"    {one}" for one in week.unusual)


def _week_data(week: Week) -> dict[str, Any]:
    return {
        "week": week.number,
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "school_days": week.school_days,
        "staff_days": week.staff_days,
        "meal_days": week.meal_days,
        "unusual": list(week.unusual),
    }


def _total(kept: SchoolCalendar, weeks: list[Week]) -> str:
    days, meals = (
        sum(getattr(one, name) for one in weeks) for name in ("school_days", "meal_days")
    )
    return f"{kept.term.title}：{len(weeks)} 周，到校 {days} 天，供餐 {meals} 天"


def _doubts(kept: SchoolCalendar) -> list[str]:
    return [f"{one.text}。{one.advice}" for one in kept.doubts()]


def _take_in(asked: Asked, home: Home, key: str, file: str) -> Exit:
    now = clock.now(home.zone)
    by = author_of(Directory.open(home.folder / "directory", now.date()), asked.actor())
    found = import_calendar(home, key, read_calendar(read_bytes(file), file))
    if found.settings is not None:
        home.rewrite(found.settings, by=by.name, at=now)
    asked.answer(_found_data(found), *_found_lines(found))
    for hint in found.hints:
        asked.warn(hint)
    return Exit.DONE if found.settings is not None else Exit.REFUSED


def _found_lines(found: Imported) -> Iterator[str]:
    for one in found.lines:
        yield f"第 {one.number} 行 {one.text}"
        yield f"    ✗ {one.fault}" if one.fault else f"    {one.told}"
    faults = sum(bool(one.fault) for one in found.lines)
    if found.settings is not None:
        yield f"{len(found.lines)} 行都记下了"
    elif faults:
        yield f"有 {faults} 行读不懂，什么也没有记。改正后再试"
    else:
        yield "文件里一行也没有，什么也没有记"


def _found_data(found: Imported) -> dict[str, Any]:
    lines = [
        {"line": one.number, "text": one.text, "told": one.told, "fault": one.fault}
        for one in found.lines
    ]
    return {"imported": found.settings is not None, "lines": lines, "hints": list(found.hints)}
