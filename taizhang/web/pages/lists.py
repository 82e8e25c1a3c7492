"""Lists of the directory: people and their posts, places, equipment, classes and all the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from checklists.columns import KINDS
from checklists.errors import Problem
from checklists.posts import POST_GROUPS
from records.directory import ITEMS, Directory, Item, PersonItem
from records.disk import Disk
from records.enrolment import enrol
from taizhang.desk import Desk
from taizhang.enrolling import DIRECTORY, author_of
from taizhang.privacy import list_masked
from taizhang.web.acts import text_of
from taizhang.web.codes import CODED
from taizhang.web.errors import BadRequestError, ForbiddenError, PageMissingError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.lists import (
    ItemForm,
    ends_by_itself,
    form_of,
    problems_of_item,
    read_form,
    seen_of,
    table_of,
    twin_of,
)
from taizhang.web.model_fields import with_blank_row
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor, why_no_posts
from taizhang.web.site import Site
from taizhang.workbooks.cells import day_of

router = APIRouter(route_class=Guarded)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTS = "/settings/lists"
SHOWN_CHANGES = 200
"""Lines of a preview that are shown one by one."""
PERSON = "person"


@router.get(LISTS)
@allow(Right.LISTS)
def lists_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every list, with how many are on it."""
    with site.desk() as desk:
        counts = {kind: sum(one.active for one in desk.directory.listings(kind)) for kind in ITEMS}
    return site.page(request, "lists.html", kinds=KINDS, counts=counts, items=ITEMS)


@router.get(LISTS + "/{kind}")
@allow(Right.LISTS)
def list_page(
    request: Request, site: OurSite, who: Who, kind: str, q: str = "", whole: bool = False
) -> Response:
    """One list as a table."""
    with site.desk() as desk:
        kept = opened(desk, who, kind).listings(kind)
    table = table_of(kind, kept, q, whole=whole)
    return site.page(
        request,
        "list.html",
        kind=kind,
        title=KINDS[kind],
        table=table,
        q=q,
        whole=whole,
        coded=kind in CODED,
    )


# ---- one of a list


@router.get(LISTS + "/{kind}/new")
@allow(Right.LISTS)
def new_item_page(request: Request, site: OurSite, who: Who, kind: str) -> Response:
    """An empty form."""
    with site.desk() as desk:
        form = form_of(kind, opened(desk, who, kind), {})
    return _item_page(request, site, kind, form)


@router.post(LISTS + "/{kind}/new")
@allow(Right.LISTS)
def add_item(request: Request, site: OurSite, who: Who, kind: str, form: Posted) -> Response:
    """Add one to a list."""
    with site.desk() as desk:
        directory = opened(desk, who, kind)
        data = read_form(kind, form, is_new=True)
        if more := text_of(form, "_more"):
            drawn = form_of(kind, directory, with_blank_row(data, more))
            return _item_page(request, site, kind, drawn)
        twin = twin_of(kind, directory, str(data.get("name", "")), "")
        problems = problems_of_item(kind, directory, data, "") or _twin(kind, twin, form)
        if problems:
            drawn = form_of(kind, directory, data, problems=problems)
            return _item_page(request, site, kind, drawn, status=422, twin=twin)
        kept = _keep(desk, who, kind, data)
    site.tell(who, f"已登记 {kept.name}（{kept.id}）。")
    return RedirectResponse(f"{LISTS}/{kind}", 303)


@router.get(LISTS + "/{kind}/item")
@allow(Right.LISTS)
def item_page(request: Request, site: OurSite, who: Who, kind: str, id: str) -> Response:
    """One of a list, to be changed."""
    with site.desk() as desk:
        directory = opened(desk, who, kind)
        item = _item(directory, kind, id)
        form = form_of(kind, directory, item.model_dump(), seen=seen_of(item))
    return _item_page(request, site, kind, form, item)


@router.post(LISTS + "/{kind}/item")
@allow(Right.LISTS)
def change_item(
    request: Request, site: OurSite, who: Who, kind: str, id: str, form: Posted
) -> Response:
    """Change one of a list."""
    with site.desk() as desk:
        directory = opened(desk, who, kind)
        item, seen = _item(directory, kind, id), text_of(form, "_seen")
        data = read_form(kind, form, is_new=False)
        if more := text_of(form, "_more"):
            drawn = form_of(kind, directory, with_blank_row(data, more), seen=seen)
            return _item_page(request, site, kind, drawn, item)
        problems = problems_of_item(kind, directory, data, id) or _stale(item, seen)
        if why := _no_posts(who, item, data):
            problems = (*problems, Problem("「岗位」", why, "请校长或管理员改", "posts"))
        if problems:
            drawn = form_of(kind, directory, data, seen=seen or seen_of(item), problems=problems)
            return _item_page(request, site, kind, drawn, item, status=422)
        kept = _keep(desk, who, kind, {**data, "id": id})
    site.tell(who, f"已保存 {kept.name}（{kept.id}）。")
    return RedirectResponse(f"{LISTS}/{kind}", 303)


@router.post(LISTS + "/{kind}/end")
@allow(Right.LISTS)
def end_item(site: OurSite, who: Who, kind: str, id: str, form: Posted) -> Response:
    """Say since when something is out of service, or that it is back in it."""
    text = text_of(form, "until")
    until = day_of(text)
    if text and until is None:
        raise BadRequestError(f"“{text}”不是日期", "写成 2026-03-05", 422)
    with site.desk() as desk:
        item = _item(opened(desk, who, kind), kind, id)
        require_dispensable(site, who, kind, item, until)
        kept = _keep(desk, who, kind, {"id": id, "until": until})
    done = f"{kept.name}（{kept.id}）最后一天是 {until}" if until else f"{kept.name}恢复使用"
    site.tell(who, f"{done}。以前的记录不受影响。")
    return RedirectResponse(f"{LISTS}/{kind}", 303)


# ---- what they share


def opened(desk: Desk, who: Visitor, kind: str) -> Directory:
    """The directory, for somebody who may read this list of it; of personal ones it is noted.

    Raises:
        PageMissingError: there is no such list.
        ForbiddenError: it is not theirs, or could not be noted.
    """
    require_list(kind)
    if ITEMS[kind].personal:
        hint = list_masked(desk.home, kind, desk.directory, who.id, desk.now())
        if hint:
            raise ForbiddenError(hint)
    return desk.directory


def require_list(kind: str) -> None:
    """A list is one of those there are.

    Raises:
        PageMissingError: it is not.
    """
    if kind not in ITEMS:
        raise PageMissingError("没有这种名录")


def _item(directory: Directory, kind: str, key: str) -> Item:
    found = directory.items.get(kind, {}).get(key)
    if found is None:
        raise PageMissingError(f"名录里没有编号“{key}”")
    return found


def _keep(desk: Desk, who: Visitor, kind: str, data: Mapping[str, Any]) -> Item:
    by = author_of(desk.directory, who.id)
    folder = desk.home.folder / DIRECTORY
    return enrol(folder, kind, data, by=by, at=desk.now(), disk=Disk())


def _stale(item: Item, seen: str) -> tuple[Problem, ...]:
    if seen == seen_of(item):
        return ()
    return (Problem("这一条", "您打开以后有人改过", "先看一遍现在的内容（重新打开这一页）再改"),)


def _no_posts(who: Visitor, item: Item, data: Mapping[str, Any]) -> str:
    if not isinstance(item, PersonItem):
        return ""
    return why_no_posts(who, item.id, item.posts, data["posts"])


def _twin(kind: str, twin: str, form: FormData) -> tuple[Problem, ...]:
    """Somebody of that name is listed; whether it is another one, only a person knows."""
    if not twin or ITEMS[kind].recurs or text_of(form, "_twin"):
        return ()
    what = f"名录里已有同名的 {twin}"
    return (
        Problem("「名称」", what, "是同一个就去改那一条；确是另一个，勾选下面的“是另一个”", "name"),
    )


def require_dispensable(
    site: Site, who: Visitor, kind: str, item: Item, until: date | None
) -> None:
    """Nobody locks the school out, nor themselves."""
    if kind != PERSON or until is None:
        return
    if item.id == who.id:
        raise ForbiddenError("不能把自己写成离岗")
    if role := site.entrance.accounts.only_role_of(item.id):
        raise ForbiddenError(f"{item.name}是最后一个{role.label}，先让另一个人担任，再写离岗")


def _item_page(
    request: Request,
    site: Site,
    kind: str,
    form: ItemForm,
    item: Item | None = None,
    *,
    status: int = 200,
    twin: str = "",
) -> Response:
    key = item.id if item else ""
    address = f"{LISTS}/{kind}/item?{urlencode({'id': key})}" if item else f"{LISTS}/{kind}/new"
    return site.page(
        request,
        "list_item.html",
        status,
        kind=kind,
        title=KINDS[kind],
        item=item,
        form=form,
        action=address,
        ending=f"{LISTS}/{kind}/end?{urlencode({'id': key})}",
        ends=item is not None and not ends_by_itself(kind),
        groups=POST_GROUPS,
        twin=twin,
    )
