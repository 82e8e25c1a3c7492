"""Codes to scan: sheets of labels to print, and what opens when one is scanned."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from checklists.columns import KINDS
from taizhang.web.addresses import addresses_of
from taizhang.web.codes import CODED, labels, opened_by
from taizhang.web.errors import PageMissingError
from taizhang.web.guard import Guarded, OurSite, Who, allow, signed_in
from taizhang.web.rights import Right

router = APIRouter(route_class=Guarded)


@router.get("/settings/codes")
@allow(Right.LISTS)
def codes_page(
    request: Request, site: OurSite, who: Who, kind: str = "place", q: str = "", at: str = ""
) -> Response:
    """A sheet of labels: of one kind, those whose name has what is searched for."""
    if kind not in CODED:
        raise PageMissingError("这一类没有标签")
    addresses = addresses_of(request)
    address = at if at in addresses else addresses[0]
    with site.desk() as desk:
        listings = [one for one in desk.directory.listings(kind) if q in f"{one.id} {one.name}"]
    return site.page(
        request,
        "codes.html",
        kind=kind,
        kinds={one: KINDS[one] for one in CODED},
        q=q,
        address=address,
        addresses=addresses,
        labels=list(labels(kind, listings, address)),
    )


@router.get("/q/{kind}/{key:path}")
@signed_in
def scanned_page(request: Request, site: OurSite, who: Who, kind: str, key: str) -> Response:
    """The form of a thing that was scanned; where there are several, a choice of them."""
    with site.desk() as desk:
        listed = desk.directory.look_up(kind, key) if kind in CODED else None
        if listed is None or listed.id != key:
            raise PageMissingError("这个标签已经没有用了，名录里没有它")
        found = opened_by(kind, key, who, desk.registers, desk.home.profile)
    if len(found) == 1 and listed.active:
        return RedirectResponse(found[0].address, 303)
    return site.page(
        request,
        "scanned.html",
        listed=listed,
        title=KINDS[kind],
        found=found,
        may_report=who.may(Right.FILL),
    )
