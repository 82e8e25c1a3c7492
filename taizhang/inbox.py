"""The inbox: files that were uploaded to be filed, until a worker has gone through them.

They lie in ``<home>/web/inbox/<id>/`` under numbers of their own, each with its name in front. They
stay until all of them are filed: a server that is stopped over it loses none.
"""

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from records.disk import Disk, make_folders, read_whole, write_whole
from records.errors import NotWrittenError, cause_of
from taizhang.errors import UsageError

WITHIN = ("web", "inbox")
_ID = re.compile(r"[0-9a-f]{16}")


class Inbox:
    """What was uploaded at a home and is not filed yet."""

    def __init__(self, home: Path, disk: Disk | None = None) -> None:
        self.home, self.disk = home, disk or Disk()
        self.folder = home.joinpath(*WITHIN)

    def lay_in(self, files: Iterable[tuple[str, bytes]]) -> str:
        """Keep a batch of files; durable on return.

        Args:
            files: name and bytes of each.

        Returns:
            the id of the batch.

        Raises:
            NotWrittenError: the disk failed or is full; nothing of the batch is left.
        """
        batch = secrets.token_hex(8)
        try:
            folder = make_folders(self.disk, self.home, *WITHIN, batch)
            for number, (name, data) in enumerate(files, start=1):
                write_whole(self.disk, folder / f"{number:04d}", name.encode() + b"\0" + data)
        except OSError as error:
            shutil.rmtree(self.folder / batch, ignore_errors=True)
            raise NotWrittenError("上传的扫描件", cause_of(error)) from error
        return batch

    def files(self, batch: str) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file of a batch, one after the other.

        Raises:
            UsageError: there is no such batch, or no longer.
        """
        for path in self._paths(batch):
            name, _, data = read_whole(self.disk, path).partition(b"\0")
            yield name.decode(), data

    def count(self, batch: str) -> int:
        """How many files a batch has.

        Raises:
            UsageError: there is no such batch, or no longer.
        """
        return len(self._paths(batch))

    def batches(self) -> list[str]:
        """Those that are kept, the oldest first."""
        kept = (path for path in self.folder.glob("*") if _ID.fullmatch(path.name))
        return [path.name for path in sorted(kept, key=lambda path: path.stat().st_mtime)]

    def clear(self, batch: str) -> None:
        """Throw a batch away: it is filed."""
        if _ID.fullmatch(batch):
            shutil.rmtree(self.folder / batch, ignore_errors=True)

    def _paths(self, batch: str) -> list[Path]:
        folder = self.folder / batch
        if not _ID.fullmatch(batch) or not folder.is_dir():
            raise UsageError("上传的扫描件已经不在。重新上传。")
        return sorted(path for path in folder.iterdir() if path.name.isdecimal())
