"""Panels: an overview as it is shown: a sentence, its charts, and the same in tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.ages import ages, ages_table
from generator.charts.bars import bars, bars_table
from generator.charts.debts import debtors_table, debts, debts_table
from generator.charts.heat_map import calendar_table, heat_map
from generator.charts.last_days import last_days, last_days_table
from generator.charts.lines import SHOWN
from generator.charts.marks import legend, shortfalls
from generator.charts.matrix import matrix, matrix_table
from generator.charts.table import Table
from generator.wording import share
from records.overview.picture import Overview
from records.overview.tally import Tally


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the overview.

    Attributes:
        key: names it in the page, as calendar.
        title: its heading.
        lead: what there is to see, in a sentence or two.
        legend: SVG that stands before the charts; empty where they need none.
        charts: SVG, in order; none where there is nothing to show.
        tables: the same in figures.
    """

    key: str
    title: str
    lead: str
    legend: str = ""
    charts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the headline; `is_bad` where it asks for something to be done."""

    name: str
    value: str
    is_bad: bool = False


def headline(found: Overview) -> tuple[Figure, ...]:
    """The figures that stand above everything."""
    tally, hazards = found.total, found.hazards
    return (
        Figure("到现在应填", str(tally.due)),
        Figure("按时", share(tally.done, tally.due)),
        Figure("补录", str(tally.late)),
        Figure("未结", str(tally.open), tally.open > 0),
        Figure("缺", str(tally.missing), tally.missing > 0),
        Figure("没销号的隐患", str(len(hazards.open))),
        Figure("超期的隐患", str(hazards.overdue), hazards.overdue > 0),
        Figure("证件器材过期", str(found.run_out), found.run_out > 0),
    )


def panels(found: Overview) -> Iterator[Panel]:
    """Every part, in order."""
    yield _calendar(found)
    yield _matrix(found)
    yield _debts(found)
    yield _hazards(found)
    yield _last_days(found)


def _calendar(found: Overview) -> Panel:
    grace = found.in_grace
    lead = f"{_said(found.total)}。"
    if grace:
        lead += f"缺的里面有 {grace} 项过时不到24小时，现在补上还算按时。"
    marks = legend(("每格：按时的/应填的；“休”是学生不到校，只有天天要填的",))
    return Panel(
        "calendar",
        "每天填得怎么样",
        lead,
        marks,
        heat_map(found.days),
        (calendar_table(found.days),),
    )


def _matrix(found: Overview) -> Panel:
    rows = [row for row in found.matrix.rows if not row.total.is_empty]
    weak = [row for row in rows if row.total.missing or row.total.open]
    idle = len(found.matrix.rows) - len(rows)
    lead = f"本学期定期要填的 {len(rows)} 册，{len(weak)} 册有缺的或没结的；"
    lead += f"另有 {idle} 册没有定期要填的，多是发生了才填。"
    marks = legend(("一格一周；数是缺几项，没有缺的是未结或补录几项；小点是不用填",))
    return Panel(
        "matrix",
        "哪一册、哪一周",
        lead,
        marks,
        matrix(found.matrix),
        (matrix_table(found.matrix),),
    )


def _debts(found: Overview) -> Panel:
    if not found.debts:
        return Panel("debts", "谁还欠着", "过了时的都填了、结了。")
    lead = f"过了时还没填的、没结的共 {len(found.debts)} 项。几个人共同负责的，每人名下都列。"
    lead += _unshown(len(found.debtors), "人")
    return Panel(
        "debts",
        "谁还欠着",
        lead,
        charts=debts(found.debtors),
        tables=(debtors_table(found.debtors), debts_table(found.debts)),
    )


def _hazards(found: Overview) -> Panel:
    flow = found.hazards
    carried = f"学期前发现 {flow.carried} 项，" if flow.carried else ""
    lead = f"{carried}本学期发现 {flow.opened} 项，销号 {flow.closed} 项；"
    lead += f"没销号的 {len(flow.open)} 项，其中超期 {flow.overdue} 项、重大 {flow.major} 项。"
    lead += _unshown(len(flow.open), "项")
    return Panel(
        "hazards",
        "隐患",
        lead,
        charts=(bars(flow), *ages(flow.open)),
        tables=(bars_table(flow), *((ages_table(flow.open),) if flow.open else ())),
    )


def _last_days(found: Overview) -> Panel:
    title, days = "快到期的证件和器材", found.ahead.days
    if not found.expiring:
        return Panel("expiring", title, f"{days} 天以内没有到期的。")
    soon = len(found.expiring) - found.run_out
    lead = f"已过期 {found.run_out} 项，{days} 天以内到期 {soon} 项。"
    lead += _unshown(len(found.expiring), "项")
    return Panel(
        "expiring",
        title,
        lead,
        charts=last_days(found.expiring),
        tables=(last_days_table(found.expiring),),
    )


def _unshown(count: int, unit: str) -> str:
    return f"图上只画前 {SHOWN} {unit}，全部在表里。" if count > SHOWN else ""


def _said(tally: Tally) -> str:
    if not tally.due:
        return "还没有到时的"
    rest = "，".join(shortfalls(tally)) or "一项不落"
    return (
        f"到现在应填 {tally.due} 项，按时 {tally.done} 项（{share(tally.done, tally.due)}），{rest}"
    )
