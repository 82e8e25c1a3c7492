"""灭火器检查卡."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.lifespans import LIFESPANS, Lifespan, lifespan, years_after
from checklists.limits import Limit
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

CO2: dict[str, Any] = {
    "type": "二氧化碳",
    "spec": "MT3",
    "rated_weight": "6.85",
    "rated_charge": "3.00",
    "weight": "6.80",
}
WEIGHED = {"I06": {"measured": {"zone": "无压力表（称重）"}}}
PHOTO = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}


def verdict(entry: Any, item: str, around: Surroundings) -> Verdict:
    key = f"fire_extinguisher_inspection.{item}"
    found: Verdict = next(one.verdict for one in entry.judgements(around) if one.key == key)
    return found


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.business_date().isoformat()) == ("M-017", "2026-03-05")
    computed = entry.to_data()
    assert computed["month"] == "2026-03"
    assert (computed["next_repair_due"], computed["scrap_due"]) == ("2028-06-18", "2033-06-18")


@pytest.mark.parametrize(("zone", "bound"), [("红区", "绿区"), ("黄区", "绿区")])
def test_a_gauge_out_of_the_green_is_kept_judged_and_opens_a_hazard(
    make: Make, around: Surroundings, zone: str, bound: str
) -> None:
    entry = make({"I06": {"measured": {"zone": zone}}})
    assert verdict(entry, "I06", around) is Verdict.FAIL
    hazard = entry.hazards(around)[0]
    assert (hazard.source, hazard.category, hazard.critical) == ("灭火器检查", "消防", True)
    assert hazard.place is not None
    assert hazard.place.name == "教学楼一层东侧"
    assert f"{zone}（标准指针{bound}）" in hazard.description
    assert codes(entry, around) == ["F2", "G18"]


def test_a_failure_put_out_of_use_and_shown_has_no_findings(
    make: Make, around: Surroundings
) -> None:
    red = {"measured": {"zone": "红区"}, "action": "挂停用牌，就近调补M-020", "photos": [PHOTO]}
    assert codes(make({"I06": red}, conclusion="停用送修", substitute="M-020"), around) == []


def test_carbon_dioxide_has_no_gauge_and_is_weighed(make: Make, around: Surroundings) -> None:
    entry = make(WEIGHED, **CO2)
    assert verdict(entry, "I06", around) is Verdict.PASS
    assert entry.to_data()["leak"] == "1.7"
    assert codes(entry, around) == []
    assert verdict(make(None, **CO2), "I06", around) is Verdict.FAIL, "it has no green zone"
    assert verdict(make(WEIGHED), "I06", around) is Verdict.FAIL, "a powder one has a gauge"
    assert "G17" in codes(make(WEIGHED, **{**CO2, "weight": None}), around)


@pytest.mark.parametrize(
    ("weight", "outcome"), [("6.55", Verdict.PASS), ("6.54", Verdict.FAIL), ("6.00", Verdict.FAIL)]
)
def test_a_loss_of_more_than_a_tenth_of_the_charge_fails(
    make: Make, around: Surroundings, weight: str, outcome: Verdict
) -> None:
    assert verdict(make(WEIGHED, **{**CO2, "weight": weight}), "leak", around) is outcome


@pytest.mark.parametrize(
    ("charge", "hose", "outcome"),
    [
        ("4", "有", Verdict.PASS),
        ("4", "无", Verdict.FAIL),
        ("3", "无", Verdict.PASS),
        ("3.1", "无", Verdict.FAIL),
    ],
)
def test_more_than_three_kilograms_need_a_hose(
    make: Make, around: Surroundings, charge: str, hose: str, outcome: Verdict
) -> None:
    entry = make({"I08": {"measured": {"charge": charge, "hose": hose}}})
    assert verdict(entry, "I08", around) is outcome


@pytest.mark.parametrize(
    ("item", "measured", "outcome"),
    [
        ("I02", {"top": "1.50", "bottom": "0.08"}, Verdict.PASS),
        ("I02", {"top": "1.51", "bottom": "0.08"}, Verdict.FAIL),
        ("I02", {"top": "1.50", "bottom": "0.07"}, Verdict.FAIL),
        ("I09", {"coating": "≤1/3"}, Verdict.PASS),
        ("I09", {"coating": ">1/3"}, Verdict.FAIL),
    ],
)
def test_readings_are_judged(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], outcome: Verdict
) -> None:
    assert verdict(make({item: {"measured": measured}}), item, around) is outcome


def test_wheeled_ones_stand_as_high_as_they_like(make: Make, around: Surroundings) -> None:
    high = {"I02": {"measured": {"top": "1.8", "bottom": "0"}}, "I13": {"verdict": "合格"}}
    assert verdict(make(high, spec="MFTZ/ABC35"), "I02", around) is Verdict.PASS


@pytest.mark.parametrize(
    ("kind", "repaired", "repair", "scrap"),
    [
        ("干粉ABC", None, "2020-02-29", "2025-02-28"),
        ("干粉BC", "2020-03-01", "2022-03-01", "2025-02-28"),
        ("洁净气体", "2022-03-01", "2024-03-01", "2025-02-28"),
        ("水基型", None, "2018-02-28", "2021-02-28"),
        ("水基型", "2018-03-01", "2019-03-01", "2021-02-28"),
        ("二氧化碳", None, "2020-02-29", "2027-02-28"),
    ],
)
def test_due_dates_follow_the_type(
    make: Make, kind: str, repaired: str | None, repair: str, scrap: str
) -> None:
    made = {"made_on": "2015-02-28", "type": kind, "last_repair": repaired}
    computed = make(**made).to_data()
    expected = repair.replace("02-29", "02-28")
    assert (computed["next_repair_due"], computed["scrap_due"]) == (expected, scrap)


def test_the_years_are_a_table_a_school_may_change(around: Surroundings) -> None:
    kind = find("fire_extinguisher_inspection")
    limits = {"fire_extinguisher_inspection.years.干粉ABC.scrap": Limit.of(high="8")}
    own = replace(around, limits=limits)
    assert kind.read(kind.example, own).to_data()["scrap_due"] == "2031-06-18"
    assert lifespan("水基型", {}) == LIFESPANS["水基型"] == Lifespan(3, 1, 6)


def test_a_leap_day_becomes_the_last_of_february() -> None:
    from datetime import date

    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


OVERDUE = {"made_on": "2015-01-01", "last_repair": "2025-06-01"}
TO_REPAIR = {"made_on": "2020-01-01"}
DATED = {"I11": {"verdict": "不合格", "remark": "到期", "action": "停用", "photos": [PHOTO]}}


def test_r02_past_its_life_it_can_only_be_scrapped(make: Make, around: Surroundings) -> None:
    ticked = make(**OVERDUE)
    assert verdict(ticked, "I11", around) is Verdict.FAIL
    found = [one.message for one in ticked.findings(around) if one.code.endswith("R02")]
    assert found == ["已于2025-01-01到报废期，结论只能是停用报废", "已到期，不得判合格"]
    assert "R02" in codes(make(DATED, **OVERDUE, conclusion="停用送修"), around)
    assert codes(make(DATED, **OVERDUE, conclusion="停用报废"), around) == []


def test_r02_due_for_repair_it_is_not_in_use(make: Make, around: Surroundings) -> None:
    assert codes(make(DATED, **TO_REPAIR), around) == ["R02"]
    assert codes(make(DATED, **TO_REPAIR, conclusion="停用送修"), around) == []
    on_the_day = make(DATED, made_on="2021-03-05", conclusion="停用送修")
    assert codes(on_the_day, around) == []


@pytest.mark.parametrize(
    ("made_on", "left"), [("2021-05-04", "还有60天"), ("2021-03-06", "还有1天"), ("2021-05-05", "")]
)
def test_r05_warns_sixty_days_before(
    make: Make, around: Surroundings, made_on: str, left: str
) -> None:
    found = [one for one in make(made_on=made_on).findings(around) if one.code.endswith("R05")]
    assert [one.message for one in found] == ([left] if left else [])
    assert all(one.severity is Severity.WARN for one in found)


@pytest.mark.parametrize(("metres", "found"), [("30", []), ("30.5", ["R06"])])
def test_r06_the_code_is_read_near_its_place(
    make: Make, around: Surroundings, metres: str, found: list[str]
) -> None:
    assert codes(make(scan_distance=metres), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_repair": "2023-06-17"}, "「最近维修日期」：早于出厂日期"),
        ({"made_on": "2026-03-06"}, "「检查日期」：早于出厂日期"),
        ({"next_repair_due": "2030-01-01"}, "「应维修日期」：由系统计算"),
        ({"scrap_due": "2040-01-01"}, "「应报废日期」：由系统计算"),
        ({"type": "泡沫"}, "可选：干粉ABC"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
