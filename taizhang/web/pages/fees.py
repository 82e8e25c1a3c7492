"""收费公示: the notices of the term, the catalogue they are drafted from, posters to print."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from checklists.catalogue import find
from records.charges.kept import NOTICES
from records.drafts.notices import ALL
from taizhang.fee_notices import catalogue_of, notices_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right, may_file

router = APIRouter(route_class=Guarded)
FEES = "/papers/fees"


@router.get(FEES)
@allow(Right.FILL, Right.READ_ALL)
def fees_page(request: Request, site: OurSite, who: Who) -> Response:
    """What hangs on the board, what is to come, and what may be charged at all: no secret."""
    with site.desk() as desk:
        kind, today = find(NOTICES, desk.registers), desk.now().date()
        notices, catalogue = notices_of(desk, today), catalogue_of(desk, today)
    return site.page(
        request,
        "fees.html",
        notices=notices,
        catalogue=catalogue,
        today=today,
        files=may_file(who, kind),
        lists=who.may(Right.LISTS),
    )


@router.get(f"{FEES}/draft")
@allow(Right.FILL)
def draft(request: Request, who: Who) -> Response:
    """On to the form, with the items that were ticked filled in; with none, all of them."""
    named = request.query_params.getlist("item") or [ALL]
    return RedirectResponse(f"/registers/{NOTICES}/new?draft={quote('、'.join(named))}", 303)
