"""The JSON interface keeps to its own document, whatever is sent to it; strangers get nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

import pytest
from hypothesis import settings
from schemathesis import Case
from schemathesis.openapi import from_dict
from schemathesis.python.asgi import ASGIClient, get_client

from checklists.catalogue import catalogue
from checklists.surroundings import SHANGHAI
from taizhang.web.acts import REASON, STROKES
from taizhang.web.app import make_app
from tests.web.filled import fields
from tests.web.school import ADDRESS, Client, WebSchool
from tests.web.school import STROKES as DRAWN
from tests.web.whole import CLERK, LATER, NAME, whole_school

SCHEMA = from_dict(make_app(Path("nowhere"), LATER.astimezone).openapi())
SCHEMA.config.generation.update(with_security_parameters=False)
# The rules of a register say more than a schema can; strangers have a test of their own.
SCHEMA.config.checks.update(excluded_check_names=["positive_data_acceptance", "ignored_auth"])
SAME = settings(derandomize=True, database=None, deadline=None)
EVENING = datetime(2026, 3, 5, 20, 0, tzinfo=SHANGHAI)
KEPT = ("daily_patrol", "repair_work_order", "food_sample_retention")
"""Registers of which there are records to continue, correct and sign."""


class Target:
    """A clerk to whom every register belongs, a stranger, and the records there are.

    Attributes:
        records: number → register.
    """

    def __init__(self, school: WebSchool) -> None:
        school.now = EVENING
        filing = school.visitor(CLERK)
        self.records = {_file(filing, slug): slug for slug in KEPT for _ in range(3)}
        school.now = LATER
        self.clerk = school.visitor(CLERK)
        self.session, self.stranger = _session(school), _session(school)
        self.session.cookies["taizhang"] = self.clerk.client.cookies["taizhang"]

    def aim(self, case: Case[Any]) -> Case[Any]:
        """Most of what is made up is sent to something that there is, and spoils a good form."""
        chance = crc32(repr((case.operation.label, case.body, case.path_parameters)).encode())
        if chance % 4 == 0:
            return case
        where = case.path_parameters
        slug, number = one_of(sorted(catalogue()), chance), one_of(sorted(self.records), chance)
        if "id" in where:
            where["id"] = str(UUID(int=chance))
        if "number" in where:
            where["number"], slug = number, self.records[number]
        elif "slug" in where:
            where["slug"] = slug
        if isinstance(case.body, dict):
            case.body = spoilt({**example(slug), REASON: "核对", STROKES: DRAWN}, case.body)
        return case


def _session(school: WebSchool) -> ASGIClient:
    """Not entered as a context: nothing goes on beside requests."""
    made = get_client(school.app)  # type: ignore[arg-type]  # an ASGI application by another name
    made.headers["origin"] = ADDRESS
    return made


def _file(clerk: Client, slug: str) -> str:
    answer = clerk.put(f"/api/registers/{slug}/records/{{id}}", example(slug))
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["number"]
    return number


def one_of(what: Sequence[str], chance: int) -> str:
    return what[chance // 4 % len(what)]


def example(slug: str) -> dict[str, str]:
    """A form of a register, filled in by the clerk as it should be."""
    kind = catalogue()[slug]
    first = {one.name: one for one in kind.columns() if one.stage == kind.register.stages[0]}
    data = {
        name: NAME if first[name].ref == "person" and isinstance(value, str) else value
        for name, value in kind.example.items()
        if name in first
    }
    return dict(fields(kind, data))


def spoilt(good: Mapping[str, str], made_up: Mapping[str, Any]) -> dict[str, Any]:
    """A form in which two of the fields say what was made up."""
    names = sorted(good)
    return {**good} | {
        name if name.startswith("_") else one_of(names, crc32(name.encode())): value
        for name, value in list(made_up.items())[:2]
    }


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    school = whole_school(tmp_path_factory.mktemp("fuzzed") / "home")
    yield Target(school)
    school.close()


@SCHEMA.parametrize()
@settings(SAME, max_examples=60)
def test_every_answer_is_one_that_the_document_names(case: Case[Any], target: Target) -> None:
    target.aim(case).call_and_validate(ADDRESS, session=target.session)


@SCHEMA.exclude(path="/api/ping").parametrize()
@settings(SAME, max_examples=10)
def test_a_stranger_is_told_to_sign_in_whatever_they_send(case: Case[Any], target: Target) -> None:
    answer = target.aim(case).call(ADDRESS, session=target.stranger)
    is_there = case.method.upper() == case.operation.method.upper()
    assert answer.status_code == (401 if is_there else 405)
    assert not set(target.records) & set(re.findall(r"[A-Z]+-\d+-\d+", answer.text))


def test_the_document_is_for_whoever_fills_in_and_names_what_a_browser_uses(
    target: Target,
) -> None:
    document = target.clerk.get("/api/openapi.json").json()
    assert document == SCHEMA.raw_schema
    assert document["components"]["securitySchemes"]["APIKeyCookie"]["name"] == "taizhang"
    open_to_all = {
        path
        for path, methods in document["paths"].items()
        for one in methods.values()
        if "security" not in one
    }
    assert open_to_all == {"/api/ping"}
