"""Writes docs/reference/statistics.md: the figures of a summary and where they come from."""

from datetime import date, datetime
from itertools import groupby

from checklists.calendar import SchoolCalendar, Term
from checklists.surroundings import SHANGHAI
from records.audit.view import View
from records.directory import Directory
from records.school import School
from records.statistics import Figure, Row, statistics
from taizhang.markdown import page, section, table

INTRO = (
    "`taizhang statistics` 给出的十八节，与目录 C.5 一一对应。"
    "每个数后面附（来源：登记簿名，n 条，统计区间）；"
    "没有记录的写“无记录”，除不出来的写“无”，不建的册写“未建册”。"
)
_SHORTCOMING = {"less": "大于 0", "all": "不到 100%", "": ""}


def figures_page() -> str:
    """Row by row: figure, unit, registers, when it is a shortcoming."""
    calendar = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
    nothing = View((), School("", calendar, Directory()), datetime(2026, 3, 2, tzinfo=SHANGHAI))
    parts = (part for row in statistics(nothing) for part in section(row.title, _table(row)))
    return page("学期总结的统计指标", INTRO, *parts)


def _table(row: Row) -> str:
    head = ("指标", "单位", "来源登记簿", "何时进“存在问题”")
    lines = (
        ("、".join(one.name for one in same), unit, source, _SHORTCOMING[better])
        for (unit, source, better), figures in groupby(row.figures, key=_alike)
        for same in (tuple(figures),)
    )
    return table(head, lines)


def _alike(figure: Figure) -> tuple[str, str, str]:
    return figure.unit, "、".join(figure.titles), figure.better
