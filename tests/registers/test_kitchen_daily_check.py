"""食堂每日食品安全检查（日管控）."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes


def verdict(entry: Any, item: str, around: Surroundings) -> Verdict:
    key = f"kitchen_daily_check.{item}"
    found: Verdict = next(one.verdict for one in entry.judgements(around) if one.key == key)
    return found


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.to_data()["diners"] == 612
    assert entry.signers_needed(around) == frozenset()


@pytest.mark.parametrize(
    ("item", "measured", "outcome"),
    [
        ("I06", {"soaked": "30"}, Verdict.PASS),
        ("I06", {"soaked": "29"}, Verdict.FAIL),
        ("I07", {"core_1": "70", "core_2": "70"}, Verdict.PASS),
        ("I07", {"core_1": "92", "core_2": "69.9"}, Verdict.FAIL),
        ("I08", {"held": "120"}, Verdict.PASS),
        ("I08", {"held": "121"}, Verdict.FAIL),
        ("I08", {"held": "200", "hot": "60"}, Verdict.PASS),
        ("I08", {"held": "200", "cold": "8"}, Verdict.PASS),
        ("I08", {"held": "200", "hot": "59", "cold": "9"}, Verdict.FAIL),
        ("I10", {"room": "25"}, Verdict.PASS),
        ("I10", {"room": "25.1"}, Verdict.FAIL),
        ("I13", {"least": "125"}, Verdict.PASS),
        ("I13", {"least": "124"}, Verdict.FAIL),
        ("I22", {"left": "999"}, Verdict.PASS),
    ],
)
def test_readings_are_judged_and_never_stopped(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], outcome: Verdict
) -> None:
    assert verdict(make({item: {"measured": measured}}), item, around) is outcome


def test_the_limits_of_holding_are_told_as_alternatives(make: Make, around: Surroundings) -> None:
    judged = {one.key: one for one in make().judgements(around)}
    bound = judged["kitchen_daily_check.I08"].bound
    assert bound == "存放时间≤120或热藏温度≥60或冷藏温度≤8"
    assert judged["kitchen_daily_check.I22"].bound == ""


def test_r01_a_temperature_is_measured(make: Make, around: Surroundings) -> None:
    assert codes(make({"I07": {"verdict": "合格"}}), around) == ["G15", "R01"]
    assert codes(make({"I07": {"verdict": "未检", "remark": "忘了"}}), around) == ["R01"]
    none_today = {"I07": {"verdict": "不适用", "remark": "当日无大块食品"}}
    assert codes(make(none_today), around) == []


def test_one_of_two_readings_is_not_enough(make: Make, around: Surroundings) -> None:
    entry = make({"I07": {"measured": {"core_1": "90"}}})
    assert codes(entry, around) == ["G15"]
    assert verdict(entry, "I07", around) is Verdict.NOT_CHECKED


def test_r01_a_failed_key_item_says_what_was_stopped(make: Make, around: Surroundings) -> None:
    raw = {"measured": {"core_1": "61", "core_2": "75"}}
    assert codes(make({"I07": raw}), around) == ["R01"]
    stopped = make({"I07": {**raw, "action": "该批停供，回锅至75℃"}})
    assert codes(stopped, around) == []
    assert stopped.signers_needed(around) == {"食品安全总监"}
    hazard = stopped.hazards(around)[0]
    assert (hazard.source, hazard.category) == ("食堂检查", "食品")


def test_an_item_of_another_kind_opens_a_hazard_of_that_kind(
    make: Make, around: Surroundings
) -> None:
    leaking = {"verdict": "不合格", "remark": "气阀未关", "action": "已关闭"}
    assert make({"I19": leaking}).hazards(around)[0].category == "燃气"


def test_three_photos_a_day_are_asked_for(make: Make, around: Surroundings) -> None:
    found = make(photos=[]).findings(around)
    assert [(one.code, one.severity) for one in found] == [("G18", Severity.WARN)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"meals": []}, "「供餐餐次及人数」：太少"),
        ({"meals": [{"meal": "夜宵", "diners": 3}]}, "「餐次」：“夜宵”不在可选范围"),
        ({"meals": [{"meal": "中", "diners": -1}]}, "「就餐人数」"),
        ({"diners": 600}, "「供餐人数合计」：由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
