"""The JSON interface: what the offline queue of a browser, or another program, sends and asks.

A form is put under an id that its sender chose: sent again, it answers what the first time did.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.datastructures import FormData

from taizhang.receipts import Receipt
from taizhang.web import acts
from taizhang.web.errors import ForbiddenError
from taizhang.web.fields import develop_uploads, read_fields
from taizhang.web.guard import Guarded, OurSite, Perhaps, Who, allow, everybody
from taizhang.web.pages.filling import told
from taizhang.web.pages.signing import sign
from taizhang.web.pages.signing import told as what_was_signed
from taizhang.web.requests import Sent, checked_id
from taizhang.web.rights import Right, Visitor, may_file
from taizhang.web.site import Site
from taizhang.web.tasks import TaskOf, continuing, correcting, filing

router = APIRouter(prefix="/api", route_class=Guarded, tags=["台账"])
PERSON = "_person"
"""Field that says whose form it is: on a shared phone nobody hands in somebody else's."""

Slug = Annotated[str, Path(max_length=80, pattern=r"^[a-z0-9_]+$")]
Number = Annotated[str, Path(max_length=40, pattern=r"^[A-Z]+-\d{8}-\d{3,}$")]


class Pong(BaseModel):
    """The server is there, and this is it."""

    taizhang: str
    person: str


class Offline(BaseModel):
    """What a browser keeps so that it can be used without network."""

    edition: str
    person: str
    pages: list[str]


class Kept(BaseModel):
    """What was kept.

    Attributes:
        repeated: it had been kept before; nothing was added now.
        signed: signing place that was signed along; `unsigned` why none was.
    """

    number: str
    version: int
    state: str
    repeated: bool
    message: str
    signed: str = ""
    unsigned: str = ""
    address: str


class Refused(BaseModel):
    """What was not done, and why.

    Attributes:
        problems: where, what, what to do, and the form field each is about.
    """

    code: str
    message: str
    problems: list[dict[str, str]] = []


FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        PERSON: {"type": "string"},
                        acts.DEVICE_AT: {"type": "string"},
                        acts.TOGETHER: {"type": "string"},
                        acts.STROKES: {"type": "string"},
                        acts.REASON: {"type": "string"},
                        acts.ROLE: {"type": "string"},
                        acts.LATE_REASON: {"type": "string"},
                        acts.VERSION: {"type": "string"},
                        acts.PASSWORD: {"type": "string"},
                    },
                    "additionalProperties": {"type": "string"},
                }
            }
        },
    }
}
"""A form: columns as ``e.<column>``, check items as ``e.checks.I01.verdict``, photos as files."""
IN_WORDS: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}
"""What stands around the application answers in plain words (taizhang/web/shield.py)."""


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route answers where nothing was done."""
    said = {
        400: "读不懂",
        401: "没有登录",
        403: "不能办",
        404: "没有这一项",
        409: "与已有的冲突",
        415: "不是表单",
        422: "填写有误",
        503: "暂时存不了",
    }
    return {status: {"model": Refused, "description": said[status]} for status in statuses}


READ = refusals(401, 403)
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": Kept, "description": "先前已经收到"},
    201: {"model": Kept, "description": "已保存"},
    **refusals(400, 401, 403, 404, 409, 415, 422, 503),
    413: {"description": "太大", "content": IN_WORDS},
}


@router.get("/ping")
@everybody
def ping(site: OurSite, visitor: Perhaps) -> Pong:
    """Whether this server answers, and for whom; a captive portal says something else."""
    return Pong(taizhang=site.looks.edition, person=visitor.id if visitor else "")


@router.get("/openapi.json", responses=READ)
@allow(Right.FILL)
def interface(request: Request, who: Who) -> dict[str, Any]:
    """This interface as an OpenAPI document, for whoever writes a program."""
    document: dict[str, Any] = request.app.openapi()
    return document


@router.get("/offline", responses=READ)
@allow(Right.FILL)
def offline(site: OurSite, who: Who) -> Offline:
    """Pages that this person needs without network."""
    with site.desk() as desk:
        kept = [
            slug
            for slug, kind in desk.registers.items()
            if may_file(who, kind) and not desk.home.profile.why_not_kept(kind)
        ]
    pages = ["/", "/registers", "/outbox", *(f"/registers/{slug}/new" for slug in kept)]
    return Offline(edition=site.looks.edition, person=who.id, pages=pages)


@router.put("/registers/{slug}/records/{id}", responses=ANSWERS, openapi_extra=FORM)
@allow(Right.FILL)
def put_record(site: OurSite, who: Who, slug: Slug, id: UUID, form: Sent) -> Response:
    """File a record."""
    return _put(site, who, str(id), form, filing(who, slug))


@router.put("/records/{number}/continuations/{id}", responses=ANSWERS, openapi_extra=FORM)
@allow(Right.FILL)
def put_continuation(site: OurSite, who: Who, number: Number, id: UUID, form: Sent) -> Response:
    """Continue a record."""
    return _put(site, who, str(id), form, continuing(who, number))


@router.put("/records/{number}/corrections/{id}", responses=ANSWERS, openapi_extra=FORM)
@allow(Right.FILL)
def put_correction(site: OurSite, who: Who, number: Number, id: UUID, form: Sent) -> Response:
    """Correct a record."""
    return _put(site, who, str(id), form, correcting(who, number))


@router.put("/records/{number}/signatures/{id}", responses=ANSWERS, openapi_extra=FORM)
@allow(Right.FILL)
def put_signature(site: OurSite, who: Who, number: Number, id: UUID, form: Sent) -> Response:
    """Sign a record: at the place that `_role` names, else at the next one in order."""
    _require_own(who, form)
    receipt = sign(site, who, number, form, checked_id(str(id)))
    return _kept(receipt, what_was_signed(receipt, acts.text_of(form, acts.ROLE)))


def _put(site: Site, who: Visitor, sent_id: str, form: FormData, task_of: TaskOf) -> Response:
    _require_own(who, form)
    develop_uploads(form, site.zone)
    signature = acts.signature_of(site, who, form)
    with site.desk() as desk:
        visit = acts.visit_of(who, desk, form, checked_id(sent_id))
        task = task_of(desk, acts.is_known(desk, visit))
        filled = read_fields(form, task.kind.columns(), site.held(who), task.attachments)
        outcome = task.perform(desk, visit, filled, form, signature)
    message = told(outcome)[0]
    return _kept(outcome.receipt, message, signed=outcome.signed, unsigned=outcome.unsigned)


def _require_own(who: Visitor, form: FormData) -> None:
    owner = acts.text_of(form, PERSON)
    if owner and owner != who.id:
        raise ForbiddenError("这份表是另一个人填的，请由本人登录后上传")


def _kept(receipt: Receipt, message: str, *, signed: str = "", unsigned: str = "") -> Response:
    kept = Kept(
        number=receipt.number,
        version=receipt.version,
        state=receipt.state,
        repeated=receipt.repeated,
        message=message,
        signed=signed,
        unsigned=unsigned,
        address=f"/records/{receipt.number}",
    )
    return JSONResponse(kept.model_dump(), 200 if receipt.repeated else 201)
