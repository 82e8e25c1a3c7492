"""餐用具清洗消毒记录."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

SOAKED: dict[str, Any] = {
    "method": "含氯浸泡",
    "temp": None,
    "conc": 250,
    "rinsed": True,
    "start": "13:05",
    "end": "13:10",
}


SENT_OUT: dict[str, Any] = {
    "method": "委托集中消毒",
    "temp": None,
    "delivery": "PS-0305",
    "listed": 620,
}


def test_clean_plates_have_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.to_data()["minutes"]) == ("中", "15.00")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"temp": "100"}, Verdict.PASS),
        ({"temp": "99.9"}, Verdict.FAIL),
        ({"end": "13:15"}, Verdict.PASS),
        ({"end": "13:14:59"}, Verdict.FAIL),
        ({"method": "煮沸", "temp": "100"}, Verdict.PASS),
        ({"method": "红外消毒柜", "temp": "120"}, Verdict.PASS),
        ({"method": "红外消毒柜", "temp": "119"}, Verdict.FAIL),
        ({"method": "高温洗碗机", "temp": "85", "end": "13:05:40"}, Verdict.PASS),
        ({"method": "高温洗碗机", "temp": "85", "end": "13:05:39"}, Verdict.FAIL),
        (SOAKED, Verdict.PASS),
        ({**SOAKED, "conc": 249}, Verdict.FAIL),
        ({**SOAKED, "end": "13:09"}, Verdict.FAIL),
        ({"test": "重洗"}, Verdict.FAIL),
    ],
)
def test_r01_every_way_has_its_parameters(
    make: Make, around: Surroundings, changes: dict[str, Any], outcome: Verdict
) -> None:
    entry = make(**changes)
    assert entry.verdict(around) is outcome
    assert codes(entry, around) == (["R01"] if outcome is Verdict.FAIL else [])
    assert codes(make(**changes, redone="XD-20260305-009"), around) == []
    assert entry.hazards(around) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({**SOAKED, "rinsed": None}, ["R01"]),
        ({**SOAKED, "conc": None}, ["G15"]),
        ({"temp": None}, ["G15"]),
        (SENT_OUT, []),
        ({**SENT_OUT, "delivery": None}, ["G15"]),
        ({**SENT_OUT, "listed": None}, ["G15"]),
        ({**SENT_OUT, "listed": 622}, ["R02"]),
        ({"served_until": "13:06"}, ["R03"]),
        ({"served_until": "13:05"}, []),
        ({"served_until": None}, []),
        ({"store": False}, ["G17"]),
    ],
)
def test_each_rule_fires_on_its_fault_only(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_school_may_want_more(make: Make, around: Surroundings) -> None:
    strict = replace(around, limits={"tableware_disinfection.seconds.蒸汽": Limit.of(low="1200")})
    assert make().verdict(strict) is Verdict.FAIL


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": "13:05"}, "「结束时间」：不晚于开始时间"),
        ({"qty": 0}, "「数量」：是0"),
        ({"minutes": "15.00"}, "「时长（分）」：由系统计算"),
        ({"start": "13点"}, "「开始时间」：“13点”不是钟点"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
