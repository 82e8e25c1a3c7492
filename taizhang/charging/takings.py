"""Taking payments: what may be taken is taken, with a receipt a family; the rest is refused."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checklists.fees import forbidden_item
from records.acts import Act, Continue
from records.charges.kept import CONSENTS, Kept
from records.charges.notices import announced
from records.charges.receivables import SEVERAL, Receivable, Standing
from records.errors import RecordError
from records.ledger import Ledger
from records.record import Person
from taizhang.charging.kept import TermBooks, kept_now
from taizhang.charging.receipts import (
    hand_out,
    next_receipt,
    numbers_in,
    own_books,
    skipped,
)
from taizhang.desk import Desk, Visit
from taizhang.errors import ChargeRefusedError

CASH, SCAN, BANK, POS = "现金", "扫码", "银行代扣", "POS"
METHODS = (CASH, SCAN, BANK, POS)
TOLD = 8
"""Reasons that are told at once where many families are refused."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What one family pays for one item.

    Attributes:
        number: of its consent.
        method: one of `METHODS`.
        units: how many; more than one only where the unit is paid several times (人·月, 本).
        reduce: 减免, yuan, with its approval.
    """

    number: str
    method: str = CASH
    units: int = 1
    reduce: Decimal = Decimal(0)
    approval_no: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One receipt that was given out."""

    number: str
    receipt_no: str
    amount: Decimal
    spoilt: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """What was taken at once.

    Attributes:
        next_no: the next receipt of the book; 无 where the books are used up.
    """

    handed: tuple[Handed, ...]
    next_no: str

    @property
    def total(self) -> Decimal:
        """Yuan taken."""
        return sum((one.amount for one in self.handed), Decimal())


# ---- taking


def take(
    desk: Desk,
    visit: Visit,
    payments: Sequence[Payment],
    *,
    spoilt: str = "",
    first: str = "",
    skip_reason: str = "",
) -> Taking:
    """Take payments of many families at once: all of them, or none.

    Receipts are given out in order from the collector's book, method by method.

    Args:
        desk: the home.
        visit: the collector, and when; the day is the day of the charge.
        payments: in the order in which receipts are written.
        spoilt: numbers of receipts that were spoilt on the way, as ``0012033、0012040``.
        first: the number to begin with, where it is not the next one.
        skip_reason: why numbers before it are left out (跳号).

    Raises:
        ChargeRefusedError: some of it must not be taken, or there are no receipts for it.
        RecordError: refused by the ledger.
    """
    ledger = desk.ledger_for(visit)
    kept, collector, day = TermBooks(ledger), desk.person(visit), visit.at.date()
    if visit.request_id and ledger.acknowledgement(visit.request_id) is not None:
        return _taken_before(ledger, visit, kept, collector)
    families = _charged(desk, kept, payments, day)
    ordered = sorted(families, key=lambda one: METHODS.index(one[1].method))
    own = own_books(kept, collector)
    skipping = skipped(own, first, skip_reason)
    numbers = hand_out(own, len(ordered), numbers_in(spoilt), first)
    handed = tuple(
        Handed(family.number, number, family.standard * payment.units - payment.reduce, wasted)
        for (family, payment), (number, wasted) in zip(ordered, numbers, strict=True)
    )
    paid = (_paid(*one, collector, day) for one in zip(ordered, handed, strict=True))
    acts: list[Act] = [*skipping, *paid]
    desk.act_together(visit, *acts)
    return Taking(handed, next_receipt(kept_now(desk, day), collector.id))


def _charged(
    desk: Desk, kept: Kept, payments: Sequence[Payment], day: date
) -> list[tuple[Receivable, Payment]]:
    """What is paid for, if all of it may be taken today.

    Raises:
        ChargeRefusedError: no; says of each family why.
    """
    if not payments:
        raise ChargeRefusedError("没有勾选缴费的家庭。勾选后再收。")
    found, refused = [], list[str]()
    slips = {one.number: one for one in kept.of_register(CONSENTS)}
    counts = Counter(one.number for one in payments)
    refused += [f"{one}：写了{many}遍，只收一次。" for one, many in counts.items() if many > 1]
    for one in payments:
        try:
            family = Receivable(slips.get(one.number) or desk.record(one.number))
        except RecordError as error:
            refused.append(str(error))
            continue
        refused += [f"{one.number}：{why}" for why in why_not(kept, family, one, day)]
        found.append((family, one))
    if refused:
        more = f"……共{len(refused)}处。" if len(refused) > TOLD else ""
        raise ChargeRefusedError("不能收：" + "".join(refused[:TOLD]) + more)
    return found


def why_not(kept: Kept, family: Receivable, payment: Payment, day: date) -> Iterator[str]:
    """Why a payment must not be taken on a day, in Chinese; nothing where it may."""
    if family.record.register != CONSENTS:
        yield "不是自愿确认单。核对编号。"
        return
    if family.record.is_void:
        yield "确认单已作废。重新征求意愿。"
        return
    yield from _unwilling(family, day)
    yield from _untold(kept, family, day)
    yield from _wrong_sum(family, payment)


def _unwilling(family: Receivable, day: date) -> Iterator[str]:
    if family.standing is Standing.UNANSWERED:
        yield "家长还没有选择、签字。先收齐确认单。"
    elif family.standing is Standing.DECLINED:
        yield "家长选择不参加，应缴为0。不得收。"
    elif family.is_charged:
        yield f"已经收过（票据{family.entry.get('receipt_no') or '无'}）。不要重复收。"
    elif family.signed_on is None or family.signed_on >= day:
        when = family.signed_on or "没有写日期"
        yield f"家长签字日期{when}，签字次日起才能收。"
    if family.record.blocking:
        one = family.record.blocking[0]
        yield f"确认单还有未结事项：{one.where}{one.message}。办完再收。"


def _untold(kept: Kept, family: Receivable, day: date) -> Iterator[str]:
    listed_as = forbidden_item(family.item)
    if listed_as is not None:
        yield f"“{family.item}”属于禁收项目（{listed_as}）。不得收。"
        return
    told = announced(kept, family.item, day)
    if told is None:
        yield f"“{family.item}”没有公示，或{day}不在公示的收费期内。先公示，到期再收。"
    elif told.standard != family.standard:
        yield (
            f"确认单标准{family.standard:.2f}元，公示标准{told.standard:.2f}元。"
            "按公示标准重发确认单。"
        )


def _wrong_sum(family: Receivable, payment: Payment) -> Iterator[str]:
    if payment.method not in METHODS:
        yield f"没有“{payment.method}”这种收款方式。可用：{'、'.join(METHODS)}。"
    if payment.units < 1 or (payment.units > 1 and family.unit not in SEVERAL):
        yield f"按{family.unit}收，份数只能是1。"
    if not 0 <= payment.reduce <= family.standard * payment.units:
        yield f"减免{payment.reduce}元，多于应收{family.standard * payment.units}元。核对减免。"
    elif payment.reduce and not payment.approval_no.strip():
        yield "减免没有审批号。先审批，写明审批号。"


def _paid(
    charged: tuple[Receivable, Payment], handed: Handed, collector: Person, day: date
) -> Continue:
    family, payment = charged
    data = {
        "paid": f"{handed.amount:.2f}",
        "method": payment.method,
        "paid_on": day.isoformat(),
        "receipt_no": handed.receipt_no,
        "collector": collector.id,
    }
    if payment.reduce:
        data |= {"reduce": f"{payment.reduce:.2f}", "approval_no": payment.approval_no.strip()}
    if handed.spoilt:
        data["void_no"] = handed.spoilt
    return Continue(family.number, data, family.record.latest.version)


def _taken_before(ledger: Ledger, visit: Visit, kept: Kept, collector: Person) -> Taking:
    """What the same request left the first time."""
    done = ledger.acknowledgement(visit.request_id)
    taken = [Receivable(ledger.get(one)) for one in done.numbers] if done else []
    handed = [
        Handed(one.number, str(one.receipt or ""), one.paid, str(one.entry.get("void_no") or ""))
        for one in taken
        if one.record.register == CONSENTS
    ]
    return Taking(tuple(handed), next_receipt(kept, collector.id))
