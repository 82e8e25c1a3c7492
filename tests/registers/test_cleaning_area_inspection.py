"""环境卫生责任区检查评比."""

from typing import Any

import pytest

from checklists.cadence import Together
from checklists.columns import EXAMPLE_PHOTO
from checklists.registers.environment.cleaning_area_inspection import CleaningAreaInspection
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

TOILET: dict[str, Any] = {
    "area_type": "厕所",
    "area": "教学楼一层厕所",
    "checks": {
        **{f"I{number:02d}": {"verdict": "合格"} for number in (8, 10, 11, 12)},
        "I13": {"measured": {"times": "1"}},
    },
}


def verdicts(entry: Any, around: Surroundings) -> dict[str, Verdict]:
    return {one.key.rpartition(".")[2]: one.verdict for one in entry.judgements(around)}


def test_the_example_has_no_findings_and_no_hazards(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.hazards(around)) == ([], ())
    assert entry.title() == "3月5日教学楼201晨扫检查"


@pytest.mark.parametrize(
    ("changes", "rhythm"),
    [
        ({}, "晨扫保洁"),
        ({"slot": "课间"}, "晨扫保洁"),
        ({**TOILET, "slot": "午间"}, "厕所上午"),
        ({**TOILET, "slot": "放学"}, "厕所下午"),
        ({**TOILET, "slot": "抽查"}, "抽查"),
        ({"slot": "劳动周大扫除"}, "大扫除"),
    ],
)
def test_every_rhythm_of_the_catalogue_has_its_duty(
    make: Make, changes: dict[str, Any], rhythm: str
) -> None:
    cadence = CleaningAreaInspection.register.cadence
    assert make(**changes).subject() == rhythm
    assert isinstance(cadence, Together)
    assert rhythm in dict(cadence.parts)


def test_items_of_other_areas_do_not_apply(make: Make, around: Surroundings) -> None:
    found = verdicts(make(), around)
    assert found["I10"] is Verdict.NOT_APPLICABLE
    assert found["I03"] is Verdict.PASS
    judged = make({"I10": {"verdict": "不合格", "remark": "有粪垢", "action": "停用"}})
    assert verdicts(judged, around)["I10"] is Verdict.FAIL


@pytest.mark.parametrize(("epidemic", "verdict"), [(False, Verdict.PASS), (True, Verdict.FAIL)])
def test_toilets_are_disinfected_twice_while_an_infection_goes_round(
    make: Make, around: Surroundings, epidemic: bool, verdict: Verdict
) -> None:
    checks = TOILET["checks"]
    changes = {**TOILET, "epidemic": epidemic, "checks": checks}
    assert verdicts(make(**changes), around)["I13"] is verdict


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"score": "9.0"}, ["R02"]),
        ({"deduct": [{"what": "窗台", "points": "0.5"}]}, ["R02", "G18"]),
        ({"deduct": [{"what": "窗台", "points": "0.5", "desc": "积尘"}]}, ["G18"]),
        ({"checker": "陈芳"}, ["R02"]),
        ({"owner": "三（2）班、王安"}, ["R02"]),
        ({"score": "10", "deduct": []}, ["R04"]),
        ({"score": "10", "deduct": [], "photos": [EXAMPLE_PHOTO]}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(make(**changes), around)) == sorted(found)


def test_a_fault_that_stays_opens_a_hazard(make: Make, around: Surroundings) -> None:
    stays = {"verdict": "不合格", "remark": "玻璃破损", "handling": "报修"}
    (hazard,) = make({"I02": stays}).hazards(around)
    assert (hazard.source, hazard.category) == ("其他", "卫生防疫")
