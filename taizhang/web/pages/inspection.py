"""What an inspector gets: the ledger of a term to take away, and its verification."""

import tempfile
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from records.record import Person
from taizhang.accounts.sessions import SHARED
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS
from taizhang.papers import certificate_fingerprint
from taizhang.vouching import Report, verify_path
from taizhang.web.errors import PageMissingError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow, everybody
from taizhang.web.issued import IssuedVolume, issued_volumes
from taizhang.web.pages.volumes import download
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import INSPECTION, INSPECTION_COOKIE, Site, caller_of

router = APIRouter(route_class=Guarded)


@router.get("/i/{token}")
@everybody
def open_link(request: Request, site: OurSite, token: str) -> Response:
    """Come in by a link; the token stands in no address afterwards."""
    session = site.entrance.open_link(token, site.now(), caller_of(request))
    answer = RedirectResponse(INSPECTION, 303)
    answer.set_cookie(
        INSPECTION_COOKIE,
        session,
        max_age=int(SHARED.whole.total_seconds()),
        path=INSPECTION,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post(f"{INSPECTION}/leave")
@allow(Right.INSPECT, Right.READ_ALL)
def leave(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """End what the link began; the link itself opens again."""
    token = request.cookies.get(INSPECTION_COOKIE, "")
    site.entrance.sign_out(token, site.now(), caller_of(request))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(INSPECTION_COOKIE, path=INSPECTION)
    return answer


@router.get(INSPECTION)
@allow(Right.INSPECT, Right.READ_ALL)
def inspection_page(request: Request, site: OurSite, who: Who) -> Response:
    """Volumes to take away, and how to verify them."""
    return _page(request, site, who)


@router.get(f"{INSPECTION}/volumes/{{digest}}")
@allow(Right.INSPECT, Right.READ_ALL)
def take_away(site: OurSite, who: Who, digest: str) -> Response:
    """A volume; who takes it is noted."""
    found = _volume(site, who, digest)
    by = Person(who.id, who.name)
    site.entrance.note("下载台账", by, site.now(), who.caller, f"{found.name} {digest}")
    return download(found.path, found.name)


@router.post(f"{INSPECTION}/volumes/{{digest}}/verify")
@allow(Right.INSPECT, Right.READ_ALL)
def verify_here(request: Request, site: OurSite, who: Who, digest: str, form: Posted) -> Response:
    """Verify a volume as it lies at the school."""
    found = _volume(site, who, digest)
    return _page(request, site, who, report=verify_path(found.path, site.folder), of=found.name)


@router.post(f"{INSPECTION}/verify")
@allow(Right.INSPECT, Right.READ_ALL)
def verify_file(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Verify a file that somebody has brought."""
    upload = form.get("file")
    try:
        if not isinstance(upload, UploadFile) or not upload.filename:
            raise UsageError("没有选文件。选一个台账 PDF 再核验。")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ledger.pdf"
            path.write_bytes(upload.file.read())
            report = verify_path(path, site.folder)
    except REFUSALS as error:
        return _page(request, site, who, error=str(error), status=status_of(error))
    return _page(request, site, who, report=report, of=upload.filename)


def _page(
    request: Request,
    site: Site,
    who: Visitor,
    report: Report | None = None,
    of: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    with site.desk() as desk:
        terms = [
            (desk.home.calendar(key).term.title, _volumes(desk, site, who, key))
            for key in _terms(desk, who)
        ]
        fingerprint = certificate_fingerprint(desk.home)
    return site.page(
        request,
        "inspection.html",
        status,
        terms=terms,
        until=_until(site, who),
        fingerprint=fingerprint,
        report=report,
        of=of,
        error=error,
    )


def _terms(desk: Desk, who: Visitor) -> list[str]:
    return [who.term] if who.term else [one.key for one in reversed(desk.home.settings.terms)]


def _volumes(desk: Desk, site: Site, who: Visitor, term: str) -> tuple[IssuedVolume, ...]:
    """Those that somebody may have: a link may be for one only."""
    found = issued_volumes(desk.home, term)
    link = site.entrance.links.get(who.id) if who.term else None
    if link is not None and link.volume:
        return tuple(one for one in found if one.path.name == link.volume)
    return found


def _volume(site: Site, who: Visitor, digest: str) -> IssuedVolume:
    with site.desk() as desk:
        for term in _terms(desk, who):
            for one in _volumes(desk, site, who, term):
                if one.digest == digest:
                    return one
    raise PageMissingError("没有这一册")


def _until(site: Site, who: Visitor) -> datetime | None:
    link = site.entrance.links.get(who.id) if who.term else None
    return link.until if link else None
