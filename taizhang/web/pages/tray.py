"""待归: scanned pages with their pictures, and where a person says that they belong."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from records.access import Access, AccessLog
from records.disk import Disk
from records.record import Person
from records.refusals import UnknownRecordError
from taizhang.desk import Desk, Visit
from taizhang.exits import REFUSALS
from taizhang.scanning import AGAIN
from taizhang.tray import Place, Tray, TrayPage, assign, discard, guessed
from taizhang.web.acts import CHANNEL, line_of, text_of
from taizhang.web.errors import BadRequestError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.pages.scans import SCANS, require_office
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
TRAY = f"{SCANS}/tray"
ON_A_PAGE = 60
MOST_DIGITS = 4
NEVER_KEPT = {"cache-control": "no-store"}
"""A page of the tray may show anything: no browser keeps it."""


@router.get(TRAY)
@allow(Right.FILL)
def tray_page(request: Request, site: OurSite, who: Who) -> Response:
    """Everything that waits, small; who looks through it is noted."""
    require_office(who)
    waiting = Tray(site.folder).waiting()
    if waiting:
        by = Person(who.id, who.name)
        access = Access(site.now(), by, "查看", "待归扫描页", place=who.caller.place)
        AccessLog(site.folder, Disk()).note(access)
    return site.page(
        request,
        "tray.html",
        pages=waiting[:ON_A_PAGE],
        waiting=len(waiting),
        repeated=sum(one.why == AGAIN for one in waiting),
        titles=_titles(site),
    )


@router.post(f"{TRAY}/repeated")
@allow(Right.FILL)
def throw_repeated_away(site: OurSite, who: Who, form: Posted) -> Response:
    """Throw away every page of which another picture is filed: a stack was scanned twice."""
    require_office(who)
    tray = Tray(site.folder)
    repeated = [one for one in tray.waiting() if one.why == AGAIN]
    with site.desk() as desk:
        for one in repeated:
            discard(desk, _visit(who, desk), tray, one.key, AGAIN)
    site.tell(who, f"重复的 {len(repeated)} 页已丢弃，访问日志里有记录。")
    return RedirectResponse(TRAY, 303)


@router.get(f"{TRAY}/{{key}}.jpg")
@allow(Right.FILL)
def picture(site: OurSite, who: Who, key: str, small: bool = False) -> Response:
    """A page as it was scanned, whole or small."""
    require_office(who)
    tray = Tray(site.folder)
    found = tray.find(key).key
    if small:
        data, kind = site.thumbnails.photo(found, lambda: tray.picture(found))
        return Response(data, 200, NEVER_KEPT, kind)
    return Response(tray.picture(found), 200, NEVER_KEPT, "image/jpeg")


@router.get(f"{TRAY}/{{key}}")
@allow(Right.FILL)
def page_page(request: Request, site: OurSite, who: Who, key: str) -> Response:
    """One page, large, with what can be done about it."""
    require_office(who)
    return _page(request, site, Tray(site.folder).find(key), {})


@router.post(f"{TRAY}/{{key}}/assign")
@allow(Right.FILL)
def put(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Put a page to a record."""
    require_office(who)
    tray = Tray(site.folder)
    page = tray.find(key)
    said = {name: text_of(form, name) for name in ("number", "version", "page", "copy")}
    try:
        version, number, copy = (_count(said[name]) for name in ("version", "page", "copy"))
        with site.desk() as desk:
            record = desk.record(said["number"].upper())
            place = Place(record.number, version or guessed(record, page), number, copy)
            assign(desk, _visit(who, desk), tray, page.key, place)
    except REFUSALS as error:
        return _page(request, site, page, said, str(error), status_of(error))
    site.tell(who, f"{page.name} 已归到 {place.number}。")
    return RedirectResponse(TRAY, 303)


@router.post(f"{TRAY}/{{key}}/discard")
@allow(Right.FILL)
def throw_away(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Throw a page away, for a reason."""
    require_office(who)
    tray = Tray(site.folder)
    page = tray.find(key)
    try:
        with site.desk() as desk:
            discard(desk, _visit(who, desk), tray, page.key, line_of(form, "reason", 200))
    except REFUSALS as error:
        said = {"reason": text_of(form, "reason")}
        return _page(request, site, page, said, str(error), status_of(error))
    site.tell(who, f"{page.name} 已丢弃，访问日志里有记录。")
    return RedirectResponse(TRAY, 303)


def _visit(who: Visitor, desk: Desk) -> Visit:
    return Visit(who.id, desk.now(), channel=CHANNEL)


def _count(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise BadRequestError(f"“{text}”不是页数、份数、版数", "写数字，不知道就空着", 422)
    return int(text or 0)


def _titles(site: Site) -> dict[str, str]:
    """Titles of the registers whose blank forms may have come back."""
    with site.desk() as desk:
        return {slug: kind.register.title for slug, kind in desk.registers.items()}


def _page(
    request: Request,
    site: Site,
    page: TrayPage,
    said: Mapping[str, str],
    error: str = "",
    status: int = 200,
) -> Response:
    with site.desk() as desk:
        known = {
            "number": page.number,
            "version": str(_version(desk, page) or ""),
            "page": str(page.page or ""),
            "copy": str(page.copy_no or ""),
            "reason": "",
        }
        kind = desk.registers.get(page.slug)
    return site.page(
        request,
        "tray_page.html",
        status,
        page=page,
        said={**known, **said},
        title=kind.register.title if kind else "",
        error=error,
    )


def _version(desk: Desk, page: TrayPage) -> int:
    """The version the page most likely shows, where its record is known."""
    if not page.number:
        return 0
    try:
        return guessed(desk.record(page.number), page)
    except UnknownRecordError:
        return 0
