"""Monday 9 March 2026, eight in the evening; every figure was worked out by hand.

| due      | patrol             | class B1 | class B2 | garden (a week) |
|----------|--------------------|----------|----------|-----------------|
| Mon 2    | in time            | in time  | in time  |                 |
| Tue 3    | missing            | in time  | in time  |                 |
| Wed 4    | late, approved     | in time  | in time  |                 |
| Thu 5    | open               | in time  | in time  |                 |
| Fri 6    | in time            | in time  | in time  | in time         |
| Mon 9    | missing since 17:30| in time  | missing since 10:00 |      |
| Fri 13   | not due            | not due  | not due  | not due         |
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.duty import Subject
from checklists.rules import Finding, Severity
from records.audit.view import View
from records.directory import ClassItem, Directory, Item, PersonItem
from records.hazards import Hazard, hazard_of
from records.overview import overview
from records.overview.bookcase import books_of
from records.overview.hazard_flow import hazard_flow
from records.overview.picture import Debt, Month, Overview
from records.overview.tally import Tally
from records.record import Person, Record
from records.school import School
from records.standings import Standing
from tests.records.made_records import TERM, changed, on, patrol, record, school, voided

NOW = on("2026-03-09", "20:00")
PATROL, CLASSES, GARDEN = "daily_patrol", "infectious_disease_register", "greening_maintenance"
VISITORS = "visitor_register"
FINDING = Finding("daily_patrol.R01", Severity.BLOCK, "「巡视人」", "不在名录")
OF_A_CASE = "student onset symptom hospital disease contact isolate_from isolate_to track disinfect"
OF_A_CASE += " return_on cert_on return_cert"
PEOPLE = (
    PersonItem(id="P1", name="许安", posts=("logistics_clerk",)),
    PersonItem(id="P2", name="严宁", posts=("duty_teacher",)),
    PersonItem(id="P3", name="陈芳", posts=("homeroom",)),
    PersonItem(id="P4", name="林舟", posts=("homeroom",)),
    PersonItem(id="P5", name="吕山", posts=("gardener",)),
    PersonItem(id="P6", name="贺珺", posts=("duty_teacher",), until=date(2026, 2, 27)),
)
OF_CLASSES = (
    ClassItem(id="B1", name="三（1）班", homeroom="陈芳"),
    ClassItem(id="B2", name="三（2）班", homeroom="林舟"),
)


def march(day: int) -> date:
    return date(2026, 3, day)


def keeping(*people: PersonItem) -> School:
    """A school of two classes that keeps four registers, one of them only when somebody comes."""
    listed: dict[str, dict[str, Item]] = {
        "person": {one.id: one for one in people},
        "class": {one.id: one for one in OF_CLASSES},
    }
    plain = school(PATROL, CLASSES, GARDEN, VISITORS)
    classes = [Subject(one.id, one.name) for one in OF_CLASSES]
    return replace(plain, directory=Directory(listed, NOW.date()), subjects={"class": classes})


def of_class(key: str, day: int) -> Record:
    """Nobody ill in a class."""
    case: dict[str, Any] = dict.fromkeys(OF_A_CASE.split())
    number, at = f"CRB-202603{day:02d}-{key}", on(f"2026-03-{day:02d}", "09:30")
    facts = {"date": str(march(day)), "class_": key, "zero_report": True}
    return record(CLASSES, number, at, **{**case, **facts})


def kept() -> list[Record]:
    """What the table above says."""
    late = patrol(march(4))
    late = changed(late, is_late=True, late_approved_by=Person("P9", "董玥"))
    patrols = [patrol(march(2)), late, changed(patrol(march(5)), findings=(FINDING,))]
    done = [("B1", day) for day in (2, 3, 4, 5, 6, 9)] + [("B2", day) for day in (2, 3, 4, 5, 6)]
    garden = record(GARDEN, "LHYH-20260304-001", on("2026-03-04"), date="2026-03-04")
    return [*patrols, patrol(march(6)), *(of_class(*one) for one in done), garden]


def seen(here: School, records: Iterable[Record] = (), hazards: Iterable[Hazard] = ()) -> Overview:
    return overview(View((), here, NOW), books_of(here, records), tuple(hazards))


@pytest.fixture(scope="module")
def found() -> Overview:
    return seen(keeping(*PEOPLE), kept())


def test_a_day_has_what_was_due_on_it(found: Overview) -> None:
    by_day = {one.date: one.tally for one in found.days}
    assert [by_day[march(day)] for day in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13)] == [
        Tally(done=3),
        Tally(done=2, missing=1),
        Tally(done=2, late=1),
        Tally(done=2, open=1),
        Tally(done=4),
        Tally(),
        Tally(),
        Tally(done=1, missing=2),
        Tally(pending=3),
        Tally(pending=4),
    ]


def test_every_day_of_the_term_is_there_and_says_what_kind_of_day_it_is(found: Overview) -> None:
    assert [one.date for one in found.days] == list(TERM.days())
    assert [one.date for one in found.days if one.is_today] == [march(9)]
    weekend = [one for one in found.days if one.date in (march(7), march(8))]
    assert [(one.in_term, one.is_school_day) for one in weekend] == [(True, False)] * 2


def test_the_whole_term_is_the_sum_of_its_days(found: Overview) -> None:
    whole = found.total
    assert (whole.due, whole.done, whole.late, whole.open, whole.missing) == (19, 14, 1, 1, 3)
    assert whole.worst is Standing.MISSING


def test_a_register_has_a_cell_a_week(found: Overview) -> None:
    rows = {row.register.slug: row.weeks for row in found.matrix.rows}
    assert [one.title for one in found.matrix.weeks][:2] == ["第1周", "第2周"]
    assert [one.number for one in found.matrix.weeks if one.is_now] == [2]
    assert rows[PATROL][:2] == (
        Tally(done=2, late=1, open=1, missing=1),
        Tally(missing=1, pending=4),
    )
    assert rows[CLASSES][:2] == (Tally(done=10), Tally(done=1, missing=1, pending=8))
    assert rows[GARDEN][:2] == (Tally(done=1), Tally(pending=1))
    assert set(rows[VISITORS]) == {Tally()}, "owed when somebody comes"


def test_what_is_due_outside_the_term_has_columns_of_its_own() -> None:
    here = school("term_opening_check", "monthly_account_publicity")
    found = seen(here)
    assert [found.matrix.weeks[place].title for place in (0, 1, -2, -1)] == [
        "学期前",
        "第1周",
        "第19周",
        "学期后",
    ]
    opening, accounts = found.matrix.rows
    assert opening.weeks[0] == Tally(missing=1), "before the pupils come"
    assert accounts.weeks[-1].pending, "July's is published in August"
    assert (found.days[0].in_term, found.days[-1].in_term) == (False, False)
    assert sum(row.total.pending for row in found.matrix.rows) == found.total.pending


def test_everybody_has_what_they_owe_and_what_is_shared_stands_with_each(found: Overview) -> None:
    assert [(one.name, one.missing, one.open) for one in found.debtors] == [
        ("许安", 2, 1),
        ("严宁", 2, 1),
        ("林舟", 1, 0),
    ]
    assert [told(one) for one in found.debtors[0].debts] == [
        ("3月3日（周二）", "2026-03-03T17:30:00+08:00", (), True),
        ("3月5日（周四）", "2026-03-05T17:30:00+08:00", ("XYXS-20260305-001",), True),
        ("3月9日（周一）", "2026-03-09T17:30:00+08:00", (), False),
    ]
    assert len(found.debts) == 4
    assert found.in_grace == 2, "today's can still be done in time"


def told(debt: Debt) -> tuple[str, str, tuple[str, ...], bool]:
    one = debt.one
    return one.duty.title, one.duty.due.isoformat(), one.numbers, debt.is_late


def test_what_nobody_has_to_do_is_told_by_its_posts() -> None:
    clerk, *_ = PEOPLE
    found = seen(keeping(clerk))
    names = [(one.name, one.posts, len(one.debts)) for one in found.debtors]
    assert names == [
        ("许安", (), 6),
        ("陈芳", (), 6),
        ("林舟", (), 6),
        ("", ("gardener",), 1),
    ], "a class names its teacher, though he is on no list of people"


def test_nothing_owed_is_nothing_to_show() -> None:
    found = seen(school(VISITORS))
    assert found.total == Tally()
    assert found.total.worst is None
    assert found.total.is_empty
    assert (found.debts, found.debtors, found.expiring) == ((), (), ())


# ---- hazards


def hazard(number: int, found_at: str, **changes: Any) -> Record:
    """A hazard of the catalogue's example; without changes it was closed on 7 March."""
    return record(
        "hazard_rectification",
        f"YH-20260305-{number:03d}",
        on(found_at),
        found_at=f"{found_at}T09:20:00+08:00",
        **changes,
    )


LATER = "done_at done_desc photo_after reviewer review_at review_result closed_at notified_at"
OPEN = dict.fromkeys(LATER.split())


def test_hazards_opened_closed_and_left_month_by_month() -> None:
    steps = {
        name: f"2026-04-03T{clock}:00:00+08:00"
        for name, clock in (("done_at", "10"), ("review_at", "11"), ("closed_at", "12"))
    }
    april = {**steps, "notified_at": "2026-04-01T10:00:00+08:00", "due": "2026-04-08"}
    records = [
        hazard(1, "2026-02-20", due="2026-02-27"),
        hazard(2, "2026-03-05", **OPEN),
        hazard(3, "2026-04-02", **OPEN | {"due": "2026-04-15", "level": "较大"}),
        voided(hazard(4, "2026-03-06", **OPEN)),
        hazard(5, "2026-04-01", **april),
    ]
    now = on("2026-04-09", "08:00")
    flow = hazard_flow([hazard_of(one, now.date()) for one in records], TERM, now)
    assert flow.carried == 1
    assert flow.months == (Month(march(1), 1, 1, 1), Month(date(2026, 4, 1), 2, 1, 2))
    ages = [(one.hazard.number[-3:], one.days, one.hazard.overdue) for one in flow.open]
    assert ages == [("002", 35, 30), ("003", 7, 0)], "the most overdue first"
    assert (flow.overdue, flow.major) == (1, 0)


def test_a_term_without_hazards_still_has_its_months() -> None:
    flow = hazard_flow([], TERM, on("2026-05-20"))
    assert [one.first.month for one in flow.months] == [3, 4, 5]
    assert {(one.opened, one.closed, one.left) for one in flow.months} == {(0, 0, 0)}
    assert [one.first.month for one in hazard_flow([], TERM, on("2026-02-01")).months] == [3]
