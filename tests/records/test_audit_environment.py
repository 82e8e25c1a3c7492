"""Chapter 6 across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from records.audit import environment
from records.record import Record
from tests.records.made_records import on, record, school, view

GREEN, PESTS = "greening_maintenance", "disinfection_pest_control"


def work(day: str, kind: str = "修剪", **changes: Any) -> Record:
    number = f"LHYH-{day.replace('-', '')}-001"
    return record(GREEN, number, on(day), date=day, work=kind, **changes)


def pests(day: str, kind: str) -> Record:
    number = f"XDCH-{day.replace('-', '')}-001"
    clock: dict[str, Any] = {"start": f"{day}T16:50+08:00", "end": f"{day}T17:20+08:00"}
    return record(PESTS, number, on(day), date=day, kind=kind, **clock)


def test_a_month_of_growth_without_cutting_is_found() -> None:
    here, now = school(GREEN), on("2026-05-08")
    found = list(environment.grounds_left_alone(view([work("2026-04-02", "浇水")], here, now)))
    assert [one.where for one in found] == ["2026年04月"]
    assert list(environment.grounds_left_alone(view([work("2026-04-02")], here, now))) == []
    assert list(environment.grounds_left_alone(view([], here, on("2026-04-30")))) == []
    assert list(environment.grounds_left_alone(view([], school(), now))) == []


@pytest.mark.parametrize(
    ("kind", "messages"), [("除草", 1), ("登高修枝", 0), ("支撑", 0), ("修剪", 0)]
)
def test_branches_are_looked_at_before_the_floods(kind: str, messages: int) -> None:
    more = {"workers": 2, "safe": "隔离"}
    kept = [work("2026-04-08"), work("2026-05-08"), work("2026-05-20", kind, **more)]
    kept = kept if kind == "修剪" else [kept[0], work("2026-05-08", "除草"), kept[2]]
    found = list(environment.grounds_left_alone(view(kept, school(GREEN), on("2026-06-01"))))
    assert len(found) == messages


def test_two_months_without_catching_rats_are_found() -> None:
    here, now = school(PESTS), on("2026-05-08")
    kept = [pests("2026-03-05", "预防性消毒")]
    found = list(environment.pests_left_alone(view(kept, here, now)))
    assert [one.message for one in found] == ["连续2个月没有灭鼠记录"]
    kept = [pests("2026-04-09", "灭鼠"), pests("2026-04-10", "终末消毒")]
    assert list(environment.pests_left_alone(view(kept, here, now))) == []
    assert list(environment.pests_left_alone(view([], here, on("2026-04-09")))) == []


@pytest.mark.parametrize(
    ("day", "clock", "product", "count"),
    [
        ("2026-03-05", ("16:30", "17:10"), "含氯消毒片", 0),
        ("2026-03-05", ("16:29", "17:10"), "含氯消毒片", 1),
        ("2026-03-05", ("07:00", "08:00"), "含氯消毒片", 0),
        ("2026-03-05", ("12:20", "12:50"), "含氯消毒片", 1),
        ("2026-03-05", ("12:20", "12:50"), "粘鼠板", 0),
        ("2026-03-07", ("12:20", "12:50"), "含氯消毒片", 0),
    ],
)
def test_nothing_is_sprayed_between_the_first_lesson_and_the_last(
    day: str, clock: tuple[str, str], product: str, count: int
) -> None:
    start, end = (f"{day}T{one}+08:00" for one in clock)
    done = record(
        PESTS, "XDCH-1", on(day), date=day, product=product, start=start, end=end, contact_min=30
    )
    found = list(environment.sprayed_during_lessons(view([done], school(PESTS))))
    assert len(found) == count


CLEANING, WATER = "cleaning_area_inspection", "drinking_water_record"


def visit(day: str, number: int = 1, **changes: Any) -> Record:
    return record(
        CLEANING, f"WSJC-{day.replace('-', '')}-{number:03d}", on(day), date=day, **changes
    )


def toilet(day: str, slot: str = "抽查") -> Record:
    checks = {
        **{f"I{number:02d}": {"verdict": "合格"} for number in (8, 10, 11, 12)},
        "I13": {"measured": {"times": "1"}},
    }
    return visit(day, area_type="厕所", area="一层厕所", slot=slot, checks=checks)


def test_an_area_has_one_owner() -> None:
    here = school(CLEANING)
    kept = [visit("2026-03-05"), visit("2026-03-06", owner="三（3）班/周宁")]
    found = list(environment.areas_of_two_owners(view(kept, here)))
    assert [one.number for one in found] == ["WSJC-20260306-001"]
    kept = [visit("2026-03-05"), visit("2026-03-06", owner="三（3）班/周宁", area="教学楼202")]
    assert list(environment.areas_of_two_owners(view(kept, here))) == []


def test_toilets_are_spot_checked_twice_a_month() -> None:
    here, now = school(CLEANING), on("2026-04-01")
    kept = [toilet("2026-03-05"), toilet("2026-03-12", "晨扫")]
    found = list(environment.toilets_not_spot_checked(view(kept, here, now)))
    assert [one.message for one in found] == ["2026年03月抽查1次，应≥2次"]
    kept.append(toilet("2026-03-19"))
    assert list(environment.toilets_not_spot_checked(view(kept, here, now))) == []


@pytest.mark.parametrize(("count", "score", "found"), [(5, "10", 1), (4, "10", 0), (5, "9.5", 0)])
def test_a_week_of_full_marks_is_doubtful(count: int, score: str, found: int) -> None:
    full: dict[str, Any] = {"score": "10", "deduct": []}
    kept = [visit(f"2026-03-{9 + day:02d}", **full) for day in range(count - 1)]
    last = full if score == "10" else {}
    kept.append(visit(f"2026-03-{8 + count:02d}", **last))
    assert len(list(environment.weeks_of_full_marks(view(kept, school(CLEANING))))) == found


def cleaned(day: str) -> Record:
    none: dict[str, Any] = dict.fromkeys(
        ("brand", "batch", "exp", "buckets", "sense", "to", "given")
    )
    return record(
        WATER,
        f"YYS-{day.replace('-', '')}-001",
        on(day),
        kind="设备清洗",
        date=day,
        device="YSJ-03",
        **none,
    )


def test_a_machine_not_cleaned_in_time_is_found() -> None:
    here, now = school(WATER), on("2026-05-05")
    found = list(environment.machines_not_cleaned(view([cleaned("2026-03-05")], here, now)))
    assert [(one.where, one.message) for one in found] == [
        ("YSJ-03", "应在2026-05-04前清洗，超期1天")
    ]
    again = [cleaned("2026-03-05"), cleaned("2026-04-20")]
    assert list(environment.machines_not_cleaned(view(again, here, now))) == []
