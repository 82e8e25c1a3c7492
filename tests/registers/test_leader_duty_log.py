"""行政领导值周与节假日值班记录."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from records.directory import Directory
from records.items import RosterItem
from tests.records.made_records import Staff
from tests.registers.conftest import Make, codes

HOLIDAY = {
    "duty_type": "法定节假日值班",
    "date": "2026-04-04",
    "start": "2026-04-04T08:00+08:00",
    "end": "2026-04-05T08:00+08:00",
}
SWAP = {"person": "王安", "replaces": "周一", "note": "3月4日周一病假，秦总务同意", "agreed": True}


class Kept(Staff):
    """A school that keeps a list of its people."""

    def keeps(self, kind: str) -> bool:
        return kind == "person"


def note(place: str, matter: str = "正常") -> dict[str, str]:
    return {"time": "09:00", "place": place, "matter": matter, "handle": "无"}


def test_a_day_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert str(entry.to_data()["hours"]) == "10.0"
    assert (entry.title(), entry.subject()) == ("3月5日值周记录", "")


@pytest.mark.parametrize(
    ("changes", "found"),
    [({}, []), (HOLIDAY, []), ({**HOLIDAY, "leader": "王安"}, ["R01"]), ({"leader": "王安"}, [])],
)
def test_r01_holidays_are_led_by_the_leadership(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    staff = Kept({"周副校长": "vp_logistics", "王安": "homeroom", "李禾": "teacher"})
    assert codes(make(**changes), replace(around, directory=staff)) == found


@pytest.mark.parametrize(
    ("swap", "found"),
    [
        ({}, []),
        ({"note": None}, ["R02"]),
        ({"agreed": False}, ["R02"]),
        ({"person": "钱三"}, ["R02"]),
    ],
)
def test_r02_a_swap_is_written_and_signed(
    make: Make, around: Surroundings, swap: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(swaps=[{**SWAP, **swap}]), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"start": "2026-04-04T07:30+08:00"}, []),
        ({"start": "2026-04-04T08:10+08:00"}, ["R03", "R03"]),
        ({"end": "2026-04-05T07:50+08:00"}, ["R03"]),
        ({"duty_type": "值周", "week": 5, "end": "2026-04-04T17:00+08:00"}, []),
    ],
)
def test_r03_a_day_off_is_covered_from_eight_to_eight(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{**HOLIDAY, **changes}), around) == found


def test_r03_the_school_has_its_own_hours(make: Make, around: Surroundings) -> None:
    own = {
        "leader_duty_log.begins": Limit.of(high="9"),
        "leader_duty_log.lasts": Limit.of(low="8"),
    }
    short = {"start": "2026-04-04T09:00+08:00", "end": "2026-04-04T17:00+08:00"}
    assert codes(make(**{**HOLIDAY, **short}), replace(around, limits=own)) == []


@pytest.mark.parametrize(("count", "found"), [(2, ["R04"]), (3, [])])
def test_r04_three_notes_a_day(
    make: Make, around: Surroundings, count: int, found: list[str]
) -> None:
    assert codes(make(notes=[note("操场")] * count), around) == found


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ([note("校园东区"), note("施工围挡"), note("门卫室")], []),
        ([note("校园东区"), note("全校", "无施工"), note("门卫室")], []),
        ([note("校园东区"), note("食堂"), note("门卫室")], ["R06"]),
        ([note("操场"), note("食堂"), note("门卫室")], ["R06", "R06"]),
    ],
)
def test_r06_in_the_holidays_grounds_and_works_are_visited(
    make: Make, around: Surroundings, notes: list[dict[str, str]], found: list[str]
) -> None:
    vacation = {**HOLIDAY, "duty_type": "寒暑假值班"}
    assert codes(make(**vacation, notes=notes), around) == found


def test_a_teaching_week_has_its_number(make: Make, around: Surroundings) -> None:
    assert codes(make(week=None), around) == ["G17"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2026-03-05T07:00+08:00"}, "「结束时间」：早于开始时间"),
        ({"start": "2026-03-04T07:00+08:00"}, "「开始时间」：不在值班当日"),
        ({"members": []}, "「值班人员」：太少"),
        ({"notes": [{**note("操场"), "time": "上午"}]}, "“上午”不是钟点"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


@pytest.mark.parametrize(
    ("rostered", "changes", "found"),
    [
        (("周副校长", "王安", "李禾"), {}, []),
        (("周副校长", "周一", "李禾"), {}, ["R02"]),
        (("周副校长", "周一", "李禾"), {"swaps": [SWAP]}, []),
    ],
)
def test_r02_who_is_on_duty_stands_in_the_roster(
    make: Make,
    around: Surroundings,
    rostered: tuple[str, ...],
    changes: Mapping[str, Any],
    found: list[str],
) -> None:
    day = date(2026, 3, 5)
    lines = [RosterItem(id=name, name=name, since=day, until=day) for name in rostered]
    listed = replace(around, directory=Directory({"roster": {one.id: one for one in lines}}))
    assert codes(make(**changes), listed) == found


def test_r02_a_day_that_the_roster_leaves_out(make: Make, around: Surroundings) -> None:
    day = date(2026, 3, 4)
    other = RosterItem(id="Z1", name="王安", since=day, until=day)
    assert codes(make(), replace(around, directory=Directory({"roster": {"Z1": other}}))) == ["R02"]
