"""How telephones reach the pages: addresses to scan, https, the school's authority to install."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from taizhang.installing import FILE_NAME, MEDIA_TYPE, Installing, installing_guide
from taizhang.network import is_this_machine
from taizhang.tls import read_authority, web_certificate
from taizhang.web.addresses import addresses_of, code_of
from taizhang.web.devices import device_of
from taizhang.web.errors import PageMissingError
from taizhang.web.guard import Guarded, OurSite, Who, allow, everybody
from taizhang.web.rights import Right
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
SYSTEMS = {
    "Windows": "Windows",
    "安卓": "安卓手机",
    "鸿蒙": "安卓手机",
    "苹果手机": "iPhone、iPad",
    "苹果平板": "iPhone、iPad",
    "Linux": "统信、麒麟等 Linux",
}
"""What a device says it is → whose steps are unfolded."""
WITHIN_CHATS = ("微信", "钉钉")
"""Programs whose own browser installs nothing."""


@router.get("/settings/connection")
@allow(Right.SETTINGS, Right.ACCOUNTS, Right.LISTS)
def connection_page(request: Request, site: OurSite, who: Who) -> Response:
    """Where the pages are reached, and whether that is safe and works without network."""
    with site.desk() as desk:
        made = web_certificate(desk.home, desk.now())
    reached = [one for one in addresses_of(request) if not is_this_machine(_host(one))]
    return site.page(
        request,
        "connection.html",
        addresses=[(one, code_of(one)) for one in reached],
        is_local=is_this_machine(request.url.hostname or ""),
        is_safe=request.url.scheme == "https",
        made=made,
        guide=_guide(site),
        installing_codes=[code_of(f"{one}ca") for one in reached[:1]],
    )


@router.get("/ca")
@everybody
def authority_page(request: Request, site: OurSite) -> Response:
    """How the school's authority is installed on this device; for everybody who comes."""
    agent = device_of(request.headers.get("user-agent", ""))
    return site.page(
        request,
        "authority.html",
        guide=_guide(site),
        device=agent,
        system=next((to for word, to in SYSTEMS.items() if agent.startswith(word)), ""),
        is_chat=any(one in agent for one in WITHIN_CHATS),
    )


@router.get("/ca.crt")
@everybody
def authority_file(site: OurSite) -> Response:
    """The authority itself; it is no secret."""
    guide = _guide(site)
    if guide is None:
        raise PageMissingError("学校还没有办网页证书")
    headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(guide.der, 200, headers, MEDIA_TYPE)


def _guide(site: Site) -> Installing | None:
    """What there is to say of the authority; None before there is one, or where it is another's."""
    with site.desk() as desk:
        return installing_guide(desk.home) if read_authority(desk.home) else None


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].rpartition(":")[0].strip("[]")
