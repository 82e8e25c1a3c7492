from dataclasses import replace
from datetime import date, timedelta

import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from checklists.retention import Retention
from generator.completeness import RegisterCompleteness, Span, completeness
from generator.outline import Tally, arrange, longest
from records.record import Operation, Record
from tests.generator.specimens import HEAD, at, continued, keeping, sample

MARCH_2 = date(2026, 3, 2)
REGISTERS = [find(slug) for slug in ("daily_patrol", "kitchen_daily_check")]
REGISTERS += [find("food_sample_retention"), find("fee_publicity")]


def standings(records: list[Record]) -> tuple[RegisterCompleteness, ...]:
    calendar = SchoolCalendar(Term("2025-2026-2", MARCH_2, MARCH_2 + timedelta(days=4)))
    span = Span(keeping(calendar), at(MARCH_2, "12:00"))
    return completeness(REGISTERS, records, span)


def test_registers_stand_in_their_chapters_and_records_in_the_order_of_their_numbers() -> None:
    records = [sample(f"LY-20260302-00{number}", MARCH_2) for number in (3, 1, 2)]
    chapters = arrange(REGISTERS, records, standings(records))
    assert [chapter.heading for chapter in chapters] == [
        "第三章　每日巡视与隐患治理",
        "第五章　食堂与食品安全",
        "第十二章　收费与财务公开",
    ]
    assert [record.number[-1] for record in chapters[1].records] == ["1", "2", "3"]
    assert [part.title for part in chapters[1].parts][1] == "食品留样记录"


def test_only_chosen_chapters_are_taken() -> None:
    (chapter,) = arrange(REGISTERS, [], standings([]), {"canteen"})
    assert (chapter.number, chapter.records) == (5, ())


def test_a_chapter_is_kept_as_long_as_its_longest_register() -> None:
    chapters = arrange(REGISTERS, [], standings([]))
    assert [chapter.retention.years for chapter in chapters] == [3, 2, 10]


@pytest.mark.parametrize(
    ("periods", "text"),
    [
        ([Retention("2年", 2), Retention("30年", 30)], "30年"),
        ([Retention("永久", None), Retention("30年", 30)], "永久"),
    ],
)
def test_permanent_outlasts_every_number_of_years(periods: list[Retention], text: str) -> None:
    assert longest(periods).text == text


def test_a_tally_counts_records_not_operations() -> None:
    first = sample("LY-1", MARCH_2)
    twice = first
    for clock in ("12:30", "12:40"):
        twice = continued(twice, Operation.CORRECT, at(MARCH_2, clock), entry=dict(first.entry))
    late = replace(first.first, is_late=True, late_approved_by=HEAD)
    void = continued(first, Operation.VOID, at(MARCH_2, "13:00"), reason="重复")
    tally = Tally.of([twice, replace(first, versions=(late,)), void], photos=4)
    assert tally.text == "补录 1 件，更正 1 件，作废 1 件"
    assert (tally.records, tally.photos) == (3, 4)
