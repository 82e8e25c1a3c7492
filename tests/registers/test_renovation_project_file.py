"""维修改造项目申报审批与合同登记."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

APPLIED, MET, CONTRACT, BRIEFED, ENTERED = find("renovation_project_file").example["steps"]
CHANGE = {"at": "2026-07-20", "content": "增设阀门", "amount": "4650.00", "visa": "QZ-01"}
UP = {"step": "上级报批", "at": "2026-05-25", "doc": APPLIED["doc"], "amount": "50000.00"}


def signed_for(amount: str, *between: dict[str, Any]) -> dict[str, Any]:
    contract = {**CONTRACT, "amount": amount}
    return {"steps": [APPLIED, MET, *between, contract, BRIEFED, ENTERED]}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.is_complete()
    kept = entry.to_data()
    assert (kept["contract_amount"], kept["changed_amount"]) == ("46500.00", "0")
    assert entry.business_date().isoformat() == "2026-05-11"
    assert entry.title() == "教学楼供水管道改造"
    assert entry.signers_needed(around) == frozenset()
    assert make(**signed_for("46500.00", UP)).signers_needed(around) == {"上级主管"}


def test_a_project_goes_on_step_by_step(make: Make, around: Surroundings) -> None:
    begun = make(steps=[APPLIED], approved_on=None, safety_agreement=None, contractor=None)
    assert codes(begun, around) == []
    assert begun.stage() == "审批"
    kept = {**begun.to_data()}
    further = begun.continued(kept, {"steps": [MET], "approved_on": "2026-05-18"})
    assert begun.read(further, around).stage() == "进场"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"budget": "600000.00"}, []),
        ({"budget": "600000.01"}, ["R01"]),
        ({"budget": "600000.01", "method": "招标"}, []),
        (signed_for("48000.01"), ["R02"]),
        (signed_for("48000.01", UP), []),
        ({"changes": [CHANGE]}, []),
        ({"changes": [{**CHANGE, "amount": "4650.01"}]}, ["R02"]),
        ({"changes": [{k: v for k, v in CHANGE.items() if k != "visa"}]}, ["R02"]),
        ({"safety_agreement": None}, ["R03"]),
        ({"photos_before": None}, ["R03"]),
        ({"period_end": "2026-08-29"}, []),
        ({"period_end": "2026-08-30"}, ["R04"]),
        ({"period_end": "2026-08-30", "opens_on": None}, []),
        ({"credit": "黑名单"}, ["R05"]),
        ({"credit": None}, ["R05"]),
        ({"quotes": None}, ["R05"]),
        ({"quotes": None, "method": "框架协议"}, []),
        ({"manager": None}, ["G17"]),
        ({"insurance": None}, ["G17"]),
        ({"approved_on": "2026-07-11"}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_the_school_has_its_own_limits(make: Make, around: Surroundings) -> None:
    key = "renovation_project_file.procured"
    own = replace(around, limits={key: Limit.of(high="40000")})
    assert codes(make(), own) == ["R01"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"steps": [MET, APPLIED]}, "「节点」：日期倒着走"),
        ({"period_end": "2026-07-10"}, "「工期止」：不晚于工期起"),
        ({"steps": []}, "「节点」：太少"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
