"""One term's fee through all its books: told, agreed to, charged, receipted, deposited, settled.

As long as the books agree nothing is found; whatever is changed in one of them is found, and by
the rule that is about it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.rules import Severity
from records.audit.consents import CONSENT_CHECKS, CONSENTS
from records.audit.duties import own_findings
from records.audit.fees import DAYS, FEE_CHECKS, NOTICES
from records.audit.receipts import RECEIPT_CHECKS, STUBS
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(NOTICES, CONSENTS, STUBS, DAYS)
CHECKS = (own_findings, *CONSENT_CHECKS, *FEE_CHECKS, *RECEIPT_CHECKS)
LINE = find(DAYS).example["lines"][0]
Fields = dict[str, Any]


@dataclass
class Books:
    """Eight families, one of which declines; two days; one book of receipts.

    Receipts 1 to 4 are of the first day, 5 is void, 6 to 8 of the second.
    """

    families: list[Fields] = field(default_factory=list)
    days: list[Fields] = field(default_factory=list)
    lines: list[Fields] = field(default_factory=list)
    stub: Fields = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = (1, 2, 3, 4, 6, 7, 8)
        self.families = [
            {
                "student": f"2023{number:04d}",
                "receipt_no": f"{number:07d}",
                "paid_on": "2026-03-09" if number < 5 else "2026-03-10",
            }
            for number in numbers
        ]
        self.families.append(
            {
                "choice": "不参加",
                "reason": "家中有人照管",
                **dict.fromkeys(("paid", "paid_on", "receipt_no", "collector")),
                **dict.fromkeys(("cost", "returned", "settle_on")),
            }
        )
        self.lines = [
            line("0000001", "0000004", count=4, total="1200.00"),
            line("0000005", "0000008", count=3, total="900.00", void="0000005"),
        ]
        self.days = [money("2026-03-09", 12), money("2026-03-10", 9)]
        faces = [
            {"no": f"{number:07d}", "amount": "300.00", "written": "人民币叁佰元整"}
            for number in numbers
        ]
        self.stub = {
            "no_from": "0000001",
            "no_to": "0000050",
            "issued": 7,
            "void": "0000005",
            "void_copies": True,
            "next_no": "0000009",
            "amount": "2100.00",
            "faces": faces,
        }

    def records(self) -> list[Record]:
        """The books as they stand now."""
        notice = record(NOTICES, "SFGS-20260224-001", on("2026-02-24"))
        stub = record(STUBS, "PJHX-20260302-001", on("2026-03-02"), **self.stub)
        consents = [
            record(CONSENTS, f"DSF-20260228-{n:03d}", on("2026-02-28"), **one)
            for n, one in enumerate(self.families, 1)
        ]
        days = [
            record(DAYS, f"RJD-202603{n:02d}-001", on("2026-03-09"), lines=[row], **one)
            for n, (one, row) in enumerate(zip(self.days, self.lines, strict=True), 9)
        ]
        return [notice, stub, *consents, *days]

    def blocked(self) -> set[str]:
        """Rules that block."""
        kept = view(self.records(), HERE)
        return {
            one.code for check in CHECKS for one in check(kept) if one.severity is Severity.BLOCK
        }


def line(first: str, last: str, *, count: int, total: str, void: str = "无") -> Fields:
    return {
        **LINE,
        "count": count,
        "reduce": "0",
        "actual": total,
        "faces": total,
        "receipt_from": first,
        "receipt_to": last,
        "void": void,
    }


def money(day: str, hundreds: int) -> Fields:
    return {
        "date": day,
        "deposit_on": f"{day}T16:20:00+08:00",
        "notes": [{"face": "100元", "pieces": hundreds}],
        "scanned": "0",
        "deposit_amount": f"{hundreds}00.00",
        "explanation": "如有差额，正在查",
    }


def test_books_that_agree_have_nothing_that_blocks() -> None:
    assert Books().blocked() == set()


def test_the_sums_go_through_all_the_books() -> None:
    by_register: dict[str, list[Record]] = {}
    for one in Books().records():
        by_register.setdefault(one.register, []).append(one)
    paid = sum(Decimal(one.entry.get("paid", 0)) for one in by_register[CONSENTS])
    taken = sum(Decimal(one.entry["actual_total"]) for one in by_register[DAYS])
    deposited = sum(Decimal(one.entry["deposit_amount"]) for one in by_register[DAYS])
    (stub,) = by_register[STUBS]
    assert paid == taken == deposited == Decimal(stub.entry["amount"]) == 2100
    assert stub.entry["left"] == 50 - 7 - 1
    assert [one.entry["amount_cn"] for one in by_register[DAYS]] == [
        "人民币壹仟贰佰元整",
        "人民币玖佰元整",
    ]


CHANGES: dict[str, tuple[Callable[[Books], object], set[str]]] = {
    "a family that declined is charged": (
        lambda books: books.families[-1].update(paid="300.00", paid_on="2026-03-10"),
        {"agency_fee_consent.R01", "agency_fee_consent.R02", "G17"},
    ),
    "a family that paid is not on the list": (
        lambda books: books.families.pop(0) and None,
        {"agency_fee_consent.R01", "agency_fee_consent.R02"},
    ),
    "a consent says less than was taken": (
        lambda books: books.families[0].update(paid="290.00", returned="3.50"),
        {"agency_fee_consent.R02"},
    ),
    "a refund is short by a fen": (
        lambda books: books.families[0].update(returned="13.49"),
        {"agency_fee_consent.R02"},
    ),
    "an item nobody was told of": (
        lambda books: books.lines[0].update(item="校服费"),
        {"fee_publicity.R03", "agency_fee_consent.R02"},
    ),
    "another standard than was told": (
        lambda books: books.lines[0].update(standard="310.00", reduce="40.00", approval_no="1"),
        {"daily_fee_settlement.R02"},
    ),
    "a jiao is missing from the till": (
        lambda books: books.days[0].update(
            notes=[{"face": "100元", "pieces": 11}, {"face": "1角", "pieces": 999}],
            handling="短款由收费员书面说明",
        ),
        {"daily_fee_settlement.R01"},
    ),
    "less is deposited than was taken": (
        lambda books: books.days[1].update(deposit_amount="800.00"),
        {"daily_fee_settlement.R01"},
    ),
    "a receipt says less than was paid": (
        lambda books: books.lines[0].update(faces="1100.00"),
        {"daily_fee_settlement.R01", "receipt_stub_register.R02"},
    ),
    "a receipt is used on both days": (
        lambda books: books.lines[1].update(receipt_from="0000004", void="0000004-0000005"),
        {"daily_fee_settlement.R01"},
    ),
    "a receipt is nowhere": (
        lambda books: books.lines[0].update(receipt_to="0000003", count=3, standard="400.00"),
        {"daily_fee_settlement.R02", "receipt_stub_register.R01"},
    ),
    "a void receipt is called used": (
        lambda books: books.stub.update(void="无", issued=8),
        {"receipt_stub_register.R02"},
    ),
    "receipts that were never drawn": (
        lambda books: books.stub.update(no_to="0000007", next_no="无", issued=6),
        {"daily_fee_settlement.R01", "receipt_stub_register.R02"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_in_one_book_is_found(change: str) -> None:
    books = Books()
    spoil, rules = CHANGES[change]
    spoil(books)
    assert books.blocked() == rules
