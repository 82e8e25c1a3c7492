"""校舍安全排查表."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

CLOSED: dict[str, Any] = {
    "out_of_use": True,
    "closed_off": True,
    "reported_at": "2026-03-20T15:00+08:00",
}
POINT: dict[str, Any] = {"point": "三层1号点", "length": "320", "width": "0.15"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["cracks"][0]["growth"] == "0.00"
    assert entry.hazards(around) == ()


@pytest.mark.parametrize(
    ("kind", "rail", "gap", "verdict"),
    [
        ("小学", "1.10", "0.11", Verdict.PASS),
        ("小学", "1.09", "0.11", Verdict.FAIL),
        ("小学", "1.10", "0.12", Verdict.FAIL),
        ("幼儿园", "1.30", "0.09", Verdict.PASS),
        ("幼儿园", "1.10", "0.09", Verdict.FAIL),
        ("幼儿园", "1.30", "0.11", Verdict.FAIL),
    ],
)
def test_rails_are_higher_in_a_kindergarten(
    make: Make, around: Surroundings, kind: str, rail: str, gap: str, verdict: Verdict
) -> None:
    here = replace(around, kind=kind)
    judged = make({"I06": {"measured": {"rail": rail, "gap": gap}}}).judgements(here)
    assert next(one for one in judged if one.key.endswith("I06")).verdict is verdict


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"grade": "D级", **CLOSED}, []),
        ({"grade": "C级"}, ["R01", "R01", "R01"]),
        ({"grade": "存疑", **CLOSED, "closed_off": False}, ["R01"]),
        ({"cracks": []}, ["R02"]),
        ({"cracks": [POINT]}, ["R02"]),
        ({"cracks": [{**POINT, "is_new": True}]}, []),
        ({"cracks": [{**POINT, "last_width": "0.12", "earlier_width": "0.10"}]}, ["R03"]),
        ({"cracks": [{**POINT, "last_width": "0.12", "earlier_width": "0.12"}]}, []),
        ({"appraised_on": "2021-03-20"}, ["R03"]),
        ({"appraised_on": "2021-03-21"}, []),
        ({"every_year": True}, ["R03"]),
        ({"appraised_on": None}, ["R03"]),
        ({"photos": []}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r02_what_sinks_is_measured_too(make: Make, around: Surroundings) -> None:
    sunk = {"verdict": "不合格", "remark": "散水脱开", "action": "围挡"}
    still = {"I01": sunk, "I02": {"measured": {"widest": "0"}}}
    assert codes(make(still, cracks=[]), around) == ["R02"]
    (hazard,) = make(still).hazards(around)
    assert (hazard.category, str(hazard.place)) == ("校舍", "教学楼")
