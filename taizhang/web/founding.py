"""What founds a school from a browser: the answers of three pages, and the code that allows it."""

import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from checklists.errors import CalendarError, Problem
from taizhang.accounts.passwords import require_good
from taizhang.errors import PasswordRefusedError, TooManyTriesError
from taizhang.school_file import SchoolFile, SchoolSection, TermSection, read_settings
from taizhang.web.acts import text_of
from taizhang.web.errors import BadRequestError
from taizhang.web.fields import PREFIX, tree_of
from taizhang.web.model_fields import Drawn, Offers, draw_model, problems_of_model, read_model
from taizhang.web.site import Site, caller_of

SCHOOL, TERM, PRINCIPAL = "school", "term", "principal"
ORDER: Mapping[str, str] = {SCHOOL: "学校", TERM: "学期", PRINCIPAL: "校长（园长）"}
"""Pages in order, with their titles."""
ASKED: Mapping[str, tuple[type[BaseModel], tuple[str, ...]]] = {
    SCHOOL: (SchoolSection, ("name", "code", "kind", "canteen", "diners", "boarding")),
    TERM: (TermSection, ("key", "start", "end", "meals")),
}
"""What of school.toml is asked on a page."""
CODE = "_code"
ONE_AT_A_TIME = threading.Lock()
"""Held by whoever founds a school, or brings one back."""
_FIRST_TERM, _SECOND_TERM = 8, 2
"""Months from which on the coming term is guessed."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said so far.

    Attributes:
        data: page → columns.
        principal: name.
        password, again: as typed, twice.
        carried: form fields that the other pages need once more; no password is among them.
    """

    data: Mapping[str, dict[str, Any]]
    principal: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    carried: Mapping[str, list[str]] = field(default_factory=dict)

    def problems(self, page: str) -> tuple[Problem, ...]:
        """What is wrong on a page."""
        if page == PRINCIPAL:
            return tuple(self._problems_of_principal())
        model, _ = ASKED[page]
        try:
            made = model.model_validate(self.data[page])
            if isinstance(made, TermSection):
                made.calendar()
        except ValidationError as error:
            return problems_of_model(error, model)
        except CalendarError as error:
            return (Problem("「学期」", str(error).rstrip("。"), "改正后再往下", "key"),)
        return ()

    def _problems_of_principal(self) -> Iterator[Problem]:
        if not self.principal:
            yield Problem("「姓名」", "没有填写", "这一栏必填，请补上", "principal")
        try:
            require_good(self.password, self.principal, self.data[SCHOOL].get("name", ""))
        except PasswordRefusedError as error:
            yield Problem("「口令」", str(error).rstrip("。"), "想一个再输两次", "password")
        if self.password != self.again:
            yield Problem("「再输一次」", "两次输入的口令不一样", "两次都重新输入", "password")

    def draw(self, page: str, problems: tuple[Problem, ...]) -> Drawn:
        """A page of school.toml as fields."""
        if page not in ASKED:
            return Drawn((), problems, ("",) * len(problems))
        return draw_model(*ASKED[page], self.data[page], Offers(problems=problems))

    def settings(self) -> SchoolFile:
        """school.toml that says all this.

        Raises:
            SchoolFileError: it contradicts itself.
        """
        school = {**self.data[SCHOOL], "principal": self.principal}
        return read_settings({"school": school, "terms": [self.data[TERM]]}, "填写的内容")


def no_answers(day: date) -> Answers:
    """Nothing said yet: what stands there without saying; the key of the term is guessed."""
    begun = {page: _unsaid(model, names) for page, (model, names) in ASKED.items()}
    return Answers({SCHOOL: begun[SCHOOL], TERM: {**begun[TERM], "key": term_key_of(day)}})


def _unsaid(model: type[BaseModel], names: tuple[str, ...]) -> dict[str, Any]:
    """What stands in columns that nobody has said anything of."""
    told = ((name, model.model_fields[name]) for name in names)
    found = {name: one.get_default(call_default_factory=True) for name, one in told
             if not one.is_required()}  # fmt: skip
    return {name: list(one) if isinstance(one, tuple) else one for name, one in found.items()}


def read_answers(form: FormData, day: date) -> Answers:
    """What the pages said, the one that was posted and those before it."""
    tree, begun = tree_of(form), no_answers(day)
    said = {page: not {*names}.isdisjoint(tree) for page, (_, names) in ASKED.items()}
    data = {
        page: read_model(model, names, tree) if said[page] else begun.data[page]
        for page, (model, names) in ASKED.items()
    }
    password, again = (str(form.get(name, "")) for name in ("password", "again"))
    names = {one for one in form if one.startswith(PREFIX)} | {PRINCIPAL}
    carried = {one: [str(value) for value in form.getlist(one)] for one in names if one in form}
    return Answers(data, text_of(form, PRINCIPAL), password, again, carried)


def term_key_of(day: date) -> str:
    """Key of the term that is under way, or about to begin."""
    year = day.year if day.month >= _FIRST_TERM else day.year - 1
    number = 2 if _SECOND_TERM <= day.month < _FIRST_TERM else 1
    return f"{year}-{year + 1}-{number}"


# ---- who may


def require_new(site: Site) -> None:
    """Only a home without a school is founded, or brought back.

    Raises:
        BadRequestError: there is one.
    """
    if site.is_founded:
        raise BadRequestError("学校已经建好", "登录后在“设置”里修改", 409)


def fault_of_code(site: Site, request: Request, code: str) -> str:
    """What is wrong with a code that was typed; empty if it is the right one.

    Raises:
        TooManyTriesError: not now.
    """
    if not site.setup_code:
        return "这次启动没有启用码：停下 taizhang serve，再启动一次"
    address, at = caller_of(request).address, site.now()
    try:
        site.entrance.throttle.begin(CODE, address, at)
    except TooManyTriesError as error:
        advice = "它显示在运行 taizhang serve 的窗口里"
        raise TooManyTriesError(error.wait, "启用码", advice) from None
    if not secrets.compare_digest(code.encode(), site.setup_code.encode()):
        return "启用码不对"
    site.entrance.throttle.succeed(CODE, address)
    return ""
