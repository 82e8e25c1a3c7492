"""The application on an address of the school's network."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from taizhang import clock
from taizhang.home import SCHOOL_FILE, Home
from taizhang.network import own_address
from taizhang.tls import server_files
from taizhang.web.app import make_app

PATIENCE = 5
"""Seconds that requests under way are given when the server stops."""
MOST_AT_ONCE = 200
EVERYWHERE = "0.0.0.0"  # noqa: S104  said by whoever starts the server


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens.

    Attributes:
        tls: by the certificate of `taizhang tls`.
    """

    host: str
    port: int
    tls: bool = False

    def links(self) -> Iterator[str]:
        """What to type into a browser: on this machine, and on others where they may come."""
        scheme = "https" if self.tls else "http"
        mine = "localhost" if self.host in (EVERYWHERE, "127.0.0.1") else self.host
        yield f"{scheme}://{mine}:{self.port}/"
        if self.host == EVERYWHERE and (own := own_address()):
            yield f"{scheme}://{own}:{self.port}/"


def new_setup_code(folder: Path) -> str:
    """What whoever sets a new school up has to type; empty where there is a school."""
    return "" if (folder / SCHOOL_FILE).is_file() else f"{secrets.randbelow(10**6):06d}"


def serve(folder: Path, address: Address, setup_code: str) -> None:
    """Serve until stopped.

    Raises:
        WebCertificateError: TLS is asked for, and there is no certificate.
        UsageError: the address is taken.
    """
    certificate = server_files(Home.open(folder)) if address.tls else None
    listen(make_app(folder, clock.now, setup_code), address, certificate)


def listen(app: ASGIApp, address: Address, certificate: tuple[Path, Path] | None = None) -> None:
    """Answer requests until stopped.

    Args:
        app: that answers.
        address: where it listens.
        certificate: of the address, with its key; None is plain http.
    """
    uvicorn.run(
        app,
        host=address.host,
        port=address.port,
        ssl_certfile=certificate[0] if certificate else None,
        ssl_keyfile=certificate[1] if certificate else None,
        workers=1,  # one desk, one process
        proxy_headers=False,
        server_header=False,
        access_log=False,  # who looked at what stands in the access log, not on a console
        log_level="warning",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=PATIENCE,
    )
