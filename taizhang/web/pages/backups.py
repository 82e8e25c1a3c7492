"""Backup in the browser: one is made beside the work, downloaded, and kept somewhere else."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from records.backup import status
from records.keyfile import SHORTEST
from taizhang.exits import REFUSALS
from taizhang.jobs.job import BackingUp
from taizhang.web.errors import status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import Right
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
BACKUP = "/settings/backup"
SHOWN = 5


@router.get(BACKUP)
@allow(Right.BACKUP)
def backup_page(request: Request, site: OurSite, who: Who) -> Response:
    """When the school was last backed up, and the backups that can be downloaded."""
    return _page(request, site)


@router.post(BACKUP)
@allow(Right.BACKUP)
def back_up(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Have a backup made; with a passphrase the keys as well."""
    words, again = (str(form.get(name, "")) for name in ("words", "again"))
    if words != again:
        return _page(request, site, "两次输入的口令不一样。请重新输入两次。", 422)
    try:
        job = site.jobs.ask(BackingUp(), who.id, site.now(), words)
    except REFUSALS as error:
        return _page(request, site, str(error), status_of(error))
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _page(request: Request, site: Site, error: str = "", code: int = 200) -> Response:
    jobs = [one for one in site.jobs.listed() if isinstance(one.what, BackingUp)]
    return site.page(
        request,
        "backup.html",
        code,
        known=status(site.folder),
        jobs=jobs[-SHOWN:][::-1],
        folder=site.folder,
        shortest=SHORTEST,
        error=error,
    )
