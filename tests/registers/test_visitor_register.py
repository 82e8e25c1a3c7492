"""外来人员（车辆）出入登记簿."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.records.made_records import Staff
from tests.registers.conftest import Make, codes

WORKS = {"reason": "施工维修", "host_sign": None}


class Kept(Staff):
    """A school that keeps a list of its people."""

    def keeps(self, kind: str) -> bool:
        return kind == "person"


HERE = Kept({"方守": "gate_guard", "秦总务": "logistics_head", "许母": "guardian"})


def test_a_visit_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert "钱来" not in entry.title(), "no visitor's name in lists"
    assert [column.name for column in entry.numbers_due()] == ["seq"]
    personal = {column.name for column in entry.columns() if column.personal}
    assert personal == {"name", "id_tail", "org", "phone", "plate", "photos"}


def test_it_stays_open_until_the_visitor_left(make: Make) -> None:
    entry = make(out_at=None, host_sign=None, pass_back=None)
    assert entry.stage() == "离校"
    assert not entry.is_complete()


def test_the_slip_is_for_callers_only(make: Make) -> None:
    assert make().signers_needed() == {"被访人"}
    assert make(reason="送货").signers_needed() == frozenset()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"out_at": "2026-03-05T09:00+08:00"}, "「离校时间」：早于进校时间"),
        ({"in_at": "2026-03-04T09:00+08:00"}, "「进校时间」：不在登记当日"),
        ({"id_tail": "33010119900101203X"}, "「证件号后4位」：“.*”写法不对"),
        ({"seq": "客20260305-009"}, "编号由系统连续给出"),
        ({"confirm": None}, "「被访人确认方式」：没有填写"),
    ],
)
def test_r01_and_r02_the_impossible_is_refused(
    make: Make, changes: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)


def test_r02_whom_they_visit_is_on_the_staff(make: Make, around: Surroundings) -> None:
    listed = replace(around, directory=HERE)
    assert codes(make(), listed) == []
    assert codes(make(host="许母"), listed) == ["R02"]
    with pytest.raises(InvalidEntryError, match="名录里没有人员“生人”"):
        type(make()).read({**type(make()).example, "host": "生人"}, listed)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"out_at": "2026-03-05T13:05+08:00"}, []),
        ({"out_at": "2026-03-05T13:06+08:00"}, ["R04"]),
        ({"to_classrooms": True}, ["R04"]),
        ({"to_classrooms": True, "reason": "检查督导"}, []),
        ({"to_classrooms": True, "in_at": "2026-03-05T07:20+08:00"}, []),
        ({"pass_back": None}, ["R06"]),
        ({"pass_back": None, "pass_no": None}, []),
        ({"pass_back": None, "out_at": None, "host_sign": None}, []),
        ({"vehicle": True}, ["G17"]),
        ({"vehicle": True, "plate": "浙A00000"}, []),
        (WORKS, ["G17"]),
        ({**WORKS, "work_ref": "BX-20260304-001"}, []),
        ({"host_sign": None}, ["G17"]),
        ({"phone": "0571-1234567"}, []),
        ({"phone": "1234567"}, ["G17"]),
    ],
)
def test_r04_r06_and_what_is_needed_on_a_condition(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


def test_a_crowd_is_kept_as_it_came(make: Make, around: Surroundings) -> None:
    entry = make(people=51)
    assert entry.verdict(around) is Verdict.FAIL
    assert entry.to_data()["people"] == 51
