"""晨（午）检及全日健康观察记录."""

from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

ILL: dict[str, Any] = {"child": "程小禾", "symptom": ["咳嗽"], "handle": "留园观察"}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.subject(), entry.title()) == ("大一班 晨检", "3月5日大一班晨检")
    assert {one.name for one in entry.columns() if one.personal} == {"abnormal", "absences"}


def test_naps_are_not_watched_in_the_morning(make: Make, around: Surroundings) -> None:
    found = {one.key.rpartition(".")[2]: one.verdict for one in make().judgements(around)}
    assert found["I05"] is Verdict.NOT_APPLICABLE
    with pytest.raises(InvalidEntryError, match="午睡巡视"):
        make(slot="全日观察")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"present": 31}, ["R01"]),
        ({"absences": []}, ["R01"]),
        ({"absent": 0, "present": 32, "absences": []}, []),
        (
            {
                "absences": [
                    {"child": "林小舟", "reason": "原因不明"},
                    {"child": "叶小满", "reason": "事假"},
                ]
            },
            ["R01"],
        ),
        ({"abnormal": [{**ILL, "temp": "37.3", "handle": "继续上课"}]}, ["R02"]),
        ({"abnormal": [{**ILL, "temp": "37.2", "handle": "继续上课"}]}, []),
        ({"abnormal": [{**ILL, "medicine": "止咳糖浆 5mL 11:00"}]}, ["R03"]),
        ({"abnormal": [{**ILL, "medicine": "止咳糖浆 5mL 11:00", "consent": True}]}, []),
        ({"abnormal": [{**ILL, "temp": "36.8", "child": name} for name in "甲乙丙"]}, ["R04"]),
        ({"abnormal": [{**ILL, "temp": "36.8", "child": name} for name in "甲乙"]}, []),
        ({"abnormal": [{**ILL, "handle": "送医"}]}, ["G17"]),
        ({"abnormal": [{**ILL, "symptom": ["发热"]}]}, ["G17"]),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_an_odd_reading_is_kept_and_warned_about(make: Make, around: Surroundings) -> None:
    found = make(abnormal=[{**ILL, "temp": "43.5"}]).findings(around)
    assert [(one.code, one.severity) for one in found] == [("G17", Severity.WARN)]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        ({**ILL, "symptom": []}, "「异常表现」"),
        ({**ILL, "symptom": ["困"]}, "「异常表现」.*不在可选范围"),
        ({**ILL, "handle": "罚站"}, "「处理」"),
    ],
)
def test_the_impossible_is_refused(make: Make, one: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(abnormal=[one])
