"""First run: a school is founded in the browser, with the code that the server shows."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from checklists.errors import Problem
from records.errors import RecordError, cause_of
from records.record import Person
from taizhang.errors import TaizhangError, TooManyTriesError
from taizhang.founding import found
from taizhang.web.acts import text_of
from taizhang.web.founding import (
    CODE,
    ONE_AT_A_TIME,
    ORDER,
    PRINCIPAL,
    SCHOOL,
    Answers,
    fault_of_code,
    no_answers,
    read_answers,
    require_new,
)
from taizhang.web.guard import Guarded, OurSite, everybody
from taizhang.web.pages.signing_in import give
from taizhang.web.requests import Posted
from taizhang.web.site import Site, caller_of

router = APIRouter(route_class=Guarded)
OWN = {"_code": "code", "password": "password", "principal": "principal"}
"""Where a problem is → id of the element, of those that the page draws itself."""


@router.get("/setup")
@everybody
def setup_page(request: Request, site: OurSite) -> Response:
    """The first of the pages; once there is a school, there is nothing to set up."""
    if site.is_founded:
        return RedirectResponse("/", 303)
    return _page(request, site, SCHOOL, no_answers(site.now().date()))


@router.post("/setup")
@everybody
def set_up(request: Request, site: OurSite, form: Posted) -> Response:
    """The next page, or the one on which something is wrong; after the last, the school."""
    require_new(site)
    answers, code = read_answers(form, site.now().date()), text_of(form, CODE)
    try:
        fault = fault_of_code(site, request, code)
    except TooManyTriesError as error:
        return _page(request, site, SCHOOL, answers, (_of_code(str(error)),), status=429)
    if fault:
        return _page(request, site, SCHOOL, answers, (_of_code(fault),))
    for page in ORDER:
        if page == text_of(form, "to"):
            return _page(request, site, page, answers, code=code)
        if problems := answers.problems(page):
            return _page(request, site, page, answers, problems, code=code)
    try:
        return _founded(request, site, answers)
    except (RecordError, TaizhangError) as error:
        problem = Problem("没有建成", str(error).rstrip("。"), "什么也没有留下，改正后再来")
    except OSError as error:
        where = f"{site.folder} 写不了：{cause_of(error)}"
        problem = Problem("没有建成", where, "核对权限和磁盘后再来")
    return _page(request, site, PRINCIPAL, answers, (problem,), code=code)


def _founded(request: Request, site: Site, answers: Answers) -> Response:
    """Found the school, and sign its principal in."""
    caller, now, settings = caller_of(request), site.now(), answers.settings()

    def admit(person: Person, at: datetime) -> None:
        site.entrance.begin(person, answers.password, at, caller, school=settings.school.name)

    with ONE_AT_A_TIME:
        require_new(site)
        found(site.folder, settings, answers.principal, now.astimezone, admit)
        site.setup_code = ""
    site.open()
    token = site.entrance.sign_in(answers.principal, answers.password, now, caller, shared=False)
    answer = RedirectResponse("/settings", 303)
    give(answer, request, token, shared=False)
    return answer


def _of_code(text: str) -> Problem:
    return Problem("「启用码」", text.rstrip("。"), "看运行 taizhang serve 的窗口", CODE)


def _page(
    request: Request,
    site: Site,
    page: str,
    answers: Answers,
    problems: tuple[Problem, ...] = (),
    *,
    code: str = "",
    status: int = 422,
) -> Response:
    drawn = answers.draw(page, problems)
    here = {one.name for one in drawn.fields}
    return site.page(
        request,
        "setup.html",
        status if problems else 200,
        order=ORDER,
        page=page,
        place=list(ORDER).index(page),
        drawn=drawn,
        links=[
            link or OWN.get(one.path, "") for link, one in zip(drawn.links, problems, strict=True)
        ],
        carried={name: values for name, values in answers.carried.items() if name not in here},
        principal=answers.principal,
        code=code,
    )
