"""食堂从业人员每日晨检记录."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

PEOPLE: list[dict[str, Any]] = find("canteen_morning_check").example["people"]
FAILED = {"verdict": "不合格", "remark": "一人腹泻", "action": "离岗就医"}


def people(**changes: Any) -> list[dict[str, Any]]:
    return [{**PEOPLE[0], **changes}, *PEOPLE[1:]]


def test_a_healthy_morning_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["highest"] == "36.6"
    assert entry.hazards(around) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"temp": "37.2"}, []),
        ({"temp": "37.3"}, ["R01"]),
        ({"temp": "38.1", "result": "离岗就医"}, []),
        ({"abnormal": ["腹泻、呕吐、黄疸"]}, ["R01"]),
        ({"abnormal": ["腹泻、呕吐、黄疸"], "result": "离岗就医"}, []),
        ({"abnormal": ["指甲、首饰、化妆"]}, []),
        ({"confirmed": False}, ["G17"]),
    ],
)
def test_r01_who_is_ill_does_not_work(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(people=people(**changes)), around) == found


def test_a_fever_is_judged_from_the_readings(make: Make, around: Surroundings) -> None:
    entry = make(people=people(temp="37.3", result="离岗就医"))
    assert entry.verdict(around) is Verdict.FAIL


def test_r01_somebody_is_named_for_a_failed_key_item(make: Make, around: Surroundings) -> None:
    assert codes(make({"I02": FAILED}), around) == ["R01"]
    named = people(abnormal=["腹泻、呕吐、黄疸"], result="离岗就医")
    assert codes(make({"I02": FAILED}, people=named), around) == []


@pytest.mark.parametrize(("at", "found"), [("06:49", []), ("06:50", ["R02"])])
def test_r02_before_the_first_cooking(
    make: Make, around: Surroundings, at: str, found: list[str]
) -> None:
    assert codes(make(at=at), around) == found


@pytest.mark.parametrize("temp", ["正常", True, ""])
def test_r02_a_temperature_is_a_number(make: Make, temp: Any) -> None:
    with pytest.raises(InvalidEntryError, match="「体温」"):
        make(people=people(temp=temp))


def test_r03_nobody_is_as_warm_as_everybody(make: Make, around: Surroundings) -> None:
    alike = [{**one, "temp": "36.5"} for one in PEOPLE]
    assert codes(make(people=alike), around) == ["R03"]
    assert codes(make(people=alike[:2]), around) == []


@pytest.mark.parametrize(("seconds", "outcome"), [("20", "PASS"), ("19", "FAIL")])
def test_hands_are_washed_for_twenty_seconds(
    make: Make, around: Surroundings, seconds: str, outcome: str
) -> None:
    entry = make({"I06": {"measured": {"seconds": seconds}}})
    assert entry.verdict(around) is Verdict[outcome]


def test_what_is_found_out_about_people_is_personal() -> None:
    rows = find("canteen_morning_check").column("people").rows
    assert [one.name for one in rows if one.personal] == ["temp", "abnormal", "recovered"]
