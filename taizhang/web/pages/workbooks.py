"""A whole list at once: as a workbook, out and in; what it would change is shown before it does."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from checklists.columns import KINDS
from records.directory import Directory, PersonItem
from taizhang.enrolling import enrol_rows, read_rows, understood
from taizhang.errors import UsageError, WorkbookError
from taizhang.web.acts import text_of
from taizhang.web.errors import ForbiddenError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.lists import changes_of
from taizhang.web.pages.lists import LISTS, opened, require_dispensable, require_list
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, why_no_posts
from taizhang.web.site import Site
from taizhang.workbooks import list_workbook

router = APIRouter(route_class=Guarded)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_CHANGES = 200
"""Lines of a preview that are shown one by one."""


@router.get(LISTS + "/{kind}/workbook")
@allow(Right.LISTS)
def workbook(site: OurSite, who: Who, kind: str, blank: bool = False) -> Response:
    """A list as .xlsx: what is on it, or an empty one to fill in."""
    with site.desk() as desk:
        listings = opened(desk, who, kind).listings(kind)
    name = f"名录-{KINDS[kind]}{'-空表' if blank else ''}.xlsx"
    headers = {"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(list_workbook(kind, () if blank else listings), 200, headers, XLSX)


@router.get(LISTS + "/{kind}/import")
@allow(Right.LISTS)
def import_page(request: Request, site: OurSite, who: Who, kind: str) -> Response:
    """Choose a workbook."""
    with site.desk() as desk:
        opened(desk, who, kind)
    return _import_page(request, site, kind)


@router.post(LISTS + "/{kind}/import")
@allow(Right.LISTS)
def preview(request: Request, site: OurSite, who: Who, kind: str, form: Posted) -> Response:
    """What a workbook would add and change; nothing is kept yet."""
    with site.desk() as desk:
        directory = opened(desk, who, kind)
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _import_page(request, site, kind, "没有选文件。选一个 .xlsx 文件再试。")
    raw = sent.file.read()
    try:
        rows = read_rows(raw, kind, sent.filename)
        new, same = understood(directory, kind, rows, sent.filename)
    except (UsageError, WorkbookError) as error:
        return _import_page(request, site, kind, str(error))
    changes = list(changes_of(kind, directory, new))
    return site.page(
        request,
        "list_preview.html",
        kind=kind,
        title=KINDS[kind],
        file=sent.filename,
        added=[one for one in changes if not one.id],
        changed=[one for one in changes if one.id],
        same=same,
        few=SHOWN_CHANGES,
        held=site.held(who).hold(sent.filename, raw) if changes else "",
    )


@router.post(LISTS + "/{kind}/take")
@allow(Right.LISTS)
def take_workbook(request: Request, site: OurSite, who: Who, kind: str, form: Posted) -> Response:
    """Keep what the preview showed."""
    require_list(kind)
    held, token = site.held(who), text_of(form, "held")
    try:
        name, raw = held.name(token), held.take(token)
        rows = read_rows(raw, kind, name)
        with site.desk() as desk:
            directory = opened(desk, who, kind)
            for row in understood(directory, kind, rows, name)[0] if kind == "person" else ():
                _require_free(site, who, directory, row)
            done = enrol_rows(desk.home, kind, rows, by=who.id, at=desk.now(), where=name)
    except (UsageError, WorkbookError) as error:
        return _import_page(request, site, kind, str(error))
    held.let_go(token)
    odd = "、".join(done.odd_posts)
    warning = f"没有登记簿用到的岗位：{odd}。核对是不是写错了。" if odd else ""
    site.tell(who, f"已登记 {len(done.kept)} 条。{warning}", "wait" if odd else "good")
    return RedirectResponse(f"{LISTS}/{kind}", 303)


# ---- what they share


def _require_free(site: Site, who: Visitor, directory: Directory, row: Mapping[str, Any]) -> None:
    """What a line says of a person, only where it may be said by this one.

    Raises:
        ForbiddenError: it may not.
    """
    item = directory.items.get("person", {}).get(str(row.get("id", "")))
    if not isinstance(item, PersonItem):
        return
    if why := why_no_posts(who, item.id, item.posts, row.get("posts", item.posts)):
        raise ForbiddenError(why)
    until = row.get("until")
    require_dispensable(site, who, "person", item, until if isinstance(until, date) else None)


def _import_page(request: Request, site: Site, kind: str, error: str = "") -> Response:
    status = 422 if error else 200
    return site.page(request, "list_import.html", status, kind=kind, title=KINDS[kind], error=error)
