"""因病缺勤追踪与传染病登记."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.limits import Limit
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

ZERO = (
    *("student", "onset", "symptom", "hospital", "disease", "contact", "isolate_from"),
    *("isolate_to", "track", "disinfect", "return_on", "cert_on", "return_cert"),
)
BACK: dict[str, Any] = dict.fromkeys(("return_on", "cert_on", "return_cert", "disinfect"))


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert (entry.subject(), entry.title()) == ("三（2）班", "3月5日三（2）班因病缺勤")
    assert entry.signers_needed() == {"校长"}
    assert "student" in {one.name for one in entry.columns() if one.personal}


def test_a_zero_report_is_complete_at_once(make: Make, around: Surroundings) -> None:
    entry = make(zero_report=True, **dict.fromkeys(ZERO))
    assert (codes(entry, around), entry.is_complete()) == ([], True)
    assert entry.signers_needed() == frozenset()


def test_a_case_stays_open_until_the_pupil_is_back(make: Make) -> None:
    assert (make(**BACK).stage(), make(**BACK).is_complete()) == ("返校", False)
    assert make(**BACK, track=None).stage() == "追踪"
    assert make(student=None).stage() == "登记"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"track": [{"on": "2026-03-06", "note": "居家"}]}, []),
        ({"track": [{"on": "2026-03-07", "note": "居家"}]}, ["R01"]),
        ({"return_cert": []}, ["R02"]),
        ({"cert_on": None}, ["R02"]),
        ({"cert_on": "2026-03-21"}, ["R02"]),
        ({"disease": "其他", "return_cert": []}, []),
        (
            {"track": [{"on": "2026-03-05", "note": "一"}, {"on": "2026-03-08", "note": "二"}]},
            ["R04"],
        ),
        (
            {"track": [{"on": "2026-03-05", "note": "一"}, {"on": "2026-03-07", "note": "二"}]},
            [],
        ),
        ({"isolate_to": "2026-03-17"}, ["G17"]),
        ({"isolate_to": None}, ["G17"]),
        ({"disease": "新冠", "isolate_to": "2026-03-05"}, []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_school_may_isolate_longer(make: Make, around: Surroundings) -> None:
    limits = {"infectious_disease_register.isolate.水痘": Limit.of(low="21")}
    assert codes(make(), replace(around, limits=limits)) == ["G17"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"onset": "2026-03-06"}, "「日期」：早于发病日期"),
        ({"return_on": "2026-03-04"}, "「返校日期」：早于日期"),
        ({"isolate_to": "2026-03-01"}, "「隔离止」：早于隔离起"),
        ({"zero_report": True}, "「零报告」：填了病例"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
