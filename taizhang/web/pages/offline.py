"""What a browser needs to work without network: the service worker, the outbox, the manifest.

What is filled in without network is kept by the browser (templates/web/static/store.js) and comes
in as every other form does, through pages/api.py.
"""

import json

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from taizhang.web.guard import Guarded, OurSite, everybody
from taizhang.web.looks import STATIC, Looks

router = APIRouter(route_class=Guarded)
OUTBOX = "/outbox"
WORKER = "sw.js"
GROUND, BRAND = "#f4f5f2", "#0f355f"
"""Colours around the page while it opens, as in app.css."""


@router.get(OUTBOX)
@everybody
def outbox_page(request: Request, site: OurSite) -> Response:
    """What waits on this device; only the browser knows."""
    return site.page(request, "outbox.html")


@router.get("/sw.js")
@everybody
def service_worker(site: OurSite) -> Response:
    """The service worker of this edition of the pages; at the top, so that it serves them all."""
    told = {"EDITION": site.looks.edition, "SHELL": shell(site.looks)}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    script = constants + (STATIC / WORKER).read_text("utf-8")
    return Response(script, media_type="text/javascript", headers={"cache-control": "no-cache"})


@router.get("/manifest.webmanifest")
@everybody
def manifest(site: OurSite) -> Response:
    """How a phone shows it among its applications."""
    icon = {"src": site.looks.static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": f"{site.school}台账",
        "short_name": "台账",
        "lang": "zh-CN",
        "start_url": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": BRAND,
        "icons": [icon],
    }
    return JSONResponse(told, media_type="application/manifest+json")


def shell(looks: Looks) -> list[str]:
    """Addresses of all that has nobody's name on it: static files, and the outbox."""
    names = sorted(path.name for path in STATIC.iterdir() if path.name != WORKER)
    return [OUTBOX, *(looks.static(name) for name in names)]
