"""固定资产报损审批表."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

(PROJECTOR,) = find("asset_disposal").example["assets"]
NO_MONEY: dict[str, Any] = {"residual": None, "buyer": None, "receipt": None, "banked_on": None}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    (kept,) = entry.to_data()["assets"]
    assert (kept["value"], kept["net"], kept["years"]) == ("4800.00", "0.00", "8/6")
    assert entry.to_data()["residual_cn"] == "人民币陆拾元整"
    assert (entry.title(), entry.is_complete()) == ("投影机报废", True)
    assert entry.signers_needed(around) == frozenset()


@pytest.mark.parametrize(
    ("left_on", "years"), [("2026-08-31", "8/6"), ("2026-09-01", "9/6"), ("2017-09-01", "0/6")]
)
def test_years_are_whole_ones(make: Make, left_on: str, years: str) -> None:
    entry = make(assets=[{**PROJECTOR, "left_on": left_on}])
    assert entry.to_data()["assets"][0]["years"] == years


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"appraisers": ["郑琦"]}, ["R01"]),
        ({"appraisers": ["郑琦", "王安"]}, ["R01", "R01"]),
        ({"assets": [{**PROJECTOR, "life": 9}]}, ["R01"]),
        ({"assets": [{**PROJECTOR, "life": 9}], "early_note": "主板烧毁，无配件"}, []),
        ({"assets": [{**PROJECTOR, "life": 9}], "method": "调拨"}, []),
        ({"reason": "丢失", "method": "报失"}, ["R01"]),
        ({"reason": "丢失", "method": "报失", "liability": "保管人认定无过错"}, []),
        ({"stolen": True}, ["R01"]),
        ({"stolen": True, "police_report": [EXAMPLE_PHOTO]}, []),
        ({"disposed_on": "2026-03-09"}, ["R02"]),
        ({"written_off_on": "2026-03-15"}, []),
        ({"written_off_on": "2026-03-16"}, ["R02"]),
        ({"receipt": None}, ["R03"]),
        ({"banked_on": "2026-03-17"}, []),
        ({"banked_on": "2026-03-18"}, ["R03"]),
        (NO_MONEY, []),
        ({"has_storage": True}, ["R04"]),
        ({"has_storage": True, "wiped": "3月11日消磁，郑琦"}, []),
        ({"assets": [{**PROJECTOR, "quantity": 3}]}, ["G17"]),
        ({"assets": [{**PROJECTOR, "quantity": 3}], "approval_no": "青财资〔2026〕5号"}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_late_write_off_only_warns(make: Make, around: Surroundings) -> None:
    (found,) = make(written_off_on="2026-03-16").findings(around)
    assert found.severity is Severity.WARN


def test_much_goes_to_the_authority(make: Make, around: Surroundings) -> None:
    entry = make(assets=[{**PROJECTOR, "quantity": 3}])
    assert entry.signers_needed(around) == {"主管部门/财政"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"assets": [{**PROJECTOR, "left_on": "2017-08-31"}]}, "「停用日期」：早于取得日期"),
        ({"approved_on": "2026-03-04"}, "「批准日期」：早于日期"),
        ({"residual_cn": "人民币陆元整"}, "「残值大写」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
