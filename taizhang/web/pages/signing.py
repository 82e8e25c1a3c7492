"""Signing a record that was looked at."""

import uuid
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from records.lifecycle import LATE_APPROVAL
from records.refusals import NotAllowedError, VersionConflictError
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.particulars import Event
from taizhang.receipts import Receipt
from taizhang.web import acts
from taizhang.web.acts import REASON, ROLE, STROKES, signature_of, text_of, version_of
from taizhang.web.errors import status_of
from taizhang.web.folios import Folio, folio_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site
from taizhang.web.steps import signing_role
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)
ONWARDS = "_to"
"""Field that says where whoever signs came from: the queue, with its filter."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a page asks besides showing a record.

    Attributes:
        signer: the place; `opinion` is what its reason is called, `must` whether one is needed.
        id: under which it is done once.
        to: where it leads afterwards.
        said, strokes: what was written and drawn before.
        error: why it was not done.
        news: what others did since the page was opened.
    """

    folio: Folio
    signer: str
    id: str
    to: str
    opinion: str = "意见"
    must: bool = False
    said: str = ""
    strokes: str = ""
    error: str = ""
    news: tuple[Event, ...] = ()


@router.get("/records/{number}/sign")
@allow(Right.FILL)
def sign_page(request: Request, site: OurSite, who: Who, number: str, to: str = "") -> Response:
    """A record with a place to sign below it."""
    with site.desk() as desk:
        slip = _slip(desk, who, number, FormData({ONWARDS: to}))
    if slip is None:
        advice = "看记录页上还差什么、轮到谁"
        raise NotAllowedError(f"记录 {number}", "现在没有轮到您签的地方", advice)
    return site.page(request, "sign.html", slip=slip)


@router.post("/records/{number}/sign")
@allow(Right.FILL)
def signed_page(request: Request, site: OurSite, who: Who, number: str, form: Posted) -> Response:
    """Sign it; where that is refused, the page comes back."""
    try:
        receipt = sign(site, who, number, form, request_id_of(form))
    except REFUSALS as error:
        with site.desk() as desk:
            slip = _slip(desk, who, number, form, error)
        if slip is None:
            raise
        return site.page(request, "sign.html", status_of(error), slip=slip)
    site.tell(who, told(receipt, text_of(form, ROLE)))
    return RedirectResponse(onwards(form, number), 303)


def sign(site: Site, who: Visitor, number: str, form: FormData, request_id: str) -> Receipt:
    """Sign a record with what a form brings.

    Raises:
        UnknownRecordError, ForbiddenError: there is none, or it is not theirs to see.
        SigningRefusedError, VersionConflictError: not here, not now, or it has moved on.
    """
    signature = signature_of(site, who, form)
    with site.desk() as desk:
        visible(desk, who, number)
        visit = acts.visit_of(who, desk, form, request_id)
        return acts.sign(desk, visit, number, form, signature, text_of(form, ROLE))


def told(receipt: Receipt, role: str) -> str:
    """What was signed, as the next page says it."""
    done = "已批准补录" if role == LATE_APPROVAL else f"已签「{role}」" if role else "已签字"
    return f"{done}：{receipt.number}，{receipt.state}。"


def onwards(form: FormData, number: str) -> str:
    """Where whoever signed goes: back to the queue they came from, or to the record."""
    to = text_of(form, ONWARDS)
    return to if to.startswith("/review") and to.isprintable() else f"/records/{number}"


def _slip(
    desk: Desk, who: Visitor, number: str, form: FormData, error: Exception | None = None
) -> Slip | None:
    """The page as it stands now; None where there is nothing to sign for this one."""
    folio = folio_of(desk, who, number)
    record = desk.record(number)
    role = signing_role(desk, who, record, desk.registers.get(record.register))
    if not role:
        return None
    approves = role == LATE_APPROVAL
    moved_on = isinstance(error, VersionConflictError)
    return Slip(
        folio,
        role,
        str(uuid.uuid4()),
        text_of(form, ONWARDS),
        opinion="补录原因" if approves and not record.late_reason else "意见",
        must=approves and not record.late_reason,
        said=text_of(form, REASON),
        strokes="" if moved_on else text_of(form, STROKES),
        error=str(error or ""),
        news=folio.events[version_of(form) or 0 :] if moved_on else (),
    )
