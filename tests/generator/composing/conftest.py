"""A school, a term and a photo, as composing takes them."""

from datetime import date

import pytest

from checklists.calendar import SchoolCalendar, Term
from generator.composing.imprint import Imprint
from generator.school import School
from tests.generator.specimens import photo


@pytest.fixture
def imprint() -> Imprint:
    calendar = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
    return Imprint(School("青禾路小学", campus="东校区"), calendar, photo)
