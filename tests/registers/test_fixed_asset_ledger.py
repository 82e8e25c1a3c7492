"""固定资产登记台账（卡片）."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

GIVEN = {"at": "2026-04-01", "giver": "王安", "taker": "郑琦", "witness": "秦总务"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.business_date().isoformat() == "2026-03-06", "the day of the card"
    kept = entry.to_data()
    assert (kept["year"], kept["custodian_now"]) == ("2026年", "王安")
    assert entry.title() == "ZC-2026-0031 交互式触控一体机"


def test_whoever_took_it_over_has_it_now(make: Make, around: Surroundings) -> None:
    entry = make(handovers=[GIVEN, {**GIVEN, "giver": "郑琦", "taker": "董玥"}])
    assert codes(entry, around) == []
    assert entry.to_data()["custodian_now"] == "董玥"


@pytest.mark.parametrize(
    "handovers",
    [
        [{**GIVEN, "giver": "董玥"}],
        [{**GIVEN, "witness": "郑琦"}],
        [{**GIVEN, "taker": "王安"}],
        [GIVEN, {**GIVEN, "taker": "董玥"}],
    ],
)
def test_r02_three_people_hand_over(
    make: Make, around: Surroundings, handovers: list[dict[str, str]]
) -> None:
    assert codes(make(handovers=handovers), around) == ["R02"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"agreement": [EXAMPLE_PHOTO], "valuation": [EXAMPLE_PHOTO]}, []),
        ({"agreement": [EXAMPLE_PHOTO]}, ["R03"]),
        ({"valuation": [EXAMPLE_PHOTO]}, ["R03"]),
    ],
)
def test_r03_gifts_have_papers(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(way="捐赠", acceptance_no=None, **changes), around) == found


def test_values_slips_and_labels(make: Make, around: Surroundings) -> None:
    assert codes(make(value="0"), around) == ["G17"]
    assert codes(make(acceptance_no=None), around) == ["G17"]
    assert codes(make(acceptance_no=None, way="自建"), around) == []
    (found,) = make(photos=None).findings(around)
    assert (found.code, found.severity) == ("G18", Severity.WARN)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"registered_on": "2026-03-03"}, "「建卡日期」：早于取得日期"),
        ({"handovers": [{**GIVEN, "at": "2026-03-01"}]}, "「移交」：日期倒着走"),
        ({"value": "-1"}, "「原值（元）」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
