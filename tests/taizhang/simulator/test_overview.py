"""The overview of the simulated term counts as the volume's completeness page does."""

from datetime import datetime, timedelta

import pytest

from generator.charts.panels import headline, panels
from generator.completeness import Span, completeness
from records.audit.view import View
from records.hazards import hazards_of
from records.overview import overview
from records.overview.bookcase import Bookcase, books_of
from records.overview.picture import Overview
from records.owing import owed
from tests.generator.charts.reading import numbers_in, texts_of
from tests.taizhang.simulator.conftest import Performance

DAYS_BACK = (0, 40, 90)


@pytest.fixture(scope="session")
def bookcase(performance: Performance) -> Bookcase:
    return Bookcase(performance.ledger)


def seen(performance: Performance, bookcase: Bookcase, at: datetime) -> Overview:
    school = performance.school
    hazards = hazards_of(performance.ledger, at)
    return overview(View((), school, at), bookcase.books(school), hazards)


@pytest.fixture(scope="session", params=DAYS_BACK)
def found(performance: Performance, bookcase: Bookcase, request: pytest.FixtureRequest) -> Overview:
    return seen(performance, bookcase, performance.plan.ends - timedelta(days=request.param))


def test_the_bookcase_holds_what_reading_every_record_gives(
    performance: Performance, bookcase: Bookcase
) -> None:
    school = performance.school
    assert bookcase.books(school) == books_of(school, performance.records())


def test_every_register_has_the_counts_of_the_completeness_page(
    performance: Performance, found: Overview
) -> None:
    registers = [row.register for row in found.matrix.rows]
    span = Span(performance.school, found.at)
    pages = completeness(registers, performance.records(), span)
    assert len(registers) > 60
    for row, page in zip(found.matrix.rows, pages, strict=True):
        whole = row.total
        counts = (whole.due, whole.done, whole.late, whole.open, whole.missing)
        expected = (page.due, page.done, page.late, page.open, page.missing)
        assert counts == expected, row.register.slug


def test_days_weeks_and_debts_add_up_to_the_same(found: Overview) -> None:
    by_week = [row.total for row in found.matrix.rows]
    whole = found.total
    assert whole.due == sum(one.due for one in by_week)
    assert whole.pending == sum(one.pending for one in by_week)
    assert len(found.debts) == whole.missing + whole.open
    assert {id(one) for one in found.debts} == {
        id(one) for debtor in found.debtors for one in debtor.debts
    }


def test_nobody_owes_what_the_to_do_list_does_not_say_they_owe(
    performance: Performance, found: Overview
) -> None:
    view = View(tuple(performance.records()), performance.school, found.at)
    listed = [one for one in owed(view, found.at.date()) if one.is_past and not one.is_settled]
    assert {(one.register.slug, one.one, name) for one in listed for name in one.owners} == {
        (debt.register.slug, debt.one, debtor.name)
        for debtor in found.debtors
        for debt in debtor.debts
    }


def test_hazards_are_found_closed_and_left_without_remainder(found: Overview) -> None:
    flow = found.hazards
    assert flow.carried + flow.opened - flow.closed == len(flow.open) == flow.months[-1].left


def test_every_count_of_the_tables_that_a_chart_shows_stands_in_it(found: Overview) -> None:
    calendar, matrix, *_ = panels(found)
    words = [text for chart in calendar.charts for text in texts_of(chart)]
    for day in found.days:
        if day.tally.due:
            assert f"{day.tally.done}/{day.tally.due}" in words
    shown = {text for chart in matrix.charts for text in texts_of(chart)}
    for row in found.matrix.rows:
        for week in row.weeks:
            if week.missing:
                assert str(week.missing) in shown


def test_the_headline_is_what_the_panels_say(found: Overview) -> None:
    calendar, *_ = panels(found)
    for figure in headline(found)[:2]:
        assert numbers_in(figure.value) <= numbers_in(calendar.lead)
