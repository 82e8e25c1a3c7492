"""水电暖气及电气线路设施巡检."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

HEATER: dict[str, Any] = {
    "room": "门卫室",
    "appliance": "电热毯 1000W",
    "user": "钱门卫",
    "disposal": "劝阻当场停用",
    "first_repeat": "首次",
}
SHOWN: dict[str, Any] = {"photos": [EXAMPLE_PHOTO]}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.signers_needed()) == ([], frozenset())
    assert make(violations=[HEATER]).signers_needed() == {"使用人"}


@pytest.mark.parametrize(
    ("item", "measured", "verdict"),
    [
        ("I01", {"joint": "60"}, Verdict.PASS),
        ("I01", {"joint": "60.5"}, Verdict.FAIL),
        ("I02", {"trip": "不动作"}, Verdict.FAIL),
        ("I04", {"height": "1.2", "guarded": "是"}, Verdict.PASS),
        ("I04", {"height": "1.8"}, Verdict.PASS),
        ("I04", {"height": "1.2"}, Verdict.FAIL),
        ("I12", {"room": "17.5"}, Verdict.FAIL),
        ("I14", {"gas": "0", "hose": "2.1"}, Verdict.FAIL),
        ("I14", {"gas": "3", "hose": "1.5"}, Verdict.FAIL),
        ("I15", {"alarm": "动作", "age": "6"}, Verdict.FAIL),
    ],
)
def test_readings_are_judged(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], verdict: Verdict
) -> None:
    judged = make({item: {"measured": measured}}).judgements(around)
    assert next(one for one in judged if one.key.endswith(item)).verdict is verdict


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"cert_until": "2026-03-05"}, ["R01"]),
        ({"live_work": True}, ["R01"]),
        ({"live_work": True, "workers": 1}, ["R01"]),
        ({"live_work": True, "workers": 2}, []),
        ({"violations": [HEATER], **SHOWN}, []),
        ({"violations": [{**HEATER, "note": "罚款50元"}], **SHOWN}, ["R02"]),
        ({"violations": [{**HEATER, "note": "没收"}], **SHOWN}, ["R02"]),
        ({"violations": [{**HEATER, "kept": True}], **SHOWN}, ["R02"]),
        (
            {
                "violations": [
                    {**HEATER, "kept": True, "receipt": "ZC-01", "back_by": "2026-07-10"}
                ],
                **SHOWN,
            },
            [],
        ),
        ({"violations": [HEATER]}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_r02_a_fine_written_as_a_remark_is_found(make: Make, around: Surroundings) -> None:
    assert codes(make({"I18": {"verdict": "合格", "remark": "上周罚款20元"}}), around) == ["R02"]


@pytest.mark.parametrize(
    ("item", "check", "found"),
    [
        ("I01", {"verdict": "合格"}, ["G15", "R03"]),
        ("I14", {"verdict": "不适用", "remark": "不用燃气"}, []),
        ("I12", {"verdict": "合格"}, ["R03"]),
    ],
)
def test_r03_readings_are_taken(
    make: Make, around: Surroundings, item: str, check: dict[str, str], found: list[str]
) -> None:
    assert codes(make({item: check}), around) == found


def test_r03_rooms_are_not_measured_in_summer(make: Make, around: Surroundings) -> None:
    assert codes(make({"I12": {"verdict": "合格"}}, heating=False), around) == []


def test_a_failed_key_item_opens_a_hazard_of_its_kind(make: Make, around: Surroundings) -> None:
    leak = {"measured": {"gas": "8", "hose": "1.5"}, "remark": "接头漏气", "action": "已关总阀"}
    (hazard,) = make({"I14": leak}).hazards(around)
    assert (hazard.source, hazard.category, hazard.critical) == ("水电暖气巡检", "燃气", True)


def test_a_fine_is_no_way_to_deal_with_it(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="“罚款”不在可选范围"):
        make(violations=[{**HEATER, "disposal": "罚款"}])
