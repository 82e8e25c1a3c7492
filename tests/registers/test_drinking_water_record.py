"""饮用水管理."""

from typing import Any

import pytest

from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

NO_DELIVERY: dict[str, Any] = dict.fromkeys(
    ("supplier", "licence", "report_no", "brand", "batch", "exp", "buckets", "sense", "to", "given")
)
CLEANED: dict[str, Any] = {
    **NO_DELIVERY,
    "kind": "设备清洗",
    "device": "YSJ-03",
    "clean_kind": "饮水机内胆",
    "disinfectant": "含氯250mg/L，10分钟",
    "rinse": "冲洗5分钟，余氯0.02mg/L",
    "rinse_result": "合格",
    "restored_at": "2026-03-05T17:40+08:00",
    "photos_before": [EXAMPLE_PHOTO],
    "photos_after": [EXAMPLE_PHOTO],
}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert entry.business_date().isoformat() == "2026-03-05"
    assert entry.subject() == "验收清洗"
    assert make(**NO_DELIVERY, kind="水质检测").subject() == "水质检测"
    assert entry.to_data()["left"] == 40
    assert "next_due" not in entry.to_data()
    assert entry.signers_needed() == {"送水人", "验收人"}


@pytest.mark.parametrize(
    ("day", "due"), [("2026-03-05", "2026-05-04"), ("2026-06-05", "2026-07-05")]
)
def test_a_cleaning_is_complete_without_a_delivery(
    make: Make, around: Surroundings, day: str, due: str
) -> None:
    entry = make(**{**CLEANED, "date": day})
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert entry.to_data()["next_due"] == due
    assert entry.signers_needed() == {"清洗人"}
    assert make(brand=None).is_complete() is False


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"licence": "2026-03-04"}, ["R01"]),
        ({"licence": None}, ["R01"]),
        ({"report_no": None}, ["R01"]),
        ({"report_no": None, "sense": "拒收"}, []),
        ({"exp": "2026-03-04"}, ["R01"]),
        ({"exp": "2026-03-04", "sense": "拒收"}, []),
        ({"opened_on": "2026-03-06", "finished_on": "2026-03-13"}, []),
        ({"exp": "2026-03-12", "opened_on": "2026-03-06", "finished_on": "2026-03-13"}, ["R01"]),
        ({"opened_on": "2026-03-06", "finished_on": "2026-03-14"}, ["R02"]),
        ({"opened_on": "2026-03-06"}, ["R01", "R02"]),
        ({**CLEANED, "rinse_result": "不合格"}, ["R03"]),
        ({**CLEANED, "rinse_result": "不合格", "restored_at": None}, []),
        ({**CLEANED, "rinse": None}, ["R03", "G17"]),
        ({**CLEANED, "device": None}, ["G17"]),
        ({**CLEANED, "photos_after": []}, ["G18"]),
        ({**NO_DELIVERY, "kind": "水质检测"}, ["G17"]),
        ({**NO_DELIVERY, "kind": "水质检测", "water_test": "2026-03-02 合格 县疾控"}, []),
        ({"given": 61}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(make(**changes), around)) == sorted(found)


def test_r04_water_costs_pupils_nothing(make: Make, around: Surroundings) -> None:
    found = make(charged=True).findings(around)
    assert [one.severity for one in found] == [Severity.WARN, Severity.BLOCK]
    told = make(charged=True, fee_notice="收费公示〔2026〕1号").findings(around)
    assert [one.severity for one in told] == [Severity.WARN]
    assert codes(make(), around) == []


def test_water_filled_after_it_came_is_refused(make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="早于生产日期"):
        make(batch="2026-03-06")
