"""安全事故与突发事件报告登记."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

REPORTS: list[dict[str, Any]] = find("incident_report").example["reports"]
STAFF = [{"name": "钱师傅", "role": "教职工", "injury": "烫伤"}]
FIRST_ONLY = {"reports": REPORTS[:1], "conclusion": None, "improve": None}


def test_an_incident_is_reported_until_it_is_cleared_up(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["oral_minutes"] == 22
    assert make(**FIRST_ONLY).stage() == "终报"
    assert codes(make(**FIRST_ONLY), around) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"oral_at": "2026-03-05T10:07:00+08:00"}, ["R01"]),
        ({"reports": [REPORTS[0], {**REPORTS[1], "number": 3}]}, ["R01"]),
        ({"reports": [{**REPORTS[1], "number": 1}, {**REPORTS[0], "number": 2}]}, ["R01"]),
        ({"reports": [{**REPORTS[0], "at": "2026-03-05T10:00:00+08:00"}, REPORTS[1]]}, ["R01"]),
        ({"notify_parent": None}, ["R03"]),
        ({"notify_parent": "2026-03-05T10:38:00+08:00"}, []),
        ({"notify_parent": "2026-03-05T10:39:00+08:00"}, ["R03"]),
        ({"notify_parent": "2026-03-05T10:39:00+08:00", "notify_reason": "电话不通"}, []),
        ({"oral_at": "2026-03-05T11:08:59+08:00"}, []),
        ({"oral_at": "2026-03-05T11:09:00+08:00"}, ["R04"]),
        ({"written_at": "2026-03-05T12:09:00+08:00"}, ["R04"]),
        ({"written_at": None}, ["R04"]),
        ({"event_type": "盗窃", "persons": STAFF, "notify_parent": None}, ["G17"]),
        ({"event_type": "盗窃", "report_other": "10:20报派出所"}, []),
        ({"event_type": "食物中毒或疑似", "report_other": "10:20报市监、疾控"}, ["G17"]),
        ({"event_type": "火灾", "report_other": "10:20报消防"}, ["G17"]),
        ({"improve": None}, ["G17"]),
        ({"photos": []}, ["G18"]),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r04_local_limits_count(make: Make, around: Surroundings) -> None:
    strict = replace(around, limits={"incident_report.oral_minutes": Limit.of(high="15")})
    assert codes(make(), strict) == ["R04"]


def test_nobody_knows_before_it_happens(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「知悉时间」：早于发生时间"):
        make(found_at="2026-03-05T10:00:00+08:00")


def test_injuries_are_marked_as_personal() -> None:
    rows = find("incident_report").column("persons").rows
    assert [one.name for one in rows if one.personal] == ["name", "injury", "hospital"]
