"""A book of receipts summed up and checked: used, spoilt, left out, and what comes next."""

from decimal import Decimal

from checklists.amounts import capital
from checklists.receipts import NONE, Span, span
from records.acts import Continue
from records.charges.books import Book, books, issued_on, voided, written
from records.charges.kept import CONSENTS, STUBS, Kept
from records.charges.receivables import Receivable
from taizhang.charging.kept import TermBooks
from taizhang.desk import Desk, Visit
from taizhang.errors import ChargeRefusedError
from taizhang.receipts import Receipt


def close_book(
    desk: Desk, visit: Visit, number: str, *, copies: bool | None = None, skip_reason: str = ""
) -> Receipt:
    """Sum up a line of the register of stubs (开具); what is left goes on in a new line.

    Args:
        desk: the home.
        visit: who keeps the register, not the collector.
        number: of the line.
        copies: whether all copies of the spoilt ones are there; has to be said where there are any.
        skip_reason: why numbers nobody can account for are left out.

    Raises:
        ChargeRefusedError: nothing was used, numbers are missing, or a question is not answered.
    """
    ledger = desk.ledger_for(visit)
    kept = TermBooks(ledger)
    book = next((one for one in books(kept) if one.record.number == number), None)
    if book is None:
        raise ChargeRefusedError(f"{number}不是在用的票据登记。核对编号；已汇总的要改走更正。")
    if desk.person(visit).id == book.user:
        raise ChargeRefusedError("收费员不能汇总自己用的票据。由票据管理员办理。")
    if not book.used:
        raise ChargeRefusedError(f"{number}还没有用过。用了再汇总。")
    data = _summed(kept, book, copies, skip_reason)
    (receipt,) = desk.act_together(visit, Continue(number, data, book.record.latest.version))
    return receipt


def _summed(
    kept: Kept, book: Book, copies: bool | None, skip_reason: str
) -> dict[str, str | int | bool]:
    """Columns of 开具.

    Raises:
        ChargeRefusedError: numbers are missing, or nobody said whether spoilt ones are whole.
    """
    used = Span(book.span.prefix, book.span.first, book.used[-1], book.span.width)
    spoilt, lost = voided(kept, used), book.gaps
    issued, amount = issued_on(kept, used)
    data: dict[str, str | int | bool] = {
        "issued": issued,
        "void": written(spoilt),
        "next_no": book.next_no,
        "amount": f"{amount:.2f}",
    }
    if spoilt:
        if copies is None:
            raise ChargeRefusedError(f"作废{written(spoilt)}：写明各联次是否齐全。")
        data["void_copies"] = copies
    if lost and not skip_reason.strip():
        raise ChargeRefusedError(f"{written(lost)}没有下落。查找存根；确是跳号的写明原因。")
    if lost and book.skipped:
        raise ChargeRefusedError(
            f"已登记跳号{written(book.skipped)}，又有{written(lost)}没有下落。更正跳号后再汇总。"
        )
    if lost:
        data |= {"skipped": written(lost), "skip_reason": skip_reason.strip()}
    return data


def faces_of(kept: Kept, number: str) -> tuple[dict[str, str], ...]:
    """What stubs of a line should show, by what families paid: to be held against the book.

    A checker alters what the book shows otherwise; nothing of this is copied from the stubs.
    """
    line = next((one for one in kept.ever(STUBS) if one.number == number), None)
    book = span(line.entry["no_from"], line.entry["no_to"]) if line else None
    if line is None or book is None:
        return ()
    following = span(book.written(book.first), line.entry.get("next_no") or NONE)
    end = following.last if following else book.last + 1
    paid: dict[int, Decimal] = {}
    for one in map(Receivable, kept.ever(CONSENTS)):
        if one.receipt and book.covers(one.receipt) and one.receipt.first < end:
            paid[one.receipt.first] = paid.get(one.receipt.first, Decimal()) + one.paid
    return tuple(
        {"no": book.written(one), "amount": f"{amount:.2f}", "written": capital(amount)}
        for one, amount in sorted(paid.items())
    )
