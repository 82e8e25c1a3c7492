"""How personal values were looked after, as the audit sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from checklists.rules import Finding, Severity
from records.access import Access
from records.acts import File
from records.audit import View, audit
from records.audit.privacy import (
    access_log_changed,
    personal_values_kept_too_long,
    personal_values_out_of_reach,
    readings_without_right,
)
from records.expiry import expired
from records.ledger import Ledger
from records.masking import masked_findings
from records.personal import ERASED, MISSING
from records.seal import seal_term
from records.statistics import statistics
from tests.records.conftest import TERM
from tests.records.made_records import WANG, changed, on, record, school, view
from tests.records.test_sealing import (
    GUARD,
    LATE,
    WITH_PERSONAL,
    example,
    lose_keys,
    open_school,
)
from tests.records.test_sealing import ledger as ledger

VISITORS = "visitor_register"
READ = Access(on("2026-03-05"), WANG, "查看", "LF-20260305-001", VISITORS, allowed=False)


def seen(*accesses: Access) -> View:
    return replace(view([], school(VISITORS)), accesses=accesses)


def test_who_asks_without_a_right_is_told_of() -> None:
    (found,) = readings_without_right(seen(READ))
    assert (found.code, found.number) == ("G12", "LF-20260305-001")
    assert found.where == "2026-03-05 16:30 王安"
    assert found.severity is Severity.WARN


def test_who_may_read_is_nobodys_business() -> None:
    before_the_term = replace(READ, at=on("2026-02-01"))
    assert list(readings_without_right(seen(replace(READ, allowed=True), before_the_term))) == []


def test_who_did_not_get_in_read_nothing() -> None:
    tried = [replace(READ, how=how, what="", allowed=True) for how in ("登录", "登录未成")]
    assert list(readings_without_right(seen(*tried))) == []


def test_a_changed_access_log_is_told_of() -> None:
    (found,) = access_log_changed(replace(seen(), log_damage=("2026.log 第 2 行被改动或残缺",)))
    assert found.severity is Severity.BLOCK
    assert list(access_log_changed(seen())) == []


def test_keys_that_are_not_there_are_told_of_and_what_was_erased_is_only_mentioned() -> None:
    visit = record(VISITORS, "LF-20260305-001", on("2026-03-05"))
    here = school(VISITORS)
    assert list(personal_values_out_of_reach(view([visit], here))) == []
    for why, level in ((MISSING, Severity.BLOCK), (ERASED, Severity.HINT)):
        lost = changed(visit, lost={"name": why})
        (found,) = personal_values_out_of_reach(view([lost], here))
        assert (found.code, found.severity) == ("G12", level)


def test_what_is_kept_too_long_is_to_be_destroyed() -> None:
    late = replace(seen(), expired=((VISITORS, TERM),))
    (found,) = personal_values_kept_too_long(late)
    assert "taizhang destroy visitor_register --term 2025-2026-2" in found.advice
    assert list(personal_values_kept_too_long(seen())) == []


@pytest.fixture
def following(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger of the term after one with a visitor."""
    ledger.append(File(example(VISITORS)), by=GUARD, at=LATE)
    seal_term(ledger, ec.generate_private_key(ec.SECP256R1()), by=GUARD, at=LATE)
    with Ledger.open(ledger.home, "2026-2027-1", school=open_school()) as opened:
        yield opened


def test_a_year_after_the_term_its_visitors_are_over(following: Ledger) -> None:
    registers = open_school().registers
    assert list(expired(following, registers, date(2027, 12, 31))) == []
    assert list(expired(following, registers, date(2028, 1, 1))) == [(VISITORS, TERM)]


def test_what_was_destroyed_is_not_asked_for_again(following: Ledger) -> None:
    lose_keys(following)
    assert list(expired(following, open_school().registers, date(2028, 1, 1))) == []


def test_a_finding_names_nobody_of_the_records_it_speaks_of(ledger: Ledger) -> None:
    number = ledger.append(File(example(VISITORS)), by=GUARD, at=LATE).number
    finding = Finding("X.R01", Severity.WARN, number, "钱来没有离校", "打13800000000", number)
    (told,) = masked_findings([finding], [ledger.get(number)], open_school().registers)
    assert (told.message, told.advice) == ("钱**没有离校", "打****0000")


def test_nothing_stumbles_over_values_that_are_not_there(ledger: Ledger) -> None:
    """Every register with personal values, five times over, its keys lost: audited all the same."""
    for slug in WITH_PERSONAL:
        for _ in range(5):
            ledger.append(File(example(slug)), by=GUARD, at=LATE)
    here, until = open_school(), LATE.replace(month=7, day=20)
    before = list(audit(View.of(ledger, here, until)))
    lose_keys(ledger)
    assert all(one.content.lost for one in ledger.find() if one.key)
    with Ledger.open(ledger.home, TERM, school=open_school()) as again:
        after = list(audit(View.of(again, here, until)))
        assert list(statistics(View.of(again, here, until)))
        assert list(again.db.table("visitor_register").all())
    assert "缺密钥" in " ".join(one.message for one in after)
    assert {one.code for one in before} & {one.code for one in after}
