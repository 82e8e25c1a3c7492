"""规章制度与应急预案审查修订登记."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.laws import repealed
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

STANDS = {"verdict_": "继续有效", "change": None, "review_meeting": None, "approved_on": None}
REVISED: dict[str, Any] = {
    "review_meeting": "HYPX-20260304-001",
    "version": "2026-1",
    "verdict_": "修订",
    "change": "教学楼西侧楼梯启用后调整三、四年级疏散路线",
    "approved_on": "2026-03-06",
    "published_on": "2026-03-06 公示栏和教职工群",
}


def test_a_line_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    assert codes(make(), around) == []
    entry = make(**REVISED)
    assert codes(entry, around) == []
    assert entry.title() == "火灾事故应急疏散预案（修订）"
    assert entry.business_date().isoformat() == "2026-03-05", "the review, not the first issue"


@pytest.mark.parametrize(
    ("law", "verdict", "found"),
    [
        ("《食品卫生法》第八条", "修订", ["R01"]),
        ("《食品卫生法》", "废止", []),
        ("《食品安全法》第四十四条", "修订", []),
    ],
)
def test_r01_a_repealed_law_is_not_cited(
    make: Make, around: Surroundings, law: str, verdict: str, found: list[str]
) -> None:
    assert (
        codes(make(**{**REVISED, "legal_ref": ["《消防法》", law], "verdict_": verdict}), around)
        == found
    )


def test_a_law_is_in_force_until_it_is_replaced() -> None:
    found = repealed("《中华人民共和国环境保护法》", date(2026, 8, 15))
    assert found is not None
    assert found.by == "《生态环境法典》"
    assert repealed("《环境保护法》", date(2026, 8, 14)) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"review_meeting": None}, ["R02"]),
        ({"approved_on": None}, ["R02"]),
        ({"approved_on": "2026-03-04"}, ["R02"]),
        ({"approved_on": "2026-03-05"}, []),
        ({**STANDS, "approved_on": None}, []),
        ({"verdict_": "新增", "first_on": "2026-03-06", "last_drill": None}, []),
    ],
)
def test_r02_a_change_is_passed_by_the_meeting(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{**REVISED, **changes}), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"last_drill": "2025-03-05"}, []),
        ({"last_drill": "2025-03-04"}, ["R04"]),
        ({"last_drill": None}, ["R04"]),
        ({"last_drill": None, "first_on": "2025-09-01"}, []),
        ({"last_drill": None, "kind": "制度"}, []),
        ({"last_drill": None, "verdict_": "废止"}, []),
    ],
)
def test_r04_a_plan_is_practised_every_year(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{**REVISED, **changes}), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"change": None}, ["G17"]), ({"published_on": None}, ["G17"]), (STANDS, [])],
)
def test_what_is_needed_on_a_condition(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**{**REVISED, **changes}), around) == found


def test_nothing_is_reviewed_before_it_was_issued(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「审查日期」：早于首次发布日期"):
        make(first_on="2026-03-06")
