"""物品采购申请审批表."""

from dataclasses import replace
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.columns import EXAMPLE_PHOTO
from checklists.limits import Limit
from checklists.rules import Severity
from checklists.surroundings import Surroundings
from records.rereading import given_back
from tests.registers.conftest import Make, codes

REQUEST = find("purchase_request")
BROOM, MOP = REQUEST.example["goods"]
QUOTES = [EXAMPLE_PHOTO] * 3
TWO = ["周采", "董玥"]


def worth(total: str, **changes: Any) -> dict[str, Any]:
    line = {**MOP, "need": "1", "qty": "1", "est_price": total}
    return {"goods": [line], "quotes": QUOTES, "buyers": TWO, "budget_left": "99999.00", **changes}


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    kept = entry.to_data()
    assert [one.get("stock") for one in kept["goods"]] == ["24", None]
    assert ([one["amount"] for one in kept["goods"]], kept["total"]) == (
        ["561.00", "450.00"],
        "1011.00",
    )
    assert entry.title() == "总务处采购扫帚等"
    assert entry.is_complete()
    assert make(approved_at=None, bought_at=None, buyers=None).stage() == "审批"


def test_what_is_computed_in_lines_may_come_back_with_a_correction(make: Make) -> None:
    kept = make().to_data()
    given = given_back(REQUEST, kept, kept)
    assert given["goods"] == [BROOM, MOP]
    forged = {**kept, "goods": [{**kept["goods"][0], "amount": "1.00"}]}
    assert given_back(REQUEST, forged, kept)["goods"] == [{**BROOM, "amount": "1.00"}]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"budget_left": "1010.99"}, ["R01"]),
        ({"budget_left": "1011.00"}, []),
        ({"goods": [{**BROOM, "qty": "67"}, MOP]}, ["R01"]),
        ({"goods": [{**BROOM, "stock": "23", "qty": "67"}, MOP]}, []),
        (worth("5000.01", level="校长", buyers=["周采"]), ["R02"]),
        (worth("5000.01", level="校长", buyers=["周采", "周采"]), ["R02"]),
        (worth("5000.01", level="校长"), []),
        ({"bought_at": "2026-02-27T10:00"}, ["R04"]),
        ({"method": "询价三家"}, ["G17"]),
        (worth("5000.01", level="校长", quotes=QUOTES[:2]), ["G17"]),
        (worth("5000.01", level="校长", quotes=None, method="政府采购"), []),
    ],
)
def test_each_rule(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(**changes), around) == found


@pytest.mark.parametrize(
    ("total", "level", "minutes", "found"),
    [
        ("500.00", "部门负责人", None, []),
        ("500.01", "部门负责人", None, ["R03"]),
        ("5000.00", "分管校长", None, []),
        ("5000.01", "分管校长", None, ["R03"]),
        ("5000.01", "校长", None, []),
        ("20000.00", "校长", None, []),
        ("20000.01", "校长", "行〔2026〕3号", ["R03"]),
        ("20000.01", "行政会议", None, ["R03"]),
        ("20000.01", "行政会议", "行〔2026〕3号", []),
    ],
)
def test_r03_each_sum_has_its_level(
    make: Make, around: Surroundings, total: str, level: str, minutes: str | None, found: list[str]
) -> None:
    assert codes(make(**worth(total, level=level, minutes_no=minutes)), around) == found


def test_r04_a_second_approval_stays_marked(make: Make, around: Surroundings) -> None:
    early = make(bought_at="2026-02-26T10:00", reapproved="沈校长3月2日补批，开学急用")
    assert [one.severity for one in early.findings(around)] == [Severity.WARN]


def test_who_signs_depends_on_the_sum(make: Make, around: Surroundings) -> None:
    both = {"分管校长", "校长（超限额行政会议）"}
    assert make().signers_needed(around) == {"分管校长"}
    assert make(**worth("500.00")).signers_needed(around) == frozenset()
    assert make(**worth("5000.01")).signers_needed(around) == both
    own = replace(around, limits={"purchase_request.level.部门负责人": Limit.of(high="2000")})
    assert make().signers_needed(own) == frozenset()
