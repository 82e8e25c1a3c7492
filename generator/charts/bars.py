"""Bars: hazards opened and closed, month by month."""

from generator.charts.drawing import QUIET, SMALL, WIDTH, Drawing
from generator.charts.table import Table
from records.overview.picture import HazardFlow, Month

HEIGHT, FOOT, TALLEST = 196.0, 150.0, 100.0
WIDEST = 30.0
OPENED, CLOSED, EDGE = "#ffffff", "#35694a", "#1f4a31"


def bars(flow: HazardFlow) -> str:
    """Two bars a month, found and closed, and below how many were left open at its end."""
    drawing = Drawing(HEIGHT, f"隐患每月发现和销号：{_told(flow)}")
    for x, fill, word in ((0.0, OPENED, "发现"), (60.0, CLOSED, "销号")):
        drawing.box(x, 4, 14, 12, fill, EDGE, thick=1.5)
        drawing.words(x + 19, 14.5, word)
    most = max([1, *(max(one.opened, one.closed) for one in flow.months)])
    step = WIDTH / len(flow.months)
    for place, month in enumerate(flow.months):
        _month(drawing, month, step * (place + 0.5), min(WIDEST, step / 3), TALLEST / most)
    drawing.line(0, FOOT, WIDTH)
    return drawing.to_svg()


def bars_table(flow: HazardFlow) -> Table:
    """The same in figures."""
    rows = [(_name(one), str(one.opened), str(one.closed), str(one.left)) for one in flow.months]
    if flow.carried:
        rows.insert(0, ("学期前发现", str(flow.carried), "—", str(flow.carried)))
    return Table("隐患每月发现和销号", ("月份", "发现", "销号", "月末未销号"), tuple(rows))


def _month(drawing: Drawing, month: Month, middle: float, width: float, scale: float) -> None:
    with drawing.group(f"{_name(month)}：{_counts(month)}"):
        pairs = ((-1, month.opened, OPENED), (0, month.closed, CLOSED))
        for side, count, fill in pairs:
            x, height = middle + side * width, count * scale
            if count:
                drawing.box(x, FOOT - height, width, height, fill, EDGE, thick=1.5)
            drawing.words(x + width / 2, FOOT - height - 5, str(count), anchor="middle")
        drawing.words(middle, FOOT + 16, f"{month.first.month}月", anchor="middle")
        drawing.words(middle, FOOT + 33, f"未销{month.left}", SMALL, QUIET, "middle")


def _told(flow: HazardFlow) -> str:
    months = [f"{one.first.month}月{_counts(one)}" for one in flow.months]
    return "；".join([*([f"学期前发现{flow.carried}"] if flow.carried else []), *months])


def _counts(month: Month) -> str:
    return f"发现{month.opened}，销号{month.closed}，月末未销{month.left}"


def _name(month: Month) -> str:
    return f"{month.first.year}年{month.first.month}月"
