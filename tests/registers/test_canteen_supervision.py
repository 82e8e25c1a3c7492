"""食堂督查（周排查、月调度）."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict
from tests.registers.conftest import Make, codes

KIND = find("canteen_supervision")
MONTHLY: dict[str, Any] = {
    "kind": "月调度",
    "host": "林致远",
    "fund": "61200.00",
    "fund_in": "61800.00",
    "conclusion": "账目相符，继续执行。",
    "checks": {},
}


@dataclass(frozen=True)
class Somebody:
    id: str
    name: str
    posts: tuple[str, ...]
    active: bool = True
    facts: dict[str, str] = field(default_factory=dict)


class Staff:
    def keeps(self, kind: str) -> bool:
        return kind == "person"

    def look_up(self, kind: str, key: str) -> Somebody:
        return Somebody(key, key, ("principal",) if key == "林致远" else ("logistics_head",))


def read(around: Surroundings, **changes: Any) -> Entry:
    """As it is, check table included."""
    data = {**KIND.example, **MONTHLY, **changes}
    return KIND.read({name: one for name, one in data.items() if one is not None}, around)


def test_a_week_is_looked_over(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    data = entry.to_data()
    assert (data["daily_issue"], data["last_closed"]) == ("1项，未关闭0项", "100.0")
    assert (entry.subject(), entry.signers_needed(around)) == ("周排查", frozenset())
    assert make(kind="不定期抽查").subject() == ""
    assert codes(make(photos=[]), around) == ["G18"]
    assert "last_closed" not in make(last_total=0, last_done=0).to_data()


def test_r01_a_month_is_presided_over_by_the_principal(around: Surroundings) -> None:
    known = replace(around, directory=Staff())
    month = read(known)
    assert codes(month, known) == []
    assert month.signers_needed(known) == {"校长"}
    assert codes(read(known, host="秦总务"), known) == ["R01"]
    assert codes(read(known, host="秦总务", authority="3月25日书面授权"), known) == []


@pytest.mark.parametrize("name", ["fund", "fund_in", "conclusion"])
def test_a_month_has_its_money_and_its_conclusion(around: Surroundings, name: str) -> None:
    assert codes(read(around, **{name: None}), around) == ["G17"]


@pytest.mark.parametrize(
    ("item", "measured", "outcome"),
    [
        ("I02", {"done": "100"}, Verdict.PASS),
        ("I02", {"done": "99"}, Verdict.FAIL),
        ("I04", {"off": "2"}, Verdict.PASS),
        ("I04", {"off": "2.1"}, Verdict.FAIL),
        ("I07", {"clean": "94"}, Verdict.FAIL),
    ],
)
def test_readings_are_judged(
    make: Make, around: Surroundings, item: str, measured: dict[str, str], outcome: Verdict
) -> None:
    assert make({item: {"measured": measured}}).verdict(around) is outcome


def test_who_looks_around_answers_every_item(around: Surroundings, make: Make) -> None:
    with pytest.raises(InvalidEntryError, match="检查项01 证照与人员：没有填写"):
        read(around, kind="周排查")
    assert read(around, kind="现场办公会").judgements(around) == ()
    with pytest.raises(InvalidEntryError, match="多于上期问题数"):
        make(last_done=4)
