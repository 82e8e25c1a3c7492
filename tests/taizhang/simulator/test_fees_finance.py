"""Money in the simulated term: told, agreed to, taken, receipted, banked, spent and published."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pytest

from checklists.rules import Severity
from records.lifecycle import state_of
from records.record import Record, State
from records.standings import Standing
from taizhang.simulator import simulate
from tests.taizhang.simulator.conftest import Performance, perform
from tests.taizhang.simulator.test_performance import standings
from tests.taizhang.simulator.test_property import PICTURES

CHAPTER = "checklists.registers.fees_finance"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    plan = simulate(chapters=["property", "fees_finance"])
    return perform(plan, tmp_path_factory.mktemp("fees"))


def kept(done: Performance, register: str) -> Sequence[Record]:
    return [one for one in done.records() if one.register == register]


def total(records: Sequence[Record], column: str) -> Decimal:
    return sum((Decimal(str(one.entry.get(column, 0))) for one in records), Decimal())


def test_the_audit_finds_only_what_was_planted(played: Performance) -> None:
    registers = played.school.registers
    slugs = {slug for slug, one in registers.items() if one.__module__.startswith(CHAPTER)}
    serious = [one for one in played.findings if one.severity is not Severity.HINT]
    mine = [one.code for one in serious if one.code.partition(".")[0] in slugs]
    assert mine == ["expense_reimbursement.R04"]  # sports things, reported after three weeks
    general = Counter(one.code for one in serious if "." not in one.code and one.code != PICTURES)
    assert general == {"G02": 1}  # the class left out in May


def test_exactly_the_planned_duties_are_late_or_missing(played: Performance) -> None:
    for standing, gaps in (
        (Standing.MISSING, played.plan.expected_missing),
        (Standing.LATE, played.plan.expected_late),
    ):
        planned = {(gap.register, gap.day, gap.subject) for gap in gaps}
        assert standings(played, standing) == planned


def test_every_record_ends_signed(played: Performance) -> None:
    assert {state_of(one) for one in played.records()} == {State.SIGNED}


def test_what_families_paid_is_what_was_taken_receipted_and_banked(played: Performance) -> None:
    days = kept(played, "daily_fee_settlement")
    lunches = sum(
        Decimal(line["actual"])
        for one in days
        for line in one.entry["lines"]
        if line["item"]["name"] == "午餐费"
    )
    taken = total(days, "actual_total")
    assert taken == total(days, "deposit_amount") == total(days, "faces_total")
    assert total(kept(played, "agency_fee_consent"), "paid") == taken - lunches
    assert total(kept(played, "receipt_stub_register"), "amount") == taken
    assert {one.entry["balance"] for one in days} == {"已平"}


def test_a_miscount_was_found_and_put_right_before_anybody_signed(played: Performance) -> None:
    day = played.record("settlement-0331")
    (change,) = [one for one in day.corrections if one.column == "notes"]
    assert change.reason.startswith("实点时有8元")
    assert day.first.at < min(one.at for one in day.signatures)


def test_months_begin_where_the_last_ended(played: Performance) -> None:
    accounts = kept(played, "monthly_account_publicity")
    left: dict[str, str] = {}
    for one in accounts:
        for line in one.entry["accounts"]:
            assert Decimal(line["opening"]) == Decimal(left.get(line["item"], line["opening"]))
            left[line["item"]] = line["balance"]
    assert {one.entry["kind"] for one in accounts} == {"经费收支", "伙食账", "代收费结算"}
    assert len(accounts) == 7
