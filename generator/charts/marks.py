"""Marks: how a standing looks on every chart, in colour and without it.

Much missing is dark with white figures, a little has a bar at its left, open has a thick edge, late
a corner, what is not due yet a dashed edge: nothing is told by colour alone, and all of it survives
a black-and-white printer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing import LINE, PAPER, QUIET, SMALL, WIDTH, Drawing, length
from generator.wording import share
from records.overview.tally import WORST_FIRST, Tally
from records.standings import Standing

PENDING, SAMPLE = "未到时", 18.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Fill, and the ink that is read on it (contrast 4.5:1 and more); edge and sign of a cell."""

    word: str
    fill: str
    ink: str
    edge: str
    thick: float = 1.0
    sign: str = ""


MARKS = {
    Standing.MISSING: Mark("缺", "#fde4e1", "#7a1710", "#b42318", sign="bar"),
    Standing.OPEN: Mark("未结", "#ffe3c7", "#7a2e00", "#b54708", thick=2.2),
    Standing.LATE: Mark("补录", "#fff3c4", "#5c4300", "#a17c00", sign="corner"),
    Standing.DONE: Mark("按时", "#dcefe0", "#14532d", "#8fbf9a"),
}
FINE, MUCH = MARKS[Standing.DONE], Mark("缺一成以上", "#b42318", "#ffffff", "#7a1710")
PART = 10
"""One in so many missing is much."""


def draw_cell(
    drawing: Drawing, tally: Tally, at: tuple[float, float], size: tuple[float, float]
) -> str:
    """A cell as its worst standing asks for; answers with the ink to write on it with."""
    (x, y), (width, height) = at, size
    if tally.worst is None:
        if tally.pending:
            drawing.box(x, y, width, height, PAPER, LINE, dashed=True)
        return QUIET
    mark = MUCH if tally.missing * PART >= tally.due else MARKS[tally.worst]
    drawing.box(x, y, width, height, mark.fill, mark.edge, thick=mark.thick)
    if mark.sign == "bar":
        drawing.box(x, y, 3, height, mark.edge)
    elif mark.sign == "corner":
        drawing.corner(x + width, y + height, min(width, height) / 3, mark.edge)
    return mark.ink


def legend(words: Sequence[str] = ()) -> str:
    """What the marks mean, in a line; further words below it."""
    shown = [
        (Tally(done=1), MARKS[Standing.DONE].word),
        (Tally(late=1), MARKS[Standing.LATE].word),
        (Tally(open=1), MARKS[Standing.OPEN].word),
        (Tally(done=PART, missing=1), MARKS[Standing.MISSING].word),
        (Tally(missing=1), MUCH.word),
        (Tally(pending=1), PENDING),
    ]
    height = 20.0 + 16 * len(words)
    drawing = Drawing(height, f"图例：{'、'.join(word for _, word in shown)}")
    x, room = 0.0, WIDTH - sum(SAMPLE + length(word) for _, word in shown)
    for tally, word in shown:
        draw_cell(drawing, tally, (x, 3), (SAMPLE - 4, 14))
        drawing.words(x + SAMPLE, 14.5, word)
        x += SAMPLE + length(word) + room / (len(shown) - 1)
    for line, text in enumerate(words, 1):
        drawing.words(0, 14.5 + 16 * line, text, SMALL, QUIET)
    return drawing.to_svg()


def shortfalls(tally: Tally) -> list[str]:
    """What was not done in time, the worst first: 缺2, 未结1, 补录1."""
    kinds = (one for one in WORST_FIRST if one is not Standing.DONE)
    return [f"{MARKS[one].word}{tally.of(one)}" for one in kinds if tally.of(one)]


def told(tally: Tally) -> str:
    """A tally in words: 应填45，按时43，缺2."""
    if tally.is_empty:
        return "没有应填的"
    if not tally.due:
        return f"还没到时{tally.pending}"
    parts = [f"应填{tally.due}", f"按时{tally.done}", *shortfalls(tally)]
    return "，".join([*parts, *([f"还没到时{tally.pending}"] if tally.pending else [])])


def rated(tally: Tally) -> str:
    """按时 97.7%　缺2: as much as a heading has room for."""
    if not tally.due:
        return f"还没到时 {tally.pending}" if tally.pending else ""
    return "　".join([f"按时 {share(tally.done, tally.due)}", *shortfalls(tally)])
