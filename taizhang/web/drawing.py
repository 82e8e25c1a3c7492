"""A task drawn as its page: empty, or with what was filled in and what is wrong with it."""

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from starlette.datastructures import FormData

from checklists.entry import Entry
from checklists.errors import InvalidEntryError, Problem
from checklists.verdicts import Verdict
from records.definitions import Definition
from taizhang.desk import Desk
from taizhang.web.acts import LATE_REASON, REASON, SCAN, TOGETHER, text_of
from taizhang.web.fields import PREFIX, Filled, is_blank
from taizhang.web.keeping import Held
from taizhang.web.sheets import Sheet, chapter_of, links_of, names_for, options_of, parts_of
from taizhang.web.tasks import Task


def draw(
    desk: Desk,
    task: Task,
    data: Mapping[str, Any] | None = None,
    form: FormData | None = None,
    problems: Sequence[Problem] = (),
    together: Sequence[str] | None = None,
) -> Sheet:
    """The sheet of a task.

    Args:
        desk: for the lists it offers.
        task: what is filled in.
        data: what was filled in before; None begins anew.
        form: with which it came back.
        problems: what is wrong.
        together: check items that one tap filled in; None is what the form says.
    """
    term = desk.term_now(desk.now().date())
    fresh = task.fresh if data is None else {}
    names = names_for(desk, term, task.columns, problems, fresh, checks=task.items)
    if together is None:
        together = text_of(form, TOGETHER).split() if form else ()
    shown = task.data if data is None else data
    fields, items = parts_of(task.kind, task.columns, shown, names, together, items=task.items)
    return Sheet(
        title=task.heading,
        chapter=chapter_of(task.kind),
        action=task.action,
        api=task.api,
        draft=task.action,
        id=text_of(form, "_id") if form else str(uuid.uuid4()),
        fields=fields,
        items=items,
        together=" ".join(together),
        lists=options_of(names),
        problems=problems,
        links=links_of(problems, fields, items),
        notices=task.notices,
        number=task.record.number if task.record else "",
        version=task.record.latest.version if task.record else 0,
        definition=edition_of(task.kind),
        drafting=task.drafting if data is None else None,
        reason=task.reason,
        said_reason=text_of(form, REASON) if form else "",
        late=task.late,
        said_late=text_of(form, LATE_REASON) if form else "",
        signer=task.signer,
        scan=task.scan or (text_of(form, SCAN) if form else ""),
        send=task.send,
    )


@cache
def edition_of(kind: type[Entry]) -> str:
    """Names the edition of a form: a draft of another one is not filled into it."""
    return Definition.of(kind).digest[:16]


def with_row(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What was filled in with a row more behind those of a field, as `e.dishes`."""
    return _with_row(data, name.removeprefix(PREFIX).split("."))


def _with_row(data: Mapping[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """The data with an empty row behind the rows at a path: ``dishes`` or ``dishes.0.parts``."""
    name, *rest = path
    if not rest:
        rows = data.get(name)
        return {**data, name: [*(rows if isinstance(rows, list) else []), {}]}
    rows = list(data.get(name) or ())
    number = int(rest[0]) if rest[0].isdecimal() else len(rows)
    if number < len(rows) and len(rest) > 1:
        rows[number] = _with_row(rows[number], rest[1:])
    return {**data, name: rows}


def all_normal(
    kind: type[Entry], data: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Every item 合格 that was not filled in and asks for no reading; and which ones these are."""
    checks = dict(data.get("checks") or {})
    untouched = [
        one.id
        for one in kind.items
        if is_blank(checks.get(one.id)) and not any(two.demanded for two in one.measures)
    ]
    for item in untouched:
        checks[item] = {"verdict": str(Verdict.PASS)}
    return {**data, "checks": checks}, tuple(untouched)


def holding(filled: Filled, held: Held) -> dict[str, Any]:
    """What was filled in, its new files held so that they need not be chosen again."""
    tokens = {name: {"token": held.hold(_plain(name), raw), "name": _plain(name)}
              for name, raw in filled.files.items()}  # fmt: skip
    found: dict[str, Any] = _held_in(filled.data, tokens)
    return found


def _plain(name: str) -> str:
    return name.partition("/")[2]


def _held_in(value: Any, tokens: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _held_in(one, tokens) for key, one in value.items()}
    if isinstance(value, list):
        return [_held_in(one, tokens) for one in value]
    return tokens.get(value, value) if isinstance(value, str) else value


def problems_in(error: Exception) -> tuple[Problem, ...]:
    """What was wrong with a form, as problems with a place where the error knows one."""
    if isinstance(error, InvalidEntryError):
        return error.problems
    return (Problem("整份内容", str(error).rstrip("。"), "请改正后再提交"),)
