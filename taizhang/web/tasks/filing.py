"""A new record."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from starlette.datastructures import FormData

from checklists.catalogue import find
from checklists.entry import Entry
from checklists.surroundings import Directory
from records.drafts import DRAFTS, Draft
from records.record import Record
from records.refusals import NotAllowedError
from taizhang.desk import Desk, Visit
from taizhang.drafting import drafted
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS
from taizhang.tray import Place, Tray, assign
from taizhang.web import acts
from taizhang.web.acts import text_of
from taizhang.web.errors import ForbiddenError
from taizhang.web.fields import Filled
from taizhang.web.prefill import (
    LOOKED_BACK,
    asked_by,
    first_columns,
    fresh_of,
    known_of,
    new_data,
)
from taizhang.web.rights import Visitor, may_file, may_put_away
from taizhang.web.sheets import first_signer
from taizhang.web.tasks.task import Task

ABOUT_A_LINK = ("subject", "day", "draft", "tray")
"""What stands in a link beside columns."""


def new_record(desk: Desk, visitor: Visitor, slug: str, asked: Mapping[str, str]) -> Task:
    """Filing in a register.

    Args:
        desk: where it goes.
        visitor: who fills it in.
        slug: key of the register.
        asked: what the link says: ``subject``, ``day``, ``draft`` (what to draft from earlier
            records), ``tray`` (a scanned page that is typed in), or columns by name.

    Raises:
        ForbiddenError: it is not theirs.
        NotAllowedError: the school does not keep it.
    """
    kind = find(slug, desk.registers)
    title = f"《{kind.register.title}》"
    if why := desk.home.profile.why_not_kept(kind):
        raise NotAllowedError(title, f"本校不设：{why}", "不用填")
    if not may_file(visitor, kind):
        raise ForbiddenError(f"{title}不由您的岗位填写")
    now = desk.now()
    named = {key: value for key, value in asked.items() if key not in ABOUT_A_LINK}
    named |= asked_by(kind, asked.get("subject", ""), asked.get("day", ""))
    data = new_data(kind, visitor, now, _last(desk, visitor, slug), named)
    data = {name: _called(desk, kind, name, value) for name, value in data.items()}
    data |= known_of(kind, data, _lists(desk))
    draft = _draft(desk, slug, asked)
    data |= draft.data
    stage = kind.register.stages[0]

    def perform(
        desk: Desk, visit: Visit, filled: Filled, form: FormData, signature: bytes | None
    ) -> acts.Outcome:
        outcome = acts.file(desk, visit, kind, filled, form, signature)
        return replace(outcome, scan=put_behind(desk, visit, visitor, form, outcome))

    return Task(
        kind=kind,
        heading=kind.register.title,
        columns=tuple(one for one in first_columns(kind) if one.kind != "checks"),
        items=bool(kind.items),
        data=data,
        action=f"/registers/{slug}/new",
        api=f"/api/registers/{slug}/records/{{id}}",
        perform=perform,
        fresh=fresh_of(kind, data, now),
        notices=tuple((one, "info") for one in draft.notes),
        drafting=DRAFTS.get(slug),
        late=True,
        signer=first_signer(kind.register, visitor, stage),
        scan=_scan(desk, visitor, asked.get("tray", "")),
    )


def _scan(desk: Desk, visitor: Visitor, key: str) -> str:
    """The page of the tray that is typed in, for those who may see it."""
    if not key or not may_put_away(visitor):
        return ""
    return Tray(desk.home.folder, desk.disk).find(key).key


def put_behind(
    desk: Desk, visit: Visit, visitor: Visitor, form: FormData, outcome: acts.Outcome
) -> str:
    """Put the scanned form behind the record that was typed in from it; says what became of it.

    All pages of that form go along. Whatever is in the way, the record is kept, and they wait.
    """
    key, tray = text_of(form, acts.SCAN), Tray(desk.home.folder, desk.disk)
    if not key or not may_put_away(visitor):
        return ""
    if outcome.receipt.repeated and key not in {one.key for one in tray.waiting()}:
        return ""
    try:
        page = tray.find(key)
        same = (page.slug, page.form_no)
        pages = [one for one in tray.waiting() if (one.slug, one.form_no) == same and one.form_no]
        for number, one in enumerate(pages or [page], start=1):
            again = replace(visit, request_id=f"{visit.request_id}/扫描{number}")
            place = Place(outcome.receipt.number, page=one.page)
            assign(desk, again, tray, one.key, place)
    except REFUSALS as error:
        return f"扫描页没有附上，还在待归：{error}"
    return f"附上了扫描页 {len(pages or [page])} 页。"


def _draft(desk: Desk, slug: str, asked: Mapping[str, str]) -> Draft:
    """What earlier records know of it, where that was asked for; a day of nonsense is today."""
    drafting, day = DRAFTS.get(slug), _day(asked.get("day", "")) or desk.now().date()
    if drafting is None:
        return Draft({})
    if "draft" in asked:
        return drafted(desk, slug, asked["draft"] if drafting.of else "", day)
    about = asked.get("subject", "") if drafting.of and not drafting.choices else ""
    with suppress(UsageError):  # nobody asked for it: what is not known is filled in
        return drafted(desk, slug, about, day) if about else Draft({})
    return Draft({})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last(desk: Desk, visitor: Visitor, slug: str) -> list[Record]:
    """The newest records that somebody filed in a register, this term or the one before."""
    ledger = desk.ledger(desk.term_now(desk.now().date()))
    books = (ledger, ledger.previous)
    numbers = (key for one in books if one for key in reversed(one.numbers_by(visitor.id, slug)))
    found = (one for one in map(desk.record, numbers) if not one.is_void)
    return list(islice(found, LOOKED_BACK))


def _lists(desk: Desk) -> Directory:
    """The directory with what the records say."""
    term = desk.term_now(desk.now().date())
    return desk.ledger(term).lists(desk.school(term))


def _called(desk: Desk, kind: type[Entry], name: str, value: Any) -> Any:
    """A thing by its name where a link has its id."""
    column = next((one for one in kind.columns() if one.name == name), None)
    if column is None or not column.ref or not isinstance(value, str):
        return value
    listed = desk.directory.look_up(column.ref, value) if value else None
    return listed.name if listed else value
