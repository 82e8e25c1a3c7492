"""Ages: open hazards by how long they are open, and by how much past their date."""

from collections.abc import Sequence

from generator.charts.lines import Line, draw_lines
from generator.charts.marks import FINE, MUCH
from generator.charts.table import Table
from generator.wording import day
from records.overview.picture import Aged

TITLE = "没销号的隐患开了几天，深色是超期的"
UNGRADED, UNSET = "未定级", "未定"


def ages(found: Sequence[Aged]) -> tuple[str, ...]:
    """The first of them, in the order given."""
    return draw_lines(TITLE, [_line(one) for one in found])


def ages_table(found: Sequence[Aged]) -> Table:
    """Every one of them."""
    head = ("编号", "等级", "部位", "情况", "环节", "发现", "已开", "期限", "超期", "责任人")
    return Table("没销号的隐患", head, tuple(map(_cells, found)))


def _line(aged: Aged) -> Line:
    one, late = aged.hazard, _late(aged)
    about = filter(None, (one.level or UNGRADED, one.place or one.category, one.stage))
    note = f"已{aged.days}天" + (f"，超期{late}天" if late else "")
    bar = ((aged.days - min(late, aged.days), FINE), (min(late, aged.days), MUCH))
    return Line(("！" if one.is_major else "") + "　".join(about), note, bar, late > 0)


def _cells(aged: Aged) -> tuple[str, ...]:
    one = aged.hazard
    return (
        one.number,
        one.level or UNGRADED,
        one.place or UNSET,
        one.description,
        one.stage,
        day(one.found_at.date()),
        str(aged.days),
        day(one.due) if one.due else UNSET,
        str(_late(aged)),
        one.owner.name if one.owner else UNSET,
    )


def _late(aged: Aged) -> int:
    return aged.hazard.overdue if aged.hazard.is_overdue else 0
