"""设施设备定期保养检修与清洗记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.registers.utilities_buildings.equipment_maintenance_record import tolerance
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

LIFT: dict[str, Any] = {
    "asset": "DT-01 食梯",
    "kind": "电梯",
    "licence": "示例T0001",
    "inspect_valid": "2026-12-31",
}
KEPT = {"I04": {"verdict": "合格", "measured": {"days": "14"}}}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    data = entry.to_data()
    assert codes(entry, around) == []
    assert (data["due_on"], data["next_due"], data["cost"]) == ("2026-03-07", "2026-04-05", "9.60")
    assert "next_due" not in make(result="报废").to_data()
    assert "due_on" not in make(last_on=None).to_data()


def test_items_of_other_equipment_do_not_apply(make: Make, around: Surroundings) -> None:
    found = {one.key.rpartition(".")[2]: one.verdict for one in make().judgements(around)}
    assert found["I04"] is Verdict.NOT_APPLICABLE
    with pytest.raises(InvalidEntryError, match="检查项04 电梯：没有填写"):
        make(**LIFT)


@pytest.mark.parametrize(
    ("cycle", "days"), [("日", 0), ("周", 1), ("月", 3), ("季", 9), ("半年", 18), ("年", 37)]
)
def test_the_tolerance_is_a_tenth(cycle: str, days: int) -> None:
    assert tolerance(cycle).days == days


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"inspect_valid": "2026-03-05"}, ["R01"]),
        ({"inspect_valid": "2026-03-05", "result": "停用"}, []),
        ({"done_on": "2026-03-10"}, []),
        ({"done_on": "2026-03-11"}, ["R02"]),
        ({"photos_before": []}, ["G18"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [({}, []), ({"licence": None}, ["R02"]), ({"inspect_valid": None}, ["G17"])],
)
def test_special_equipment(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(KEPT, **{**LIFT, **changes}), around) == found


def test_a_lift_not_maintained_for_a_fortnight_fails(make: Make, around: Surroundings) -> None:
    late = {"measured": {"days": "16"}, "remark": "维保逾期", "action": "停用"}
    (hazard,) = make({"I04": late}, **LIFT).hazards(around)
    assert (hazard.category, str(hazard.place)) == ("特种设备", "操场")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_on": "2026-03-07"}, "「实做日期」：早于上次完成日期"),
        ({"due_on": "2026-03-07"}, "「应做日期」：由系统计算"),
        ({"content": "长" * 201}, "「保养/清洗内容」：太长"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
