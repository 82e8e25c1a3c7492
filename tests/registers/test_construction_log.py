"""施工日志与现场安全检查."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

DATED = {**EXAMPLE_PHOTO, "taken_at": "2026-05-02T09:00:00+08:00"}
EARLIER = {**DATED, "taken_at": "2026-05-01T09:00:00+08:00"}
WELDED = "二层东卫生间支架电焊固定，旧管拆除清运。"
STOPPED: dict[str, Any] = {"workers": 0, "hours": "未施工"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "厨房地面维修5月2日施工日志"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (STOPPED, ["R01"]),
        ({**STOPPED, "stopped": "暴雨"}, []),
        ({"photos": [DATED] * 3}, []),
        ({"photos": [DATED, DATED, EARLIER]}, ["R01"]),
        ({"hot_work": True}, ["R02"]),
        ({"hot_work": True, "hot_permit": "DH-07"}, []),
        ({"part": WELDED}, ["R02"]),
        ({"hidden_part": "三层立管暗槽"}, ["R02"]),
        ({"hidden_part": "三层立管暗槽", "hidden": "5月2日双方验收合格"}, []),
        ({"part": "刷墙"}, ["G17"]),
        ({"photos": [EXAMPLE_PHOTO] * 2}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_material_without_a_certificate_warns(make: Make, around: Surroundings) -> None:
    pipe = {"name": "PPR管", "spec": "DN50", "quantity": "40米", "certificate": False}
    assert codes(make(materials=[pipe]), around) == ["G17"]


@pytest.mark.parametrize(("minutes", "verdict"), [("30", Verdict.PASS), ("29", Verdict.FAIL)])
def test_hot_work_is_looked_at_again(
    make: Make, around: Surroundings, minutes: str, verdict: Verdict
) -> None:
    entry = make({"I03": {"measured": {"recheck": minutes}}}, hot_work=True, hot_permit="DH-07")
    assert entry.verdict(around) is verdict


def test_a_failed_key_item_stops_the_work(make: Make, around: Surroundings) -> None:
    entry = make({"I04": {"verdict": "不合格", "remark": "一闸多机"}})
    assert codes(entry, around) == ["F2"]
    (hazard,) = entry.hazards(around)
    assert (hazard.source, hazard.category, hazard.critical) == ("其他", "用电", True)
