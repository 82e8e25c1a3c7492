"""What the school says of itself: name and kind, registers it does not keep, limits, reasons."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from checklists.catalogue import catalogue
from checklists.errors import Problem
from taizhang.desk import Desk
from taizhang.school_file import SchoolFile, SchoolSection
from taizhang.web.acts import text_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.school_forms import (
    SEEN,
    checked_section,
    draw_section,
    gaps_of,
    limit_lines,
    read_limits,
    read_reasons,
    read_section,
    registers_to_switch,
    rewrite,
    seen_of,
)
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
SCHOOL = "/settings/school"
Problems = tuple[Problem, ...]


@router.get(SCHOOL)
@allow(Right.SETTINGS)
def school_page(request: Request, site: OurSite, who: Who) -> Response:
    """Everything at a glance, each with its page."""
    with site.desk() as desk:
        settings, now = desk.home.settings, desk.now().date()
        key = desk.home.term_of(now).key if settings.terms else ""
        doubts = [one.text for one in desk.home.calendar(key).doubts()] if key else []
    titles = {slug: one.register.title for slug, one in catalogue().items()}
    about = draw_section(SchoolSection, settings.school.model_dump()).fields
    return site.page(
        request,
        "school.html",
        facts=[(one.label, one.value) for one in about if one.value],
        terms=[one.calendar().term for one in reversed(settings.terms)],
        term_now=key,
        doubts=doubts,
        off=[(titles.get(slug, slug), reason) for slug, reason in settings.off.items()],
        limits=len(settings.limits),
        absences=len(settings.absences),
    )


# ---- who keeps the ledger


@router.get(SCHOOL + "/about")
@allow(Right.SETTINGS)
def about_page(request: Request, site: OurSite, who: Who) -> Response:
    """Name, kind, canteen …"""
    with site.desk() as desk:
        shown = _about(desk.home.settings)
    return _about_page(request, site, shown, seen_of(shown))


@router.post(SCHOOL + "/about")
@allow(Right.SETTINGS)
def change_about(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Keep them."""
    data = read_section(SchoolSection, form)
    section, problems = checked_section(SchoolSection, data)
    if section is not None:
        with site.desk() as desk:
            shown, new = _about(desk.home.settings), {"school": section}
            problems = rewrite(desk, who, form, shown, lambda old: old.model_copy(update=new))
    if problems:
        return _about_page(request, site, data, text_of(form, SEEN), problems)
    return _kept(site, who)


def _about(settings: SchoolFile) -> Mapping[str, object]:
    return settings.school.model_dump(mode="json")


def _about_page(
    request: Request,
    site: Site,
    data: Mapping[str, object],
    seen: str,
    problems: Problems = (),
) -> Response:
    drawn = draw_section(SchoolSection, data, problems)
    return site.page(request, "school_about.html", 422 if problems else 200, drawn=drawn, seen=seen)


# ---- registers switched off


@router.get(SCHOOL + "/off")
@allow(Right.SETTINGS)
def off_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every register, with the reason why the school does not keep it."""
    with site.desk() as desk:
        reasons = desk.home.settings.off
        return _off_page(request, site, desk, reasons, seen_of(reasons))


@router.post(SCHOOL + "/off")
@allow(Right.SETTINGS)
def switch_off(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Keep the reasons; a register with one is not kept."""
    with site.desk() as desk:
        before = desk.home.settings.off
        reasons = read_reasons(form, before)
        new = {"off": reasons}
        problems = rewrite(desk, who, form, before, lambda old: old.model_copy(update=new))
        if problems:
            return _off_page(request, site, desk, reasons, text_of(form, SEEN), problems)
    return _kept(site, who)


def _off_page(
    request: Request,
    site: Site,
    desk: Desk,
    reasons: Mapping[str, str],
    seen: str,
    problems: Problems = (),
) -> Response:
    registers = registers_to_switch(desk.home.profile)
    return site.page(
        request,
        "school_off.html",
        422 if problems else 200,
        registers=[one for one in registers if not one[1]],
        out=[one for one in registers if one[1]],
        reasons=reasons,
        seen=seen,
        problems=problems,
    )


# ---- duties that were not done, explained


@router.get(SCHOOL + "/absences")
@allow(Right.SETTINGS)
def absences_page(request: Request, site: OurSite, who: Who, register: str = "") -> Response:
    """Reasons given so far, and duties without a record that have none yet."""
    with site.desk() as desk:
        reasons = desk.home.settings.absences
        return _absences_page(request, site, desk, reasons, seen_of(reasons), register)


@router.post(SCHOOL + "/absences")
@allow(Right.SETTINGS)
def explain(
    request: Request, site: OurSite, who: Who, form: Posted, register: str = ""
) -> Response:
    """Keep the reasons; one that was emptied goes."""
    with site.desk() as desk:
        before = desk.home.settings.absences
        reasons = read_reasons(form, before)
        new = {"absences": reasons}
        problems = rewrite(desk, who, form, before, lambda old: old.model_copy(update=new))
        if problems:
            seen = text_of(form, SEEN)
            return _absences_page(request, site, desk, reasons, seen, register, problems)
    return _kept(site, who)


def _absences_page(
    request: Request,
    site: Site,
    desk: Desk,
    reasons: Mapping[str, str],
    seen: str,
    register: str,
    problems: Problems = (),
) -> Response:
    now, kept = desk.now(), desk.home.settings.absences
    term = desk.term_now(now.date())
    books = site.counter.bookcase(desk, term).books(desk.school(term))
    titles = {slug: one.register.title for slug, one in catalogue().items()}
    gaps = gaps_of(books, kept, now)
    given = [(key, titles.get(key.partition("/")[0], ""), key.partition("/")[2]) for key in kept]
    return site.page(
        request,
        "school_absences.html",
        422 if problems else 200,
        counts={slug: (titles[slug], len(found)) for slug, found in gaps.items()},
        register=register,
        gaps=gaps.get(register, []),
        given=given,
        reasons=reasons,
        seen=seen,
        problems=problems,
    )


# ---- limits of the school's own


@router.get(SCHOOL + "/limits")
@allow(Right.SETTINGS)
def limits_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every limit that can be set, with the school's own."""
    with site.desk() as desk:
        return _limits_page(request, site, desk, seen_of(_limits(desk.home.settings)))


@router.post(SCHOOL + "/limits")
@allow(Right.SETTINGS)
def set_limits(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Keep the school's own limits; what is left empty is as the register says."""
    with site.desk() as desk:
        settings = desk.home.settings
        lines = limit_lines(desk.home.profile, settings, form)
        own, problems = read_limits(lines)
        shown = {one.key for part in lines.values() for one in part}
        others = {key: one for key, one in settings.limits.items() if key not in shown}
        new = {"limits": {**others, **own}}
        problems = problems or rewrite(
            desk, who, form, _limits(settings), lambda old: old.model_copy(update=new)
        )
        if problems:
            return _limits_page(request, site, desk, text_of(form, SEEN), form, problems)
    return _kept(site, who)


def _limits(settings: SchoolFile) -> Mapping[str, object]:
    return settings.model_dump(mode="json", include={"limits"})


def _limits_page(
    request: Request,
    site: Site,
    desk: Desk,
    seen: str,
    form: FormData | None = None,
    problems: Problems = (),
) -> Response:
    return site.page(
        request,
        "school_limits.html",
        422 if problems else 200,
        lines=limit_lines(desk.home.profile, desk.home.settings, form),
        seen=seen,
        problems=problems,
        wrong={one.path for one in problems},
        links=[f"limit-{one.path}" if one.path else "" for one in problems],
    )


def _kept(site: Site, who: Visitor) -> Response:
    site.tell(who, "已保存。改动前的留在学校文件夹的 history 里。")
    return RedirectResponse(SCHOOL, 303)
