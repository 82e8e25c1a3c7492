"""How a term stands, for the head of logistics and the principal; it prints as it looks."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from generator.charts.panels import headline, panels
from taizhang.overviews import overview
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right

router = APIRouter(route_class=Guarded)


@router.get("/overview")
@allow(Right.OVERVIEW)
def overview_page(request: Request, site: OurSite, who: Who, term: str = "") -> Response:
    """Figures, charts, and the same in tables."""
    with site.desk() as desk:
        now = desk.now()
        key = term or desk.term_now(now.date())
        title = desk.home.calendar(key).term.title
        terms = [one.key for one in reversed(desk.home.settings.terms)]
        bookcase = site.counter.bookcase(desk, key) if desk.has_ledger(key) else None
        found = overview(desk, key, now, bookcase)
        figures, parts = headline(found), list(panels(found))
    return site.page(
        request,
        "overview.html",
        term=key,
        title=title,
        terms=terms,
        at=found.at,
        figures=figures,
        panels=parts,
    )
