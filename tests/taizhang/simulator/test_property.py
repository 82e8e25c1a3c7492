"""Property in the simulated term: bought, stored, counted, lent, broken and made good."""

from collections import Counter

import pytest

from checklists.rules import Severity
from records.audit import audit
from records.audit.view import View
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
    view = View.of(done.ledger, done.school, done.plan.ends)
    serious = (one.code for one in audit(view) if one.severity is not Severity.HINT)
    return Counter(code for code in serious if code != PICTURES)


def test_the_audit_finds_only_what_was_planted(played: Performance) -> None:
    assert found(played) == {
        "purchase_request.R04": 1,  # bought before it was approved
        "class_property_register.R04": 1,  # a class left out in May
        "G02": 1,  # the same, as a duty
    }


def test_every_record_ends_signed(played: Performance) -> None:
    assert {state_of(one) for one in played.records()} == {State.SIGNED}
