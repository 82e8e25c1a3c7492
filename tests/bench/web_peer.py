"""The peer: the least that FastAPI and Jinja need for a page and a form of the same size as ours.

It knows nobody, checks nothing and keeps a form by appending it to a file and syncing that; what it
takes is what the same tools take without a school.
"""

import os
from pathlib import Path
from typing import Annotated

import jinja2
import orjson
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

ROW = (
    '<li class="item"><label for="f-{{ one.name }}">{{ one.label }}</label>'
    '<input id="f-{{ one.name }}" name="{{ one.name }}" value="{{ one.value }}"></li>\n'
)
PAGE = (
    "<!doctype html>\n<title>{{ title }}</title>\n<ol>\n"
    "{% for one in fields %}" + ROW + "{% endfor %}</ol>\n"
)


async def _read(request: Request) -> FormData:
    return await request.form(max_fields=20_000)


def make_peer(size: int, kept: Path) -> FastAPI:
    """The peer's application.

    Args:
        size: about how many bytes its page has.
        kept: where it appends what was sent.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    one = {"name": "checks.I01.verdict", "label": "疏散通道、安全出口畅通", "value": "合格"}
    each = len(template.render(title="", fields=[one]).encode()) - len(
        template.render(title="", fields=[]).encode()
    )
    fields = [{**one, "name": f"checks.I{n:02}.verdict"} for n in range(size // each)]
    file = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    @app.get("/api/ping")
    def ping() -> Response:
        return Response()

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(template.render(title="登记", fields=fields))

    @app.post("/")
    def save(form: Annotated[FormData, Depends(_read)]) -> Response:
        os.write(file, orjson.dumps(dict(form.multi_items())) + b"\n")
        os.fdatasync(file)
        return RedirectResponse("/", 303)

    return app
