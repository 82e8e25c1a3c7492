"""The use-cases of charging, over the desk: payments, the day's settlement, stubs, the term's end.

    done = take(desk, visit, [Payment("DSF-20260301-017"), Payment("DSF-20260301-018", "扫码")])
    settle_day(desk, visit, day, {"notes": [...], "scanned": "600.00"}, files)
    settle_item(desk, visit, "校服费", Supply("云溪服装厂", Decimal("286.50"), "…0118"))
    pay_back(desk, visit, numbers)

What must not be taken is refused here. What truly happened can still be recorded through the
register itself, where it is found (charges without consent, above the standard, …).
"""

from taizhang.charging.days import day_data, settle_day
from taizhang.charging.kept import TermBooks, kept_now
from taizhang.charging.receipts import next_receipt
from taizhang.charging.stubs import close_book, faces_of
from taizhang.charging.takings import METHODS, Handed, Payment, Taking, take, why_not
from taizhang.charging.terms import Supply, leave, pay_back, settle_item, uphold

__all__ = [
    "METHODS",
    "Handed",
    "Payment",
    "Supply",
    "Taking",
    "TermBooks",
    "close_book",
    "day_data",
    "faces_of",
    "kept_now",
    "leave",
    "next_receipt",
    "pay_back",
    "settle_day",
    "settle_item",
    "take",
    "uphold",
    "why_not",
]
