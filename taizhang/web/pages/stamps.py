"""用印: ask for a seal, allow it, stamp, take the paper, read the log."""

import io
import re
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from PIL import Image
from starlette.datastructures import FormData

from taizhang.desk import Desk, Visit
from taizhang.exits import REFUSALS
from taizhang.official_seals import find_seal, is_in_charge, read_image
from taizhang.papers import Paper, issue, put_on_paper
from taizhang.seal_log import lay_out_seal_log, seal_log
from taizhang.stamping import (
    Application,
    Applications,
    ask,
    decide,
    lay_out_plain,
    lay_out_sealed,
    press_sealed,
    stamp,
)
from taizhang.web.acts import CHANNEL, PASSWORD, line_of, text_of
from taizhang.web.errors import BadRequestError, ForbiddenError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.pages.printing import MEDIA_TYPES
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, may_work_on
from taizhang.web.site import Site
from taizhang.web.stampings import cards, is_kept_by, lines, tiles
from taizhang.web.tasks.reach import visible

router = APIRouter(route_class=Guarded)
STAMPS = "/papers/stamps"
SHOWN = 40
"""Applications on the first page."""
SMALL = 240
"""Pixels of a seal as its custodian sees it."""
NEVER_KEPT = {"cache-control": "no-store"}


@router.get(STAMPS)
@allow(Right.FILL)
def stamps_page(request: Request, site: OurSite, who: Who, span: str = "") -> Response:
    """What waits for the visitor, what was asked for, and the log."""
    with site.desk() as desk:
        seals, charge = desk.home.settings.seals, _is_in_charge(desk, who)
        kept = Applications(desk).listed()
        found = list(tiles((one for one in kept if charge or _is_own(one, who)), who, seals))
        if not charge and not found:
            raise ForbiddenError("用印由印章保管人和校领导办理；在记录的页面上可以申请用印")
        log = seal_log(desk, span) if charge else None
        own = cards(desk, who) if charge else []
        spans = [one.key for one in reversed(desk.home.settings.terms)]
    return site.page(
        request,
        "stamps.html",
        waiting=[one for one in found if one.waits],
        found=[one for one in found if not one.waits][:SHOWN],
        log=log,
        seals=own,
        spans=[*spans, *sorted({one[:4] for one in spans}, reverse=True)],
        settings=who.may(Right.SEALS),
    )


@router.get(f"{STAMPS}/log.{{form}}")
@allow(Right.FILL)
def log_paper(site: OurSite, who: Who, form: Literal["docx", "pdf"], span: str = "") -> Response:
    """The log on paper."""
    with site.desk() as desk:
        _require_charge(desk, who)
        layout = lay_out_seal_log(desk, seal_log(desk, span), form)
    with site.press() as press:
        paper = put_on_paper(press, layout)
    kind = "inline" if form == "pdf" else "attachment"
    headers = {"content-disposition": f"{kind}; filename*=utf-8''{quote(paper.name)}"}
    return Response(paper.data, 200, headers, MEDIA_TYPES[form])


@router.get(f"{STAMPS}/seals/{{name}}.png")
@allow(Right.FILL)
def seal_picture(site: OurSite, who: Who, name: str) -> Response:
    """A seal, small, for whoever keeps it; no browser keeps it."""
    with site.desk() as desk:
        if not is_kept_by(desk, who, name):
            raise ForbiddenError("印章图片只给它的保管人看")
        data = read_image(desk.home, find_seal(desk.home, name))
    image = Image.open(io.BytesIO(data))
    image.thumbnail((SMALL, SMALL))
    out = io.BytesIO()
    image.save(out, "PNG")
    return Response(out.getvalue(), 200, NEVER_KEPT, "image/png")


# ---- asking


@router.get(f"{STAMPS}/ask")
@allow(Right.FILL)
def ask_page(request: Request, site: OurSite, who: Who) -> Response:
    """An application for the records named in the address."""
    numbers = " ".join(request.query_params.getlist("number"))
    return _ask_page(request, site, who, FormData({"numbers": numbers, "copies": "2"}))


@router.post(f"{STAMPS}/ask")
@allow(Right.FILL)
def asked_page(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Keep it."""
    try:
        with site.desk() as desk:
            made = _asked(desk, who, form)
    except REFUSALS as error:
        return _ask_page(request, site, who, form, str(error), status_of(error))
    site.tell(who, "已申请用印，等校长或分管副校长批准。")
    return RedirectResponse(f"{STAMPS}/{made.id}", 303)


def _asked(desk: Desk, who: Visitor, form: FormData) -> Application:
    numbers = _numbers(form)
    for number in numbers:
        record, kind = visible(desk, who, number)
        works = kind is not None and may_work_on(who, record, kind)
        if not works and not _is_in_charge(desk, who):
            raise ForbiddenError(f"记录 {number} 不由您申请用印")
    seals = [str(one) for one in form.getlist("seal")]
    copies = text_of(form, "copies")
    return ask(
        desk,
        _visit(desk, who),
        numbers,
        seals,
        int(copies) if copies.isascii() and copies.isdecimal() and len(copies) < 3 else 0,
        line_of(form, "why", 200),
    )


def _ask_page(
    request: Request, site: Site, who: Visitor, form: FormData, error: str = "", status: int = 200
) -> Response:
    with site.desk() as desk:
        seals = cards(desk, who)
    return site.page(
        request,
        "stamp_ask.html",
        status,
        seals=seals,
        numbers=_numbers(form),
        chosen=form.getlist("seal") or [one.seal.name for one in seals[:1]],
        copies=text_of(form, "copies"),
        why=text_of(form, "why"),
        error=error,
    )


def _numbers(form: FormData) -> list[str]:
    return list(dict.fromkeys(filter(None, re.split(r"[\s,，、;；]+", text_of(form, "numbers")))))


# ---- one application


@router.get(f"{STAMPS}/{{key}}")
@allow(Right.FILL)
def application_page(request: Request, site: OurSite, who: Who, key: str) -> Response:
    """An application, and what the visitor can do about it."""
    return _page(request, site, who, key)


@router.post(f"{STAMPS}/{{key}}/decide")
@allow(Right.FILL)
def decided_page(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Allow it, or not."""
    allows = text_of(form, "act") == "allow"
    try:
        _confirm(site, who, form)
        with site.desk() as desk:
            _require_charge(desk, who)
            remark = line_of(form, "remark", 200)
            decide(desk, _visit(desk, who), key, allow=allows, remark=remark)
    except REFUSALS as error:
        return _page(request, site, who, key, str(error), status_of(error))
    site.tell(who, "已批准，等保管人用印。" if allows else "没有批准，申请人看得到原因。")
    return RedirectResponse(STAMPS, 303)


@router.post(f"{STAMPS}/{{key}}/use")
@allow(Right.FILL)
def used_page(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Stamp."""
    try:
        _confirm(site, who, form)
        with site.desk() as desk:
            _require_charge(desk, who)
            stamp(desk, _visit(desk, who), key)
    except REFUSALS as error:
        return _page(request, site, who, key, str(error), status_of(error))
    site.tell(who, "已用印，记入用印登记簿。下面取盖好章的 PDF。")
    return RedirectResponse(f"{STAMPS}/{key}", 303)


@router.get(f"{STAMPS}/{{key}}/{{number}}/plain.pdf")
@allow(Right.FILL)
def plain_paper(site: OurSite, who: Who, key: str, number: str) -> Response:
    """A paper without a seal, to be read by whoever allows it or stamps."""
    with site.desk() as desk:
        _require_charge(desk, who)
        layout = lay_out_plain(desk, _visit(desk, who), key, number)
    with site.press() as press:
        paper = put_on_paper(press, layout)
    return _pdf(paper)


@router.get(f"{STAMPS}/{{key}}/{{number}}.pdf")
@allow(Right.FILL)
def sealed_paper(site: OurSite, who: Who, key: str, number: str) -> Response:
    """A paper with the seal on it, for the custodian who hands it out; no browser keeps it."""
    with site.desk() as desk:
        _require_charge(desk, who)
        sealing, home = lay_out_sealed(desk, _visit(desk, who), key, number), desk.home
    with site.press() as press:
        paper = press_sealed(press, sealing)
    if sealing.kept:
        issue(home, paper.name, paper.data)
    return _pdf(paper)


def _pdf(paper: Paper) -> Response:
    said = {"content-disposition": f"inline; filename*=utf-8''{quote(paper.name)}"}
    return Response(paper.data, 200, {**NEVER_KEPT, **said}, MEDIA_TYPES["pdf"])


def _page(
    request: Request, site: Site, who: Visitor, key: str, error: str = "", status: int = 200
) -> Response:
    with site.desk() as desk:
        found = Applications(desk).get(key)
        charge = _is_in_charge(desk, who)
        if not charge and not _is_own(found, who):
            raise ForbiddenError("这份用印申请不归您办理")
        (tile,) = tiles([found], who, desk.home.settings.seals)
        papers = list(lines(desk, found))
    return site.page(
        request, "stamp.html", status, tile=tile, papers=papers, charge=charge, error=error
    )


def _confirm(site: Site, who: Visitor, form: FormData) -> None:
    """Whether it is really them: a browser left open stamps nothing."""
    password = text_of(form, PASSWORD)
    if not password:
        raise BadRequestError("没有输入口令", "输入您的登录口令确认", 422)
    site.confirm(who, password)


def _visit(desk: Desk, who: Visitor) -> Visit:
    return Visit(who.id, desk.now(), channel=CHANNEL)


def _is_own(application: Application, who: Visitor) -> bool:
    return application.asked_by.id == who.id


def _is_in_charge(desk: Desk, who: Visitor) -> bool:
    return is_in_charge(who.id, who.posts, desk.home.settings.seals)


def _require_charge(desk: Desk, who: Visitor) -> None:
    if not _is_in_charge(desk, who):
        raise ForbiddenError("用印由印章保管人和校领导办理")
