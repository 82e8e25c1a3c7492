"""Default deny: what has no rule is refused, and every rule is kept."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Mount

from taizhang.accounts.roles import Role
from taizhang.web.guard import EVERYBODY, SIGNED_IN, Guarded, rule_of
from taizhang.web.rights import GRANTED, Right
from tests.web.school import ROLES, WebSchool

OPEN = {
    "/api/ping",
    "/ca",
    "/ca.crt",
    "/i/{token}",
    "/manifest.webmanifest",
    "/outbox",
    "/setup",
    "/setup/restore",
    "/sign-in",
    "/sw.js",
}
"""Every page that needs no signing in; one more belongs here only after thinking."""
SOMEWHERE = {
    "slug": "food_sample_retention",
    "number": "LY-20260305-001",
    "id": "7d1f8a0e-9d5e-4c11-8a57-0d6a4a2f7b11",
}
"""What stands in the addresses that are tried; anything else gets a word."""


def everything(routes: Sequence[Any]) -> Iterator[Any]:
    """Every route, those of included routers as well."""
    for one in routes:
        included = getattr(one, "original_router", None)
        if included is None:
            yield one
        else:
            yield from everything(included.routes)


def routes(school: WebSchool) -> list[APIRoute]:
    found = [one for one in everything(school.app.routes) if isinstance(one, APIRoute)]
    assert len(found) > 10
    return found


def address(path: str) -> str:
    return re.sub(r"{(\w+)(:\w+)?}", lambda found: SOMEWHERE.get(found[1], "x"), path)


def test_every_route_says_who_may_ask_for_it(school: WebSchool) -> None:
    for route in routes(school):
        assert isinstance(route, Guarded), route.path
        assert rule_of(route) is not None, f"{route.path} has no rule"
    rest = [one for one in everything(school.app.routes) if not isinstance(one, APIRoute)]
    assert [(type(one), one.path) for one in rest] == [(Mount, "/static")]


def test_a_route_without_a_rule_is_refused_to_everybody(school: WebSchool) -> None:
    router = APIRouter(route_class=Guarded)

    @router.get("/forgotten")
    def forgotten() -> str:
        return "secret"

    school.app.include_router(router)
    for login in ("", "P001", "P008"):
        answer = school.visitor(login).get("/forgotten")
        assert answer.status_code == 403
        assert "secret" not in answer.text


def test_only_these_pages_are_open_to_everybody(school: WebSchool) -> None:
    assert {one.path for one in routes(school) if rule_of(one) == EVERYBODY} == OPEN


def closed(school: WebSchool) -> Iterator[tuple[str, APIRoute]]:
    for route in routes(school):
        if rule_of(route) != EVERYBODY:
            yield from ((method, route) for method in sorted(route.methods or ()))


def test_a_stranger_is_sent_to_the_sign_in_page_and_sees_nothing(school: WebSchool) -> None:
    stranger = school.visitor()
    for method, route in closed(school):
        answer = stranger.client.request(
            method,
            address(route.path),
            follow_redirects=False,
            headers={"origin": "http://testserver"},
        )
        if route.path.startswith("/api/"):
            assert answer.status_code == 401, route.path
        else:
            assert answer.status_code == 303, route.path
            assert answer.headers["location"].startswith("/sign-in"), route.path


@pytest.mark.parametrize("login", ROLES)
def test_each_role_is_refused_what_its_rights_do_not_cover(school: WebSchool, login: str) -> None:
    rights = frozenset(right for role in ROLES[login] for right in GRANTED[role])
    visitor = school.visitor(login)
    token, tried = visitor.token(), 0
    for method, route in closed(school):
        rule = rule_of(route) or frozenset()
        if rule == SIGNED_IN or rule & rights:
            continue
        tried += 1
        answer = visitor.client.request(
            method,
            address(route.path),
            data={"_token": token} if method != "GET" else None,
            headers={"origin": "http://testserver"},
        )
        assert answer.status_code == 403, f"{method} {route.path} let {login} in"
    assert tried > 0


def test_every_right_is_somebodys_and_an_administrator_reads_no_record() -> None:
    assert {right for rights in GRANTED.values() for right in rights} == set(Right)
    reading = {Right.FILL, Right.REVIEW, Right.READ_ALL, Right.OVERVIEW, Right.BIND, Right.INSPECT}
    assert not reading & GRANTED[Role.ADMINISTRATOR]
    assert GRANTED[Role.INSPECTOR] == {Right.INSPECT}
