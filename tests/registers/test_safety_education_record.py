"""安全教育与警校共建活动记录."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import SHANGHAI, Surroundings
from tests.registers.conftest import Make, codes

PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
POLICE = {"form": "警校联防走访", "outside": "派出所两名民警"}


def groups(expected: int = 42, present: int = 41) -> list[dict[str, Any]]:
    return [{"class_": "三（2）班", "expected": expected, "present": present}]


def test_an_activity_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "3月5日交通安全教育（主题班会）"


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, "三（2）班 班级"),
        ({"scope": "全校"}, "校级"),
        ({"groups": [*groups(), {"class_": "三（3）班", "expected": 40, "present": 40}]}, "校级"),
    ],
)
def test_a_class_of_its_own_owes_weekly_and_the_school_monthly(
    make: Make, changes: Mapping[str, Any], subject: str
) -> None:
    assert make(**changes).subject() == subject


@pytest.mark.parametrize(("present", "found"), [(42, []), (43, ["R01"])])
def test_r01_no_more_take_part_than_there_are(
    make: Make, around: Surroundings, present: int, found: list[str]
) -> None:
    assert codes(make(groups=groups(present=present)), around) == found


def test_r01_days_to_come_are_refused(make: Make, around: Surroundings) -> None:
    before = replace(around, now=datetime(2026, 3, 4, 18, tzinfo=SHANGHAI))
    with pytest.raises(InvalidEntryError, match="「日期」：“2026-03-05”还没有到"):
        type(make()).read(type(make()).example, before)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"photos": []}, ["R03"]),
        ({"photos": [PHOTO]}, []),
        ({"photos": [{**PHOTO, "taken_at": "2026-03-05T08:00+08:00"}]}, []),
        ({"photos": [{**PHOTO, "taken_at": "2026-03-04T08:00+08:00"}]}, ["R03"]),
        ({"photos": [], "scope": "班级"}, ["G18"]),
    ],
)
def test_r03_the_school_shows_what_it_did_on_the_day(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{"scope": "全校", **changes}), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (POLICE, ["G17"]),
        ({**POLICE, "police_contact": "镇派出所 0000-1234567"}, []),
        ({"police_contact": None}, []),
        ({"content": "讲交通安全"}, ["G17"]),
    ],
)
def test_what_is_done_with_the_police_says_with_whom(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_short_content_only_warns(make: Make, around: Surroundings) -> None:
    found = make(content="讲交通安全").findings(around)
    assert [one.severity for one in found] == [Severity.WARN]


@pytest.mark.parametrize(("others", "found"), [(None, ["G17"]), ("安全办和联防队共4人", [])])
def test_without_a_class_it_says_who_took_part(
    make: Make, around: Surroundings, others: str | None, found: list[str]
) -> None:
    assert codes(make(scope="教职工", groups=[], others=others), around) == found
