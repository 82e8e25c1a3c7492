"""幼儿接送与代接登记."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.registers.gate_security.child_pickup_register import ChildPickupRegister
from checklists.surroundings import Surroundings
from records.directory import Directory
from records.items import BannedItem
from tests.registers.conftest import Make, codes

SHEET = {"sha256": "a" * 64, "name": "授权.jpg", "media_type": "image/jpeg"}
PROXY: dict[str, Any] = {
    "proxy": True,
    "proxy_auth": [SHEET],
    "proxy_id": "203X",
    "proxy_adult": True,
}
CAME, LEFT = ChildPickupRegister.example["arrivals"], ChildPickupRegister.example["departures"]


def leaving(**changes: Any) -> list[dict[str, Any]]:
    """The first child's departure with changes, the second's as it is."""
    first = {name: value for name, value in {**LEFT[0], **changes}.items() if value is not None}
    return [first, *LEFT[1:]]


def test_a_day_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.subject()) == ("中二班3月5日接送", "中二班")
    assert entry.signers_needed(around) == frozenset()


def test_it_stays_open_until_the_children_were_fetched(make: Make) -> None:
    assert make(departures=None).stage() == "离园"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"departures": None}, []),
        ({"present": 3}, ["R01"]),
        ({"departures": LEFT[:1]}, ["R01"]),
        ({"departures": leaving(out_at=None)}, ["R01", "G17"]),
        ({"departures": [LEFT[0], {**LEFT[1], "child": "赵一"}]}, ["R01"]),
        ({"arrivals": CAME[:1], "departures": LEFT[:1], "present": 1}, []),
        ({"departures": [*LEFT, LEFT[0]]}, ["R03"]),
    ],
)
def test_r01_r03_everybody_who_came_leaves_once(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (PROXY, []),
        ({**PROXY, "proxy_auth": None}, ["R02"]),
        ({**PROXY, "proxy_adult": False}, ["R02"]),
        ({**PROXY, "proxy_adult": None}, ["R02"]),
        ({**PROXY, "proxy_id": None}, ["G17"]),
    ],
)
def test_r02_a_proxy_is_grown_up_authorised_and_not_forbidden(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    entry = make(departures=leaving(**changes))
    assert codes(entry, around) == found
    assert entry.signers_needed(around) == ({"园门门卫"} if changes.get("proxy") else set())


@pytest.mark.parametrize(
    ("out_at", "carer", "found"),
    [
        ("17:00", None, []),
        ("17:01", None, ["G17"]),
        ("17:30", "李禾", []),
        ("17:31", "李禾", ["R04"]),
    ],
)
def test_r04_late_children_are_looked_after(
    make: Make, around: Surroundings, out_at: str, carer: str | None, found: list[str]
) -> None:
    assert codes(make(departures=leaving(out_at=out_at, late_care=carer)), around) == found


@pytest.mark.parametrize("column", ["in_at", "in_by"])
def test_it_says_when_and_by_whom_a_child_was_brought(
    make: Make, around: Surroundings, column: str
) -> None:
    first = {name: value for name, value in CAME[0].items() if name != column}
    assert codes(make(arrivals=[first, *CAME[1:]]), around) == ["G17"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"out_at": "07:55"}, "「离园」第 1 行「离园时间」：不晚于入园时间"),
        ({"out_at": "下午"}, "“下午”不是钟点"),
        ({"proxy_id": "33010119900101203X"}, "「代接人证件核验」：“.*”写法不对"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(departures=leaving(**changes))


@pytest.mark.parametrize(
    ("who", "child", "found"),
    [("许父", "许小禾", ["R02"]), ("许父", "别家孩子", []), ("许某", "许小禾", [])],
)
def test_r02_who_is_on_the_list_of_the_forbidden_fetches_nobody(
    make: Make, around: Surroundings, who: str, child: str, found: list[str]
) -> None:
    banned = BannedItem(id="N001", name=who, child=child, reason="法院裁定")
    listed = replace(around, directory=Directory({"banned": {banned.id: banned}}))
    assert codes(make(departures=leaving(out_by="许父")), listed) == found
