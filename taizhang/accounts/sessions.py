"""Sessions: who is signed in where. They lie on the server, so that any of them can be ended."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from checklists.columns import CONTROL
from records.digest import digest
from records.disk import Disk
from taizhang.accounts.accounts import Account
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.accounts.links import Link

NOTED_EVERY = timedelta(minutes=5)
LONGEST_TOLD = 60


class Period(NamedTuple):
    """How long a session lasts: without being used, and in all."""

    idle: timedelta
    whole: timedelta


OWN = Period(timedelta(days=14), timedelta(days=60))
SHARED = Period(timedelta(minutes=30), timedelta(hours=12))
"""On a computer that others use as well, and for inspectors."""


class Kind(StrEnum):
    """By what somebody came in."""

    ACCOUNT = "account"
    LINK = "link"


class Session(Sheet):
    """Somebody signed in at a device.

    Attributes:
        digest: SHA-256 of the token, which only the browser has.
        holder: person of the account, or id of the link.
        epoch: that of the account when it was opened; a session of an earlier one is over.
        seen_at: last used, give or take five minutes.
        shared: whether others use the device as well.
    """

    digest: str
    kind: Kind
    holder: str
    opened_at: datetime
    seen_at: datetime
    device: str = ""
    shared: bool = False
    epoch: int = 0

    @property
    def key(self) -> str:
        """The digest."""
        return self.digest

    def is_over(self, at: datetime) -> bool:
        """Whether it has lasted long enough."""
        period = SHARED if self.shared else OWN
        return at - self.seen_at > period.idle or at - self.opened_at > period.whole


class Sessions:
    """The sessions of a home."""

    def __init__(self, home: Path, disk: Disk) -> None:
        self._cabinet = Cabinet(home, "sessions", Session, disk)

    def open(self, holder: Account | Link, at: datetime, device: str, *, shared: bool) -> str:
        """Open a session; answers with its token, which is kept nowhere.

        Args:
            holder: whose it is.
            at: now.
            device: as its owner knows it again, as 安卓手机.
            shared: whether others use the device as well; a link's sessions are always short.
        """
        token, is_link = secrets.token_urlsafe(32), isinstance(holder, Link)
        session = Session(
            digest=_digest(token),
            kind=Kind.LINK if is_link else Kind.ACCOUNT,
            holder=holder.key,
            opened_at=at,
            seen_at=at,
            device=told_of(device),
            shared=shared or is_link,
            epoch=holder.epoch if isinstance(holder, Account) else 0,
        )

        def put(sessions: dict[str, Session]) -> None:
            _drop(sessions, lambda one: one.is_over(at))
            sessions[session.key] = session

        self._cabinet.change(put)
        return token

    def find(self, token: str, at: datetime) -> Session | None:
        """The session of a token; None if there is none or it is over.

        Whether its owner still may come in is not known here.
        """
        session = self._cabinet.read().get(_digest(token))
        if session is None or session.is_over(at):
            return None
        if at - session.seen_at >= NOTED_EVERY:
            self._cabinet.change(lambda sessions: _see(sessions, session.key, at))
        return session

    def close(self, token: str) -> None:
        """End the session of a token; nothing happens if there is none."""
        key = _digest(token)
        self._cabinet.change(lambda sessions: _drop(sessions, lambda one: one.key == key))

    def close_all(self, holder: str) -> int:
        """End every session of a person or a link; answers how many there were."""
        return self._cabinet.change(
            lambda sessions: _drop(sessions, lambda one: one.holder == holder)
        )

    def listed(self, holder: str, at: datetime) -> tuple[Session, ...]:
        """Sessions of a person or a link that go on."""
        sessions = self._cabinet.read().values()
        return tuple(one for one in sessions if one.holder == holder and not one.is_over(at))


def told_of(device: str) -> str:
    """What a browser says of itself, on one short line: it may say anything."""
    return " ".join(CONTROL.sub("", device).split())[:LONGEST_TOLD]


def form_token(token: str) -> str:
    """What the forms of a session carry, so that no other site's form is taken for one of them."""
    return digest(f"form {token}".encode())


def _digest(token: str) -> str:
    return digest(token.encode())


def _see(sessions: dict[str, Session], key: str, at: datetime) -> None:
    if key in sessions:  # it may have been ended meanwhile
        sessions[key] = sessions[key].model_copy(update={"seen_at": at})


def _drop(sessions: dict[str, Session], is_meant: Callable[[Session], bool]) -> int:
    meant = [key for key, one in sessions.items() if is_meant(one)]
    for key in meant:
        del sessions[key]
    return len(meant)
