"""保育工作检查（一日生活管理）."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from records.directory import Directory
from records.items import ClassItem
from tests.registers.conftest import Make, codes

HIGH: dict[str, Any] = {
    "verdict": "不合格",
    "measured": {"height": "1.2"},
    "remark": "消毒液放在窗台",
    "action": "已上锁移至高柜",
    "handling": "当场整改",
    "photos": [EXAMPLE_PHOTO],
}
AGAIN: dict[str, Any] = {"corrected_at": "2026-03-05T10:30+08:00", "corrected": "已纠正"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "3月5日大一班随机检查"


@pytest.mark.parametrize(
    ("item", "measured", "verdict"),
    [
        ("I03", {"minutes": "31"}, Verdict.FAIL),
        ("I05", {"warmth": "40"}, Verdict.PASS),
        ("I05", {"warmth": "41"}, Verdict.FAIL),
        ("I08", {"outdoors": "2", "sports": "0.9"}, Verdict.FAIL),
        ("I13", {"height": "1.5"}, Verdict.PASS),
        ("I15", {"counted": "不一致"}, Verdict.FAIL),
    ],
)
def test_readings_are_judged(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], verdict: Verdict
) -> None:
    judged = make({item: {"measured": measured}}).judgements(around)
    found = next(one for one in judged if one.key.endswith(item))
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("check", "changes", "found"),
    [
        (HIGH, AGAIN, []),
        (HIGH, {}, ["R01"]),
        (HIGH, {**AGAIN, "corrected": "未纠正"}, ["R01"]),
        ({**HIGH, "handling": "报修"}, AGAIN, ["R01"]),
        ({**HIGH, "photos": []}, AGAIN, ["G18"]),
    ],
)
def test_r01_a_key_item_is_put_right_on_the_spot(
    make: Make,
    around: Surroundings,
    check: dict[str, Any],
    changes: dict[str, Any],
    found: list[str],
) -> None:
    assert codes(make({"I13": check}, **changes), around) == found


def test_r01_nobody_checks_their_own(make: Make, around: Surroundings) -> None:
    assert codes(make(checker="冯苗"), around) == ["R01"]
    away = {"staff": ["冯苗"]}
    assert codes(make(checker="陈芳", **away), around) == []
    classes = {"Y3": ClassItem(id="Y3", name="大一班", homeroom="陈芳")}
    listed = replace(around, directory=Directory({"class": classes}))
    assert codes(make(checker="陈芳", **away), listed) == ["R01"]
    assert codes(make(**away), listed) == []


def test_looked_at_again_before_it_was_looked_at_is_refused(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="「复查时间」：早于日期"):
        make(corrected_at="2026-03-04T10:30+08:00")
