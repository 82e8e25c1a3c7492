"""Hazards at their stages: what is open, what is overdue, what is mine to do."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from checklists.catalogue import find
from records.hazards import REGISTER, Hazard
from taizhang.web.board import columns_of, hazards_seen, is_mine
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right, may_file, may_see_all

router = APIRouter(route_class=Guarded)
OPEN, MINE, OVERDUE, ALL = "未销号", "等我办", "超期", "全部"
ADDRESSES: Mapping[str, str] = {
    OPEN: "/hazards",
    MINE: "/hazards?mine=1",
    OVERDUE: "/hazards?overdue=1",
    ALL: "/hazards?all=1",
}


@router.get("/hazards")
@allow(Right.FILL, Right.READ_ALL)
def hazards_page(
    request: Request,
    site: OurSite,
    who: Who,
    mine: bool = False,
    overdue: bool = False,
    all: bool = False,
) -> Response:
    """The board."""
    chosen = MINE if mine else OVERDUE if overdue else ALL if all else OPEN
    with site.desk() as desk:
        kind, now = find(REGISTER, desk.registers), desk.now()
        found = hazards_seen(desk, who)
        wanted: Mapping[str, Callable[[Hazard], bool]] = {
            OPEN: lambda one: one.is_open,
            MINE: lambda one: is_mine(who, one, kind),
            OVERDUE: lambda one: one.is_overdue,
            ALL: lambda one: True,
        }
        counts = {name: sum(map(fits, found)) for name, fits in wanted.items()}
        columns = list(columns_of(desk, [one for one in found if wanted[chosen](one)]))
        prints = may_see_all(who, kind, desk.term_now(now.date()))
    return site.page(
        request,
        "hazards.html",
        chosen=chosen,
        addresses=ADDRESSES,
        counts=counts,
        columns=columns,
        files=may_file(who, kind),
        month=f"{now:%Y-%m}" if prints else "",
    )
