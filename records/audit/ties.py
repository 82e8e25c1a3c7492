"""Payments across books: by its receipt each stands in its day, in the stubs and at the end."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from checklists.receipts import NONE, Span, listed, overlaps, span
from checklists.rules import Finding, carries_out
from checklists.takings import next_bank_day
from records.audit.view import View
from records.charges.books import books
from records.charges.days import runs_of
from records.charges.kept import ACCOUNTS, CONSENTS, DAYS, STUBS, money, plain
from records.charges.receivables import Receivable, Standing, receivables
from records.charges.ties import AGENCY, ties
from records.record import Record

DAYS_TO_REFUND = timedelta(days=7)
"""建议值: from the publication of a settlement to the last refund."""


@carries_out("receipt_stub_register.R01")
def given_to_two(view: View) -> Iterator[Finding]:
    """A number is one family's receipt, or one spoilt one."""
    named = [
        (number, record)
        for record in view.ever(CONSENTS)
        for one in [Receivable(record)]
        for number in (*([one.receipt] if one.receipt else []), *one.voided)
    ]
    for (_, other), (number, record) in overlaps(named):
        if view.is_of_term(record) or view.is_of_term(other):
            what = f"票据{number}与{other.number}重号"
            yield view.finding(
                "receipt_stub_register.R01", "「票据号」", what, "核对存根", number=record.number
            )


@carries_out("receipt_stub_register.R01")
def lost_on_the_way(view: View) -> Iterator[Finding]:
    """漏号 of a book in hand: a later number is given out, and nobody knows where one is."""
    for book in books(view):
        if book.gaps:
            what = f"漏号：{'、'.join(map(str, book.gaps))}没有下落"
            yield view.finding(
                "receipt_stub_register.R01",
                "「跳号」",
                what,
                "查找存根；作废的、跳号的登记",
                number=book.record.number,
            )


@carries_out("daily_fee_settlement.R01")
def payments_tie(view: View) -> Iterator[Finding]:
    """Every payment has a receipt of a book that is in the settlement of its day, for its item."""
    if not view.school.keeps(DAYS):
        return
    for tie in ties(view):
        paid_on = tie.family.paid_on
        if tie.line is None and paid_on is not None and paid_on >= view.today:
            continue  # the day is not over
        for what in tie.wanting:
            yield view.finding(
                "daily_fee_settlement.R01",
                "「票据号」",
                what,
                "核对确认单、存根、日结单，写错的更正",
                number=tie.family.number,
            )


@carries_out("daily_fee_settlement.R01", "daily_fee_settlement.R02")
def lines_are_their_families(view: View) -> Iterator[Finding]:
    """A line of a day is the families that hold its receipts: heads, reductions, money."""
    ours = [one for one in receivables(view) if one.receipt is not None]
    items = {plain(one.item) for one in receivables(view)}
    for record in view.of_register(DAYS):
        for number, line in enumerate(record.entry["lines"], 1):
            run = span(line["receipt_from"], line["receipt_to"])
            if run is None or plain(line["item"]["name"]) not in items:
                continue
            here = [one for one in ours if one.receipt and run.covers(one.receipt)]
            for code, what in _differences(line, here):
                where = f"「收费、票据汇总」第 {number} 行"
                yield view.finding(code, where, what, "逐户核对", number=record.number)


def _differences(line: Mapping[str, Any], families: list[Receivable]) -> Iterator[tuple[str, str]]:
    first, second = "daily_fee_settlement.R01", "daily_fee_settlement.R02"
    if int(line["valid"]) != len(families):
        yield first, f"有效票据{line['valid']}份，确认单上只有{len(families)}户持有"
    paid = sum((one.paid for one in families), Decimal())
    if money(line["actual"]) != paid:
        yield first, f"实收{line['actual']}元，确认单缴费合计{paid}元"
    reduce = sum((one.reduce for one in families), Decimal())
    if money(line["reduce"]) != reduce:
        yield second, f"减免{line['reduce']}元，确认单减免合计{reduce}元"


@carries_out("daily_fee_settlement.R01")
def not_banked(view: View) -> Iterator[Finding]:
    """当日收费当日上缴: the bank was open since, and nothing was deposited."""
    for record in view.of_register(DAYS):
        latest = next_bank_day(record.date)
        if record.entry.get("deposit_amount") is None and latest < view.today:
            what = f"{record.date}收费，应在{latest}前缴存，还没有缴存"
            yield view.finding(
                "daily_fee_settlement.R01",
                "「缴存时间」",
                what,
                "立即缴存，写明原因，报校长",
                number=record.number,
            )


@carries_out("receipt_stub_register.R01")
def spoilt_in_both_books(view: View) -> Iterator[Finding]:
    """What the stubs call void the days call void, and the other way round."""
    if not view.school.keeps(DAYS):
        return
    in_days = {one for record in view.ever(DAYS) for one in _spoilt_of(record)}
    for record in view.of_register(STUBS):
        book = span(record.entry["no_from"], record.entry["no_to"])
        if book is None or not record.entry.get("next_no"):
            continue
        said = set(_singly(record.entry.get("void")))
        used = _used(record, book)
        days = {one for one in in_days if used is not None and used.covers(one)}
        for lacking, numbers in (("日结单", said - days), ("票据登记", days - said)):
            for one in sorted(numbers, key=lambda one: one.place):
                yield _void_finding(view, record, one, lacking)


def _void_finding(view: View, record: Record, one: Span, lacking: str) -> Finding:
    return view.finding(
        "receipt_stub_register.R01",
        "「作废份数（号码）」",
        f"作废{one}在{lacking}里不是作废",
        "核对存根，两处一致",
        number=record.number,
    )


def _spoilt_of(record: Record) -> Iterator[Span]:
    for line in record.entry["lines"]:
        yield from _singly(line.get("void"))


def _singly(text: str | None) -> Iterator[Span]:
    for many in listed(text or NONE) or ():
        yield from many.singly()


def _used(record: Record, book: Span) -> Span | None:
    following = span(record.entry["no_from"], record.entry["next_no"])
    if following is None:
        return book
    last = following.last - 1
    return Span(book.prefix, book.first, last, book.width) if last >= book.first else None


@carries_out("receipt_stub_register.R02")
def faces_are_what_was_paid(view: View) -> Iterator[Finding]:
    """收多少写多少: the stub of a receipt shows what its family paid."""
    paid = {str(one.receipt): one for one in receivables(view) if one.receipt is not None}
    for record in view.of_register(STUBS):
        for number, face in enumerate(record.entry.get("faces", ()), 1):
            one = paid.get("".join(str(face["no"]).split()))
            if one is not None and one.paid != money(face["amount"]):
                what = f"{face['no']}票面{face['amount']}元，{one.number}缴费{one.paid}元"
                yield view.finding(
                    "receipt_stub_register.R02",
                    f"「票面核对」第 {number} 行「小写金额（元）」",
                    what,
                    "核对存根；写错的作废重开",
                    number=record.number,
                )


@carries_out("receipt_stub_register.R03")
def collectors_keep_no_books(view: View) -> Iterator[Finding]:
    """收费员≠票据管理员≠核销人, where the day and the stubs name them."""
    if not view.school.keeps(STUBS):
        return
    for record in view.of_register(DAYS):
        runs, collector = tuple(runs_of(record)), record.entry["collector"]
        for stub in view.ever(STUBS):
            book = span(stub.entry["no_from"], stub.entry["no_to"])
            if book is None or not any(book.covers(run) for run in runs):
                continue
            for column, role in (("keeper", "票据管理员"), ("checker", "核销人")):
                if (stub.entry.get(column) or {}).get("id") == collector["id"]:
                    what = f"{collector['name']}收费，又是{stub.number}的{role}"
                    yield view.finding(
                        "receipt_stub_register.R03",
                        "「收费员」",
                        what,
                        "由两人担任",
                        number=record.number,
                    )


@carries_out("agency_fee_consent.R02")
def refunds_left_open(view: View) -> Iterator[Finding]:
    """多退少不补: settled, and the family still has not got its money a week later."""
    for one in receivables(view):
        settled = one.settled_on
        if one.standing is not Standing.REFUNDING or one.owed == 0:
            continue
        if settled is None or settled + DAYS_TO_REFUND < view.today:
            what = f"应退{one.owed}元，{f'{settled}公布结算，' if settled else ''}没有登记退费"
            yield view.finding(
                "agency_fee_consent.R02",
                "「实退金额（元）」",
                what,
                "退还家长，签收后登记",
                number=one.number,
            )


@carries_out("agency_fee_consent.R02")
def items_left_unsettled(view: View) -> Iterator[Finding]:
    """按学期据实结算: the term is over, and what families paid is not accounted for."""
    if view.today <= view.school.calendar.term.end:
        return
    left: dict[str, list[Receivable]] = {}
    for one in receivables(view):
        if one.standing is Standing.PAID:
            left.setdefault(one.item, []).append(one)
    for item, families in left.items():
        paid = sum((one.paid for one in families), Decimal())
        what = f"学期已结束，{len(families)}户{paid}元没有结算"
        yield view.finding("agency_fee_consent.R02", item, what, "据实结算，公布，退还余额")


@carries_out("agency_fee_consent.R02")
def nothing_is_kept_back(view: View) -> Iterator[Finding]:
    """The account of an item that every family has settled is at nothing."""
    balances: dict[str, tuple[str, Record, Decimal]] = {}
    for record in view.of_register(ACCOUNTS):
        if record.entry["kind"] != AGENCY:
            continue
        for line in record.entry["accounts"]:
            known, month = balances.get(plain(line["item"])), str(record.entry["month"])
            if known is None or known[0] < month:
                balances[plain(line["item"])] = month, record, money(line["balance"])
    for item, (month, record, balance) in balances.items():
        families = [one for one in receivables(view) if plain(one.item) == item and one.paid]
        done = all(one.standing is Standing.SETTLED for one in families)
        last = max((f"{one.settled_on:%Y-%m}" for one in families if one.settled_on), default="")
        if families and done and last <= month and balance:
            what = f"{item}已全部结算、退费，{month}账上还有结余{balance}元"
            advice = "查明漏退、多列，不得留存"
            yield view.finding("agency_fee_consent.R02", item, what, advice, number=record.number)


TIE_CHECKS = (
    given_to_two,
    lost_on_the_way,
    payments_tie,
    lines_are_their_families,
    not_banked,
    spoilt_in_both_books,
    faces_are_what_was_paid,
    collectors_keep_no_books,
    refunds_left_open,
    items_left_unsettled,
    nothing_is_kept_back,
)
