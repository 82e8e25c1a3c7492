"""Last days: certificates, licences, approvals and equipment that end soon or have ended."""

from collections.abc import Sequence

from generator.charts.lines import Line, draw_lines
from generator.charts.marks import FINE, MUCH
from generator.charts.table import Table
from generator.wording import day
from records.overview.picture import Expiring

TITLE = "离到期还有几天，深色是过了几天"


def last_days(found: Sequence[Expiring]) -> tuple[str, ...]:
    """The first of them, in the order given."""
    return draw_lines(TITLE, [_line(one) for one in found])


def last_days_table(found: Sequence[Expiring]) -> Table:
    """Every one of them."""
    rows = (
        (one.name, one.what, day(one.until), _left(one), one.stopped or "在用") for one in found
    )
    return Table("快到期和已过期的", ("名称", "什么", "到期日", "还有", "现状"), tuple(rows))


def _line(one: Expiring) -> Line:
    name = f"{one.name}　{one.what}" + ("（已停用）" if one.stopped else "")
    bar = ((abs(one.left), MUCH if one.is_over else FINE),)
    return Line(name, f"{one.until}，{_left(one)}", bar, one.is_over)


def _left(one: Expiring) -> str:
    if one.is_over:
        return f"已过{-one.left}天" if one.left else "今天起不能用"
    return f"还有{one.left}天" if one.left else "今天到期"
