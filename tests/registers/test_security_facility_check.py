"""技防物防设施检查表."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
FAILED: dict[str, Any] = {
    "verdict": "不合格",
    "remark": "盾牌缺一面",
    "handling": "当场整改",
    "action": "已从库房补齐",
    "photos": [PHOTO],
}


def days(number: str) -> dict[str, Any]:
    return {"measured": {"days": number}, "remark": "硬盘故障", "photos": [PHOTO], "action": "报修"}


def test_a_check_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.title() == "2026-03 技防物防检查"


@pytest.mark.parametrize(
    ("check", "head", "found"),
    [
        ({"verdict": "合格"}, 34, ["G15", "R01"]),
        (days("35"), 34, ["R01"]),
        (days("34"), 34, []),
        (days("29"), 29, ["R01"]),
    ],
)
def test_r01_days_are_a_number(
    make: Make, around: Surroundings, check: dict[str, Any], head: int, found: list[str]
) -> None:
    assert codes(make({"I03": check}, storage_days=head), around) == found


@pytest.mark.parametrize(
    ("kept", "key_target", "verdict"),
    [
        ("29", False, Verdict.FAIL),
        ("30", False, Verdict.PASS),
        ("89", True, Verdict.FAIL),
        ("90", True, Verdict.PASS),
    ],
)
def test_r01_thirty_days_and_ninety_for_a_key_target(
    make: Make, around: Surroundings, kept: str, key_target: bool, verdict: Verdict
) -> None:
    entry = make({"I03": days(kept)}, storage_days=int(kept), key_target=key_target)
    assert entry.verdict(around) is verdict


def test_the_place_may_ask_for_more(make: Make, around: Surroundings) -> None:
    own = replace(around, limits={"security_facility_check.I03.days": Limit.of(low="60")})
    entry = make({"I03": days("45")}, storage_days=45)
    assert (entry.verdict(around), entry.verdict(own)) == (Verdict.PASS, Verdict.FAIL)


def test_r02_a_key_failure_opens_a_hazard_even_if_put_right(
    make: Make, around: Surroundings
) -> None:
    hazard = make({"I13": FAILED}).hazards(around)
    assert [(one.key, one.category, one.critical) for one in hazard] == [
        ("security_facility_check.I13", "治安", True)
    ]
    assert make({"I09": FAILED}).hazards(around) == (), "no ★ item"


def test_cameras_that_are_off_are_named_and_watched_instead(
    make: Make, around: Surroundings
) -> None:
    dark = {**FAILED, "measured": {"rate": "95"}, "handling": "报修"}
    assert codes(make({"I01": dark}), around) == ["G17", "G17"]
    covered = {"offline": ["食堂后门"], "cover": "高卫加巡食堂，每小时一次"}
    assert codes(make({"I01": dark}, **covered), around) == []


def test_failures_are_shown(make: Make, around: Surroundings) -> None:
    assert codes(make({"I09": {**FAILED, "photos": []}}), around) == ["G18"]
