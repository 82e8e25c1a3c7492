"""Pages as they look: templates, static files, and what every page shows around its content."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from checklists.cadence import day_title
from taizhang.papers import TEMPLATES
from taizhang.web.rights import Right, Visitor

PAGES = TEMPLATES / "web"
STATIC = PAGES / "static"

MENU: tuple[tuple[str, str, tuple[Right, ...]], ...] = (
    ("/", "今日", (Right.FILL,)),
    ("/registers", "登记", (Right.FILL,)),
    ("/review", "审签", (Right.FILL,)),
    ("/hazards", "隐患", (Right.FILL, Right.READ_ALL)),
    ("/records", "记录", (Right.FILL, Right.READ_ALL)),
    ("/papers", "文书", (Right.FILL, Right.READ_ALL)),
    ("/overview", "总览", (Right.OVERVIEW,)),
    ("/volumes", "装订", (Right.BIND,)),
    ("/settings", "设置", (Right.LISTS, Right.SETTINGS, Right.ACCOUNTS, Right.BACKUP)),
    ("/inspection", "检查", (Right.INSPECT,)),
)
"""Address, word and the rights of which one is needed: the menu, first to last."""


class Looks:
    """Templates of the house, a school's own first."""

    def __init__(self, home: Path) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([home / "templates" / "web", PAGES]),
            autoescape=True,
            auto_reload=False,  # one edition of the pages as long as the server runs
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"day": day_title, "moment": moment, "clock": clock}
        self._environment.globals |= {"static": self.static}

    def static(self, name: str) -> str:
        """Address of a static file; it changes with the file, so that browsers may keep it."""
        return f"/static/{name}?{self.edition}"

    @cached_property
    def edition(self) -> str:
        """Digest of everything static and of every template: names a version of the pages."""
        files = sorted(path for path in PAGES.rglob("*") if path.is_file())
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]

    def draw(self, template: str, **values: Any) -> Markup:
        """A template with its values, as HTML."""
        return Markup(self._environment.get_template(template).render(values))  # noqa: S704  autoescaped

    def page(
        self,
        request: Request,
        template: str,
        values: Mapping[str, Any],
        *,
        visitor: Visitor | None,
        school: str,
        status: int = 200,
    ) -> Response:
        """A whole page with its frame."""
        here = request.url.path
        frame = {
            "visitor": visitor,
            "front": front_of(visitor),
            "school": school,
            "here": here,
            "menu": menu_of(visitor),
            "form_token": visitor.form_token if visitor else "",
            "edition": self.edition,
        }
        return HTMLResponse(self.draw(template, **frame, **values), status)


def front_of(visitor: Visitor | None) -> str:
    """Where somebody begins; a link leads nowhere but to what there is to inspect."""
    return "/inspection" if visitor is not None and visitor.term else "/"


def menu_of(visitor: Visitor | None) -> tuple[tuple[str, str], ...]:
    """What somebody can open, address and word."""
    if visitor is None or visitor.must_change:
        return ()
    return tuple((address, word) for address, word, rights in MENU if visitor.may(*rights))


def moment(value: datetime) -> str:
    """2026-03-05 11:20."""
    return f"{value:%Y-%m-%d %H:%M}"


def clock(value: datetime) -> str:
    """11:20."""
    return f"{value:%H:%M}"
