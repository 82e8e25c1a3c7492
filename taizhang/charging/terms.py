"""An item at its end: what was spent and what goes back, family by family; and what is undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from records.acts import Act, Continue
from records.charges.kept import CONSENTS
from records.charges.receivables import Receivable, Standing
from records.charges.terms import ItemSettlement, Share, settlement_of
from taizhang.charging.kept import TermBooks
from taizhang.desk import Desk, Visit
from taizhang.errors import ChargeRefusedError
from taizhang.intake import Files
from taizhang.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Supply:
    """What an item was bought for; all of it is made public.

    Attributes:
        supplier: as the directory has it.
        price: yuan a unit.
        invoice: number of the invoice, or of the list of expenses.
    """

    supplier: str
    price: Decimal
    invoice: str


def settle_item(desk: Desk, visit: Visit, item: str, supply: Supply) -> ItemSettlement:
    """Settle an item for every family that paid and is not settled yet: 据实结算，多退少不补.

    What goes back is known with it; that a family has it is said by `pay_back`.

    Args:
        desk: the home.
        visit: the accountant, and when; the day is that of the publication.
        item: name of the item.
        supply: what was bought, and from whom.

    Raises:
        ChargeRefusedError: nobody is to be settled, by the collector, or without a price.
        RecordError: refused by the ledger.
    """
    kept = TermBooks(desk.ledger_for(visit))
    found = settlement_of(kept, item, supply.price)
    _require_settling(desk, visit, found, supply)
    said = {
        "supplier": supply.supplier,
        "supply_price": f"{supply.price:.2f}",
        "supply_invoice": supply.invoice,
        "settle_on": visit.at.date().isoformat(),
    }
    for room, shares in _by_class(found.unsettled):
        acts = (_continued(one, {**said, "cost": f"{one.cost:.2f}"}) for one in shares)
        _act(desk, visit, room, acts)
    return settlement_of(TermBooks(desk.ledger_for(visit)), item)


def _require_settling(desk: Desk, visit: Visit, found: ItemSettlement, supply: Supply) -> None:
    if not found.unsettled:
        raise ChargeRefusedError(f"“{found.item}”没有要结算的缴费。核对项目名称。")
    if supply.price < 0 or not supply.invoice.strip() or not supply.supplier.strip():
        raise ChargeRefusedError("供应单位、采购价、采购票据号都要公开。补齐再结算。")
    if desk.person(visit).id in {one.family.collector for one in found.unsettled}:
        raise ChargeRefusedError("收费员不能结算自己收的款。由会计结算。")


def pay_back(desk: Desk, visit: Visit, numbers: Sequence[str]) -> Decimal:
    """Note that families have their money back, each what it is owed.

    Returns:
        the sum.

    Raises:
        ChargeRefusedError: one of them is not settled, or has it already.
    """
    kept = TermBooks(desk.ledger_for(visit)).of_register(CONSENTS)
    slips = {one.number: one for one in kept}
    asked = dict.fromkeys(numbers)
    families = [Receivable(slips.get(one) or desk.record(one)) for one in asked]
    wrong = [one.number for one in families if one.standing is not Standing.REFUNDING]
    if wrong or not families:
        told = "、".join(wrong) or "没有勾选"
        raise ChargeRefusedError(f"{told}：不是结算后待退的。先结算；退过的不用再退。")
    shares = [Share(one, one.cost or Decimal()) for one in families]
    for room, together in _by_class(shares):
        acts = (_continued(one, {"returned": f"{one.family.owed:.2f}"}) for one in together)
        _act(desk, visit, room, acts)
    return sum((one.owed for one in families), Decimal())


def leave(desk: Desk, visit: Visit, number: str) -> Receipt:
    """A family withdraws before the settlement, and gets back all that it paid.

    Raises:
        ChargeRefusedError: it paid nothing, or is settled already.
    """
    family, day = Receivable(desk.record(number)), visit.at.date().isoformat()
    if family.standing is not Standing.PAID:
        raise ChargeRefusedError(f"{number}：{family.standing}，不能按退出全退。核对确认单。")
    data = {"left_on": day, "cost": "0", "returned": f"{family.paid:.2f}", "settle_on": day}
    (receipt,) = desk.act_together(visit, Continue(number, data, family.record.latest.version))
    return receipt


def uphold(desk: Desk, visit: Visit, number: str, complaint: str, files: Files) -> Receipt:
    """A complaint was justified: everything goes back (投诉核实 → 全额清退).

    Raises:
        ChargeRefusedError: nothing is said, or it was upheld before.
    """
    family, day = Receivable(desk.record(number)), visit.at.date().isoformat()
    if family.record.register != CONSENTS or not complaint.strip():
        raise ChargeRefusedError(f"{number}：写明确认单编号和投诉内容。")
    if family.entry.get("upheld"):
        raise ChargeRefusedError(f"{number}：投诉已经核实过，不用再办。")
    said: dict[str, Any] = {"complaint": complaint.strip(), "upheld": True}
    if not family.paid:
        return desk.continue_record(visit, number, said, files)
    said |= {"returned": f"{family.paid:.2f}", "settle_on": day}
    if family.cost is None:
        return desk.continue_record(visit, number, {**said, "cost": "0"}, files)
    return desk.correct_record(visit, number, {**said, "cost": "0"}, "投诉属实，全额清退", files)


# ---- one line of the journal a class


def _by_class(shares: Sequence[Share]) -> Iterator[tuple[str, list[Share]]]:
    ordered = sorted(shares, key=lambda one: (one.family.class_, one.family.number))
    for room, together in groupby(ordered, key=lambda one: one.family.class_):
        yield room, list(together)


def _continued(share: Share, data: Mapping[str, Any]) -> Continue:
    return Continue(share.family.number, data, share.family.record.latest.version)


def _act(desk: Desk, visit: Visit, room: str, acts: Iterator[Act]) -> None:
    """Do them at once; asked for again, what was done for a class is not done twice."""
    named = f"{visit.request_id}/{room}" if visit.request_id else ""
    desk.act_together(replace(visit, request_id=named), *acts)
