"""Fire patrols and inspections across records."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checklists.profile import Kind, Profile
from records.audit import fire_rounds, followup
from records.audit.duties import missing_duties
from records.record import Person, Record
from tests.records.made_records import on, record, school, school_days, signed, view

HEAD = Person("p9", "秦总务")


def patrol(day: date, number: int = 1, clock: str = "17:10", **changes: Any) -> Record:
    text = day.isoformat()
    times = {"start": f"{text}T{clock}+08:00", "end": f"{text}T23:50+08:00"}
    name = f"FHXC-{day:%Y%m%d}-{number:03d}"
    return record("fire_patrol_daily", name, on(text), **{"date": text, **times, **changes})


HERE = school("fire_patrol_daily")
FIRST, SECOND = school_days(2)


def test_every_area_is_patrolled_every_day() -> None:
    both = [patrol(FIRST), patrol(FIRST, 2, area="食堂"), patrol(SECOND)]
    found = list(fire_rounds.areas_left_out(view(both, HERE)))
    assert [one.message for one in found] == ["没有巡查：食堂"]
    assert list(fire_rounds.areas_left_out(view(both[:2], HERE))) == []
    listed = school("fire_patrol_daily", fire_area=["宿舍", "教学楼"])
    assert len(list(fire_rounds.areas_left_out(view(both[:1], listed)))) == 1


@pytest.mark.parametrize(
    ("second", "in_use", "count"), [("12:00", True, 0), ("12:01", True, 1), ("17:00", None, 0)]
)
def test_where_people_are_rounds_are_two_hours_apart(
    second: str, in_use: bool | None, count: int
) -> None:
    kept = [
        patrol(FIRST, 1, "10:00", area="食堂", in_use=True),
        patrol(FIRST, 2, second, area="食堂", in_use=in_use),
        patrol(FIRST, 3, "16:00", in_use=True),
    ]
    assert len(list(fire_rounds.rounds_too_far_apart(view(kept, HERE)))) == count


@pytest.mark.parametrize(("after", "said"), [(0, []), (1, []), (2, ["次日以后才阅签"])])
def test_the_manager_reads_it_by_the_next_day(after: int, said: list[str]) -> None:
    at = on((FIRST + timedelta(days=after)).isoformat(), "18:00")
    kept = [signed(patrol(FIRST), HEAD, at, "消防安全管理人")]
    found = list(fire_rounds.rounds_not_read(view(kept, HERE)))
    assert [one.message for one in found] == said


def test_nobody_signs_for_another() -> None:
    at = on(FIRST.isoformat(), "18:00")
    read = signed(patrol(FIRST), HEAD, at, "消防安全管理人")
    assert list(fire_rounds.rounds_not_read(view([read], HERE, at))) == []
    typed = replace(read, versions=(read.first, replace(read.latest, typed_by=HEAD)))
    assert [one.message for one in fire_rounds.rounds_not_read(view([typed], HERE, at))] == [
        "由他人代签"
    ]


def test_nights_are_owed_where_children_sleep() -> None:
    now = on((SECOND + timedelta(days=1)).isoformat())
    kept = [patrol(FIRST, time_slot="夜"), patrol(SECOND)]
    assert list(fire_rounds.nights_left_out(view(kept, HERE, now))) == []
    boarding = replace(HERE, profile=Profile(boarding=True))
    found = list(fire_rounds.nights_left_out(view(kept, boarding, now)))
    assert [one.message for one in found] == [f"1天没有夜间巡查（{SECOND}起）"]
    after = on((SECOND + timedelta(days=5)).isoformat())  # over a weekend
    (found_later,) = fire_rounds.nights_left_out(view(kept, boarding, after))
    assert found_later.message == f"5天没有夜间巡查（{SECOND}起）"


@pytest.mark.parametrize("kind", ["幼儿园", "小学附设幼儿园"])
def test_a_kindergarten_owes_a_night_round_on_every_day(kind: Kind) -> None:
    now = on((SECOND + timedelta(days=1)).isoformat(), "12:00")
    here = replace(HERE, profile=Profile(kind))
    kept = [patrol(FIRST), patrol(FIRST, time_slot="夜"), patrol(SECOND)]
    missed = [one for one in missing_duties(view(kept, here, now)) if one.where.endswith("夜间")]
    assert [(one.code, one.severity) for one in missed] == [("fire_patrol_daily.R04", "警告")]
    assert list(fire_rounds.nights_left_out(view(kept, here, now))) == []


def inspection(day: str, checks: dict[str, Any]) -> Record:
    number = f"FHJC-{day.replace('-', '')}-001"
    return record("fire_inspection_monthly", number, on(day), checks=checks, date=day)


DIM = {"I03": {"verdict": "不合格", "remark": "三层一处不亮", "handling": "报隐患"}}
LOCKED = {
    "I02": {
        "verdict": "不合格",
        "remark": "一层北门上锁",
        "action": "已开锁",
        "handling": "当场整改",
    }
}


@pytest.mark.parametrize(("later", "count"), [(DIM, 1), (LOCKED, 0), ({}, 0)])
def test_what_fails_month_after_month_is_told(later: dict[str, Any], count: int) -> None:
    here = school("fire_inspection_monthly")
    kept = [inspection("2026-03-20", DIM), inspection("2026-04-20", later)]
    assert len(list(fire_rounds.still_not_put_right(view(kept, here)))) == count


def test_a_key_item_of_an_inspection_has_its_hazard_even_when_put_right() -> None:
    here = school("fire_inspection_monthly", "hazard_rectification")
    found = [
        [one.code for one in followup.failures_without_follow_up(view([kept], here))]
        for kept in (
            inspection("2026-03-20", LOCKED),
            inspection("2026-03-20", {"I03": {**DIM["I03"], "handling": "当场整改"}}),
        )
    ]
    assert found[0] == ["fire_inspection_monthly.R03"]
    assert found[1] == [], "no ★ item, and put right on the spot"
