"""校园每日巡视记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
FAILED: dict[str, Any] = {
    "verdict": "不合格",
    "remark": "立柱松动",
    "place": "东楼梯",
    "handling": "报隐患",
    "photos": [PHOTO],
    "action": "已封闭该段楼梯",
}


def test_a_round_without_fault_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.hazards(around) == ()
    assert entry.to_data()["duration"] == 35
    assert (entry.title(), entry.subject()) == ("3月5日下午巡视", "")


def test_a_failure_fully_described_has_no_findings_and_opens_a_hazard(
    make: Make, around: Surroundings
) -> None:
    entry = make({"I04": FAILED})
    assert codes(entry, around) == []
    hazard = entry.hazards(around)[0]
    assert (hazard.source, hazard.category, hazard.critical) == ("每日巡视", "校舍", True)


@pytest.mark.parametrize(
    ("part", "word"),
    [("remark", "描述"), ("place", "部位"), ("handling", "处理方式"), ("photos", "照片")],
)
def test_r02_names_what_a_failure_lacks(
    make: Make, around: Surroundings, part: str, word: str
) -> None:
    lacking = {name: value for name, value in FAILED.items() if name != part}
    found = [one for one in make({"I04": lacking}).findings(around) if one.code.endswith("R02")]
    assert [one.message for one in found] == [f"不合格，未填：{word}"]
    assert found[0].where == "检查项04 楼梯、扶手、栏杆"


def test_what_was_put_right_on_the_spot_opens_no_hazard(make: Make, around: Surroundings) -> None:
    entry = make({"I09": {**FAILED, "handling": "当场整改"}})
    assert entry.verdict(around) is Verdict.FAIL
    assert entry.hazards(around) == ()


def test_what_is_handed_over_for_repair_opens_its_hazard_too(
    make: Make, around: Surroundings
) -> None:
    assert len(make({"I10": {**FAILED, "handling": "报修"}}).hazards(around)) == 1


def test_a_failed_key_item_without_a_deed_is_found(make: Make, around: Surroundings) -> None:
    assert codes(make({"I04": {**FAILED, "action": ""}}), around) == ["F2"]
    assert codes(make({"I01": {**FAILED, "action": ""}}), around) == [], "item 1 is no ★ item"


@pytest.mark.parametrize(("end", "found"), [("15:49", ["R05"]), ("15:50", [])])
def test_r05_a_round_takes_ten_minutes(
    make: Make, around: Surroundings, end: str, found: list[str]
) -> None:
    assert codes(make(end=f"2026-03-05T{end}:00+08:00"), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "2026-03-05T15:00+08:00"}, "「结束时间」：早于开始时间"),
        ({"start": "2026-03-04T15:40+08:00"}, "「开始时间」：不在巡视当日"),
        ({"period": "傍晚"}, "可选：上午、下午、夜间"),
        ({"duration": 35}, "由系统计算"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


def test_a_round_at_night_may_end_on_the_next_day(make: Make, around: Surroundings) -> None:
    night = {"start": "2026-03-05T23:40+08:00", "end": "2026-03-06T00:20+08:00"}
    assert codes(make(period="夜间", **night), around) == []
