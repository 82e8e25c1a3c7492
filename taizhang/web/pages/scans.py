"""Scans in the browser: a stack is uploaded, filed, and told what became of it."""

from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from taizhang.desk import Desk, Visit
from taizhang.developing import media_type
from taizhang.exits import REFUSALS
from taizhang.inbox import Inbox
from taizhang.jobs.job import Filing, Job
from taizhang.scanning import file_scans
from taizhang.tray import Tray
from taizhang.web.acts import CHANNEL, text_of
from taizhang.web.errors import BadRequestError, ForbiddenError, PageMissingError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, may_put_away
from taizhang.web.shield import LARGEST_BODY
from taizhang.web.site import Site
from taizhang.web.working import Standing

router = APIRouter(route_class=Guarded)
SCANS = "/papers/scans"
FEW = 3
"""Photos that are read while the browser waits; anything more is done beside the work."""
SHOWN = 5


@router.get(SCANS)
@allow(Right.FILL)
def scans_page(request: Request, site: OurSite, who: Who) -> Response:
    """Where papers that come back are handed in."""
    require_office(who)
    return _page(request, site)


@router.post(SCANS)
@allow(Right.FILL)
def upload(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """File what was uploaded: a few photos at once, anything more in a process of its own."""
    require_office(who)
    try:
        uploads = list(_uploads(form))
        if not uploads:
            raise BadRequestError("没有选文件", "选扫描的 PDF、照片，或用手机拍照", 422)
        if len(uploads) <= FEW and all(_is_photo(one) for one in uploads):
            return _report(request, site, _filed(site, who, uploads))
        batch = Inbox(site.folder).lay_in((_name(one), one.file.read()) for one in uploads)
        job = _ask(site, who, batch)
    except REFUSALS as error:
        return _page(request, site, str(error), status_of(error))
    return RedirectResponse(f"{SCANS}/jobs/{job.id}", 303)


@router.post(f"{SCANS}/again")
@allow(Right.FILL)
def take_up(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Go on with a batch over which the server was stopped."""
    require_office(who)
    try:
        job = _ask(site, who, text_of(form, "batch"))
    except REFUSALS as error:
        return _page(request, site, str(error), status_of(error))
    return RedirectResponse(f"{SCANS}/jobs/{job.id}", 303)


@router.get(f"{SCANS}/jobs/{{job_id}}")
@allow(Right.FILL)
def filing_page(request: Request, site: OurSite, who: Who, job_id: str) -> Response:
    """How far a batch is, and what became of it."""
    job = _filing(site, who, job_id)
    if job.is_over and not job.error and job.outcome:
        return _report(request, site, dict(job.outcome))
    progress = site.jobs.progress(job_id)
    return site.page(request, "scan_job.html", job=job, progress=progress)


@router.get(f"{SCANS}/jobs/{{job_id}}/standing")
@allow(Right.FILL)
def filing_standing(site: OurSite, who: Who, job_id: str) -> Standing:
    """The same for the page's own script."""
    return Standing.of(_filing(site, who, job_id), site.jobs)


def require_office(who: Visitor) -> None:
    """Whether somebody files the papers that come back.

    Raises:
        ForbiddenError: no.
    """
    if not may_put_away(who):
        raise ForbiddenError("扫描归档由总务处、安全办和校领导办理")


def _page(request: Request, site: Site, error: str = "", status: int = 200) -> Response:
    jobs = [one for one in site.jobs.listed() if isinstance(one.what, Filing)]
    under_way = {one.what.batch for one in jobs if isinstance(one.what, Filing) and not one.is_over}
    inbox = Inbox(site.folder)
    left = [(one, inbox.count(one)) for one in inbox.batches() if one not in under_way]
    return site.page(
        request,
        "scans.html",
        status,
        error=error,
        jobs=jobs[-SHOWN:][::-1],
        left=left,
        waiting=len(Tray(site.folder).waiting()),
        most=LARGEST_BODY // 1_000_000,
    )


def _report(request: Request, site: Site, report: dict[str, object]) -> Response:
    """What became of every page; of those in the tray, whether they still wait."""
    waiting = {one.key for one in Tray(site.folder).waiting()}
    return site.page(request, "scan_report.html", report=report, waiting=waiting)


def _uploads(form: FormData) -> Iterator[UploadFile]:
    for name in ("files", "photos"):
        for one in form.getlist(name):
            if isinstance(one, UploadFile) and one.filename:
                yield one


def _is_photo(upload: UploadFile) -> bool:
    start = upload.file.read(16)
    upload.file.seek(0)
    return (media_type(start) or "").startswith("image/")


def _name(upload: UploadFile) -> str:
    """File name, without what a browser may put before it."""
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in name if one.isprintable()) or "扫描件"


def _filed(site: Site, who: Visitor, uploads: Sequence[UploadFile]) -> dict[str, object]:
    """At a desk of its own, as another process has: reading a photo takes a while."""
    with Desk.open(site.counter.home, now=site.now) as desk:
        visit = Visit(who.id, desk.now(), channel=CHANNEL)
        files = ((_name(one), one.file.read()) for one in uploads)
        return file_scans(desk, visit, files).to_data()


def _ask(site: Site, who: Visitor, batch: str) -> Job:
    what = Filing(batch=batch, count=Inbox(site.folder).count(batch))
    return site.jobs.ask(what, who.id, site.now())


def _filing(site: Site, who: Visitor, job_id: str) -> Job:
    require_office(who)
    job = site.jobs.get(job_id)
    if not isinstance(job.what, Filing):
        raise PageMissingError("没有这一次扫描归档")
    return job
