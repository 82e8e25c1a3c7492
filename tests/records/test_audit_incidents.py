"""Incidents across records."""

from typing import Any

import pytest

from checklists.rules import Severity
from records.audit import incidents
from records.record import Record
from tests.records.made_records import END, on, record, school, view

POISONED: dict[str, Any] = {
    "event_type": "食物中毒或疑似",
    "occurred_at": "2026-03-06T13:00:00+08:00",
    "found_at": "2026-03-06T13:30:00+08:00",
    "notify_parent": "2026-03-06T13:40:00+08:00",
    "oral_at": "2026-03-06T13:50:00+08:00",
    "written_at": "2026-03-06T15:00:00+08:00",
}
HERE = school("incident_report", "food_sample_retention")


def incident(**changes: Any) -> Record:
    return record("incident_report", "SG-20260306-001", on("2026-03-06"), **changes)


def sample(destroyed: str | None) -> Record:
    by = "董玥" if destroyed else None
    changes: dict[str, Any] = {"dispose_at": destroyed, "dispose_by": by}
    return record("food_sample_retention", "LY-20260305-001", on("2026-03-05"), **changes)


@pytest.mark.parametrize(
    ("destroyed", "count"),
    [
        (None, 0),
        ("2026-03-06T13:00:00+08:00", 0),
        ("2026-03-07T16:10:00+08:00", 1),
        ("2026-03-11T16:10:00+08:00", 0),
    ],
)
def test_samples_stay_while_a_poisoning_is_looked_into(destroyed: str | None, count: int) -> None:
    """The example's last report is of 10 March."""
    kept = [incident(**POISONED), sample(destroyed)]
    assert len(list(incidents.samples_destroyed_under_lock(view(kept, HERE)))) == count
    harmless = [incident(), sample(destroyed)]
    assert list(incidents.samples_destroyed_under_lock(view(harmless, HERE))) == []


def test_the_lock_holds_until_the_last_report() -> None:
    still = incident(**POISONED, reports=None, conclusion=None)
    kept = [still, sample("2026-03-11T16:10:00+08:00")]
    assert len(list(incidents.samples_destroyed_under_lock(view(kept, HERE, END)))) == 1


@pytest.mark.parametrize(
    ("day", "disposals", "count"),
    [
        ("2026-03-09", True, 1),
        ("2026-03-09", False, 0),
        ("2026-03-06", True, 0),
        ("2026-03-11", True, 0),
    ],
)
def test_nothing_leaves_the_store_meanwhile(day: str, disposals: bool, count: int) -> None:
    gone = {
        "food": "酸奶",
        "batch_qty": "20260210，6盒",
        "stock": "6",
        "qty": "6",
        "reason": "超过保质期",
        "method": "染色毁形销毁",
        "handler": "柏禾",
        "witness": "贺珺",
    }
    store = record(
        "food_storage_check",
        "KC-1",
        on(day),
        date=day,
        disposals=[gone] if disposals else [],
    )
    here = school("incident_report", "food_storage_check")
    found = incidents.food_disposed_of_under_lock(view([incident(**POISONED), store], here))
    assert len(list(found)) == count


def test_without_the_other_register_nothing_is_said_to_be_in_order() -> None:
    alone = view([sample(None)], school("food_sample_retention"))
    no_store = view([incident(**POISONED)], school("incident_report"))
    found = [
        *incidents.samples_destroyed_under_lock(alone),
        *incidents.food_disposed_of_under_lock(no_store),
    ]
    assert [one.severity for one in found] == [Severity.HINT, Severity.HINT]
