"""食堂从业人员健康证与培训档案."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes


def test_a_cook_with_papers_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.to_data()["days_left"]) == ("钱师傅", 167)
    assert entry.business_date().isoformat() == "2026-03-02"
    assert not make(training=[]).is_complete()
    assert not make(scan=None).is_complete()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"hire_on": "2025-08-17"}, []),
        ({"hire_on": "2025-08-16"}, ["R01"]),
        ({"hire_on": "2019-09-01", "first_cert_from": "2019-08-20"}, []),
        ({"cert_to": "2026-08-18"}, ["R01"]),
        ({"training": [{"day": "2026-02-26", "hours": "39.5", "score": "合格"}]}, ["R03"]),
        ({"training": [{"day": "2024-02-26", "hours": "60", "score": "合格"}]}, ["R03"]),
        ({"bg_check": "2025-03-01"}, []),
        ({"bg_check": "2025-02-28"}, ["R03"]),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_school_asks_for_its_own_hours(make: Make, around: Surroundings) -> None:
    more = replace(around, limits={"canteen_staff_health.hours": Limit.of(low="60")})
    assert codes(make(), more) == ["R03"]


@pytest.mark.parametrize(("day", "outcome"), [("2026-03-02", "PASS"), ("2026-03-01", "FAIL")])
def test_a_certificate_that_ran_out_is_a_hazard(
    make: Make, around: Surroundings, day: str, outcome: str
) -> None:
    entry = make(cert_to=day)
    assert entry.verdict(around) is Verdict[outcome]
    assert len(entry.hazards(around)) == (outcome == "FAIL")


def test_the_impossible_is_refused_and_the_personal_marked(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「有效期止」：早于发证日期"):
        make(cert_to="2025-08-01")
    with pytest.raises(InvalidEntryError, match="「离岗日期」：早于上岗日期"):
        make(leave_on="2025-08-31")
    personal = [one.name for one in find("canteen_staff_health").columns() if one.personal]
    assert personal == ["cert_no", "bg_check", "scan"]
