"""Chapter 6 across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from records.audit import environment
from records.record import Record
from tests.records.made_records import on, record, school, view

GREEN, PESTS = "greening_maintenance", "disinfection_pest_control"


def work(day: str, kind: str = "修剪", **changes: Any) -> Record:
    number = f"LHYH-{day.replace('-', '')}-001"
    return record(GREEN, number, on(day), date=day, work=kind, **changes)


def pests(day: str, kind: str) -> Record:
    number = f"XDCH-{day.replace('-', '')}-001"
    clock = {"start": f"{day}T16:50+08:00", "end": f"{day}T17:20+08:00"}
    return record(PESTS, number, on(day), date=day, kind=kind, **clock)


def test_a_month_of_growth_without_cutting_is_found() -> None:
    here, now = school(GREEN), on("2026-05-08")
    found = list(environment.grounds_left_alone(view([work("2026-04-02", "浇水")], here, now)))
    assert [one.where for one in found] == ["2026年04月"]
    assert list(environment.grounds_left_alone(view([work("2026-04-02")], here, now))) == []
    assert list(environment.grounds_left_alone(view([], here, on("2026-04-30")))) == []
    assert list(environment.grounds_left_alone(view([], school(), now))) == []


@pytest.mark.parametrize(
    ("kind", "messages"), [("除草", 1), ("登高修枝", 0), ("支撑", 0), ("修剪", 0)]
)
def test_branches_are_looked_at_before_the_floods(kind: str, messages: int) -> None:
    more = {"workers": 2, "safe": "隔离"}
    kept = [work("2026-04-08"), work("2026-05-08"), work("2026-05-20", kind, **more)]
    kept = kept if kind == "修剪" else [kept[0], work("2026-05-08", "除草"), kept[2]]
    found = list(environment.grounds_left_alone(view(kept, school(GREEN), on("2026-06-01"))))
    assert len(found) == messages


def test_two_months_without_catching_rats_are_found() -> None:
    here, now = school(PESTS), on("2026-05-08")
    kept = [pests("2026-03-05", "预防性消毒")]
    found = list(environment.pests_left_alone(view(kept, here, now)))
    assert [one.message for one in found] == ["连续2个月没有灭鼠记录"]
    kept = [pests("2026-04-09", "灭鼠"), pests("2026-04-10", "终末消毒")]
    assert list(environment.pests_left_alone(view(kept, here, now))) == []
    assert list(environment.pests_left_alone(view([], here, on("2026-04-09")))) == []
