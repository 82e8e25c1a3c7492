"""Pages to fill in: a new record, the next stage of one, a correction."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.web.acts import (
    Outcome,
    is_known,
    signature_of,
    text_of,
    together_of,
    visit_of,
)
from taizhang.web.drawing import all_normal, draw, holding, problems_in, with_row
from taizhang.web.errors import status_of
from taizhang.web.fields import HELD, Filled, develop_uploads, read_fields
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.keeping import Held
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor
from taizhang.web.sheets import Sheet
from taizhang.web.site import Site
from taizhang.web.tasks import Task, TaskOf, continuing, correcting, filing

router = APIRouter(route_class=Guarded)


@router.get("/registers/{slug}/new")
@allow(Right.FILL)
def new_page(request: Request, site: OurSite, who: Who, slug: str) -> Response:
    """An empty form with what is known filled in."""
    return _blank(request, site, filing(who, slug, request.query_params))


@router.post("/registers/{slug}/new")
@allow(Right.FILL)
def file_page(request: Request, site: OurSite, who: Who, slug: str, form: Posted) -> Response:
    """Keep a new record."""
    return _filled(request, site, who, form, filing(who, slug))


@router.get("/records/{number}/continue")
@allow(Right.FILL)
def continue_page(request: Request, site: OurSite, who: Who, number: str) -> Response:
    """What a record still lacks."""
    return _blank(request, site, continuing(who, number))


@router.post("/records/{number}/continue")
@allow(Right.FILL)
def continued_page(
    request: Request, site: OurSite, who: Who, number: str, form: Posted
) -> Response:
    """Keep the next stage."""
    return _filled(request, site, who, form, continuing(who, number))


@router.get("/records/{number}/correct")
@allow(Right.FILL)
def correct_page(request: Request, site: OurSite, who: Who, number: str) -> Response:
    """A record as it stands, to be put right."""
    return _blank(request, site, correcting(who, number))


@router.post("/records/{number}/correct")
@allow(Right.FILL)
def corrected_page(
    request: Request, site: OurSite, who: Who, number: str, form: Posted
) -> Response:
    """Keep a correction."""
    return _filled(request, site, who, form, correcting(who, number))


# ---- what they share


def _blank(request: Request, site: Site, task_of: TaskOf) -> Response:
    with site.desk() as desk:
        sheet = draw(desk, task_of(desk, False))
    return _page(request, site, sheet)


def _filled(
    request: Request, site: Site, who: Visitor, form: FormData, task_of: TaskOf
) -> Response:
    """Do what a form asks for; with a button of the page, or an error, the page comes back."""
    develop_uploads(form, site.zone)
    attempt, held = _Attempt.of(site, who, form), site.held(who)
    with site.desk() as desk:
        visit = visit_of(who, desk, form, request_id_of(form))
        task = task_of(desk, is_known(desk, visit))
        filled = read_fields(form, task.kind.columns(), held, task.attachments)
        if attempt.pressed:
            return _page(request, site, _pressed(desk, task, filled, held, form))
        try:
            outcome = task.perform(desk, visit, filled, form, attempt.signature())
        except REFUSALS as error:
            sheet = draw(desk, task, holding(filled, held), form, problems_in(error))
            return _page(request, site, sheet, status_of(error))
    for name, token in form.multi_items():
        if name.endswith(HELD) and isinstance(token, str):
            held.let_go(token)
    site.tell(who, *told(outcome))
    return RedirectResponse(f"/records/{outcome.receipt.number}", 303)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What a form wants, as far as it is known before the desk is asked for.

    Attributes:
        pressed: a button of the page that keeps nothing.
    """

    pressed: bool
    signed: bytes | None = None
    refused: Exception | None = None

    @classmethod
    def of(cls, site: Site, who: Visitor, form: FormData) -> "_Attempt":
        if text_of(form, "_more") or text_of(form, "_all"):
            return cls(pressed=True)
        try:
            return cls(False, signature_of(site, who, form))
        except REFUSALS as error:
            return cls(False, refused=error)

    def signature(self) -> bytes | None:
        """The signature that came along; where it was refused, that is told with the form."""
        if self.refused is not None:
            raise self.refused
        return self.signed


def _pressed(desk: Desk, task: Task, filled: Filled, held: Held, form: FormData) -> Sheet:
    """The page again with a row more, or every other item normal: buttons without JavaScript."""
    data = holding(filled, held)
    if more := text_of(form, "_more"):
        return draw(desk, task, with_row(data, more), form)
    data, items = all_normal(task.kind, data)
    return draw(desk, task, data, form, together=(*together_of(task.kind, form), *items))


def told(outcome: Outcome) -> tuple[str, str]:
    """What was done, as the next page says it, and how it is meant."""
    receipt = outcome.receipt
    parts = [f"{receipt.operation}成功：{receipt.number}，{receipt.state}。"]
    if outcome.signed:
        parts.append(f"已签「{outcome.signed}」。")
    if outcome.unsigned:
        parts.append(f"内容已保存，签字没有成：{outcome.unsigned}")
    parts.append(outcome.scan)
    if receipt.opens:
        parts.append(f"已开隐患 {'、'.join(receipt.opens)}，等待整改。")
    return "".join(parts), "wait" if outcome.unsigned or receipt.opens else "good"


def _page(request: Request, site: Site, sheet: Sheet, status: int = 200) -> Response:
    return site.page(request, "form.html", status, sheet=sheet)
