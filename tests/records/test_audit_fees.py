"""Fees across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from checklists.catalogue import find
from checklists.rules import Severity
from records.audit import consents, fees
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(fees.NOTICES, consents.CONSENTS, fees.DAYS)
ALONE = school(fees.DAYS)
FREE, SERVICE = find(fees.NOTICES).example["fees"]
CASH, SCANNED = find(fees.DAYS).example["lines"]
UNPAID: dict[str, Any] = dict.fromkeys(
    ("paid", "paid_on", "receipt_no", "collector", "cost", "returned")
)
DECLINED = {**UNPAID, "choice": "不参加", "reason": "不需要"}


def notice(**changes: Any) -> Record:
    return record(
        fees.NOTICES, "SFGS-20260224-001", on("2026-02-24"), fees=[FREE, {**SERVICE, **changes}]
    )


def consent(number: int = 1, **changes: Any) -> Record:
    return record(consents.CONSENTS, f"DSF-20260228-{number:03d}", on("2026-02-28"), **changes)


def day(number: int = 1, date: str = "2026-03-09", **changes: Any) -> Record:
    """A day on which five pay in cash; its receipts are of its own number."""
    first, last = number * 100 + 1, number * 100 + 5
    row = {
        **CASH,
        "count": 5,
        "reduce": "0",
        "receipt_from": f"{first:07d}",
        "receipt_to": f"{last:07d}",
        "void": "无",
        **changes,
    }
    at = f"{date}T10:20:00+08:00"
    return record(
        fees.DAYS,
        f"RJD-{date.replace('-', '')}-{number:03d}",
        on(date),
        date=date,
        lines=[row],
        scanned="0",
        deposit_on=at,
        deposit_amount="1500.00",
    )


def test_r01_what_is_forbidden_and_charged_all_the_same() -> None:
    kept = [day(item="桶装水费"), consent(item="学生平安保险"), consent(2, item="饮水费", **UNPAID)]
    found = list(fees.forbidden_and_charged(view(kept, HERE)))
    assert [one.number for one in found] == [kept[0].number, kept[1].number]
    assert all(one.severity is Severity.BLOCK for one in found)
    assert list(fees.forbidden_and_charged(view([day(), consent()], HERE))) == []
    assert list(fees.forbidden_and_charged(view(kept[:1], ALONE))) == []


@pytest.mark.parametrize(
    ("item", "date", "words"),
    [
        ("课后服务费", "2026-03-09", ""),
        ("课后 服务费", "2026-03-09", ""),
        ("课后服务费", "2026-03-06", "不在公示的收费期内"),
        ("课后服务费", "2026-07-11", "不在公示的收费期内"),
        ("校服费", "2026-03-09", "“校服费”没有公示就收费"),
    ],
)
def test_r03_what_is_charged_was_announced(item: str, date: str, words: str) -> None:
    found = list(fees.charged_without_notice(view([notice(), day(date=date, item=item)], HERE)))
    assert len(found) == bool(words)
    assert all(words in one.message for one in found)


def test_r03_consents_that_were_paid_count_too() -> None:
    paid, unpaid = consent(item="校服费"), consent(2, item="校服费", **UNPAID)
    (found,) = fees.charged_without_notice(view([notice(), paid, unpaid], HERE))
    assert found.number == paid.number


def test_without_the_days_nobody_looks_and_says_so() -> None:
    here = school(fees.NOTICES, consents.CONSENTS)
    kept = view([notice(), consent()], here)
    for check in (
        fees.charged_without_notice,
        fees.charged_more_than_agreed,
        fees.payments_are_in_the_days,
    ):
        assert [one.message for one in check(kept)] == ["未核（缺当日收费日结单）"]
        assert list(check(view([], here))) == []


@pytest.mark.parametrize(("standard", "found"), [("300.00", 0), ("299.00", 1), ("301.00", 1)])
def test_days_charge_the_announced_standard(standard: str, found: int) -> None:
    kept = view([notice(), day(standard=standard)], HERE)
    assert len(list(fees.charged_by_another_standard(kept))) == found


@pytest.mark.parametrize(("standard", "found"), [("300.00", 0), ("299.00", 0), ("301.00", 1)])
def test_slips_ask_for_no_more_than_was_announced(standard: str, found: int) -> None:
    kept = view([notice(), consent(standard=standard)], HERE)
    assert len(list(fees.agreed_to_more_than_was_told(kept))) == found


@pytest.mark.parametrize(
    ("joined", "unit", "dates", "found"),
    [
        (5, "人·学期", ["2026-03-09"], 0),
        (4, "人·学期", ["2026-03-09"], 1),
        (5, "人·学期", ["2026-03-09", "2026-04-09"], 1),
        (5, "人·月", ["2026-03-09", "2026-04-09"], 0),
        (5, "人·月", ["2026-03-09", "2026-03-10"], 1),
        (5, "人·次", ["2026-03-09", "2026-03-10"], 0),
    ],
)
def test_no_more_are_charged_than_joined(
    joined: int, unit: str, dates: list[str], found: int
) -> None:
    slips = [consent(n, **({} if n <= joined else DECLINED)) for n in range(1, 7)]
    days = [day(n, date) for n, date in enumerate(dates, 1)]
    kept = view([notice(unit=unit), *slips, *days], HERE)
    assert len(list(fees.charged_more_than_agreed(kept))) == found


def test_what_is_not_by_choice_needs_no_consent() -> None:
    meals = notice(kind="伙食费", voluntary="必收")
    assert list(fees.charged_more_than_agreed(view([meals, day()], HERE))) == []
    assert len(list(fees.charged_more_than_agreed(view([notice(), day()], HERE)))) == 1


@pytest.mark.parametrize(("families", "found"), [(5, []), (4, ["-300.00"]), (6, ["300.00"])])
def test_what_families_paid_is_what_the_days_took(families: int, found: list[str]) -> None:
    slips = [consent(n) for n in range(families)]
    said = list(fees.payments_are_in_the_days(view([*slips, day()], HERE)))
    assert [one.message.rpartition("差")[2].removesuffix("元") for one in said] == found


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("0000106", "0000110", 0),
        ("0000105", "0000109", 1),
        ("0000101", "0000105", 1),
        ("A000101", "A000105", 0),
        ("无", "无", 0),
    ],
)
def test_a_receipt_is_used_once(first: str, last: str, found: int) -> None:
    again = day(2, "2026-03-10", receipt_from=first, receipt_to=last)
    kept = view([day(), again], ALONE)
    assert [one.number for one in fees.receipts_used_twice(kept)] == [again.number] * found


@pytest.mark.parametrize(("days", "found"), [(4, 1), (3, 0)])
def test_suddenly_much_more_cash(days: int, found: int) -> None:
    dates = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"][:days]
    scanned = [day(n, date, method="扫码") for n, date in enumerate(dates[:-1], 1)]
    kept = [*scanned, day(9, dates[-1])]
    assert len(list(fees.much_more_cash(view(kept, ALONE)))) == found
    assert list(fees.much_more_cash(view(scanned, ALONE))) == []
