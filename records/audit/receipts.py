"""Receipts across records: every number of a book is accounted for, every sum is a day's."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from checklists.receipts import NONE, Span, gaps, listed, overlaps, span
from checklists.rules import Finding, carries_out
from records.audit.fees import DAYS, DAYS_TITLE, runs
from records.audit.view import View
from records.record import Record

STUBS, STUBS_TITLE = "receipt_stub_register", "财政票据（收据）领用核销登记"
HALF_A_YEAR = timedelta(days=183)


@carries_out("receipt_stub_register.R01")
def drawn_twice(view: View) -> Iterator[Finding]:
    """A number belongs to one line: a book is drawn once, and goes on where it stopped."""
    for _, lines in groupby(sorted(_lines(view), key=_batch), key=_batch):
        for (_, other), (again, record) in overlaps((one, record) for record, one in lines):
            if view.is_of_term(record) or view.is_of_term(other):
                yield view.finding(
                    "receipt_stub_register.R01",
                    "「起始号码」",
                    f"{again}与{other.number}重号",
                    "核对实物；续用的从下一张未用号码起",
                    number=record.number,
                )


@carries_out("receipt_stub_register.R01")
def numbers_unaccounted_for(view: View) -> Iterator[Finding]:
    """What was used stands in a day's settlement, or under 作废 or 跳号."""
    if not view.school.keeps(DAYS):
        return  # said by sums_of_the_days
    charged = [one for _, one in runs(view)]
    for record, used in _used(view.of_register(STUBS)):
        known = [*charged, *_named(record, "void"), *_named(record, "skipped")]
        missing = gaps(used, known)
        if missing:
            what = f"缺号：{'、'.join(map(str, missing))}不在收费日结单里"
            yield view.finding(
                "receipt_stub_register.R01",
                "「已用份数」",
                what,
                "查找存根；丢失的登报声明、报告财政部门",
                number=record.number,
            )


@carries_out("receipt_stub_register.R02")
def sums_of_the_days(view: View) -> Iterator[Finding]:
    """开票金额合计=收费日结金额, over the days that used the line's numbers."""
    code = "receipt_stub_register.R02"
    if not view.school.keeps(DAYS):
        if view.of_register(STUBS):
            yield view.unchecked(code, "「开票金额合计（元）」", DAYS_TITLE)
        return
    for record, used in _used(view.of_register(STUBS)):
        taken, crossing = _taken(view, used)
        if crossing:
            what = f"{'、'.join(map(str, crossing))}只有一部分属于本行，金额分不开"
            yield view.finding(
                code, "「开票金额合计（元）」", what, "日结单按本分行", number=record.number
            )
            continue
        amount = Decimal(str(record.entry.get("amount") or 0))
        if amount != taken:
            what = f"开票金额合计{amount}元，日结票面合计{taken}元，差{amount - taken}元"
            yield view.finding(
                code, "「开票金额合计（元）」", what, "逐日核对", number=record.number
            )


@carries_out("daily_fee_settlement.R01")
def receipts_of_no_book(view: View) -> Iterator[Finding]:
    """Nobody gives out a receipt that was not drawn."""
    code = "daily_fee_settlement.R01"
    if not view.school.keeps(STUBS):
        if view.of_register(DAYS):
            yield view.unchecked(code, "「票据起号」", STUBS_TITLE)
        return
    books = [book for record in view.ever(STUBS) if (book := _book(record)) is not None]
    for record, run in runs(view):
        if view.is_of_term(record) and gaps(run, books):
            what = f"票据{run}不在领用的票据里"
            yield view.finding(
                code, "「票据起号」", what, "查明来源；严禁白条、自制票据", number=record.number
            )


@carries_out("receipt_stub_register.R04")
def books_kept_too_long(view: View) -> Iterator[Finding]:
    """Half a year after it was drawn a book is still not checked."""
    today = view.now.astimezone(view.school.zone).date()
    for record in view.ever(STUBS):
        since = record.entry["drawn_on"]
        if not record.entry.get("check_on") and since < (today - HALF_A_YEAR).isoformat():
            what = f"{since}领用，超过6个月没有核销"
            yield view.finding(
                "receipt_stub_register.R04", "「核销日期」", what, "核销", number=record.number
            )


# ---- reading


def _batch(line: tuple[Record, Span]) -> tuple[str, str]:
    return str(line[0].entry["type"]), str(line[0].entry["batch"])


def _lines(view: View) -> Iterator[tuple[Record, Span]]:
    """Lines and the numbers they stand for: those used, or the whole while none is."""
    for record in view.ever(STUBS):
        book = _book(record)
        if book is not None and "next_no" not in record.entry:
            yield record, book
    yield from _used(view.ever(STUBS))


def _used(lines: Iterable[Record]) -> Iterator[tuple[Record, Span]]:
    """Lines of which something was used, and what."""
    for record in lines:
        book, upto = _book(record), record.entry.get("next_no")
        if book is None or upto is None:
            continue
        if upto.strip() == NONE:
            yield record, book
            continue
        following = span(record.entry["no_from"], upto)
        if following is not None and following.count > 1:
            yield record, Span(book.prefix, book.first, following.last - 1, book.width)


def _book(record: Record) -> Span | None:
    return span(record.entry["no_from"], record.entry["no_to"])


def _named(record: Record, column: str) -> tuple[Span, ...]:
    return listed(record.entry.get(column) or NONE) or ()


def _taken(view: View, used: Span) -> tuple[Decimal, list[Span]]:
    """Money on the receipts of a span, and runs that lie only partly in it."""
    total, crossing = Decimal(), []
    for record in view.ever(DAYS):
        for line in record.entry["lines"]:
            run = span(line["receipt_from"], line["receipt_to"])
            if run is None:
                continue
            if used.covers(run):
                total += Decimal(str(line["faces"]))
            elif gaps(run, [used]) != (run,):
                crossing.append(run)
    return total, crossing


RECEIPT_CHECKS = (
    drawn_twice,
    numbers_unaccounted_for,
    sums_of_the_days,
    receipts_of_no_book,
    books_kept_too_long,
)
