"""门卫值班与交接班记录."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.records.made_records import Known
from tests.registers.conftest import Make, codes

NIGHT = {
    "shift": "夜",
    "start": "2026-03-05T23:00+08:00",
    "end": "2026-03-06T07:00+08:00",
}


def rounds(*times: str) -> list[dict[str, Any]]:
    return [
        {"patrol_no": number, "patrol_at": at, "route": ["围墙"], "found": "正常"}
        for number, at in enumerate(times, 1)
    ]


class Certified:
    """A directory with one guard and his certificate."""

    def __init__(self, until: date) -> None:
        self.facts = {"保安员证": until.isoformat()}

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Known | None:
        return Known("方守", "方守", ("gate_guard",), facts=self.facts) if key == "方守" else None


def test_a_shift_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.subject()) == ("3月5日正门早班", "")
    assert entry.hazards(around) == ()


def test_it_is_filled_in_as_the_shift_goes_on(make: Make) -> None:
    begun = make(end=None, relief=None, patrols=None)
    assert begun.stage() == "巡逻"
    walked = make(end=None, relief=None)
    assert walked.stage() == "交班"
    more = type(walked).continued(walked.to_data(), {"patrols": rounds("14:00")})
    assert [one["patrol_at"] for one in more["patrols"]] == ["08:30:00", "12:20:00", "14:00"]


@pytest.mark.parametrize(("relief", "found"), [("方守", ["R02"]), ("高卫", [])])
def test_r02_somebody_else_takes_over(
    make: Make, around: Surroundings, relief: str, found: list[str]
) -> None:
    assert codes(make(relief=relief), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"patrols": rounds("10:00", "13:00")}, []),
        ({"patrols": rounds("10:00", "10:00")}, ["R03"]),
        ({"patrols": rounds("13:00", "10:00", "14:00")}, ["R03"]),
        ({"patrols": rounds("10:00", "13:50", "15:30")}, ["R03"]),
        ({"patrols": rounds("06:30")}, ["R03", "R05"]),
        ({**NIGHT, "patrols": rounds("23:30", "03:00", "06:30")}, []),
        ({**NIGHT, "patrols": rounds("02:30")}, ["R03"]),
        ({**NIGHT, "patrols": rounds("02:30"), "end": None, "relief": None}, []),
    ],
)
def test_r03_patrols_follow_each_other_within_the_shift(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r03_the_school_sets_the_rounds_of_a_night(make: Make, around: Surroundings) -> None:
    own = replace(around, limits={"gate_duty_log.night_rounds": Limit.of(low="3")})
    entry = make(**NIGHT, patrols=rounds("01:00", "04:00"))
    assert (codes(entry, around), codes(entry, own)) == ([], ["R03"])


@pytest.mark.parametrize(("until", "found"), [(date(2026, 3, 4), ["R04"]), (date(2026, 3, 5), [])])
def test_r04_the_guard_is_certified(
    make: Make, around: Surroundings, until: date, found: list[str]
) -> None:
    assert codes(make(), replace(around, directory=Certified(until))) == found


@pytest.mark.parametrize(
    ("times", "found"),
    [(("11:00", "15:00"), []), (("11:01",), ["R05"]), (("08:00", "12:01"), ["R05"])],
)
def test_r05_patrols_are_four_hours_apart_at_most(
    make: Make, around: Surroundings, times: tuple[str, ...], found: list[str]
) -> None:
    assert codes(make(patrols=rounds(*times)), around) == found


def test_a_find_is_handled(make: Make, around: Surroundings) -> None:
    found = [{**rounds("10:00")[0], "found": "西墙有人翻越"}, *rounds("13:30")]
    assert codes(make(patrols=found), around) == ["G17"]
    found[0]["handle"] = "制止并报警"
    assert codes(make(patrols=found), around) == []


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        ({"people": "0"}, Verdict.PASS),
        ({"people": "1"}, Verdict.FAIL),
        ({"people": "1", "noted": "未注明"}, Verdict.FAIL),
        ({"people": "1", "noted": "已注明"}, Verdict.PASS),
    ],
)
def test_visitors_left_inside_are_noted(
    make: Make, around: Surroundings, measured: dict[str, str], verdict: Verdict
) -> None:
    assert make({"I10": {"measured": measured}}).verdict(around) is verdict


def test_a_dead_alarm_opens_a_hazard_and_is_shown(make: Make, around: Surroundings) -> None:
    failed = {"verdict": "不合格", "remark": "按下无反应", "action": "增派一人，电话报警备用"}
    entry = make({"I03": failed})
    assert codes(entry, around) == ["G18"]
    hazard = entry.hazards(around)[0]
    assert (hazard.source, hazard.category, hazard.critical) == ("其他", "治安", True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2026-03-05T06:00+08:00"}, "「结束时间」：早于开始时间"),
        ({"start": "2026-03-04T07:00+08:00"}, "「开始时间」：不在值班当日"),
        ({"patrols": [{**rounds("10:00")[0], "route": ["花园"]}]}, "“花园”不在可选范围"),
        ({"patrols": rounds("25:00")}, "“25:00”不是钟点"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
