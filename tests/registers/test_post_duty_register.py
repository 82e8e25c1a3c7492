"""岗位设置与职责一览表."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.posts import POSTS
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

COOK: dict[str, Any] = {"post_code": "cook", "post_name": "厨师"}


def certificate(name: str, until: str = "2027-03-05") -> list[dict[str, str]]:
    return [{"name": name, "number": "330000000001", "until": until}]


def test_a_line_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.business_date().isoformat() == "2026-03-05"
    assert make(approved_on=None).stage() == "批准"


def test_the_codes_are_the_posts_there_are() -> None:
    column = find("post_duty_register").model_fields["post_code"]
    assert get_args(column.annotation) == tuple(POSTS)


@pytest.mark.parametrize(
    ("until", "changes", "severity"),
    [
        ("2026-03-05", {}, None),
        ("2026-03-04", {}, Severity.WARN),
        ("2026-03-04", COOK, Severity.BLOCK),
    ],
)
def test_r03_an_expired_certificate_and_that_of_a_canteen(
    make: Make,
    around: Surroundings,
    until: str,
    changes: Mapping[str, Any],
    severity: Severity | None,
) -> None:
    name = "食品从业人员健康证" if changes else "保安员证"
    found = make(certs=certificate(name, until), **changes).findings(around)
    assert [(one.code, one.severity) for one in found] == (
        [("post_duty_register.R03", severity)] if severity else []
    )


@pytest.mark.parametrize(("day", "found"), [("2025-03-05", []), ("2025-03-04", ["R04"])])
def test_r04_the_background_is_asked_about_every_year(
    make: Make, around: Surroundings, day: str, found: list[str]
) -> None:
    assert codes(make(bg_check_on=day), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"backup": "方守"}, ["G05"]),
        ({"duties": ["看门", "登记"]}, ["G17"]),
        ({"certs": []}, ["G17"]),
        (COOK, ["G17"]),
        ({**COOK, "certs": certificate("健康证")}, []),
        ({"post_code": "electrician", "post_name": "水电工"}, ["G17"]),
        ({"post_code": "teacher", "post_name": "语文教师", "certs": []}, []),
        ({"post_code": "logistics_clerk", "post_name": "锅炉工", "certs": []}, ["G17"]),
    ],
)
def test_a_line_is_complete(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effective_to": "2025-09-01"}, "「任职止」：不晚于任职起"),
        ({"approved_on": "2026-03-04"}, "「批准日期」：早于填表日期"),
        ({"post_code": "boss"}, "「岗位代码」：“boss”不在可选范围"),
        ({"registers": []}, "「负责填写的登记簿」：太少"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
