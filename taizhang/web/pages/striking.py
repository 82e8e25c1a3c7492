"""Sending a record back, or striking it out: two things that need nothing but a reason."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from checklists.entry import Entry
from records.lifecycle import is_returned
from records.record import Record
from records.refusals import NotAllowedError
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.receipts import Receipt
from taizhang.web import acts
from taizhang.web.acts import REASON, text_of, version_of
from taizhang.web.errors import ForbiddenError, status_of
from taizhang.web.folios import folio_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.pages.signing import ONWARDS, onwards
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor, may_return, may_void
from taizhang.web.site import Site
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)


@dataclass(frozen=True, slots=True)
class Striking:
    """One of the two things that need nothing but a reason.

    Attributes:
        word: what it is called; `lead` what follows from it.
        may: whether it is this visitor's to do.
        act: does it.
    """

    path: str
    word: str
    lead: str
    may: Callable[[Visitor, Record, type[Entry]], bool]
    act: Callable[..., Receipt]


RETURN = Striking(
    "return",
    "退回",
    "退回给填的人改；已经签的字都要重新签。",
    may_return,
    Desk.return_record,
)
VOID = Striking(
    "void",
    "作废",
    "编号和内容都留着，划去，不再算数，也不能恢复。",
    may_void,
    Desk.void_record,
)


@router.get("/records/{number}/return")
@allow(Right.FILL)
def return_page(request: Request, site: OurSite, who: Who, number: str, to: str = "") -> Response:
    """Ask why a record is sent back."""
    return _ask(request, site, who, number, RETURN, FormData({ONWARDS: to}))


@router.post("/records/{number}/return")
@allow(Right.FILL)
def returned_page(request: Request, site: OurSite, who: Who, number: str, form: Posted) -> Response:
    """Send it back."""
    return _strike(request, site, who, number, RETURN, form)


@router.get("/records/{number}/void")
@allow(Right.FILL)
def void_page(request: Request, site: OurSite, who: Who, number: str) -> Response:
    """Ask why a record is struck out."""
    return _ask(request, site, who, number, VOID, FormData())


@router.post("/records/{number}/void")
@allow(Right.FILL)
def voided_page(request: Request, site: OurSite, who: Who, number: str, form: Posted) -> Response:
    """Strike it out."""
    return _strike(request, site, who, number, VOID, form)


def _ask(
    request: Request,
    site: Site,
    who: Visitor,
    number: str,
    striking: Striking,
    form: FormData,
    error: Exception | None = None,
) -> Response:
    with site.desk() as desk:
        _require_theirs(desk, who, number, striking)
        folio = folio_of(desk, who, number)
    return site.page(
        request,
        "strike.html",
        status_of(error) if error else 200,
        folio=folio,
        striking=striking,
        id=str(uuid.uuid4()),
        to=text_of(form, ONWARDS),
        said=text_of(form, REASON),
        error=str(error or ""),
    )


def _strike(
    request: Request, site: Site, who: Visitor, number: str, striking: Striking, form: FormData
) -> Response:
    try:
        with site.desk() as desk:
            visit = acts.visit_of(who, desk, form, request_id_of(form))
            if not acts.is_known(desk, visit):
                _require_theirs(desk, who, number, striking)
            seen = version_of(form)
            reason = text_of(form, REASON)
            receipt = striking.act(desk, visit, number, reason, expected_version=seen)
    except REFUSALS as error:
        if isinstance(error, ForbiddenError | NotAllowedError):
            raise
        return _ask(request, site, who, number, striking, form, error)
    site.tell(who, f"已{striking.word}：{receipt.number}。")
    return RedirectResponse(onwards(form, number), 303)


def _require_theirs(desk: Desk, who: Visitor, number: str, striking: Striking) -> None:
    record, kind = visible(desk, who, number)
    if kind is None or not striking.may(who, record, kind):
        raise ForbiddenError(f"记录 {number} 不由您{striking.word}")
    if record.is_void:
        raise NotAllowedError(f"记录 {number}", "已作废", "不用再办")
    if striking is RETURN and is_returned(record):
        raise NotAllowedError(f"记录 {number}", "已经退回，还没有改", "等改好再看")
