from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from checklists.catalogue import catalogue
from records.acts import File, Void
from records.equipment import Condition, conditions
from records.ledger import Ledger
from records.school import School
from tests.records.conftest import NOON, WANG

REGISTER = "fire_extinguisher_inspection"
Inspect = Callable[..., str]


@pytest.fixture
def inspect(ledger: Ledger, school: School) -> Inspect:
    """File a check of M-017 on a day of March; keywords replace columns."""

    def file(day: int, zone: str = "绿区", **changes: Any) -> str:
        kind, at = catalogue()[REGISTER], NOON + timedelta(days=day - 5)
        checks = {**kind.example["checks"], "I06": {"measured": {"zone": zone}}}
        data = {
            **kind.example,
            "checks": checks,
            "checked_on": f"2026-03-{day:02d}",
            "checker": "王安",
        }
        entry = kind.read({**data, **changes}, school.surroundings(at))
        return ledger.append(File(entry), by=WANG, at=at).number

    return file


def condition(ledger: Ledger) -> Condition:
    return conditions(ledger.find(REGISTER))["M-017"]


def test_a_failed_key_item_takes_an_extinguisher_out_of_use_until_it_passes(
    ledger: Ledger, inspect: Inspect
) -> None:
    failed = inspect(2, "红区")
    out = condition(ledger)
    assert (out.in_use, out.number) == (False, failed)
    assert "压力指示器" in out.reason
    inspect(5)
    assert condition(ledger).in_use


def test_what_an_inspector_puts_out_of_use_is_out_of_use(ledger: Ledger, inspect: Inspect) -> None:
    inspect(2, conclusion="停用送修")
    assert (condition(ledger).in_use, condition(ledger).reason) == (False, "停用送修")


def test_the_later_check_counts_whichever_was_captured_first(
    ledger: Ledger, inspect: Inspect
) -> None:
    inspect(5)
    inspect(3, "红区")
    assert condition(ledger).in_use


def test_a_voided_check_says_nothing(ledger: Ledger, inspect: Inspect) -> None:
    inspect(2)
    number = inspect(3, "红区")
    ledger.append(Void(number, "记错了灭火器"), by=WANG, at=NOON)
    assert condition(ledger).in_use
