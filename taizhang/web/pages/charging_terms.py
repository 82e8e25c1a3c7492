"""期末结算、退费: what an item came to, what each family gets back, and the papers of both."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from records.charges import ItemSettlement, Receivable, Standing, rooms, settlement_of
from taizhang.charging import Supply, TermBooks, kept_now, pay_back, settle_item
from taizhang.charging.papers import SETTLEMENT, lay_out_list, lay_out_settlement
from taizhang.exits import REFUSALS
from taizhang.papers import issue, put_on_paper
from taizhang.privacy import read_together
from taizhang.web.acts import line_of, text_of, visit_of
from taizhang.web.charging import (
    ACCOUNTANT,
    CASHIER,
    CHARGES,
    LONGEST,
    is_one,
    link,
    require_look,
    require_one,
    yuan,
    yuan_in,
)
from taizhang.web.errors import BadRequestError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.pages.printing import MEDIA_TYPES, Form
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
Kind = Literal["settlement", "receipts", "refunds"]
SUPPLY = ("supplier", "price", "invoice")


@dataclass(frozen=True, slots=True)
class RefundLine:
    """A class at the end of an item."""

    class_: str
    paid: int
    open: int
    owed: str


# ---- an item


@router.get(f"{CHARGES}/settle")
@allow(Right.FILL, Right.READ_ALL)
def settle_page(request: Request, site: OurSite, who: Who, item: str, price: str = "") -> Response:
    """An item as it stands; with a price, what it would come to."""
    asked = FormData({"price": price} if price else {})
    try:
        yuan_in(asked, "price", "采购价")
    except BadRequestError as error:
        return _page(request, site, who, item, asked, error)
    return _page(request, site, who, item, asked)


@router.post(f"{CHARGES}/settle")
@allow(Right.FILL)
def settle(request: Request, site: OurSite, who: Who, item: str, form: Posted) -> Response:
    """Settle an item for every family that paid."""
    try:
        require_one(who, "结算由会计办理，收费员不能结算自己收的款", ACCOUNTANT)
        supply = Supply(
            line_of(form, "supplier", LONGEST),
            yuan_in(form, "price", "采购价"),
            line_of(form, "invoice", LONGEST),
        )
        with site.desk() as desk:
            visit = visit_of(who, desk, form, request_id_of(form))
            done = settle_item(desk, visit, item, supply)
    except REFUSALS as error:
        return _page(request, site, who, item, form, error)
    site.tell(who, f"已结算：支出 {yuan(done.cost)} 元，退费 {yuan(done.refund)} 元。")
    return RedirectResponse(link("settle", item=item), 303)


def _page(
    request: Request,
    site: Site,
    who: Visitor,
    item: str,
    form: FormData,
    error: Exception | None = None,
) -> Response:
    text = text_of(form, "price")
    price = Decimal(text) if text and error is None else None
    with site.desk() as desk:
        require_look(desk, who)
        kept = kept_now(desk, desk.now().date())
        found = settlement_of(kept, item, price)
        lines = _lines(kept, item)
        suppliers = [one.name for one in desk.directory.listings("supplier") if one.active]
    return site.page(
        request,
        "charges_settle.html",
        status_of(error) if error else 200,
        item=item,
        figures=_figures(found),
        is_even=found.is_even,
        is_tried=price is not None,
        unsettled=len(found.unsettled),
        waiting=len(found.open),
        settled=bool(found.supply),
        paid=len(found.shares),
        lines=lines,
        settles=is_one(who, ACCOUNTANT),
        suppliers=suppliers,
        said={name: text_of(form, name) for name in SUPPLY},
        error=str(error or ""),
        id=str(uuid.uuid4()),
        link=link,
    )


def _lines(kept: TermBooks, item: str) -> list[RefundLine]:
    found = rooms(kept, item)
    return [
        RefundLine(
            one.class_,
            len(one.charged),
            sum(bool(each.owed) for each in one.standing(Standing.REFUNDING)),
            yuan(one.owed),
        )
        for one in found
        if one.charged
    ]


def _figures(found: ItemSettlement) -> dict[str, str]:
    heads = f"征求 {found.asked} 户，缴费 {len(found.shares)} 户，不参加 {found.declined} 户"
    heads += f"，全免 {found.waived} 户" if found.waived else ""
    supply = found.supply
    figures = {
        "参加情况": heads,
        "缴费合计": f"{yuan(found.paid)} 元",
        "支出合计": f"{yuan(found.cost)} 元",
        "退费合计": f"{yuan(found.refund)} 元（已退 {yuan(found.returned)} 元）",
    }
    if found.overrun:
        figures["学校承担"] = f"{yuan(found.overrun)} 元"
    if supply:
        figures |= {
            "供应单位": str((supply.get("supplier") or {}).get("name", "")),
            "采购价": f"{supply.get('supply_price', '')} 元",
            "采购票据": str(supply.get("supply_invoice", "")),
            "结算公布": str(supply.get("settle_on", "")),
        }
    return figures


# ---- a class: refunds


@dataclass(frozen=True, slots=True)
class Owed:
    """A family that gets something back."""

    number: str
    pupil: str
    paid: str
    cost: str
    owed: str
    receipt: str
    done: bool
    picked: bool


@router.get(f"{CHARGES}/refund")
@allow(Right.FILL, Right.READ_ALL)
def refund_page(request: Request, site: OurSite, who: Who, item: str, class_: str) -> Response:
    """Who of a class gets what back, to be ticked as they sign for it."""
    return _refund_page(request, site, who, item, class_, FormData())


@router.post(f"{CHARGES}/refund")
@allow(Right.FILL)
def refund(
    request: Request, site: OurSite, who: Who, item: str, class_: str, form: Posted
) -> Response:
    """Note that families have their money back."""
    numbers = [one for one in form.getlist("pick") if isinstance(one, str)]
    try:
        require_one(who, "退费由收费员、会计登记", CASHIER, ACCOUNTANT)
        with site.desk() as desk:
            visit = visit_of(who, desk, form, request_id_of(form))
            total = pay_back(desk, visit, numbers)
    except REFUSALS as error:
        return _refund_page(request, site, who, item, class_, form, error)
    site.tell(who, f"登记退费 {len(numbers)} 户，{yuan(total)} 元。")
    return RedirectResponse(link("refund", item=item, class_=class_), 303)


def _refund_page(
    request: Request,
    site: Site,
    who: Visitor,
    item: str,
    class_: str,
    form: FormData,
    error: Exception | None = None,
) -> Response:
    with site.desk() as desk:
        require_look(desk, who)
        kept = kept_now(desk, desk.now().date())
        found = [one for room in rooms(kept, item, class_) for one in room.charged]
        records, hint = read_together(
            desk, [one.record for one in found], by=who.id, what=f"退费：{item} {class_}"
        )
    families = [Receivable(one) for one in records]
    picked = form.getlist("pick")
    return site.page(
        request,
        "charges_refund.html",
        status_of(error) if error else 200,
        item=item,
        class_=class_,
        families=[_owed(one, one.number in picked) for one in families if one.cost is not None],
        hint=hint,
        refunds=is_one(who, CASHIER, ACCOUNTANT),
        error=str(error or ""),
        id=str(uuid.uuid4()),
        link=link,
    )


def _owed(one: Receivable, picked: bool) -> Owed:
    return Owed(
        one.number,
        one.pupil,
        yuan(one.paid),
        yuan(one.cost or Decimal()),
        yuan(one.owed),
        str(one.receipt or ""),
        one.standing is Standing.SETTLED,
        picked,
    )


# ---- papers


@router.get(f"{CHARGES}/print/{{kind}}.{{form}}")
@allow(Right.FILL, Right.READ_ALL)
def print_page(
    site: OurSite, who: Who, kind: Kind, form: Form, item: str, class_: str = ""
) -> Response:
    """An item's settlement for the board, or a list of a class."""
    with site.desk() as desk:
        require_look(desk, who)
        home = desk.home
        layout = (
            lay_out_settlement(desk, item, form)
            if kind == SETTLEMENT
            else lay_out_list(desk, who.id, kind, item, class_, form)
        )
    with site.press() as press:
        paper = put_on_paper(press, layout)
    if kind == SETTLEMENT:  # a list names pupils: a kept copy would outlive their keys
        issue(home, paper.name, paper.data)
    shown = "inline" if form == "pdf" else "attachment"
    headers = {"content-disposition": f"{shown}; filename*=utf-8''{quote(paper.name)}"}
    return Response(paper.data, 200, headers, MEDIA_TYPES[form])
