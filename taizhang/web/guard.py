"""Default deny: a route says who may ask for it, or nobody may."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie

from taizhang.web.errors import ForbiddenError, NotSignedInError, PasswordDueError
from taizhang.web.rights import Right, Visitor
from taizhang.web.site import COOKIE, Site

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
EVERYBODY: frozenset[Right] = frozenset()
"""Rule of a page that needs no signing in."""
SIGNED_IN = frozenset(Right)
"""Rule of a page for whoever is signed in, whatever the role."""


def allow(*rights: Right) -> Callable[[Endpoint], Endpoint]:
    """A route for those who have one of these rights."""
    return _ruled(frozenset(rights))


def everybody(endpoint: Endpoint) -> Endpoint:
    """A route that needs no signing in."""
    return _ruled(EVERYBODY)(endpoint)


def signed_in(endpoint: Endpoint) -> Endpoint:
    """A route for whoever is signed in."""
    return _ruled(SIGNED_IN)(endpoint)


def before_change(endpoint: Endpoint) -> Endpoint:
    """One of the few routes for those who have to change their password first."""
    endpoint.before_change = True  # type: ignore[attr-defined]  # read by Guarded
    return endpoint


def _ruled(rule: frozenset[Right]) -> Callable[[Endpoint], Endpoint]:
    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.rule = rule  # type: ignore[attr-defined]  # read by Guarded
        return endpoint

    return mark


def rule_of(route: APIRoute) -> frozenset[Right] | None:
    """Rule of a route; None when nobody gave it one."""
    return getattr(route.endpoint, "rule", None)


class Guarded(APIRoute):
    """A route whose rule is looked at before anything of the request is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind its rule."""
        handler, rule = super().get_route_handler(), rule_of(self)
        patient = getattr(self.endpoint, "before_change", False)

        async def guarded(request: Request) -> Response:
            site: Site = request.app.state.site
            visitor = await run_in_threadpool(site.visitor, request)
            request.state.visitor = visitor
            _require(rule, visitor, patient=patient)
            return await handler(request)

        return guarded


def _require(rule: frozenset[Right] | None, visitor: Visitor | None, *, patient: bool) -> None:
    if rule is None:
        raise ForbiddenError("这一页没有写明谁可以打开")
    if rule == EVERYBODY:
        return
    if visitor is None:
        raise NotSignedInError
    if visitor.must_change and not patient:
        raise PasswordDueError
    if not visitor.may(*rule):
        raise ForbiddenError("您的账号不能打开这一页")


# Asynchronous: a plain function would be sent to a thread, and there is nothing to wait for.


async def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SESSION = APIKeyCookie(name=COOKIE, description="登录以后浏览器自己带上", auto_error=False)


async def _visitor(request: Request, _told: Annotated[str | None, Security(SESSION)]) -> Visitor:
    """Who is signed in; the document of the interface says so by the cookie."""
    visitor: Visitor | None = request.state.visitor
    if visitor is None:
        raise NotSignedInError
    return visitor


async def _perhaps(request: Request) -> Visitor | None:
    visitor: Visitor | None = request.state.visitor
    return visitor


OurSite = Annotated[Site, Depends(_site)]
"""What a handler needs of the application."""
Who = Annotated[Visitor, Depends(_visitor)]
"""Who is signed in."""
Perhaps = Annotated[Visitor | None, Depends(_perhaps)]
"""Who is signed in, if anybody is."""
