"""What a server of a test does: it stands still at one moment and knows one register more.

It does wrong what NOTES/wrong says, upload by upload, and writes into NOTES/arrivals how each was
answered. NOTES/edition is that of its pages, NOTES/code what founds a school; while NOTES/asleep
is there it answers nobody.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import anyio
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checklists.catalogue import catalogue
from checklists.registers import patrol_hazards
from checklists.surroundings import SHANGHAI
from taizhang.web.app import make_app
from tests.taizhang.doorway import CHEAP

AT = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
ROUND = "thirty_point_round"
"""The register more: thirty check items, none of them measured."""
BUSY, DIE, HOLD = "busy", "die", "hold"
"""What goes wrong with an upload: refused for now; kept, and the server dies before it says so; it
waits until NOTES/go is there."""

LOOK_S = 0.02


@contextmanager
def one_register_more() -> Iterator[None]:
    """The catalogue with `ROUND` in it."""
    more = str(Path(__file__).parent / "more")
    patrol_hazards.__path__.append(more)
    catalogue.cache_clear()
    try:
        yield
    finally:
        patrol_hazards.__path__.remove(more)
        catalogue.cache_clear()


@dataclass
class Unreliable:
    """The application, and what goes wrong with it."""

    app: ASGIApp
    notes: Path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (self.notes / "asleep").exists():
            await anyio.sleep(LOOK_S)
        if scope["type"] != "http" or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        wrong = self._next_wrong()
        if wrong == HOLD:
            self._note("held")
            while not (self.notes / "go").exists():
                await anyio.sleep(LOOK_S)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._note(str(message["status"]))
                if wrong == DIE:
                    os._exit(1)
            await send(message)

        await (_busy if wrong == BUSY else self.app)(scope, receive, noting)

    def _next_wrong(self) -> str:
        file = self.notes / "wrong"
        first, *rest = [*(file.read_text("utf-8").splitlines() if file.exists() else []), ""]
        file.write_text("\n".join(rest), "utf-8")
        return first

    def _note(self, what: str) -> None:
        with (self.notes / "arrivals").open("a", encoding="utf-8") as file:
            file.write(f"{what}\n")


async def _busy(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 503, "headers": []})
    await send({"type": "http.response.body", "body": b"busy"})


def serve(home: Path, port: int, notes: Path, telling: Connection) -> None:
    """Serve until killed; `telling` is told the port when somebody listens."""
    edition, code = notes / "edition", notes / "code"
    with one_register_more(), socket.create_server(("127.0.0.1", port)) as listening:
        telling.send(listening.getsockname()[1])
        setup_code = code.read_text("utf-8") if code.exists() else ""
        app = make_app(home, AT.astimezone, setup_code, CHEAP)
        if edition.exists():
            app.state.site.looks.edition = edition.read_text("utf-8")
        config = uvicorn.Config(Unreliable(app, notes), log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])
