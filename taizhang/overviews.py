"""Overviews: how a term stands, strung together from an open desk."""

from dataclasses import replace
from datetime import datetime

from records.audit.view import View
from records.overview import overview as overview_of
from records.overview.bookcase import Bookcase, books_of
from records.overview.picture import Overview
from records.seal import sealed_at
from taizhang.desk import Desk


def overview(desk: Desk, term: str, on: datetime, bookcase: Bookcase | None = None) -> Overview:
    """How a term stands at a moment; of a sealed one, as it stood when it was sealed.

    Args:
        desk: an open one; a term of which nothing is recorded yet begins no ledger.
        term: key, as ``2025-2026-2``.
        on: the moment, with zone.
        bookcase: one of the term's ledger, kept for the next time; without it every record is read.
    """
    school, at = desk.school(term), on
    if not desk.has_ledger(term):
        books = books_of(school, ())
    else:
        ledger = desk.ledger(term)
        at = min(on, sealed_at(ledger) or on)
        books = (bookcase or Bookcase(ledger)).books(school)
        school = replace(school, directory=ledger.lists(school))
    hazards = desk.hazards(term, open_only=False, on=at)
    return overview_of(View((), school, at), books, hazards)
