"""`taizhang serve`: the application on an address of the school's network."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from taizhang import clock
from taizhang.home import SCHOOL_FILE
from taizhang.web.app import make_app

PATIENCE = 5
"""Seconds that requests under way are given when the server stops."""
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int


def new_setup_code(folder: Path) -> str:
    """What whoever sets a new school up has to type; empty where there is a school."""
    return "" if (folder / SCHOOL_FILE).is_file() else f"{secrets.randbelow(10**6):06d}"


def serve(folder: Path, address: Address, setup_code: str) -> None:
    """Serve until stopped."""
    uvicorn.run(
        make_app(folder, clock.now, setup_code),
        host=address.host,
        port=address.port,
        workers=1,  # one desk, one process
        proxy_headers=False,
        server_header=False,
        date_header=True,
        access_log=False,  # who looked at what stands in the access log, not on a console
        log_level="warning",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=PATIENCE,
    )
