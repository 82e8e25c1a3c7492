"""A kindergarten's classes across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from records.audit import kindergarten
from records.record import Record
from tests.records.made_records import on, record, school, view

DISINFECTION, CHILDCARE = "class_disinfection_record", "childcare_inspection"
MIXED: dict[str, Any] = {"method": "含氯擦拭", "conc": 250, "strip": None}
NOT_MIXED: dict[str, Any] = {"method": "清洗", "conc": None, "strip": None}
A_DAY = ("空气通风", "空气通风", "餐桌", "水杯", "毛巾", "便器", "地面")


def done(day: str, number: int, **changes: Any) -> Record:
    serial = f"BJXD-{day.replace('-', '')}-{number:03d}"
    return record(DISINFECTION, serial, on(day), date=day, **changes)


def a_day(day: str, things: tuple[str, ...] = A_DAY, **changes: Any) -> list[Record]:
    return [
        done(day, number, object=thing, **{**NOT_MIXED, **changes})
        for number, thing in enumerate(things, 1)
    ]


def test_a_class_disinfects_everything_every_day() -> None:
    here = school(DISINFECTION)
    assert list(kindergarten.not_everything_disinfected(view(a_day("2026-03-05"), here))) == []
    short = a_day("2026-03-05", A_DAY[1:-1])
    found = list(kindergarten.not_everything_disinfected(view(short, here)))
    assert [one.message for one in found] == ["必做项没有做够：空气通风1/2、地面0/1"]
    today = view(short, here, on("2026-03-05", "20:00"))
    assert list(kindergarten.not_everything_disinfected(today)) == []
    ill = a_day("2026-03-05", epidemic=True)
    found = list(kindergarten.not_everything_disinfected(view(ill, here)))
    assert [one.message for one in found] == ["必做项没有做够：空气紫外线0/1"]


def test_the_first_mix_of_the_day_is_tested() -> None:
    here = school(DISINFECTION)
    later = done("2026-03-05", 1, start="13:00", end="13:20", **MIXED)
    first = done("2026-03-05", 2)
    assert list(kindergarten.strips_not_used(view([later, first], here))) == []
    untested = done("2026-03-05", 2, **MIXED)
    found = list(kindergarten.strips_not_used(view([later, untested], here)))
    assert [one.number for one in found] == [untested.number]


@pytest.mark.parametrize(
    ("now", "overdue"),
    [("2026-03-12", []), ("2026-03-13", ["玩具"]), ("2026-04-06", ["玩具", "图书", "被褥"])],
)
def test_weekly_things_are_not_forgotten(now: str, overdue: list[str]) -> None:
    kept = a_day("2026-03-05", ("玩具",))
    found = list(kindergarten.weekly_things_overdue(view(kept, school(DISINFECTION), on(now))))
    assert [one.message[:2] for one in found] == overdue


def visit(day: str, kind: str = "定期", **changes: Any) -> Record:
    serial = f"BYJC-{day.replace('-', '')}-001"
    return record(CHILDCARE, serial, on(day), date=day, kind=kind, **changes)


def test_every_class_is_visited_twice_a_month() -> None:
    classes: dict[str, Any] = {"class": ["大一班"]}
    here, now = school(CHILDCARE, **classes), on("2026-04-01")
    found = list(kindergarten.classes_not_visited(view([visit("2026-03-05")], here, now)))
    assert [one.message for one in found] == ["被检1次（随机0次），应≥2次，其中随机≥1次"]
    twice = [visit("2026-03-05"), visit("2026-03-12")]
    assert len(list(kindergarten.classes_not_visited(view(twice, here, now)))) == 1
    good = [visit("2026-03-05"), visit("2026-03-12", "随机")]
    assert list(kindergarten.classes_not_visited(view(good, here, now))) == []
    assert len(list(kindergarten.classes_not_visited(view([], here, now)))) == 1
    assert list(kindergarten.classes_not_visited(view([], here, on("2026-03-31")))) == []
    assert list(kindergarten.classes_not_visited(view([], school(), now))) == []


@pytest.mark.parametrize(("count", "found"), [(2, 0), (3, 1)])
def test_the_third_time_is_told(count: int, found: int) -> None:
    wrong = {"I09": {"verdict": "不合格", "remark": "指甲长"}}
    kept = [visit(f"2026-03-{5 + n:02d}", checks=wrong) for n in range(count)]
    here = school(CHILDCARE)
    assert len(list(kindergarten.faults_that_come_back(view(kept, here)))) == found
