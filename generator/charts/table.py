"""Table: the figures of a chart, for who cannot see it and for who wants to count."""

from dataclasses import dataclass

from records.overview.tally import Tally

TALLY_HEAD = ("应填", "按时", "补录", "未结", "缺", "未到时")


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table: a head, and rows as long as it is; the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tally_cells(tally: Tally) -> tuple[str, ...]:
    """A tally under `TALLY_HEAD`."""
    counts = (tally.due, tally.done, tally.late, tally.open, tally.missing, tally.pending)
    return tuple(map(str, counts))
