"""Statistics: the figures of a term's summary, row by row (registers.md C.5).

Every figure names the registers, the number of records and the period it comes from, and none is
given that no record supports. Pure functions over the records as they stand: what was corrected
counts as corrected, what was voided not at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from records.audit.view import View
from records.statistics.books import books
from records.statistics.daily_life import canteen, cleanliness, illness, vaccination
from records.statistics.figure import Figure
from records.statistics.goods import library, projects, property_, textbooks, utilities
from records.statistics.money import fees
from records.statistics.safety import (
    drills,
    extinguishers,
    hazards,
    letters,
    patrols,
    repairs,
    watch,
)

__all__ = ["ROWS", "Figure", "Row", "statistics"]

ROWS: dict[str, Callable[[View], Iterator[Figure]]] = {
    "巡视": patrols,
    "隐患": hazards,
    "维修": repairs,
    "消防": extinguishers,
    "演练": drills,
    "责任书": letters,
    "食堂": canteen,
    "卫生": cleanliness,
    "疫情": illness,
    "接种": vaccination,
    "财产": property_,
    "图书": library,
    "教材": textbooks,
    "财务": fees,
    "能耗": utilities,
    "维修项目": projects,
    "台账": books,
    "值班": watch,
}
"""The 18 rows of the catalogue, in its order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the summary: its title and its figures, in the catalogue's order."""

    title: str
    figures: tuple[Figure, ...]


def statistics(view: View) -> tuple[Row, ...]:
    """Every row of a term."""
    return tuple(Row(title, tuple(figures(view))) for title, figures in ROWS.items())
