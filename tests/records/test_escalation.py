"""Who has to be told of a hazard, and since when."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.limits import Limit
from records.escalation import told
from records.hazards import Hazard, hazard_of
from tests.records.made_records import on, record
from tests.records.test_audit_consequences import OPEN


def hazard(day: str, level: str = "一般-限期整改", **changes: Any) -> Hazard:
    """Found on 5 March, due on the 10th."""
    kept = record(
        "hazard_rectification",
        "YH-20260305-001",
        on("2026-03-05"),
        level=level,
        **{**OPEN, **changes},
    )
    return hazard_of(kept, date.fromisoformat(day))


def known(one: Hazard, limits: dict[str, Limit] | None = None) -> dict[str, str]:
    return {each.post: f"{each.since:%m-%d} {each.why}" for each in told(one, limits or {})}


@pytest.mark.parametrize(
    ("day", "posts"),
    [
        ("2026-03-10", ()),
        ("2026-03-11", ("整改责任人", "总务主任")),
        ("2026-03-13", ("整改责任人", "总务主任", "分管副校长")),
        ("2026-03-17", ("整改责任人", "总务主任", "分管副校长", "校长")),
    ],
)
def test_one_post_higher_after_one_three_and_seven_days(day: str, posts: tuple[str, ...]) -> None:
    assert tuple(known(hazard(day))) == posts


def test_a_major_hazard_is_told_to_everybody_at_once() -> None:
    found = known(hazard("2026-03-05", "重大"))
    assert list(found) == ["总务主任", "分管副校长", "校长", "教育主管部门"]
    assert set(found.values()) == {"03-05 重大隐患"}
    assert known(hazard("2026-03-17", "重大"))["校长"] == "03-05 重大隐患"
    assert list(known(hazard("2026-03-05", "较大"))) == ["总务主任", "分管副校长"]


def test_who_is_told_later_is_told_from_that_day_on() -> None:
    found = told(hazard("2026-03-20", "较大"), {})
    assert str(found[-1]) == "校长（3月17日起，超期7天）"


def test_a_school_sets_its_own_days() -> None:
    own = {"hazard_rectification.told.校长": Limit.of(high="2")}
    assert known(hazard("2026-03-12"), own)["校长"] == "03-12 超期2天"


def test_nobody_is_told_of_what_is_closed() -> None:
    assert told(replace(hazard("2026-06-01", "重大"), is_closed=True), {}) == ()
    assert told(replace(hazard("2026-06-01", "重大"), is_void=True), {}) == ()
