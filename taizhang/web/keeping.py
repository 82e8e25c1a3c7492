"""Photos that came with a form that was refused: held, so that nobody has to take them again.

A browser gives a page its files only once. What is held belongs to one person, lies in
``<home>/web/held/`` until the form is accepted, and is thrown away after a week.
"""

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from records.disk import Disk, write_whole
from taizhang.errors import UsageError

KEPT_FOR = timedelta(days=7)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_NOTHING = "先前上传的照片已经不在。重新选一次。"


class Held:
    """What is held for one person.

    Args:
        folder: ``<home>/web/held``.
        owner: id of the person; nobody else's token opens anything.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        self._folder = folder / owner.encode().hex()

    def hold(self, name: str, data: bytes) -> str:
        """Keep a file; answers with the token its next page names it by."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        token = secrets.token_urlsafe(16)
        write_whole(Disk(), self._folder / token, name.encode() + b"\0" + data)
        return token

    def name(self, token: str) -> str:
        """File name it came with.

        Raises:
            UsageError: there is no such thing.
        """
        return self._read(token)[0]

    def take(self, token: str) -> bytes:
        """Its bytes; they stay until they are let go.

        Raises:
            UsageError: there is no such thing.
        """
        return self._read(token)[1]

    def let_go(self, token: str) -> None:
        """Throw one away: the form was accepted."""
        if _TOKEN.fullmatch(token):
            (self._folder / token).unlink(missing_ok=True)

    def tidy(self, now: datetime) -> None:
        """Throw away what nobody came back for."""
        oldest = (now - KEPT_FOR).timestamp()
        for path in self._folder.glob("*"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _read(self, token: str) -> tuple[str, bytes]:
        path = self._folder / token
        if not _TOKEN.fullmatch(token) or not path.is_file():
            raise UsageError(_NOTHING)
        name, _, data = path.read_bytes().partition(b"\0")
        return name.decode(), data
