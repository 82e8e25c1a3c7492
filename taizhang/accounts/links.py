"""Links for inspectors: one term or one volume, to look at only, until a day, and revocable."""

import secrets
from datetime import datetime
from pathlib import Path

from checklists.values import Note, Text
from records.digest import digest
from records.disk import Disk
from records.record import Person
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.errors import AccountError, LinkRefusedError

REFUSED = "链接不对、已过期或已撤销。请向学校要一个新的。"


class Link(Sheet):
    """A link somebody was given.

    Attributes:
        id: how the school names it.
        digest: SHA-256 of the token that stands in it.
        term: what it opens.
        volume: file in ``issued/``, if it opens that volume only.
        note: whom it was given to, what for.
        until: last moment it opens anything.
        uses: how often it was opened; `used_at` for the last time.
    """

    id: str
    digest: str
    term: Text
    made_at: datetime
    made_by: Person
    until: datetime
    volume: Note = ""
    note: Note = ""
    revoked_at: datetime | None = None
    revoked_by: Person | None = None
    uses: int = 0
    used_at: datetime | None = None

    @property
    def key(self) -> str:
        """The id."""
        return self.id

    def is_open(self, at: datetime) -> bool:
        """Whether it opens anything at a moment."""
        return self.revoked_at is None and at <= self.until


class Links:
    """The links of a home."""

    def __init__(self, home: Path, disk: Disk) -> None:
        self._cabinet = Cabinet(home, "links", Link, disk)

    def make(
        self, term: str, *, by: Person, at: datetime, until: datetime, note: str, volume: str = ""
    ) -> tuple[Link, str]:
        """A new link; answers with its token, which is kept nowhere.

        Raises:
            AccountError: it would be over at once.
        """
        if until <= at:
            raise AccountError("检查链接的截止时间已经过了。写一个以后的时间。")
        token = secrets.token_urlsafe(32)
        link = Link(
            id=secrets.token_hex(4),
            digest=digest(token.encode()),
            term=term,
            volume=volume,
            note=note,
            made_at=at,
            made_by=by,
            until=until,
        )
        self._cabinet.change(lambda links: links.update({link.key: link}))
        return link, token

    def get(self, key: str) -> Link | None:
        """A link by its id."""
        return self._cabinet.read().get(key)

    def find(self, token: str) -> Link | None:
        """The link of a token, open or not."""
        wanted = digest(token.encode())
        return next((one for one in self._cabinet.read().values() if one.digest == wanted), None)

    def use(self, token: str, at: datetime) -> Link:
        """Open a link, and count it.

        Raises:
            LinkRefusedError: there is no such link, or no longer.
        """
        found = self.find(token)

        def count(links: dict[str, Link]) -> Link:
            link = links.get(found.key) if found else None
            if link is None or not link.is_open(at):
                raise LinkRefusedError(REFUSED)
            links[link.key] = link.model_copy(update={"uses": link.uses + 1, "used_at": at})
            return links[link.key]

        return self._cabinet.change(count)

    def revoke(self, key: str, *, by: Person, at: datetime) -> Link:
        """Open nothing by this link from now on; once revoked, it stays so.

        Raises:
            AccountError: there is no such link.
        """

        def end(links: dict[str, Link]) -> Link:
            link = links.get(key)
            if link is None:
                raise AccountError(f"没有编号为“{key}”的检查链接。核对编号。")
            if link.revoked_at is None:
                link = links[key] = link.model_copy(update={"revoked_at": at, "revoked_by": by})
            return link

        return self._cabinet.change(end)

    def listed(self) -> tuple[Link, ...]:
        """Every link there ever was, the newest first."""
        return tuple(self._cabinet.read().values())[::-1]
