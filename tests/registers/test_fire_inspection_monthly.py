"""月度防火检查表."""

from typing import Any

import pytest

from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}


def failed(**changes: Any) -> dict[str, Any]:
    return {
        "verdict": "不合格",
        "remark": "有问题",
        "action": "已停用",
        "photos": [PHOTO],
        **changes,
    }


def test_a_month_without_fault_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.hazards(around) == ()


@pytest.mark.parametrize(
    ("item", "measured", "outcome"),
    [
        ("I04", {"lit": "30"}, Verdict.PASS),
        ("I04", {"lit": "29"}, Verdict.FAIL),
        ("I06", {"pressure": "0.02"}, Verdict.PASS),
        ("I12", {"done": "99.5"}, Verdict.FAIL),
        ("I15", {"cleaned": "0"}, Verdict.FAIL),
        ("I22", {"since": "12"}, Verdict.PASS),
        ("I22", {"since": "13"}, Verdict.FAIL),
    ],
)
def test_readings_are_judged(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], outcome: Verdict
) -> None:
    judged = {one.key: one for one in make({item: {"measured": measured}}).judgements(around)}
    assert judged[f"fire_inspection_monthly.{item}"].verdict is outcome


def test_r01_nobody_inspects_himself(make: Make, around: Surroundings) -> None:
    assert codes(make(inspected="郑琦"), around) == ["R01"]


def test_r02_pressure_and_minutes_are_given(make: Make, around: Surroundings) -> None:
    for item in ("I04", "I06"):
        assert codes(make({item: {"verdict": "合格"}}), around) == ["G15", "R02"]
        assert codes(make({item: {"verdict": "不适用", "remark": "没有"}}), around) == []


def test_r03_a_key_item_opens_a_hazard_even_when_put_right(
    make: Make, around: Surroundings
) -> None:
    both = make(
        {"I02": failed(handling="当场整改"), "I03": failed(handling="当场整改"), "I14": failed()}
    )
    found = [(one.key.rpartition(".")[2], one.category) for one in both.hazards(around)]
    assert found == [("I02", "消防"), ("I14", "燃气")]


@pytest.mark.parametrize(("changes", "found"), [({"photos": []}, ["G18"]), ({}, [])])
def test_every_building_and_every_failure_is_photographed(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found
    assert codes(make({"I03": failed(photos=[])}, **changes), around) == [*found, "G18"]
