"""A kindergarten's classes across records: where each check fires, and where it does not."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.limits import Limit
from records.audit import kindergarten
from records.record import Record
from tests.records.made_records import on, record, school, view

DISINFECTION, CHILDCARE = "class_disinfection_record", "childcare_inspection"
PICKUP = "child_pickup_register"
MIXED: dict[str, Any] = {"method": "含氯擦拭", "conc": 250, "strip": None}
NOT_MIXED: dict[str, Any] = {"method": "清洗", "conc": None, "strip": None}
AT = {"便器": {"start": "16:30", "end": "17:00"}}
A_DAY = ("空气通风", "空气通风", "餐桌", "水杯", "毛巾", "便器", "地面")


def done(day: str, number: int, **changes: Any) -> Record:
    serial = f"BJXD-{day.replace('-', '')}-{number:03d}"
    return record(DISINFECTION, serial, on(day), date=day, **changes)


def a_day(day: str, things: tuple[str, ...] = A_DAY, **changes: Any) -> list[Record]:
    return [
        done(day, number, object=thing, **{**NOT_MIXED, **AT.get(thing, {}), **changes})
        for number, thing in enumerate(things, 1)
    ]


def test_a_class_disinfects_everything_every_day() -> None:
    here = school(DISINFECTION)
    assert list(kindergarten.not_everything_disinfected(view(a_day("2026-03-05"), here))) == []
    short = a_day("2026-03-05", A_DAY[1:-1])
    found = list(kindergarten.not_everything_disinfected(view(short, here)))
    assert [one.message for one in found] == ["必做项没有做够：空气通风1/2、地面0/1"]
    morning = a_day("2026-03-05", start="08:00", end="08:30")
    found = list(kindergarten.not_everything_disinfected(view(morning, here)))
    assert [one.message for one in found] == ["必做项没有做够：便器日终0/1"]
    earlier = replace(here, limits={f"{DISINFECTION}.day_end": Limit.of(low="8")})
    assert list(kindergarten.not_everything_disinfected(view(morning, earlier))) == []
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


LAMP: dict[str, Any] = {
    **NOT_MIXED,
    "object": "空气紫外线",
    "method": "紫外线",
    "child_absent": True,
    "lamp_hours": "420",
}


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        (("17:30", "18:30"), []),
        (("17:25", "18:25"), ["17:25—18:25开灯，幼儿07:50—17:30在班"]),
        (("06:40", "07:50"), []),
        (("07:00", "08:00"), ["07:00—08:00开灯，幼儿07:50—17:30在班"]),
    ],
)
def test_no_lamp_burns_while_children_are_there(hours: tuple[str, str], found: list[str]) -> None:
    lamp = done("2026-03-05", 1, **LAMP, start=hours[0], end=hours[1])
    brought = record(
        PICKUP,
        "YEJS-20260305-001",
        on("2026-03-05"),
        class_="大一班",
        arrivals=[{"child": "甲", "in_at": "07:50"}, {"child": "乙", "in_at": "08:05"}],
        departures=[
            {"child": "甲", "out_at": "16:40", "card": True, "proxy": False},
            {"child": "乙", "out_at": "17:30", "card": True, "proxy": False},
        ],
    )
    here = school(DISINFECTION, PICKUP)
    seen = list(kindergarten.lamps_over_children(view([lamp, brought], here)))
    assert [one.message for one in seen] == found
    another = done("2026-03-05", 2, **LAMP, start=hours[0], end=hours[1], class_="中一班")
    assert list(kindergarten.lamps_over_children(view([another, brought], here))) == []


@pytest.mark.parametrize(
    ("now", "overdue"),
    [("2026-03-13", []), ("2026-03-16", ["玩具"]), ("2026-04-13", ["玩具", "图书", "被褥"])],
)
def test_weekly_things_are_not_forgotten(now: str, overdue: list[str]) -> None:
    kept = a_day("2026-03-05", ("玩具",))
    found = list(kindergarten.weekly_things_overdue(view(kept, school(DISINFECTION), on(now))))
    assert [one.message[:2] for one in found] == overdue


def test_a_week_left_out_is_found_though_the_next_is_not() -> None:
    kept = [*a_day("2026-03-05", ("玩具",)), *a_day("2026-03-20", ("玩具", "图书"))]
    here, now = school(DISINFECTION), on("2026-03-27")
    (found,) = kindergarten.weekly_things_overdue(view(kept, here, now))
    assert found.message == "玩具2026-03-05之后到2026-03-20没有消毒，应每1个教学周一次"


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
