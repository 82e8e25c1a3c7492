"""The application: pages put together, with what stands around every request."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from checklists.errors import InvalidEntryError
from taizhang import log
from taizhang.accounts.passwords import Hashing
from taizhang.exits import REFUSALS
from taizhang.web.errors import (
    BadRequestError,
    NotSignedInError,
    PageMissingError,
    PasswordDueError,
    status_of,
)
from taizhang.web.looks import STATIC
from taizhang.web.pages import (
    accounts,
    api,
    backups,
    campaign,
    charging,
    charging_days,
    charging_terms,
    codes,
    connection,
    consents,
    countersigning,
    fees,
    filling,
    hazards,
    inspection,
    letters,
    lists,
    offline,
    overview,
    papers,
    printing,
    record,
    records,
    restoring,
    review,
    scans,
    school,
    seals,
    settings,
    setup,
    signing,
    signing_in,
    stamps,
    striking,
    terms,
    today,
    tray,
    volumes,
    workbooks,
)
from taizhang.web.shield import Shield
from taizhang.web.site import Site

PAGES: tuple[APIRouter, ...] = (
    setup.router,
    restoring.router,
    signing_in.router,
    today.router,
    filling.router,
    records.router,
    record.router,
    signing.router,
    striking.router,
    review.router,
    hazards.router,
    printing.router,
    fees.router,
    consents.router,
    charging.router,
    charging_days.router,
    charging_terms.router,
    papers.router,
    letters.router,
    campaign.router,
    stamps.router,
    scans.router,
    tray.router,
    countersigning.router,
    codes.router,
    settings.router,
    school.router,
    seals.router,
    terms.router,
    connection.router,
    backups.router,
    accounts.router,
    lists.router,
    workbooks.router,
    overview.router,
    volumes.router,
    inspection.router,
    offline.router,
)
IN_DOUBT = "已经说保存好的都在；没说的，看一眼记录再办。"


def make_app(
    folder: Path,
    now: Callable[[tzinfo], datetime],
    setup_code: str = "",
    hashing: Hashing | None = None,
) -> FastAPI:
    """The application of a home.

    Args:
        folder: home of the school; without a school in it, it begins with setting one up.
        now: clock.
        setup_code: what whoever does that has to type.
        hashing: of passwords, if not the usual.
    """
    site = Site(folder, now, setup_code, hashing)
    app = FastAPI(
        title="台账",
        version=site.looks.edition,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
    )
    app.state.site = site
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(Shield, limit_of=partial(restoring.body_limit, site))
    for kind in (*REFUSALS, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _refuse)
    app.add_exception_handler(Exception, _fail)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    site: Site = app.state.site
    log.open_log(site.folder / "logs")
    await run_in_threadpool(site.open)
    try:
        yield
    finally:
        await run_in_threadpool(site.close)


class _Static(StaticFiles):
    """Files whose address changes when they do: browsers need not ask again."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # as handed in
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


# ---- errors


async def _refuse(request: Request, error: Exception) -> Response:
    """What was not done, in Chinese; as JSON where a program asked."""
    headers = error.headers if isinstance(error, HTTPException) else None
    error = _in_our_words(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse(_as_data(error), status_of(error), headers)
    if isinstance(error, NotSignedInError):
        path = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/sign-in?to={path}", 303)
    if isinstance(error, PasswordDueError):
        return RedirectResponse("/me", 303)
    site: Site = request.app.state.site
    status, text = status_of(error), str(error)
    return await run_in_threadpool(site.page, request, "refused.html", status, error=text)


def _in_our_words(error: Exception) -> Exception:
    if isinstance(error, RequestValidationError):
        return BadRequestError("地址或内容不对", "请从菜单重新进入", 422)
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return PageMissingError()
        return BadRequestError("不能这样打开这一页", "请从菜单重新进入", error.status_code)
    return error


def _as_data(error: Exception) -> dict[str, object]:
    problems = error.problems if isinstance(error, InvalidEntryError) else ()
    return {
        "code": getattr(error, "code", ""),
        "message": str(error),
        "problems": [
            {"where": one.where, "what": one.what, "advice": one.advice, "path": one.path}
            for one in problems
        ],
    }


async def _fail(request: Request, error: Exception) -> Response:
    """A fault of the program: noted, and told without what it was about."""
    place = log.fault(error)
    text = f"程序自己出了错（{place}）。{IN_DOUBT}请把 logs 里的日志发给维护人员。"
    if request.url.path.startswith("/api/"):
        return JSONResponse({"code": "TZ-005", "message": text, "problems": []}, 500)
    site: Site = request.app.state.site
    return await run_in_threadpool(site.page, request, "refused.html", 500, error=text)
