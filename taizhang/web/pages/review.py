"""What waits for somebody's signature: one by one, or several that were looked at together."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from records.audit.conduct import BATCH
from records.lifecycle import LATE_APPROVAL
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.telling import title_of
from taizhang.web import acts
from taizhang.web.acts import REASON, ROLE, STROKES, VERSION, signature_of, text_of
from taizhang.web.briefs import Brief, brief_of
from taizhang.web.errors import BadRequestError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.queue import stacks_of, waiting_of
from taizhang.web.requests import Posted, request_id_of
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)
TOGETHER = 20
"""Records that are looked at on one page."""
PICK = "pick"


@router.get("/review")
@allow(Right.FILL)
def review_page(request: Request, site: OurSite, who: Who, register: str = "") -> Response:
    """The queue; late entries that wait for an approval stand apart."""
    with site.desk() as desk:
        waiting = waiting_of(desk, site.counter, who, register)
        late = [one for one in waiting if one.role == LATE_APPROVAL]
        rest = [one for one in waiting if one.role != LATE_APPROVAL]
        parts = {
            "补录，等我批准": list(stacks_of(desk, late, whole=bool(register))),
            "等我签字": list(stacks_of(desk, rest, whole=bool(register))),
        }
    return site.page(
        request,
        "review.html",
        parts={title: stacks for title, stacks in parts.items() if stacks},
        count=len(waiting),
        register=register,
    )


# ---- several at once


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one register that are looked at together.

    Attributes:
        waiting: how many wait in all.
        days: of how many different days these are.
        picked: numbers that were ticked before; `said` and `strokes` what came with them.
        error: why nothing was signed.
    """

    slug: str
    title: str
    briefs: tuple[Brief, ...]
    waiting: int
    id: str
    picked: frozenset[str] = frozenset()
    said: str = ""
    strokes: str = ""
    error: str = ""

    @property
    def days(self) -> int:
        """Of how many different days they are."""
        return len({one.day for one in self.briefs})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of them: how it stands, or why it was not signed."""

    number: str
    title: str
    day: date
    told: str
    signed: bool


@router.get("/review/batch")
@allow(Right.FILL)
def batch_page(request: Request, site: OurSite, who: Who, register: str) -> Response:
    """Several records of one register in brief, to be ticked and signed together."""
    with site.desk() as desk:
        batch = _batch(desk, site, who, register, FormData())
    return site.page(request, "batch.html", batch=batch, audited=BATCH)


@router.post("/review/batch")
@allow(Right.FILL)
def sign_batch(request: Request, site: OurSite, who: Who, register: str, form: Posted) -> Response:
    """Sign those that were ticked, one after the other: each is an act of its own."""
    picked = [one for one in form.getlist(PICK) if isinstance(one, str)]
    try:
        signature = _required(signature_of(site, who, form), picked)
    except REFUSALS as error:
        with site.desk() as desk:
            batch = _batch(desk, site, who, register, form, error)
        return site.page(request, "batch.html", status_of(error), batch=batch, audited=BATCH)
    results = [_sign(site, who, number, form, signature) for number in picked]
    days = {one.day for one in results if one.signed}
    return site.page(
        request,
        "batch_done.html",
        signed=[one for one in results if one.signed],
        refused=[one for one in results if not one.signed],
        days=len(days),
        audited=BATCH,
        register=register,
    )


def _batch(
    desk: Desk,
    site: Site,
    who: Visitor,
    register: str,
    form: FormData,
    error: Exception | None = None,
) -> Batch:
    waiting = waiting_of(desk, site.counter, who, register)
    kind = desk.registers.get(register)
    return Batch(
        register,
        kind.register.title if kind else register,
        tuple(
            brief_of(desk, desk.record(one.card.record.number), one.role)
            for one in waiting[:TOGETHER]
        ),
        len(waiting),
        str(uuid.uuid4()),
        frozenset(one for one in form.getlist(PICK) if isinstance(one, str)),
        text_of(form, REASON),
        text_of(form, STROKES),
        str(error or ""),
    )


def _required(signature: bytes | None, picked: Sequence[str]) -> bytes:
    if not picked:
        raise BadRequestError("没有勾选", "勾选看过的记录再签", 422)
    if len(picked) > TOGETHER:
        raise BadRequestError(f"一次最多签 {TOGETHER} 份", "分几次签", 422)
    if signature is None:
        raise BadRequestError("没有签名", "请手写签名，或输入口令确认", 422)
    return signature


def _sign(site: Site, who: Visitor, number: str, form: FormData, signature: bytes) -> Result:
    """Sign one of several; what is refused stops none of the others."""
    with site.desk() as desk:
        try:
            record, kind = visible(desk, who, number)
            visit = acts.visit_of(who, desk, form, f"{request_id_of(form)}/{number}")
            one = _alone(form, number)
            receipt = acts.sign(desk, visit, number, one, signature, text_of(one, ROLE))
        except REFUSALS as error:
            return Result(number, "", desk.now().date(), str(error), signed=False)
    title = title_of(record, kind) if kind else number
    return Result(number, title, record.date, receipt.state, signed=True)


def _alone(form: FormData, number: str) -> FormData:
    """What a form says of one of the records on its page."""
    return FormData(
        {
            VERSION: text_of(form, f"{VERSION}.{number}"),
            ROLE: text_of(form, f"{ROLE}.{number}"),
            REASON: text_of(form, REASON),
        }
    )
