"""幼儿接送与代接登记."""

from collections.abc import Mapping
from typing import Any

import pytest

from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from tests.registers.conftest import Make, codes

SHEET = {"sha256": "a" * 64, "name": "授权.jpg", "media_type": "image/jpeg"}
PROXY: dict[str, Any] = {
    "proxy": True,
    "proxy_auth": [SHEET],
    "proxy_id": "203X",
    "proxy_adult": True,
}


def test_a_day_with_everything_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert (entry.title(), entry.subject()) == ("中二班3月5日接送", "中二班")
    assert entry.signers_needed(around) == frozenset()


def test_it_stays_open_until_the_child_was_fetched(make: Make) -> None:
    assert make(out_at=None, out_by=None, card=None, proxy=None).stage() == "离园"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (PROXY, []),
        ({**PROXY, "proxy_auth": None}, ["R02"]),
        ({**PROXY, "proxy_adult": False}, ["R02"]),
        ({**PROXY, "proxy_adult": None}, ["R02"]),
        ({**PROXY, "proxy_id": None}, ["G17"]),
        ({"banned": True}, ["R02"]),
    ],
)
def test_r02_a_proxy_is_grown_up_authorised_and_not_forbidden(
    make: Make, around: Surroundings, changes: Mapping[str, Any], found: list[str]
) -> None:
    entry = make(**changes)
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
    assert codes(make(out_at=out_at, late_care=carer), around) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"out_at": "07:55"}, "「离园时间」：不晚于入园时间"),
        ({"out_at": "下午"}, "“下午”不是钟点"),
        ({"proxy_id": "33010119900101203X"}, "「代接人证件核验」：“.*”写法不对"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
