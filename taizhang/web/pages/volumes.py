"""Binding in the browser: terms, the work under way, sealing, and links for inspectors."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from checklists.register import CHAPTERS
from records.record import Person
from taizhang.accounts.administering import Administration
from taizhang.accounts.links import Link
from taizhang.desk import Desk, Visit
from taizhang.exits import REFUSALS
from taizhang.jobs.job import BackingUp, Binding, Job
from taizhang.papers import school_identity
from taizhang.web.acts import CHANNEL, line_of, text_of
from taizhang.web.errors import BadRequestError, ForbiddenError, PageMissingError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.issued import IssuedVolume, issued_volumes
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site
from taizhang.web.working import Standing

router = APIRouter(route_class=Guarded)
LONGEST_LINK = 90
"""Days an inspector's link may open anything."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term as it stands.

    Attributes:
        records: how many its ledger holds.
        volumes: issued for it, the newest first.
    """

    key: str
    title: str
    records: int
    is_sealed: bool
    head: str
    volumes: tuple[IssuedVolume, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An inspector's link as the school sees it."""

    link: Link
    is_open: bool


@router.get("/volumes")
@allow(Right.BIND)
def volumes_page(request: Request, site: OurSite, who: Who) -> Response:
    """Terms with their volumes, work under way, links."""
    return _page(request, site, who)


def _page(
    request: Request, site: Site, who: Visitor, error: str = "", link: str = "", status: int = 200
) -> Response:
    with site.desk() as desk:
        now = desk.now()
        terms = [_term(desk, one.key) for one in reversed(desk.home.settings.terms)]
        term_now = desk.term_now(now.date())
    jobs = [one for one in site.jobs.listed() if isinstance(one.what, Binding)]
    links = [LinkRow(one, one.is_open(now)) for one in site.entrance.links.listed()]
    return site.page(
        request,
        "volumes.html",
        status,
        terms=terms,
        term_now=term_now,
        chapters=[(key, f"{number} {title}") for key, (number, title) in CHAPTERS.items()],
        jobs=jobs[-5:][::-1],
        links=links if who.may(Right.LINKS) else (),
        may_link=who.may(Right.LINKS),
        may_seal=who.may(Right.SEAL),
        until=(now + timedelta(days=14)).date().isoformat(),
        error=error,
        new_link=link,
    )


def _term(desk: Desk, key: str) -> TermRow:
    title = desk.home.calendar(key).term.title
    if not desk.has_ledger(key):
        return TermRow(key, title, 0, False, "", ())
    ledger = desk.ledger(key)
    ledger.refresh()
    head = f"{ledger.size}:{ledger.head[:16]}"
    volumes = issued_volumes(desk.home, key)
    return TermRow(key, title, len(ledger.numbers()), ledger.is_sealed, head, volumes)


@router.post("/volumes/{term}/bind")
@allow(Right.BIND)
def bind(request: Request, site: OurSite, who: Who, term: str, form: Posted) -> Response:
    """Have a term bound, in a process of its own."""
    chapters = tuple(one for one in map(str, form.getlist("chapters")) if one)
    with site.desk() as desk:
        desk.home.term(term)
    try:
        if not CHAPTERS.keys() >= {*chapters}:
            raise BadRequestError("没有这一章", "请从页面上勾选", 422)
        what = Binding(term=term, chapters=chapters, checked_by=line_of(form, "checked_by", 40))
        job = site.jobs.ask(what, who.id, site.now())
    except REFUSALS as error:
        return _page(request, site, who, str(error), status=status_of(error))
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.post("/volumes/{term}/seal")
@allow(Right.SEAL)
def seal(request: Request, site: OurSite, who: Who, term: str, form: Posted) -> Response:
    """Close a term for good; the password is asked for once more."""
    try:
        if text_of(form, "term") != term:
            raise BadRequestError("学期代号没有写对", "封存不能撤回，请照着再写一遍学期代号", 422)
        password = form.get("password")
        site.confirm(who, password if isinstance(password, str) else "")
        with site.desk() as desk:
            visit = Visit(who.id, desk.now(), channel=CHANNEL)
            done = desk.seal(visit, term, school_identity(desk.home))
    except REFUSALS as error:
        return _page(request, site, who, str(error), status=status_of(error))
    site.tell(who, f"{term} 已封存，共 {done.checkpoint.size} 行。此后的更正记在下一学期。")
    return RedirectResponse("/volumes", 303)


@router.get("/issued/{name}")
@allow(Right.BIND)
def issued(site: OurSite, name: str) -> Response:
    """A volume that was issued."""
    with site.desk() as desk:
        found = _issued(desk, name)
    return download(found.path, found.name)


def _issued(desk: Desk, name: str) -> IssuedVolume:
    for term in desk.home.settings.terms:
        for one in issued_volumes(desk.home, term.key):
            if one.path.name == name:
                return one
    raise PageMissingError("没有这一册")


def download(path: Path, name: str) -> Response:
    """A file to keep, under a name of its own."""
    return FileResponse(path, filename=name, content_disposition_type="attachment")


# ---- work under way


@router.get("/jobs/{job_id}")
@allow(Right.BIND, Right.BACKUP)
def job_page(request: Request, site: OurSite, who: Who, job_id: str) -> Response:
    """How far it is, and what came of it."""
    job = _job(site, who, job_id)
    progress = site.jobs.progress(job_id)
    return site.page(request, "job.html", job=job, progress=progress)


@router.get("/jobs/{job_id}/standing")
@allow(Right.BIND, Right.BACKUP)
def job_standing(site: OurSite, who: Who, job_id: str) -> Standing:
    """The same for the page's own script."""
    return Standing.of(_job(site, who, job_id), site.jobs)


@router.post("/jobs/{job_id}/cancel")
@allow(Right.BIND, Right.BACKUP)
def cancel(site: OurSite, who: Who, job_id: str, form: Posted) -> Response:
    """Give it up."""
    _job(site, who, job_id)
    site.jobs.cancel(job_id)
    return RedirectResponse(f"/jobs/{job_id}", 303)


@router.get("/jobs/{job_id}/files/{name}")
@allow(Right.BIND, Right.BACKUP)
def job_file(site: OurSite, who: Who, job_id: str, name: str) -> Response:
    """What came of it."""
    _job(site, who, job_id)
    found = site.jobs.result(job_id, name)
    site.jobs.note_downloaded(job_id, name)
    return download(found, name)


def _job(site: Site, who: Visitor, job_id: str) -> Job:
    """A job that is somebody's to see: a backup holds everything, keys as well."""
    job = site.jobs.get(job_id)
    needed = Right.BACKUP if isinstance(job.what, BackingUp) else Right.BIND
    if not who.may(needed):
        raise ForbiddenError("这件事不由您办")
    return job


# ---- links for inspectors


@router.post("/links")
@allow(Right.LINKS)
def make_link(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """A link for an inspector: shown once, here."""
    try:
        term = text_of(form, "term")
        with site.desk() as desk:
            desk.home.term(term)
            now, zone = desk.now(), desk.home.zone
        until = _until(text_of(form, "until"), now)
        made = Administration(site.entrance, Person(who.id, who.name), now, who.caller)
        end = datetime.combine(until, time(23, 59), tzinfo=zone)
        _, token = made.make_link(term, until=end, note=line_of(form, "note", 60))
    except REFUSALS as error:
        return _page(request, site, who, str(error), status=status_of(error))
    return _page(request, site, who, link=f"{str(request.base_url).rstrip('/')}/i/{token}")


def _until(text: str, now: datetime) -> date:
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise BadRequestError("截止日期读不懂", "写成 2026-07-10 的样子", 422) from None
    if not now.date() <= until <= now.date() + timedelta(days=LONGEST_LINK):
        advice = f"写今天起 {LONGEST_LINK} 天以内的一天"
        raise BadRequestError("截止日期不对", advice, 422)
    return until


@router.post("/links/{key}/revoke")
@allow(Right.LINKS)
def revoke_link(site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Open nothing by it any more."""
    by = Person(who.id, who.name)
    Administration(site.entrance, by, site.now(), who.caller).revoke_link(key)
    site.tell(who, "检查链接已撤销。")
    return RedirectResponse("/volumes", 303)
