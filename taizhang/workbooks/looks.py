"""How sheets look: fonts and frames, and how wide and high is what stands in them."""

import math
from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from rich.cells import cell_len

from taizhang.workbooks.sheets import Head, Sheet, Value, kind_of

NARROWEST, WIDEST = 6, 42  # widths of columns, in half-width characters
WIDEST_HEAD = 14
LINE, ROOM, MOST_LINES = 15, 5, 26  # points; Excel has no rows higher than 409
FONT, SIZE = "宋体", 11
FORMATS = {
    "text": "@",
    "number": "General",
    "money": "#,##0.00",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "clock": "hh:mm",
}
"""How a value is shown → number format."""
CENTRED = ("day", "moment", "clock")


def widths_of(sheet: Sheet) -> Iterator[float]:
    """Width of each column, as wide as what stands in it within reason."""
    for place, head in enumerate(sheet.heads):
        texts = (_shown(line.values[place], head) for line in sheet.lines)
        longest = max((cell_len(row) for text in texts for row in text.split("\n")), default=0)
        room = max(longest, min(cell_len(head.text), WIDEST_HEAD))
        yield min(max(room + 2, NARROWEST), WIDEST)


def height_of(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Of a row whose texts are broken at the widths of their columns."""
    pairs = zip(values, widths, strict=True)
    texts = ((value.split("\n"), width - 1) for value, width in pairs if isinstance(value, str))
    lines = (sum(max(math.ceil(cell_len(row) / width), 1) for row in rows) for rows, width in texts)
    return LINE * min(max(lines, default=1), MOST_LINES) + ROOM


def _shown(value: Value, head: Head) -> str:
    """About what is seen in a cell; the filter's arrow in the head takes room of its own."""
    match kind_of(value, head):
        case "moment":
            return "2026-03-05 11:20"
        case "day":
            return "2026-03-05"
        case "money":
            return f"{value:,.2f}"
        case _:
            return str("" if value is None else value)


def styles() -> Iterator[NamedStyle]:
    """A style for the head and for each of `FORMATS`, plain and struck through."""
    thin = Side(style="thin", color="BFBFBF")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    yield NamedStyle(
        "head",
        font=Font(name=FONT, size=SIZE, bold=True),
        fill=PatternFill("solid", start_color="E8EEF4"),
        border=frame,
        alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
    )
    for name, shown in FORMATS.items():
        across = "center" if name in CENTRED else "general"
        alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        font, struck = (
            Font(name=FONT, size=SIZE),
            Font(name=FONT, size=SIZE, strike=True, color="808080"),
        )
        for suffix, one in (("", font), ("-struck", struck)):
            yield NamedStyle(
                f"{name}{suffix}",
                font=one,
                border=frame,
                alignment=alignment,
                number_format=shown,
            )
