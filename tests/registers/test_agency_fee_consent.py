"""服务性收费和代收费自愿确认与结算."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

SETTLED = ("supplier", "supply_price", "supply_invoice", "cost", "returned", "settle_on")
OPEN: dict[str, Any] = dict.fromkeys(SETTLED)
UNPAID: dict[str, Any] = {
    **OPEN,
    **dict.fromkeys(("paid", "paid_on", "receipt_no", "collector")),
}
TOLD: dict[str, Any] = {**UNPAID, "choice": None, "signed_on": None, "channel": None}
DECLINED: dict[str, Any] = {**UNPAID, "choice": "不参加", "reason": "家中有人照管"}
REDUCED: dict[str, Any] = {
    **OPEN,
    "paid": "150.00",
    "reduce": "150.00",
    "approval_no": "减免审〔2026〕3号",
}
UPHELD: dict[str, Any] = {"complaint": "反映班里要求都参加", "upheld": True}


def test_the_example_is_settled(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert (data["refund"], data["paid_cn"]) == ("13.50", "人民币叁佰元整")
    assert data["period"] == "2026年3月9日至2026年7月3日"
    assert entry.subject() == "课后服务费"
    assert "20230317" not in entry.title()


def test_nothing_is_chosen_beforehand() -> None:
    kind = find("agency_fee_consent")
    for name in ("choice", "channel", "signed_on", "paid", "upheld"):
        assert kind.model_fields[name].default is None
    assert kind.model_fields["declared"].is_required()


@pytest.mark.parametrize(
    ("changes", "stage", "complete"),
    [
        (TOLD, "意愿", False),
        (UNPAID, "收费", False),
        (OPEN, "结算", False),
        ({}, "结算", True),
        (DECLINED, "结算", True),
        ({**UNPAID, "paid": "0"}, "结算", True),
    ],
)
def test_told_answered_charged_and_settled(
    make: Make, around: Surroundings, changes: dict[str, Any], stage: str, complete: bool
) -> None:
    entry = make(**changes)
    assert (entry.stage(), entry.is_complete()) == (stage, complete)
    assert codes(entry, around) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"choice": "不参加", "reason": "不需要"}, ["R01"]),
        ({"choice": None}, ["R01"]),
        ({"signed_on": "2026-03-10"}, ["R01"]),
        ({"signed_on": "2026-03-09"}, ["R01"]),
        ({"signed_on": "2026-03-08"}, []),
        ({"signed_on": None}, ["R01"]),
        ({"declared": False}, ["R01"]),
        ({"item": "桶装水费"}, ["R01"]),
        ({"item": "学生平安保险"}, ["R01"]),
        (UPHELD, ["R01", "R02"]),
        ({**UPHELD, "returned": "300.00"}, ["R01"]),
        ({"complaint": "问价格", "upheld": False}, []),
        ({"complaint": "问价格"}, ["G17"]),
        ({"returned": "0"}, ["R02"]),
        ({"returned": "13.49"}, ["R02"]),
        ({"cost": "300.01", "supply_price": "300.01", "returned": "0"}, ["R02"]),
        ({"cost": "300.00", "supply_price": "300.00", "returned": "0"}, []),
        ({"standard": "299.99"}, ["R03"]),
        ({"standard": "12.00", "charge_unit": "人·餐"}, []),
        ({"standard": "12.50", "charge_unit": "人·餐"}, []),
        ({"standard": "12.80", "charge_unit": "人·餐"}, ["R03"]),
        ({"standard": "299.99", "charge_unit": "人·月"}, ["R03"]),
        ({"supply_price": "286.49"}, ["R03"]),
        ({"supply_invoice": None}, ["R03"]),
        ({"supplier": None, "supply_price": None}, ["R03", "R03"]),
        ({**OPEN, "cost": "0", "returned": "300.00", "left_on": "2026-03-20"}, []),
        ({**DECLINED, "reason": None}, ["R04"]),
        ({"channel": "电子确认（可追溯）"}, ["G17"]),
        ({"channel": "电子确认（可追溯）", "trace": "JZ-20260302-0317"}, []),
        ({"receipt_no": None, "collector": None}, ["G17", "G17"]),
        ({**REDUCED, "approval_no": None}, ["G17"]),
        (REDUCED, []),
        ({**REDUCED, "reduce": "150.01"}, ["R03"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(make(**changes), around)) == sorted(found)


def test_signing_on_the_day_of_the_charge_only_warns(make: Make, around: Surroundings) -> None:
    (found,) = make(signed_on="2026-03-09").findings(around)
    assert found.severity is Severity.WARN


def test_an_overspent_item_is_kept_as_it_is(make: Make) -> None:
    data = make(cost="320.00", supply_price="320.00", returned="0").to_data()
    assert data["refund"] == "-20.00", "多退少不补 is judged, not covered up"


def test_a_complaint_made_good_only_warns(make: Make, around: Surroundings) -> None:
    (done,) = make(**UPHELD, returned="300.00").findings(around)
    assert done.severity is Severity.WARN
    blocked = [one.severity for one in make(**UPHELD).findings(around)]
    assert blocked == [Severity.BLOCK, Severity.BLOCK]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signed_on": "2026-02-27"}, "「家长签字日期」：早于告知日期"),
        ({"settle_on": "2026-03-08"}, "「结算公布日期」：早于收费日期"),
        ({"period_to": "2026-03-08"}, "「服务期止」：早于服务期起"),
        ({"left_on": "2026-03-08"}, "「中途退出日期」：早于收费日期"),
        ({"void_no": "第三张"}, "「作废票据号」：“第三张”读不出号码"),
        ({"refund": "0"}, "「退费额（元）」：由系统计算"),
        ({"choice": "参加"}, "「意愿」"),
        ({"paid": "-1"}, "「缴费额（元）」"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
