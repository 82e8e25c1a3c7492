"""Papers of money begun from what families paid: the day's settlement, the month's account."""

from dataclasses import replace
from datetime import date
from typing import Any

from checklists.catalogue import find
from records.drafts import DRAFTS, Draft
from records.items import PersonItem
from records.record import Record
from tests.records.made_records import on, record, school, view
from tests.records.test_charges import OPEN, day, slip, stub
from tests.records.test_drafts import listing

DAYS, ACCOUNTS = "daily_fee_settlement", "monthly_account_publicity"
MONDAY = date(2026, 3, 9)


def drafted(slug: str, kept: list[Record], on_day: date, of: str = "") -> Draft:
    people = listing(PersonItem(id="p1", name="江秋", posts=("accountant",)))
    here = replace(school(slug, *DRAFTS[slug].sources), directory=people)
    return DRAFTS[slug].make(view(kept, here, on(on_day.isoformat(), "23:00")), on_day, of)


def test_a_day_begins_with_what_was_taken_and_leaves_the_counting_to_people() -> None:
    notice = record("fee_publicity", "SFGS-20260224-001", on("2026-02-24"))
    kept = [notice, stub(), slip(1, **OPEN), slip(2, **OPEN), slip(3, **{**OPEN, "method": "扫码"})]
    draft = drafted(DAYS, kept, MONDAY)
    assert (draft.data["collector"], draft.data["reviewer"]) == ("许收", "江秋")
    assert draft.data["class_"] == "三（2）班"
    assert draft.data["publicity_no"] == notice.number
    assert [(line["method"], line["actual"]) for line in draft.data["lines"]] == [
        ("现金", "600.00"),
        ("扫码", "300.00"),
    ]
    assert not {"notes", "scanned", "deposit_amount"} & draft.data.keys()
    assert "收费3户，900.00元" in draft.notes[0]
    entry = find(DAYS).read(dict(draft.data), school(DAYS).surroundings(on("2026-03-09", "23:00")))
    assert entry.to_data()["balance"] == "未平", "nothing was counted yet"


def test_a_day_says_that_it_is_settled_already_and_what_is_missing() -> None:
    draft = drafted(DAYS, [stub(), slip(1), slip(4), day(receipt_to="0012031", count=1)], MONDAY)
    assert [line["receipt_from"] for line in draft.data["lines"]] == ["0012034"]
    assert "已经有日结单" in draft.notes[1]
    assert "漏号：0012032—0012033没有下落" in draft.notes[2]


def test_a_day_without_takings_is_a_blank_form() -> None:
    draft = drafted(DAYS, [stub()], MONDAY)
    assert draft.data == {"date": "2026-03-09", "reviewer": "江秋"}


def test_a_month_s_account_has_what_was_settled_in_it() -> None:
    kept: list[Record] = [slip(1), slip(2), slip(3, **OPEN), day()]
    march = drafted(ACCOUNTS, kept, date(2026, 4, 2), "代收费结算")
    row: dict[str, Any] = march.data["accounts"][0]
    assert (row["income"], "expense" in row) == ("600.00", False)
    july = drafted(ACCOUNTS, kept, date(2026, 8, 2), "代收费结算")
    (row,) = july.data["accounts"]
    assert (row["income"], row["expense"]) == ("0.00", "600.00")
    assert "支出照本月结算的确认单" in july.notes[0]
