"""Property in the simulated term: bought, stored, counted, lent, broken and made good."""

from collections import Counter
from decimal import Decimal

import pytest

from checklists.rules import Severity
from records.lifecycle import state_of
from records.record import State
from taizhang.simulator import simulate
from tests.taizhang.simulator.conftest import Performance, perform


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(simulate(chapters=["property"]), tmp_path_factory.mktemp("property"))


PICTURES = "G09"
"""Pictures are not drawn here, so none says when it was taken."""


def found(done: Performance) -> Counter[str]:
    serious = (one.code for one in done.findings if one.severity is not Severity.HINT)
    return Counter(code for code in serious if code != PICTURES)


def test_the_audit_finds_only_what_was_planted(played: Performance) -> None:
    assert found(played) == {
        "purchase_request.R04": 1,  # bought before it was approved
        "class_property_register.R04": 1,  # a class left out in May
        "G02": 1,  # the same, as a duty
        "item_loan_register.R04": 1,  # loudspeakers, five days late
        "library_loan_register.R03": 1,  # a book, eleven days late
    }


def test_every_record_ends_signed(played: Performance) -> None:
    assert {state_of(one) for one in played.records()} == {State.SIGNED}


def test_what_the_store_holds_is_what_came_less_what_went(played: Performance) -> None:
    left: dict[str, Decimal] = {}
    for one in (each.entry for each in played.records() if each.register == "warehouse_ledger"):
        item, opening = one["item"]["name"], Decimal(one["opening"])
        assert left.get(item, opening) == opening
        left[item] = opening + Decimal(one["in_qty"]) - Decimal(one["out_qty"])
        assert left[item] == Decimal(one["balance"]) >= 0
    whole = next(each for each in played.records() if each.entry.get("type") == "期末")
    assert {one["item"]["name"] for one in whole.entry["counts"]} == left.keys()


def test_every_class_is_settled_looked_at_and_handed_in(played: Performance) -> None:
    kept = [one.entry for one in played.records() if one.register == "class_property_register"]
    visits = Counter((one["room"]["name"], one["check_type"]) for one in kept)
    for room in played.plan.directory.listings("class"):
        months = 4 if room.name == "四（1）班" else 5
        assert visits[room.name, "期初登记"] == visits[room.name, "期末点交"] == 1
        assert visits[room.name, "月查"] == months, room.name
