"""The money chain folded from records: who owes what, which receipt is next, what a day says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checklists.catalogue import find
from records.audit.view import View
from records.charges import (
    CONSENTS,
    DAYS,
    NOTICES,
    STUBS,
    Receivable,
    Standing,
    announced,
    books,
    equations,
    lines_of,
    receivables,
    rooms,
    ties,
    ties_of,
    voided,
)
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(NOTICES, CONSENTS, STUBS, DAYS)
CARE = "课后服务费"
MONDAY = date(2026, 3, 9)
CASH = find(DAYS).example["lines"][0]
OPEN: dict[str, Any] = dict.fromkeys(("cost", "returned", "settle_on", "supplier"))
UNPAID: dict[str, Any] = {**OPEN, **dict.fromkeys(("paid", "paid_on", "receipt_no", "collector"))}
DECLINED = {**UNPAID, "choice": "不参加", "reason": "不需要"}
SILENT: dict[str, Any] = {**UNPAID, **dict.fromkeys(("choice", "signed_on", "channel"))}
DRAWN: dict[str, Any] = dict.fromkeys(
    ("issued", "void", "next_no", "amount", "check_on", "checker", "faces")
)


def slip(number: int, **changes: Any) -> Record:
    known = {
        "student": f"2023{number:04d}",
        "receipt_no": f"{12030 + number:07d}",
        "method": "现金",
    }
    return record(CONSENTS, f"DSF-20260228-{number:03d}", on("2026-02-28"), **{**known, **changes})


def stub(number: int = 1, **changes: Any) -> Record:
    return record(STUBS, f"PJHX-20260302-{number:03d}", on("2026-03-02"), **{**DRAWN, **changes})


def day(**changes: Any) -> Record:
    row = {**CASH, "count": 2, "reduce": "0", "actual": "600.00", "faces": "600.00", "void": "无",
           "receipt_from": "0012031", "receipt_to": "0012032", **changes}  # fmt: skip
    money: dict[str, Any] = {
        "notes": [{"face": "100元", "pieces": 6}],
        "scanned": "0",
        "deposit_amount": "600.00",
    }
    return record(DAYS, "RJD-20260309-001", on("2026-03-09"), lines=[row], **money)


def kept(*records: Record) -> View:
    return view(records, HERE)


@pytest.mark.parametrize(
    ("changes", "standing", "due", "open_"),
    [
        ({}, Standing.SETTLED, "300", "0"),
        (SILENT, Standing.UNANSWERED, "0", "0"),
        (DECLINED, Standing.DECLINED, "0", "0"),
        (UNPAID, Standing.DUE, "300", "300"),
        (OPEN, Standing.PAID, "300", "0"),
        ({"returned": None}, Standing.REFUNDING, "300", "0"),
        ({**OPEN, "paid": "0", "reduce": "300", "approval_no": "1"}, Standing.SETTLED, "300", "0"),
        ({**OPEN, "paid": "250"}, Standing.PAID, "300", "50"),
        ({"standard": "12.00", "charge_unit": "人·餐"}, Standing.SETTLED, "300", "0"),
    ],
)
def test_how_a_family_stands(
    changes: dict[str, Any], standing: Standing, due: str, open_: str
) -> None:
    one = Receivable(slip(1, **changes))
    assert (one.standing, one.due, one.open) == (standing, Decimal(due), Decimal(open_))


def test_units_of_which_several_are_paid() -> None:
    assert Receivable(slip(1, standard="12.00", charge_unit="人·餐")).units == 25
    assert Receivable(slip(1)).units == 1


def test_rooms_add_up_class_by_class() -> None:
    found = rooms(kept(slip(1), slip(2, **UNPAID), slip(3, class_="三（3）班", **DECLINED)))
    assert [(one.class_, one.due, one.paid, one.open) for one in found] == [
        ("三（2）班", Decimal(600), Decimal(300), Decimal(300)),
        ("三（3）班", Decimal(0), Decimal(0), Decimal(0)),
    ]


# ---- notices


@pytest.mark.parametrize(
    ("on_day", "told"), [("2026-03-08", False), ("2026-03-09", True), ("2026-07-11", False)]
)
def test_a_notice_is_in_force_from_its_first_charge_to_its_end(on_day: str, told: bool) -> None:
    books_ = kept(record(NOTICES, "SFGS-20260224-001", on("2026-02-24")))
    assert bool(announced(books_, CARE, date.fromisoformat(on_day))) is told
    assert announced(books_, " 课后 服务费 ")


def test_a_notice_that_is_wanting_announces_nothing() -> None:
    fee = {**find(NOTICES).example["fees"][1], "standard": "310.00"}
    bad = record(
        NOTICES, "SFGS-20260301-001", on("2026-03-01"), checked_on="2026-03-01", fees=[fee]
    )
    good = record(NOTICES, "SFGS-20260224-001", on("2026-02-24"))
    told = announced(kept(good, bad), CARE)
    assert told is not None
    assert told.record is good


# ---- books


def test_the_next_number_follows_all_that_were_given_out() -> None:
    (book,) = books(kept(stub(), slip(1), slip(2, void_no="0012033"), day()))
    assert (book.next_no, book.left, book.gaps) == ("0012034", 47, ())
    assert [str(one) for one in voided(kept(stub(), slip(2, void_no="0012033")), book.span)] == [
        "0012033"
    ]


def test_a_number_nobody_knows_of_is_a_gap_until_it_is_called_left_out() -> None:
    (book,) = books(kept(stub(), slip(1), slip(4)))
    assert [str(one) for one in book.gaps] == ["0012032—0012033"]
    named = stub(skipped="0012032-0012033", skip_reason="缺页")
    (book,) = books(kept(named, slip(1), slip(4)))
    assert (book.gaps, book.next_no) == ((), "0012035")


def test_a_line_that_is_used_up_or_summed_up_has_no_next_number() -> None:
    (book,) = books(kept(stub(no_to="0012031"), slip(1)))
    assert (book.next, book.next_no, book.left) == (None, "无", 0)
    assert list(book.numbers()) == []
    done = record(STUBS, "PJHX-20260302-002", on("2026-03-02"))
    assert books(kept(done)) == ()


# ---- days


def test_runs_follow_item_method_and_number() -> None:
    found = lines_of(
        kept(
            *(slip(1, **OPEN), slip(2, **OPEN, void_no="0012033"), slip(4, **OPEN)),
            *(
                slip(5, **OPEN, method="扫码"),
                slip(7, **OPEN),
                slip(8, **OPEN, paid_on="2026-03-10"),
            ),
        ),
        MONDAY,
    )
    rows = [one.row() for one in found]
    assert [(row["receipt_from"], row["receipt_to"], row["method"]) for row in rows] == [
        ("0012031", "0012034", "现金"),
        ("0012035", "0012035", "扫码"),
        ("0012037", "0012037", "现金"),
    ]
    assert (rows[0]["count"], rows[0]["actual"], rows[0]["void"]) == (3, "900.00", "0012033")


def test_what_is_settled_or_somebody_else_s_is_left_out() -> None:
    books_ = kept(slip(1, **OPEN), slip(2, **OPEN), slip(3, **OPEN, collector="江秋"), day())
    (line,) = lines_of(books_, MONDAY)
    assert line.row()["receipt_from"] == "0012033"
    assert lines_of(books_, MONDAY, "许收") == ()


def test_a_row_is_what_the_form_takes() -> None:
    half = {**OPEN, "paid": "150", "reduce": "150", "approval_no": "减免审3号"}
    (line,) = lines_of(kept(slip(1, **half), slip(2, **OPEN)), MONDAY)
    row = line.row()
    assert (row["reduce"], row["approval_no"], row["remark"]) == ("150.00", "减免审3号", "1户减免")
    entry = find(DAYS).read(
        {**find(DAYS).example, "lines": [row]}, HERE.surroundings(on("2026-03-10"))
    )
    assert entry.lines[0].diff == 0  # type: ignore[attr-defined]  # the class of this register


def test_meals_of_a_family_are_one_receipt() -> None:
    meals = {**OPEN, "standard": "12.00", "charge_unit": "人·餐"}
    (line,) = lines_of(kept(slip(1, **meals)), MONDAY)
    assert (line.row()["count"], line.row()["remark"]) == (25, "合并开票：1户共25份")


def test_the_third_equation_counts_the_families() -> None:
    told = equations(day(), kept(slip(1, **OPEN)))
    third = next(one for one in told if one.mark == "③")
    assert (third.left, third.right, third.told) == ("2", "有效1＋作废0", "未平：差1份")


# ---- ties


def test_a_payment_stands_in_every_book() -> None:
    books_ = kept(slip(1), slip(2), stub(), day())
    assert [one.wanting for one in ties(books_)] == [(), ()]
    tie = ties_of(books_, "DSF-20260228-001")
    assert tie is not None
    assert dict(tie.chain) == {
        "确认单": "DSF-20260228-001",
        "票据": "0012031",
        "日结单": "RJD-20260309-001",
        "票据核销": "PJHX-20260302-001",
        "期末结算": "2026-07-06",
        "账目公布": "—",
    }
    assert ties_of(books_, "DSF-20260228-009") is None


@pytest.mark.parametrize(
    ("changes", "line", "words"),
    [
        ({"receipt_no": None}, {}, "没有可查的票据号"),
        ({"receipt_no": "十二"}, {}, "没有可查的票据号"),
        ({"receipt_no": "0099999"}, {}, "票据0099999不在领用的票据里"),
        ({"receipt_no": "0012040"}, {}, "票据0012040不在任何一天的日结单里"),
        ({}, {"item": "校服费"}, "记在校服费"),
        ({}, {"void": "0012031"}, "是作废票"),
        ({}, {"method": "扫码"}, "确认单收款方式现金"),
        ({"paid_on": "2026-03-10"}, {}, "确认单2026-03-10收费"),
    ],
)
def test_what_does_not_tie_is_said(
    changes: dict[str, Any], line: dict[str, Any], words: str
) -> None:
    (tie,) = ties(kept(slip(1, **changes), stub(), day(**line)))
    assert any(words in one for one in tie.wanting)


def test_who_paid_nothing_has_nothing_to_tie() -> None:
    assert list(ties(kept(slip(1, **UNPAID), slip(2, **DECLINED)))) == []
    assert len(receivables(kept(slip(1), slip(2)), CARE, "三（2）班")) == 2
    assert receivables(kept(slip(1)), "校服费") == ()
