"""Consents across records: where each check fires, and where it does not."""

from typing import Any

import pytest

from records.audit import consents
from records.record import Record
from tests.records.made_records import on, record, school, view

HERE = school(consents.CONSENTS)
DECLINED: dict[str, Any] = {
    "choice": "不参加",
    "reason": "不需要",
    **dict.fromkeys(("paid", "paid_on", "receipt_no", "collector", "cost", "returned")),
}


def consent(number: int = 1, **changes: Any) -> Record:
    return record(consents.CONSENTS, f"DSF-20260228-{number:03d}", on("2026-02-28"), **changes)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"returned": "13.00"}, ["缴费600.00元−支出573.00元，应退27.00元，实退26.50元"]),
        ({"returned": "14.00"}, ["缴费600.00元−支出573.00元，应退27.00元，实退27.50元"]),
        ({"cost": None, "returned": None}, []),
        (DECLINED, []),
        ({"item": "校服费", "returned": "0"}, ["缴费300.00元−支出286.50元，应退13.50元，实退0元"]),
    ],
)
def test_r02_payments_less_costs_are_refunds(changes: dict[str, Any], found: list[str]) -> None:
    kept = view([consent(1), consent(2, **changes)], HERE)
    assert [one.message for one in consents.settlements_come_out_even(kept)] == found


@pytest.mark.parametrize(
    ("families", "declined", "found"), [(5, 0, 1), (5, 1, 0), (4, 0, 0), (0, 0, 0)]
)
def test_r04_a_class_in_which_nobody_declines(families: int, declined: int, found: int) -> None:
    kept = [consent(n, **(DECLINED if n < declined else {})) for n in range(families)]
    assert len(list(consents.everybody_takes_part(view(kept, HERE)))) == found


def test_r04_classes_and_items_are_told_apart() -> None:
    kept = [consent(n, class_=f"三（{n % 2 + 1}）班") for n in range(8)]
    assert list(consents.everybody_takes_part(view(kept, HERE))) == []
