"""Terms: dates and meals, days that are not as usual, a calendar taken in from Excel or text."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from checklists.calendar import SchoolDay
from checklists.errors import Problem
from records.terms import terms_kept
from taizhang.calendar_import import Imported, import_calendar, read_calendar
from taizhang.desk import Desk
from taizhang.errors import SchoolFileError, UsageError, WorkbookError
from taizhang.school_file import TermSection
from taizhang.web.acts import text_of
from taizhang.web.errors import BadRequestError, PageMissingError
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.model_fields import with_blank_row
from taizhang.web.pages.school import SCHOOL
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.school_forms import (
    SEEN,
    checked_section,
    draw_section,
    next_term,
    read_section,
    rewrite,
    seen_of,
    with_term,
)
from taizhang.web.site import Site
from taizhang.weeks import weeks_of

router = APIRouter(route_class=Guarded)
TERMS = "/settings/terms"
COMES = {"到校": SchoolDay.MAKEUP_CLASS, "不到校": SchoolDay.TERM}
"""What is decided about a 调休 working day → how school.toml says it."""
Problems = tuple[Problem, ...]


@router.get(TERMS + "/new")
@allow(Right.SETTINGS)
def new_term_page(request: Request, site: OurSite, who: Who) -> Response:
    """The next term."""
    with site.desk() as desk:
        return _edit_page(request, site, "", next_term(desk.home.settings), seen_of(""))


@router.post(TERMS + "/new")
@allow(Right.SETTINGS)
def add_term(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Add a term."""
    return _put(request, site, who, form, "")


@router.get(TERMS + "/{key}")
@allow(Right.SETTINGS)
def term_page(request: Request, site: OurSite, who: Who, key: str) -> Response:
    """A term week by week, and what is not settled in it."""
    with site.desk() as desk:
        section, calendar = _term(desk, key), desk.home.calendar(key)
        has_ledger = key in terms_kept(desk.home.folder)
    return site.page(
        request,
        "term.html",
        term=calendar.term,
        meals=section.meals,
        weeks=list(weeks_of(calendar)),
        doubts=[one.text for one in calendar.doubts()],
        undecided=[day for day in calendar.term.days() if calendar.needs_confirmation(day)],
        comes=list(COMES),
        has_ledger=has_ledger,
        seen=seen_of(section.model_dump(mode="json")),
    )


@router.get(TERMS + "/{key}/edit")
@allow(Right.SETTINGS)
def edit_term_page(request: Request, site: OurSite, who: Who, key: str) -> Response:
    """Its dates, its meals and every single day that is not as usual."""
    with site.desk() as desk:
        section = _term(desk, key)
    seen = seen_of(section.model_dump(mode="json"))
    return _edit_page(request, site, key, section.model_dump(), seen)


@router.post(TERMS + "/{key}/edit")
@allow(Right.SETTINGS)
def edit_term(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Keep them."""
    return _put(request, site, who, form, key)


@router.post(TERMS + "/{key}/decide")
@allow(Right.SETTINGS)
def decide(site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Whether pupils come on a 调休 working day."""
    decision = COMES.get(text_of(form, "comes"))
    with site.desk() as desk:
        section = _term(desk, key)
        days = {str(day): day for day in section.calendar().term.days()}
        day = days.get(text_of(form, "day"))
        if day is None or decision is None:
            raise BadRequestError("没有这一天", "请刷新页面再办")
        term = section.model_copy(update={"days": {**section.days, day: decision}})
        _require_kept(desk, who, form, section, term)
    site.tell(who, f"{day} 学生{text_of(form, 'comes')}。")
    return RedirectResponse(f"{TERMS}/{key}", 303)


@router.post(TERMS + "/{key}/remove")
@allow(Right.SETTINGS)
def remove_term(site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Take a term out in which nothing was recorded yet."""
    with site.desk() as desk:
        section = _term(desk, key)
        if len(desk.home.settings.terms) == 1:
            raise BadRequestError("这是唯一的学期", "要改就改它的日期", 409)
        _require_kept(desk, who, form, section, None)
    site.tell(who, f"已删去学期 {key}。")
    return RedirectResponse(SCHOOL, 303)


# ---- a calendar taken in


@router.get(TERMS + "/{key}/calendar")
@allow(Right.SETTINGS)
def calendar_page(request: Request, site: OurSite, who: Who, key: str) -> Response:
    """Paste a calendar, or choose a file."""
    with site.desk() as desk:
        _term(desk, key)
    return _calendar_page(request, site, key)


@router.post(TERMS + "/{key}/calendar")
@allow(Right.SETTINGS)
def read_lines(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """What the lines were understood to say; nothing is kept yet."""
    (name, raw), text = _handed_in(form), text_of(form, "text")
    try:
        found = _imported(site, key, raw, name)
    except (UsageError, WorkbookError) as error:
        return _calendar_page(request, site, key, text, error=str(error))
    token = site.held(who).hold(name, raw) if found.settings else ""
    return _calendar_page(request, site, key, text, found, held=token)


@router.post(TERMS + "/{key}/take")
@allow(Right.SETTINGS)
def take_lines(request: Request, site: OurSite, who: Who, key: str, form: Posted) -> Response:
    """Keep what the lines say."""
    held, token = site.held(who), text_of(form, "held")
    try:
        found = _imported(site, key, held.take(token), held.name(token))
        if found.settings is None:
            return _calendar_page(request, site, key, found=found)
        with site.desk() as desk:
            desk.home.rewrite(found.settings, by=who.name, at=desk.now())
    except (UsageError, WorkbookError, SchoolFileError) as error:
        return _calendar_page(request, site, key, error=str(error))
    held.let_go(token)
    site.tell(who, f"{len(found.lines)} 行都记下了。")
    return RedirectResponse(f"{TERMS}/{key}", 303)


def _handed_in(form: FormData) -> tuple[str, bytes]:
    """A file and its name, or else the text that was pasted."""
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        return sent.filename, sent.file.read()
    return "贴上的文字", text_of(form, "text").encode()


def _imported(site: Site, key: str, raw: bytes, where: str) -> Imported:
    with site.desk() as desk:
        _term(desk, key)
        return import_calendar(desk.home, key, read_calendar(raw, where))


def _calendar_page(
    request: Request,
    site: Site,
    key: str,
    text: str = "",
    found: Imported | None = None,
    *,
    held: str = "",
    error: str = "",
) -> Response:
    is_wrong = bool(error) or (found is not None and found.settings is None)
    return site.page(
        request,
        "term_calendar.html",
        422 if is_wrong else 200,
        key=key,
        text=text,
        found=found,
        faults=sum(bool(one.fault) for one in found.lines) if found else 0,
        held=held,
        error=error,
    )


# ---- what they share


def _term(desk: Desk, key: str) -> TermSection:
    found = next((one for one in desk.home.settings.terms if one.key == key), None)
    if found is None:
        raise PageMissingError(f"没有学期“{key}”")
    return found


def _put(request: Request, site: Site, who: Visitor, form: FormData, key: str) -> Response:
    """Keep a term; an empty key is a new one."""
    fixed = {"key": key} if key else {}
    data = read_section(TermSection, form, fixed)
    if more := text_of(form, "_more"):
        return _edit_page(request, site, key, with_blank_row(data, more), text_of(form, SEEN))
    term, problems = checked_section(TermSection, data)
    if term is not None:
        with site.desk() as desk:
            problems = _replaced(desk, who, form, _term(desk, key) if key else None, term)
    if problems:
        return _edit_page(request, site, key, data, text_of(form, SEEN), problems)
    site.tell(who, "已保存。")
    return RedirectResponse(f"{TERMS}/{data['key']}", 303)


def _replaced(
    desk: Desk,
    who: Visitor,
    form: FormData,
    before: TermSection | None,
    after: TermSection | None,
) -> Problems:
    shown = before.model_dump(mode="json") if before else ""
    key = before.key if before else ""
    return rewrite(desk, who, form, shown, lambda old: with_term(old, key, after))


def _require_kept(
    desk: Desk, who: Visitor, form: FormData, before: TermSection, after: TermSection | None
) -> None:
    for problem in _replaced(desk, who, form, before, after):
        raise BadRequestError(problem.what, problem.advice, 409)


def _edit_page(
    request: Request,
    site: Site,
    key: str,
    data: Mapping[str, Any],
    seen: str,
    problems: Problems = (),
) -> Response:
    drawn = draw_section(TermSection, data, problems, fixed=("key",) if key else ())
    status = 422 if problems else 200
    return site.page(request, "term_edit.html", status, key=key, drawn=drawn, seen=seen)
