"""Chapter 6 across records: grounds nobody mowed, rats nobody caught, machines nobody cleaned."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from checklists.cadence import months, whole
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

GREEN, PESTS = "greening_maintenance", "disinfection_pest_control"
GROWING = range(4, 11)  # months in which grass has to be cut
CUT = ("修剪", "除草")
SEEN_TO = ("修剪", "登高修枝", "支撑")
FLOOD_SEASON = (6, 1)  # 建议值: dead branches are looked for in the month before
GAP = 2  # months without


@carries_out("greening_maintenance.R02")
def grounds_left_alone(view: View) -> Iterator[Finding]:
    """A month of growth without cutting; nobody looked at the branches before the floods."""
    if GREEN not in view.school.registers:
        return
    records = view.of_register(GREEN)
    for month in _ended_months(view):
        if month.month in GROWING and not _in_month(records, month, work=CUT):
            what = "一个月没有修剪、除草记录"
            yield view.finding(
                "greening_maintenance.R02", f"{month:%Y年%m月}", what, "安排修剪除草，或说明原因"
            )
    floods = date(view.school.calendar.term.end.year, *FLOOD_SEASON)
    if floods in view.school.calendar.term and _today(view) >= floods:
        before = (floods - timedelta(days=1)).replace(day=1)
        if not _in_month(records, before, work=SEEN_TO):
            what = "汛期前没有枯枝排查（修剪、登高修枝、支撑）记录"
            advice = "立即排查枯枝、倾斜，处理后登记"
            yield view.finding("greening_maintenance.R02", f"{floods:%Y-%m-%d}", what, advice)


@carries_out("disinfection_pest_control.R04")
def pests_left_alone(view: View) -> Iterator[Finding]:
    """Two months in a row without 灭鼠, or without disinfection."""
    if PESTS not in view.school.registers:
        return
    records = view.of_register(PESTS)
    ended = list(_ended_months(view))
    for name, kinds in (("灭鼠", ("灭鼠",)), ("消毒", ("预防性消毒", "终末消毒"))):
        for before, month in pairwise(ended):
            if not any(_in_month(records, one, kind=kinds) for one in (before, month)):
                where = f"{before:%Y年%m月}—{month:%m月}"
                what = f"连续{GAP}个月没有{name}记录"
                yield view.finding("disinfection_pest_control.R04", where, what, "补做并说明原因")


def _ended_months(view: View) -> Iterator[date]:
    """First days of the months with school days that are over."""
    for month in months(view.school.calendar):
        if whole(month)[1] < _today(view):
            yield month


def _in_month(records: Sequence[Record], month: date, **columns: Sequence[str]) -> list[Record]:
    """Records of a month whose columns have one of these values."""
    return [
        one
        for one in records
        if (one.date.year, one.date.month) == (month.year, month.month)
        and all(one.entry.get(name) in values for name, values in columns.items())
    ]


def _today(view: View) -> date:
    return view.now.astimezone(view.school.zone).date()
