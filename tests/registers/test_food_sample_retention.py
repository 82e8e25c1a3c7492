"""食品留样记录."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import SHANGHAI, Surroundings
from checklists.verdicts import Verdict
from records.directory import Directory, PersonItem
from tests.registers.conftest import Make, codes

OPEN: dict[str, Any] = {"dispose_at": None, "dispose_by": None}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.stage(), entry.is_complete()) == ("中", "销毁", True)
    assert make(**OPEN).is_complete() is False


def test_r01_too_little_is_kept_and_needs_the_officer_s_deed(
    make: Make, around: Surroundings
) -> None:
    light = make(weight=90)
    assert light.verdict(around) is Verdict.FAIL
    assert codes(light, around) == ["R01"]
    assert codes(make(weight=90, action="补样40g", action_by="贺珺"), around) == []
    assert [one.key for one in light.hazards(around)] == ["food_sample_retention.weight"]


def test_r01_the_deed_is_the_officer_s(make: Make, around: Surroundings) -> None:
    posts = {"贺珺": "food_officer", "董玥": "sample_keeper"}
    people = {name: PersonItem(id=name, name=name, posts=(post,)) for name, post in posts.items()}
    staff = replace(around, directory=Directory({"person": people}))
    for name, found in (("贺珺", []), ("董玥", ["R01"])):
        assert codes(make(weight=90, action="补样40g", action_by=name), staff) == found


@pytest.mark.parametrize(
    ("at", "found"), [("2026-03-07T11:04:59+08:00", ["R01"]), ("2026-03-07T11:05:00+08:00", [])]
)
def test_r01_samples_are_kept_for_forty_eight_hours(
    make: Make, around: Surroundings, at: str, found: list[str]
) -> None:
    assert codes(make(dispose_at=at), around) == found


@pytest.mark.parametrize(("at", "found"), [("12:00", []), ("12:01", ["R01"])])
def test_r01_sampled_half_an_hour_after_serving_at_the_latest(
    make: Make, around: Surroundings, at: str, found: list[str]
) -> None:
    entry = make(sampled_at=f"2026-03-05T{at}:00+08:00", dispose_at="2026-03-07T16:10:00+08:00")
    assert codes(entry, around) == found
    assert all(one.severity is Severity.WARN for one in entry.findings(around))


@pytest.mark.parametrize("column", ["temp", "box_temp"])
@pytest.mark.parametrize("reading", ["-0.1", "8.1", "12"])
def test_r04_a_temperature_out_of_range_needs_a_deed_and_a_second_reading(
    make: Make, around: Surroundings, column: str, reading: str
) -> None:
    assert codes(make(**{column: reading}), around) == ["R04"]
    done = {"action": "移至2号柜", "retest_temp": "4.0"}
    assert codes(make(**{column: reading}, **done), around) == []
    assert codes(make(**{column: reading}, action="移至2号柜"), around) == ["R04"]


def test_r05_kept_for_more_than_three_days(make: Make, around: Surroundings) -> None:
    assert codes(make(dispose_at="2026-03-08T11:06:00+08:00"), around) == ["R05"]
    soon = replace(around, now=datetime(2026, 3, 8, 11, 0, tzinfo=SHANGHAI))
    assert codes(make(**OPEN), soon) == []
    assert codes(make(**OPEN), around) == ["R05"]


def test_the_reviewer_is_not_the_keeper(make: Make, around: Surroundings) -> None:
    assert codes(make(reviewer="董玥"), around) == ["G05"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sampled_at": "2026-03-05T10:49:00+08:00"}, "「留样时间」：早于出锅时间"),
        ({"dispose_at": "2026-03-05T11:00:00+08:00"}, "「销毁时间」：早于留样时间"),
        ({"meal": "夜宵"}, "可选：早、中、晚、早点、午点"),
        ({"weight": "130克"}, "「留样量」：“130克”不是整数"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
