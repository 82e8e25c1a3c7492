"""The first page: what each person has to do now, one tap from the form."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from checklists.entry import Entry
from checklists.register import CHAPTERS
from records.lifecycle import LATE_APPROVAL
from records.owing import Owed, When
from records.record import Operation, Record
from records.standings import Standing
from taizhang.days import about_the_day, special_days
from taizhang.telling import title_of
from taizhang.web.agenda import (
    address_of,
    hazards_for,
    owed_by,
    parts_of_the_day,
    returned_to,
    waiting_for,
)
from taizhang.web.guard import Guarded, OurSite, Who, allow, signed_in
from taizhang.web.looks import menu_of
from taizhang.web.rights import Right, may_file, may_see_register
from taizhang.web.stampings import seals_waiting

router = APIRouter(route_class=Guarded)
FEW = 8
"""Lines of a part that are shown at once; the rest unfolds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do.

    Attributes:
        address: page that does it.
        mark: how it stands, in a word; `tone` how that is meant.
    """

    address: str
    title: str
    note: str
    mark: str = ""
    tone: str = ""


@router.get("/")
@signed_in
def today_page(request: Request, site: OurSite, who: Who) -> Response:
    """What is due, late and sent back; whoever fills in nothing is led to their own first page."""
    if not who.may(Right.FILL):
        return RedirectResponse(menu_of(who)[0][0], 303)
    with site.desk() as desk:
        day = desk.now().date()
        calendar = desk.home.calendar(desk.term_now(day))
        owed = owed_by(desk, site.counter, who, day)
        parts = {
            title: [_owed(one, address_of(one, day)) for one in part]
            for title, part in parts_of_the_day(owed).items()
        }
        returned = [
            _returned(one, desk.registers.get(one.register))
            for one in returned_to(desk, site.counter, who, day)
        ]
        waiting = [one.role for one in waiting_for(desk, site.counter, who, day)]
        hazards = hazards_for(desk, site.counter, who, day)
        seals = seals_waiting(desk, who)
        about, ahead = about_the_day(calendar, day), list(special_days(calendar, day))
    today = [one for one in owed if one.when is When.TODAY]
    return site.page(
        request,
        "today.html",
        day=day,
        about=about,
        ahead=ahead,
        parts=parts,
        few=FEW,
        due=len(today),
        done=sum(one.is_settled for one in today),
        returned=returned,
        to_sign=sum(one != LATE_APPROVAL for one in waiting),
        to_approve=waiting.count(LATE_APPROVAL),
        hazards=hazards,
        seals=seals,
    )


def _owed(one: Owed, address: str) -> Line:
    title = one.register.register.title
    if one.one.standing is Standing.OPEN:
        number = one.one.numbers[-1]
        return Line(
            f"/records/{number}", title, f"{one.one.duty.title}　{one.one.reason}", "未结", "wait"
        )
    if one.is_late:
        return Line(address, title, one.one.duty.title, "缺", "fail")
    return Line(address, title, one.one.duty.title, "过时" if one.is_past else "", "wait")


def _returned(record: Record, register: type[Entry] | None) -> Line:
    last = next(one for one in reversed(record.versions) if one.operation is Operation.RETURN)
    title = title_of(record, register) if register else record.number
    note = f"{record.number}　{last.by.name}：{last.reason}"
    return Line(f"/records/{record.number}/correct", title, note, "已退回", "fail")


@router.get("/registers")
@allow(Right.FILL)
def registers_page(request: Request, site: OurSite, who: Who) -> Response:
    """Registers by chapter: those to fill in first, those to look at beside them."""
    with site.desk() as desk:
        profile = desk.home.profile
        kept = [one for one in desk.registers.values() if not profile.why_not_kept(one)]
    chapters: dict[str, list[tuple[type[Entry], bool]]] = {}
    for kind in kept:
        if may_file(who, kind) or may_see_register(who, kind):
            number, title = CHAPTERS[kind.chapter]
            chapters.setdefault(f"{number} {title}", []).append((kind, may_file(who, kind)))
    return site.page(request, "registers.html", chapters=chapters)
