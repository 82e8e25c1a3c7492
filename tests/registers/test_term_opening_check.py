"""开学前（期初）后勤保障条件检查表."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

SHORT: dict[str, Any] = {
    "measured": {"short": "12"},
    "remark": "缺12套",
    "action": "从库房调用",
    "handling": "报修",
}
INSTEAD: dict[str, Any] = {
    "item": "I01",
    "plan": "开学前从示例小学调借12套",
    "approver": "沈云霁",
    "approved_on": "2026-02-27",
}
VISITS = list(find("term_opening_check").example["visits"])


@dataclass(frozen=True)
class Colleague:
    id: str
    name: str
    posts: tuple[str, ...]
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class Staff:
    def keeps(self, kind: str) -> bool:
        return kind == "person"

    def look_up(self, kind: str, key: str) -> Colleague:
        return Colleague(key, key, ("principal",) if key == "沈云霁" else ("teacher",))


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.business_date().isoformat() == "2026-02-26"


@pytest.mark.parametrize(
    ("check", "changes", "found"),
    [
        (SHORT, {}, ["R01"]),
        (SHORT, {"alternatives": [INSTEAD]}, []),
        (SHORT, {"alternatives": [{**INSTEAD, "item": "I02"}]}, ["R01"]),
        (SHORT, {"alternatives": [{**INSTEAD, "approver": "王安"}]}, ["R01"]),
        (SHORT, {"conclusion": "暂不具备开学条件"}, []),
        ({"verdict": "未检", "remark": "没有清点"}, {}, ["R01"]),
    ],
)
def test_r01_ready_when_every_key_item_is(
    make: Make,
    around: Surroundings,
    check: dict[str, Any],
    changes: dict[str, Any],
    found: list[str],
) -> None:
    entry = make({"I01": check}, **changes)
    assert codes(entry, replace(around, directory=Staff())) == found


def test_an_ordinary_item_does_not_keep_a_school_closed(make: Make, around: Surroundings) -> None:
    dark = {"measured": {"desk": "280", "board": "540"}, "remark": "两间偏暗"}
    entry = make({"I03": dark})
    assert codes(entry, around) == []
    assert [one.category for one in entry.hazards(around)] == ["用电"]


def test_r02_every_item_has_its_checker(make: Make, around: Surroundings) -> None:
    found = make(visits=VISITS[1:]).findings(around)
    assert [(one.code, one.where) for one in found] == [
        ("term_opening_check.R02", "检查项01 课桌凳数量与学生数")
    ]


def test_it_is_photographed(make: Make, around: Surroundings) -> None:
    assert codes(make(photos=[]), around) == ["G18"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"alternatives": [INSTEAD, INSTEAD]}, "「替代方案」：I01写了两次"),
        ({"visits": [{**VISITS[0], "item": "I16"}]}, "“I16”写法不对"),
        ({"inspectors": []}, "「检查组」：太少"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
