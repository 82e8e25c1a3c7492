"""The figures of the simulated term, whatever it holds: bounded, sourced, as others count."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest

from checklists.catalogue import catalogue
from checklists.register import CHAPTERS
from generator.completeness import RegisterCompleteness, Span, completeness
from records.audit.view import View
from records.statistics import Figure, Row, statistics
from records.statistics.books import NUMERALS
from tests.taizhang.simulator.conftest import Performance


@pytest.fixture(scope="module")
def rows(performance: Performance) -> tuple[Row, ...]:
    view = View.of(performance.ledger, performance.school, performance.plan.ends)
    return statistics(view)


def figures(rows: tuple[Row, ...]) -> Iterator[Figure]:
    return (one for row in rows for one in row.figures)


def done_of_due(counted: Iterable[RegisterCompleteness]) -> tuple[Decimal, Decimal]:
    kept = list(counted)
    return Decimal(sum(one.done for one in kept)), Decimal(sum(one.due for one in kept))


def test_every_figure_rests_on_records_or_says_that_there_are_none(
    rows: tuple[Row, ...], performance: Performance
) -> None:
    kept = performance.records()
    for one in figures(rows):
        assert (one.value is None) == bool(one.lacking), one
        if one.records == 0:
            assert one.lacking in ("无记录", "未建册"), one
        assert one.records <= len(kept)
        assert one.sources, one
        assert one.titles, one


def test_shares_lie_between_nothing_and_all(rows: tuple[Row, ...]) -> None:
    shares = [one for one in figures(rows) if one.unit == "%" and "环比" not in one.name]
    assert len(shares) > 40
    for one in shares:
        if isinstance(one.value, Decimal):
            assert 0 <= one.value <= 100, one


def test_due_rates_are_those_of_the_completeness_page(
    rows: tuple[Row, ...], performance: Performance
) -> None:
    span = Span(performance.school, performance.plan.ends)
    counted = completeness(catalogue().values(), performance.records(), span)
    (books,) = (row for row in rows if row.title == "台账")
    told = {one.name: (one.part, one.whole) for one in books.figures if one.records}
    for number, (chapter, _) in enumerate(CHAPTERS.values(), 1):
        kept = [one for one in counted if one.chapter[0] == chapter]
        name = f"第{NUMERALS[number - 1]}章应填率"
        if name in told:
            assert told[name] == done_of_due(kept)
    assert told["全部应填率"] == done_of_due(counted)


def test_counts_are_those_of_the_ledger(rows: tuple[Row, ...], performance: Performance) -> None:
    kept = [one for one in performance.records() if not one.is_void]
    said = {one.name: one for one in figures(rows)}
    for name, slug in (
        ("发现", "hazard_rectification"),
        ("报修", "repair_work_order"),
        ("借阅", "library_loan_register"),
        ("损坏赔偿", "damage_compensation"),
    ):
        count = sum(one.register == slug for one in kept)
        assert said[name].value == (count or None), name
    patrols = {one.date for one in kept if one.register == "daily_patrol"}
    owed = [day for day in patrols if performance.plan.calendar.is_school_day(day)]
    assert said["实巡"].value == len(owed), "rounds on other days are 加查"
