"""Coming in and going: sign-in page, sign-out, one's own account."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from records.record import Person
from taizhang.accounts.administering import Administration
from taizhang.accounts.sessions import OWN
from taizhang.errors import (
    AccountError,
    PasswordRefusedError,
    SignInRefusedError,
    TooManyTriesError,
)
from taizhang.web.acts import text_of
from taizhang.web.errors import status_of
from taizhang.web.guard import Guarded, OurSite, Perhaps, Who, before_change, everybody, signed_in
from taizhang.web.requests import Posted
from taizhang.web.site import COOKIE, Site, caller_of

router = APIRouter(route_class=Guarded)
REFUSED = (SignInRefusedError, TooManyTriesError, PasswordRefusedError, AccountError)


@router.get("/sign-in")
@everybody
def sign_in_page(request: Request, site: OurSite, visitor: Perhaps, to: str = "/") -> Response:
    """Ask for name and password."""
    if not site.is_founded:
        return RedirectResponse("/setup", 303)
    if visitor is not None:
        return RedirectResponse(_inside(to), 303)
    return site.page(request, "sign_in.html", to=_inside(to), login="", error="")


@router.post("/sign-in")
@everybody
def sign_in(request: Request, site: OurSite, form: Posted) -> Response:
    """Let somebody in."""
    login, to = text_of(form, "login"), _inside(text_of(form, "to"))
    shared = bool(text_of(form, "shared"))
    password = form.get("password")
    try:
        token = site.entrance.sign_in(
            login,
            password if isinstance(password, str) else "",
            site.now(),
            caller_of(request),
            shared=shared,
        )
    except REFUSED as error:
        status = 429 if isinstance(error, TooManyTriesError) else status_of(error)
        return site.page(request, "sign_in.html", status, to=to, login=login, error=str(error))
    answer = RedirectResponse(to, 303)
    give(answer, request, token, shared=shared)
    return answer


@router.post("/sign-out")
@signed_in
@before_change
def sign_out(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """End this session."""
    site.entrance.sign_out(request.cookies.get(COOKIE, ""), site.now(), caller_of(request))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@router.get("/me")
@signed_in
@before_change
def account_page(request: Request, site: OurSite, who: Who) -> Response:
    """One's own account: password, where one is signed in."""
    return _account(request, site, who.id)


@router.post("/me/password")
@signed_in
@before_change
def change_password(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """A password of one's own choice."""
    old, new, again = (_as_typed(form.get(name)) for name in ("old", "new", "again"))
    if new != again:
        return _account(request, site, who.id, "两次输入的新口令不一样。请重新输入。", 422)
    try:
        token = site.entrance.change_password(
            request.cookies.get(COOKIE, ""),
            old,
            new,
            site.now(),
            caller_of(request),
            school=site.school,
        )
    except REFUSED as error:
        return _account(request, site, who.id, str(error), status_of(error))
    answer = RedirectResponse("/", 303)
    session = site.entrance.sessions.find(token, site.now())
    give(answer, request, token, shared=bool(session and session.shared))
    return answer


@router.post("/me/sessions")
@signed_in
def end_sessions(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Sign out everywhere: a phone was lost."""
    by, at = Person(who.id, who.name), site.now()
    Administration(site.entrance, by, at, who.caller).close_sessions(who.id)
    return RedirectResponse("/sign-in", 303)


def _account(
    request: Request, site: Site, person: str, error: str = "", status: int = 200
) -> Response:
    sessions = site.entrance.sessions.listed(person, site.now())
    return site.page(request, "account.html", status, sessions=sessions, error=error)


def _as_typed(value: object) -> str:
    """A password is taken as it stands, blanks and all."""
    return value if isinstance(value, str) else ""


def _inside(to: str) -> str:
    """An address of this site, whatever the link says."""
    is_ours = to.startswith("/") and not to.startswith("//") and "\\" not in to
    return to if is_ours and to.isprintable() and not to.startswith("/sign-") else "/"


def give(answer: Response, request: Request, token: str, *, shared: bool) -> None:
    """Hand the browser its token; on a shared computer it forgets it when it is closed."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=None if shared else int(OWN.whole.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
