"""A chained log: files of lines in a folder of the home, one a year or a book, only ever longer.

Its lines are chained like a journal's (``sha256hex SP json LF``), so that none can be taken out
unseen. What a line says is the business of the log that keeps it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from records.disk import (
    CHUNK,
    Disk,
    Mode,
    append_all,
    exclusively,
    make_folders,
    read_chunks,
    read_whole,
)
from records.errors import LedgerUnreadableError, NotWrittenError, cause_of
from records.line import Chain, next_line, split_lines
from records.refusals import LogMovedOnError

SUFFIX = ".log"
_followed: dict[Path, tuple[Chain, str]] = {}
"""File → its chain as far as this process has followed it, and the digest of all bytes up to there:
comparing that is ten times faster than following a year's lines again."""


class ChainedLog:
    """The log files ``<home>/<folder>/<book>.log``; `title` names them where they fail."""

    def __init__(self, home: Path, folder: str, title: str, disk: Disk) -> None:
        self.home, self.folder, self.title, self.disk = home, folder, title, disk

    def append(
        self,
        at: datetime,
        content: Mapping[str, object],
        *,
        book: str = "",
        after: int | None = None,
    ) -> None:
        """Add a line; when this returns, it is durable.

        Args:
            at: moment of it.
            content: what it says.
            book: the file it belongs to; of the moment's year unless given.
            after: lines the caller has seen of the file; None is whatever is there.

        Raises:
            LogMovedOnError: there are more lines, or fewer; nothing was written.
            NotWrittenError: the disk failed, or what is there was changed.
            LedgerBusyError: another process is writing.
        """
        book = book or f"{at:%Y}"
        try:
            folder = make_folders(self.disk, self.home, self.folder)
            with exclusively(self.disk, folder / f"{book}.lock", self.title):
                self._append(folder / f"{book}{SUFFIX}", content, after)
        except OSError as error:
            raise NotWrittenError(self.title, cause_of(error)) from error

    def lines(self, book: str = "") -> Iterator[Mapping[str, Any]]:
        """What every line says, oldest first, up to the first of each file that was changed.

        Args:
            book: the one file to read; all of them unless given.

        Raises:
            LedgerUnreadableError: a file cannot be read.
        """
        for path in self._files(book):
            for line in Chain().follow(split_lines([self._read(path)])):
                yield line.content

    def damage(self) -> tuple[str, ...]:
        """Files that were changed, in Chinese.

        Raises:
            LedgerUnreadableError: a file cannot be read.
        """
        found = []
        for path in self._files():
            chain = Chain()
            for _ in chain.follow(split_lines([self._read(path)])):
                pass
            if _is_changed(chain):
                found.append(f"{path.name} 第 {chain.number + 1} 行被改动或残缺")
        return tuple(found)

    def books(self) -> list[str]:
        """Names of the files there are, without their suffix."""
        return [path.name.removesuffix(SUFFIX) for path in self._files()]

    def _files(self, book: str = "") -> list[Path]:
        folder = self.home / self.folder
        if not self.disk.exists(folder):
            return []
        names = [name for name in self.disk.names(folder) if name.endswith(SUFFIX)]
        return [folder / name for name in names if book in ("", name.removesuffix(SUFFIX))]

    def _read(self, path: Path) -> bytes:
        try:
            return read_whole(self.disk, path)
        except OSError as error:
            raise LedgerUnreadableError(f"{self.title} {path.name}", cause_of(error)) from error

    def _append(self, path: Path, content: Mapping[str, object], after: int | None) -> None:
        is_new, file = not self.disk.exists(path), self.disk.open(path, Mode.APPEND)
        try:
            chain, read = self._follow(path, file)
            if after not in (None, chain.number):
                where = f"{self.title} {path.name.removesuffix(SUFFIX)}"
                raise LogMovedOnError(where, after or 0, chain.number)
            line = next_line(chain.number + 1, chain.head, content)
            raw = line.encode()
            append_all(self.disk, file, raw)
            self.disk.sync_data(file)
            if is_new:
                self.disk.sync_folder(path.parent)
            chain.take(line, len(raw))
            read.update(raw)
            _followed[path] = chain, read.hexdigest()
        finally:
            self.disk.close(file)

    def _follow(self, path: Path, file: int) -> tuple[Chain, "hashlib._Hash"]:
        """The chain to its end, and the digest of its bytes so far."""
        chain, known = _followed.pop(path, (Chain(), ""))
        read = self._digest(file, chain.size)
        if read.hexdigest() != known:
            chain, read = Chain(), hashlib.sha256()
        for line in chain.follow(split_lines(read_chunks(self.disk, file, chain.size))):
            read.update(line.encode())
        if _is_changed(chain):
            raise NotWrittenError(f"{self.title} {path.name}", "里面的内容被改动")
        if chain.rest:  # its writer died over it, and told nobody
            self.disk.cut(file, chain.size)
        return chain, read

    def _digest(self, file: int, size: int) -> "hashlib._Hash":
        """Of the first `size` bytes of a file."""
        read, offset = hashlib.sha256(), 0
        while chunk := self.disk.read(file, offset, min(CHUNK, size - offset)):
            read.update(chunk)
            offset += len(chunk)
        return read


def _is_changed(chain: Chain) -> bool:
    """Whether a line is broken that was once whole: a writer that died leaves no line feed."""
    return b"\n" in chain.rest
