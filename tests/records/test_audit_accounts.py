"""Published accounts across months: where each check fires, and where it does not."""

from typing import Any

import pytest

from checklists.catalogue import find
from records.audit import accounts, fees
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(accounts.ACCOUNTS, fees.DAYS)
ALONE = school(accounts.ACCOUNTS)
LINE = {"item": "课后服务费", "opening": "0", "income": "7500.00", "expense": "7000.00"}
UP = dict.fromkeys(("union", "publish_place", "publish_on", "photos"))


def account(month: int, line: dict[str, Any] | None = None, **changes: Any) -> Record:
    """An account of a month, published on the seventh of the next."""
    after = f"2026-{month + 1:02d}"
    own: dict[str, Any] = {
        "month": f"2026-{month:02d}",
        "kind": "经费收支",
        "accounts": [{**LINE, **(line or {})}],
        "prepared_on": f"{after}-03",
        "publish_on": f"{after}-07",
        **dict.fromkeys(("closed_on", "question", "answered_on")),
    }
    own |= changes
    number = f"ZMGB-2026{month + 1:02d}03-{len(str(own['kind'])):03d}"
    return record(accounts.ACCOUNTS, number, on(f"{after}-03"), **own)


@pytest.mark.parametrize(
    ("line", "changes", "found"),
    [
        ({"opening": "500.00"}, {}, []),
        ({"opening": "500"}, {}, []),
        ({"opening": "499.99"}, {}, ["课后服务费期初499.99元，2026-03期末500.00元"]),
        ({"item": "办公费"}, {}, []),
        ({}, {"kind": "伙食账"}, []),
    ],
)
def test_a_month_begins_where_the_last_ended(
    line: dict[str, Any], changes: dict[str, Any], found: list[str]
) -> None:
    both = [account(4, line, **changes), account(3)]
    assert [one.message for one in accounts.months_carry_on(view(both, ALONE))] == found


def day(date: str) -> Record:
    """A day on which 7,500 yuan were taken for after-school care."""
    at = f"{date}T16:20:00+08:00"
    number = f"RJD-{date.replace('-', '')}-001"
    return record(fees.DAYS, number, on(date), date=date, deposit_on=at)


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (["2026-03-09"], []),
        (["2026-03-09", "2026-04-09"], []),
        ([], ["课后服务费收入7500.00元，日结实收合计0元"]),
        (["2026-04-09"], ["课后服务费收入7500.00元，日结实收合计0元"]),
        (["2026-03-09", "2026-03-10"], ["课后服务费收入7500.00元，日结实收合计15000.00元"]),
    ],
)
def test_agency_fees_are_published_as_they_were_taken(dates: list[str], found: list[str]) -> None:
    kept = [account(3, kind="代收费结算"), *map(day, dates)]
    said = accounts.charges_are_in_the_accounts(view(kept, HERE))
    assert [one.message for one in said] == found


def test_without_the_days_it_is_not_looked_into() -> None:
    kept = view([account(3, kind="代收费结算")], ALONE)
    (found,) = accounts.charges_are_in_the_accounts(kept)
    assert found.message == "未核（缺当日收费日结单）"
    assert list(accounts.charges_are_in_the_accounts(view([account(3)], ALONE))) == []


def published(*months: int, **changes: Any) -> list[Record]:
    kinds = ("经费收支", "伙食账")
    return [account(month, kind=kind, **changes) for month in months for kind in kinds]


@pytest.mark.parametrize(
    ("months", "now", "found"),
    [
        ((3, 4), "2026-06-09", 0),
        ((3,), "2026-06-09", 0),
        ((3,), "2026-06-11", 2),
        ((4,), "2026-06-11", 0),
        ((), "2026-05-09", 0),
        ((), "2026-06-11", 2),
    ],
)
def test_two_months_on_end_without_publication(
    months: tuple[int, ...], now: str, found: int
) -> None:
    kept = view(published(*months), ALONE, on(now))
    assert len(list(accounts.months_without_publication(kept))) == found


def test_drawn_up_is_not_published() -> None:
    drawn_up = published(3, 4, **UP)
    found = list(accounts.months_without_publication(view(drawn_up, ALONE, on("2026-05-12"))))
    assert [one.where for one in found] == ["经费收支", "伙食账"]
    assert found[0].message == "从2026-03起连续2月未公布"


def test_the_example_is_one_of_the_two_that_are_owed() -> None:
    kind = find(accounts.ACCOUNTS)
    owed = {duty.subject for duty in ALONE.duties(kind)}
    example = record(accounts.ACCOUNTS, "ZMGB-20260403-001", on("2026-04-03"))
    assert view([example], ALONE).subject(example) in owed
