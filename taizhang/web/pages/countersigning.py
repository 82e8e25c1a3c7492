"""核对签名: signing places cut out of the sheets that came back, to be looked at and ticked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from checklists.catalogue import find
from checklists.columns import Column
from checklists.entry import Entry
from records.access import Access, AccessLog, is_personal, may_read
from records.personal import has_personal
from records.record import Person, Record
from taizhang.countersigning import (
    Candidate,
    Countersigned,
    PaperPlace,
    Tick,
    candidate_of,
    candidates,
    countersign,
    owed_signatures,
)
from taizhang.crops import crop_of
from taizhang.desk import Desk, Visit
from taizhang.exits import REFUSALS
from taizhang.paperwork import prints_of
from taizhang.web.acts import CHANNEL
from taizhang.web.errors import BadRequestError, PageMissingError, status_of
from taizhang.web.fields import read_fields, tree_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.pages.scans import SCANS, require_office
from taizhang.web.requests import Posted
from taizhang.web.rights import Right, Visitor
from taizhang.web.sheets import names_for
from taizhang.web.site import Site
from taizhang.web.tasks.reach import visible
from taizhang.web.widgets import Field, fields_of

router = APIRouter(route_class=Guarded)
SIGNATURES = f"{SCANS}/signatures"
TOGETHER = 100
"""Records that are looked at on one page."""
TICK, SIGNER, APPLY = "tick", "signer", "apply"
_TICKED = re.compile(r"([A-Z]+-\d{8}-\d{3,})\|(.{1,40})\|([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Stack:
    """Records of one register that are looked at together.

    Attributes:
        candidates: on this page; `waiting` how many there are.
        fields: what the register wants to know of the signing, once for all of them.
        ticked: values that were ticked before; None ticks every place where ink was found.
    """

    slug: str
    title: str
    candidates: tuple[Candidate, ...]
    waiting: int
    fields: tuple[Field, ...]
    ticked: frozenset[str] | None

    def is_ticked(self, number: str, place: PaperPlace) -> bool:
        """Whether a place is ticked when the page opens: never where nothing was found."""
        if self.ticked is None:
            return place.inked
        return f"{number}|{place.role}|{place.sheet}" in self.ticked


@router.get(SIGNATURES)
@allow(Right.FILL)
def signatures_page(request: Request, site: OurSite, who: Who, register: str = "") -> Response:
    """Signatures that wait to be confirmed, a register at a time."""
    require_office(who)
    return _page(request, site, who, register)


@router.post(SIGNATURES)
@allow(Right.FILL)
def confirm(request: Request, site: OurSite, who: Who, register: str, form: Posted) -> Response:
    """Enter what was ticked, record by record: what is refused stops none of the others."""
    require_office(who)
    try:
        ticks = _ticks(form)
        facts, kind = _facts(site, who, register, form)
        applied = [one for one in form.getlist(APPLY) if isinstance(one, str)]
        chosen = {**{number: [] for number in applied}, **ticks}
        if not chosen:
            raise BadRequestError("没有勾选", "勾选看过的签名再登记", 422)
    except REFUSALS as error:
        return _page(request, site, who, register, str(error), status_of(error), form)
    done = [_enter(site, who, number, two, facts) for number, two in chosen.items()]
    return site.page(
        request,
        "countersigned.html",
        done=[one for one in done if not one.refused],
        refused=[one for one in done if one.refused],
        register=kind.slug,
    )


@router.get(f"{SIGNATURES}/{{number}}/{{sheet}}/{{role}}.jpg")
@allow(Right.FILL)
def crop(site: OurSite, who: Who, number: str, sheet: str, role: str) -> Response:
    """A signing place, cut out of its sheet."""
    require_office(who)
    with site.desk() as desk:
        record, _ = visible(desk, who, number)
        found = candidate_of(desk, record, prints_of(desk))
        places = found.places if found and _may_look(desk, who, record) else ()
        read = desk.attachments.get
    one = next((two for two in places if (two.sheet, two.role) == (sheet, role)), None)
    if one is None:
        raise PageMissingError("没有这一处签名，或已经登记")
    name = f"{sheet} {one.place}"
    data, kind = site.thumbnails.cut(name, lambda: crop_of(read(sheet), one.place))
    return Response(data, 200, {"cache-control": "no-store"}, kind)


@router.get(f"{SCANS}/missing")
@allow(Right.FILL)
def missing_page(request: Request, site: OurSite, who: Who, register: str = "") -> Response:
    """Signatures that are still wanting, to be printed and asked for."""
    require_office(who)
    with site.desk() as desk:
        owed = list(owed_signatures(desk, prints_of(desk), register))
    return site.page(request, "missing_signatures.html", owed=owed)


# ---- what is looked at


def _page(
    request: Request,
    site: Site,
    who: Visitor,
    register: str,
    error: str = "",
    status: int = 200,
    form: FormData | None = None,
) -> Response:
    with site.desk() as desk:
        every = ((one, desk.record(one.number)) for one in candidates(desk, prints_of(desk)))
        found = [one for one, record in every if _may_look(desk, who, record)]
        slugs = dict.fromkeys(one.slug for one in found)
        stacks = {slug: [one for one in found if one.slug == slug] for slug in slugs}
        titles = {slug: find(slug, desk.registers).register.title for slug in slugs}
        chosen = register if register in stacks else next(iter(stacks), "")
        stack = _stack(desk, who, chosen, stacks[chosen], form) if chosen else None
    return site.page(
        request,
        "countersign.html",
        status,
        stack=stack,
        others=[(slug, titles[slug], len(stacks[slug])) for slug in slugs if slug != chosen],
        error=error,
    )


def _stack(
    desk: Desk, who: Visitor, slug: str, found: Sequence[Candidate], form: FormData | None
) -> Stack:
    kind = find(slug, desk.registers)
    if has_personal(kind.columns()):
        by = Person(who.id, who.name)
        access = Access(desk.now(), by, "核对签名", f"《{kind.register.title}》", kind.slug)
        AccessLog(desk.home.folder, desk.disk).note(access)
    shown = tuple(found[:TOGETHER])
    columns = _asked(kind, shown)
    term = desk.term_now(desk.now().date())
    names = names_for(desk, term, columns, (), {}, checks=False)
    fields = fields_of(columns, tree_of(form) if form else {}, names)
    ticked = frozenset(map(str, form.getlist(TICK))) if form else None
    return Stack(slug, kind.register.title, shown, len(found), fields, ticked)


def _asked(kind: type[Entry], found: Sequence[Candidate]) -> tuple[Column, ...]:
    wanted = {column.name for one in found for column in one.asked}
    return tuple(one for one in kind.columns() if one.name in wanted)


def _may_look(desk: Desk, who: Visitor, record: Record) -> bool:
    """Whether somebody may look at the sheets of a record, on which personal values may stand."""
    kind = desk.registers.get(record.register)
    if kind is None or not is_personal(kind.columns(), record):
        return True
    person = desk.school(desk.term_holding(record)).person(who.id)
    return may_read(kind.register, person, record)


# ---- what is entered


def _ticks(form: FormData) -> dict[str, list[Tick]]:
    """Record → places that were ticked."""
    found: dict[str, list[Tick]] = {}
    for said in form.getlist(TICK):
        read = _TICKED.fullmatch(said) if isinstance(said, str) else None
        if read is None:
            raise BadRequestError("勾选的内容读不懂", "请刷新页面再核对")
        number, role, sheet = read.groups()
        signer = form.get(f"{SIGNER}|{number}|{role}")
        if not isinstance(signer, str) or not signer:
            raise BadRequestError(f"记录 {number}「{role}」没有选签字人", "选好再登记", 422)
        found.setdefault(number, []).append(Tick(role, signer, sheet))
    return found


def _facts(
    site: Site, who: Visitor, register: str, form: FormData
) -> tuple[Mapping[str, Any], type[Entry]]:
    with site.desk() as desk:
        kind = find(register, desk.registers)
    return read_fields(form, kind.columns(), site.held(who)).understood(kind), kind


def _enter(
    site: Site, who: Visitor, number: str, ticks: Sequence[Tick], facts: Mapping[str, Any]
) -> Countersigned:
    try:
        with site.desk() as desk:
            visible(desk, who, number)
            visit = Visit(who.id, desk.now(), channel=CHANNEL)
            return countersign(desk, visit, number, ticks, facts)
    except REFUSALS as error:
        return Countersigned(number, (), str(error))
