"""Lines: a name, a figure and a bar each, in charts of a few that can stand abreast."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing import INK, QUIET, SMALL, WIDTH, Drawing, cut, length
from generator.charts.marks import MUCH, Mark

SHOWN, TOGETHER = 20, 10
HEAD, LINE_HEIGHT, BAR = 22.0, 38.0, 12.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        name: what it is about; cut where there is no room, whole in the tooltip.
        note: the figures, in words, at the end of the same line.
        parts: length and mark of every piece of its bar, in one unit for all lines.
        is_bad: something has to be done about it.
    """

    name: str
    note: str
    parts: tuple[tuple[int, Mark], ...]
    is_bad: bool = False


def draw_lines(title: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """Charts of the first `SHOWN` lines, `TOGETHER` each, in one scale; none without lines."""
    shown = lines[:SHOWN]
    longest = max([1, *(sum(count for count, _ in one.parts) for one in shown)])
    charts = [shown[place : place + TOGETHER] for place in range(0, len(shown), TOGETHER)]
    return tuple(_chart(title, kept, WIDTH / longest) for kept in charts)


def _chart(title: str, lines: Sequence[Line], scale: float) -> str:
    told = "；".join(f"{one.name}，{one.note}" for one in lines)
    drawing = Drawing(HEAD + LINE_HEIGHT * len(lines), f"{title}：{told}")
    drawing.words(0, 13, title, SMALL, QUIET)
    for place, one in enumerate(lines):
        _line(drawing, one, HEAD + LINE_HEIGHT * place, scale)
    return drawing.to_svg()


def _line(drawing: Drawing, line: Line, y: float, scale: float) -> None:
    with drawing.group(f"{line.name}：{line.note}"):
        room = WIDTH - length(line.note) - 10
        ink = MUCH.fill if line.is_bad else INK
        drawing.words(0, y + 13, cut(line.name, room))
        drawing.words(WIDTH, y + 13, line.note, fill=ink, anchor="end", bold=line.is_bad)
        x = 0.0
        for count, mark in line.parts:
            if count:
                drawing.box(x, y + 19, count * scale, BAR, mark.fill, mark.edge, thick=mark.thick)
                x += count * scale
