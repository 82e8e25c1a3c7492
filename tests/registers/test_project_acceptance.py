"""竣工验收与现场清理移交记录."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

USER, HEAD, MONEY = find("project_acceptance").example["team"]
PIPES, VALVES = find("project_acceptance").example["parts"]
UNPROVED = {name: VALVES[name] for name in ("item", "standard", "measured", "result")}
OPEN: dict[str, Any] = {"settled_on": None, "settle_amount": None}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.is_complete()
    assert (entry.title(), entry.business_date().isoformat()) == (
        "厨房地面维修竣工验收",
        "2026-05-08",
    )
    assert make(**OPEN).stage() == "结算"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"team": [USER, HEAD]}, ["R01"]),
        ({"team": [USER, USER, HEAD]}, ["R01"]),
        ({"team": [{**USER, "side": "专业人员"}, HEAD, MONEY]}, ["R01"]),
        ({"team": [{**one, "handled": True} for one in (USER, HEAD, MONEY)]}, ["R01"]),
        ({"team": [USER, HEAD, {**MONEY, "side": "施工方"}]}, ["R01"]),
        ({"parts": [PIPES, UNPROVED]}, ["R02"]),
        ({"parts": [PIPES, UNPROVED], **OPEN}, []),
        ({"parts": [PIPES, {**VALVES, "recheck": "不合格"}]}, ["R02"]),
        ({"settle_amount": "46500.01"}, ["R02"]),
        ({"settle_amount": "46500.01", "changed_amount": "0.01"}, []),
        ({"actual_end": "2026-05-05"}, ["R02"]),
        ({"actual_end": "2026-05-05", "breach": "扣违约金200元"}, []),
        ({"forms_asset": True}, ["R03"]),
        ({"forms_asset": True, "asset_in": "ZC-9", "asset_value": "46500.00"}, []),
        ({"cleanup": "未完成"}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(("hcho", "verdict"), [("0.08", Verdict.PASS), ("0.081", Verdict.FAIL)])
def test_the_air_is_measured_before_children_breathe_it(
    make: Make, around: Surroundings, hcho: str, verdict: Verdict
) -> None:
    assert make({"I02": {"measured": {"hcho": hcho}}}).verdict(around) is verdict


def test_finished_accepted_settled(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「验收日期」：早于实际竣工"):
        make(actual_end="2026-05-09")
    with pytest.raises(InvalidEntryError, match="「结算日期」：早于验收日期"):
        make(settled_on="2026-05-07")
