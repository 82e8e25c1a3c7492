"""食品库存与冷藏冷冻温度检查."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

KIND = find("food_storage_check")
COLD, FROZEN = KIND.example["devices"]
PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
SEEN_TO = {"action": "移至2号柜，报修", "retest": "5.0", "retested_after": 40}
DISPOSAL: dict[str, Any] = {
    "food": "酸奶",
    "batch_qty": "20260210，6盒",
    "stock": "6",
    "qty": "6",
    "reason": "超过保质期",
    "method": "染色毁形销毁",
    "handler": "柏禾",
    "witness": "贺珺",
}
EXPIRED = {"I04": {"verdict": "不合格", "remark": "酸奶过期2天", "action": "已下架"}}


def read(around: Surroundings, **changes: Any) -> Entry:
    """A day's temperatures, without the weekly check table."""
    data = {**KIND.example, "scope": "每日测温", "checks": {}, **changes}
    return KIND.read({name: one for name, one in data.items() if one is not None}, around)


def test_a_week_in_order_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.subject() == "每周库存检查"
    assert codes(read(around), around) == []
    assert read(around).subject() == "每日测温"


@pytest.mark.parametrize(
    ("device", "changes", "outcome"),
    [
        (COLD, {"temp1": "0"}, Verdict.PASS),
        (COLD, {"temp1": "8"}, Verdict.PASS),
        (COLD, {"temp2": "8.1"}, Verdict.FAIL),
        (COLD, {"temp2": "-0.1"}, Verdict.FAIL),
        (FROZEN, {"temp1": "-12"}, Verdict.PASS),
        (FROZEN, {"temp1": "-11.9"}, Verdict.FAIL),
    ],
)
def test_temperatures_are_judged_by_the_kind_of_device(
    around: Surroundings, device: dict[str, Any], changes: dict[str, str], outcome: Verdict
) -> None:
    entry = read(around, devices=[{**device, **changes}])
    assert entry.verdict(around) is outcome
    assert len(entry.hazards(around)) == (outcome is Verdict.FAIL)


def test_a_school_may_want_its_freezers_colder(around: Surroundings) -> None:
    strict = replace(around, limits={"food_storage_check.temp.冷冻": Limit.of(high="-18")})
    assert read(around).verdict(strict) is Verdict.FAIL


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (SEEN_TO, []),
        ({}, ["R01"]),
        ({**SEEN_TO, "action": ""}, ["R01"]),
        ({**SEEN_TO, "retest": None}, ["R01"]),
        ({**SEEN_TO, "retested_after": 29}, ["R01"]),
        ({**SEEN_TO, "retested_after": 60}, []),
        ({**SEEN_TO, "retested_after": 61}, ["R01"]),
    ],
)
def test_r01_too_warm_is_seen_to_and_measured_again(
    around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    warm = read(around, devices=[{**COLD, "temp1": "9.5", **changes}], photos=[PHOTO])
    assert codes(warm, around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [({}, []), ({"qty": "7"}, ["R02"]), ({"witness": "柏禾"}, ["R02"])],
)
def test_r02_no_more_is_thrown_away_than_there_was(
    around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    entry = read(around, scope="处置", disposals=[{**DISPOSAL, **changes}], photos=[PHOTO])
    assert codes(entry, around) == found
    assert entry.signers_needed(around) == {"见证人"}
    assert entry.subject() == ""
    (line,) = entry.to_data()["disposals"]
    assert float(line["left"]) == float(line["stock"]) - float(line["qty"])


def test_r03_expired_food_on_the_shelf_is_signed_for_and_is_a_hazard(
    make: Make, around: Surroundings
) -> None:
    assert codes(make(EXPIRED), around) == ["R03"]
    taken = make({"I04": {**EXPIRED["I04"], "handling": "当场整改"}}, received_by="贺珺")
    assert codes(taken, around) == []
    assert [one.key for one in taken.hazards(around)] == ["food_storage_check.I04"]


def test_what_is_thrown_away_or_too_warm_is_photographed(around: Surroundings) -> None:
    assert codes(read(around, scope="处置", disposals=[DISPOSAL]), around) == ["G18"]
    warm = [{**COLD, "temp1": "9.5", **SEEN_TO}]
    assert codes(read(around, devices=warm), around) == ["G18"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scope": "每周库存检查"}, "检查项01 离地离墙：没有填写"),
        ({"devices": []}, "「温度」：没有填写"),
        ({"scope": "处置"}, "「处置」：没有填写"),
        ({"devices": [{**COLD, "temp1": "冷"}]}, "「上午温度」：“冷”不是数字"),
        ({"scope": "处置", "disposals": [{**DISPOSAL, "left": "6"}]}, "由系统计算"),
    ],
)
def test_the_impossible_is_refused(
    around: Surroundings, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        read(around, **changes)
