"""Overview: how a term stands, for the head of logistics and the principal.

Pure functions over what is kept. Everything about duties is folded from books, one a register; a
`Bookcase` keeps them up to date while a ledger is open.
"""

from collections.abc import Sequence
from datetime import timedelta

from records.audit.view import View
from records.hazards import Hazard
from records.overview.compliance import days_of, matrix_of
from records.overview.debts import debtors_of, debts_of
from records.overview.expiring import AHEAD, expiring
from records.overview.hazard_flow import hazard_flow
from records.overview.picture import Book, Overview


def overview(
    view: View, books: Sequence[Book], hazards: Sequence[Hazard], ahead: timedelta = AHEAD
) -> Overview:
    """How a term stands at the view's moment.

    Args:
        view: the school, its lists and the moment; its records are in the books already.
        books: of every register the school keeps (records/overview/bookcase.py).
        hazards: of the term, and those that earlier terms left open (`hazards_of`).
        ahead: how long before its last day something is told of.
    """
    calendar, now = view.school.calendar, view.now.astimezone(view.school.zone)
    debts = tuple(debts_of(books, view))
    return Overview(
        term=calendar.term,
        at=now,
        days=days_of(books, calendar, now),
        matrix=matrix_of(books, calendar, now),
        debts=debts,
        debtors=debtors_of(debts, view),
        hazards=hazard_flow(hazards, calendar.term, now),
        expiring=expiring(view, ahead),
        ahead=ahead,
    )
