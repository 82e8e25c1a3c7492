"""Figures of fees, receipts and published accounts."""

from collections.abc import Iterator

from checklists.receipts import listed
from checklists.takings import next_bank_day
from records.audit.view import View
from records.record import Record
from records.statistics.basis import Basis, moment, rows, told, total
from records.statistics.figure import Figure

NOTICES, DAYS, RECEIPTS, ACCOUNTS = (
    "fee_publicity",
    "daily_fee_settlement",
    "receipt_stub_register",
    "monthly_account_publicity",
)


def fees(view: View) -> Iterator[Figure]:
    """财务: 收费项目数/实收/缴存准时率/票据作废率/账目公布次数."""
    notices = Basis(view, NOTICES)
    items = {str(one.get("item")) for one in rows(notices.records, "fees")}
    yield notices.count("公示收费项目", len(items), "项")
    days = Basis(view, DAYS)
    yield days.count("实收", total(days.records, "actual_total"), "元")
    banked = [one for one in days.records if told(one, "deposit_on")]
    in_time = sum(_is_banked_in_time(one, view) for one in banked)
    yield days.share("缴存准时率", in_time, len(banked))
    books = Basis(view, RECEIPTS)
    void = sum(_void(one) for one in books.records)
    written = void + total(books.records, "issued")
    yield books.share("票据作废率", void, written, "")
    accounts = Basis(view, ACCOUNTS)
    published = sum(told(one, "publish_on") for one in accounts.records)
    yield accounts.count("账目公布", published, "次")


def _is_banked_in_time(record: Record, view: View) -> bool:
    """On the same day, or the next one the bank is open (registers.md B.4)."""
    at = moment(record, "deposit_on")
    return at is not None and at.astimezone(view.school.zone).date() <= next_bank_day(record.date)


def _void(record: Record) -> int:
    return sum(one.count for one in listed(str(record.entry.get("void") or "")) or ())
