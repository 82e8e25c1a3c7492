"""The access log: who read personal values, of which record, when, how and why (G12).

``<home>/access/<year>.log`` holds a line a reading, chained like a journal's
(``sha256hex SP json LF``), so that none can be taken out unseen. It names records and people of the
staff; no personal value stands in it. Whoever may not read is noted too, and gets masks.

Who came in, and who was given a way in, stands there as well (taizhang/accounts/).
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checklists.catalogue import Catalogue
from checklists.columns import Column
from checklists.register import Register
from checklists.surroundings import Listed
from records.codec import encode_person, without_empty
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
from records.lifecycle import ERASERS
from records.line import Chain, next_line, split_lines
from records.personal import has_personal
from records.record import Person, Record

FOLDER, SUFFIX = "access", ".log"
WHERE = "访问日志"
_followed: dict[Path, tuple[Chain, str]] = {}
"""File → its chain as far as this process has followed it, and the digest of all bytes up to there:
comparing that is ten times faster than following a year's lines again."""


@dataclass(frozen=True, slots=True)
class Access:
    """One reading, or one coming in.

    Attributes:
        how: 查看, 打印, 装订; 登录, 退出 …
        what: record number, a term, whose account; empty for one's own.
        register: key; empty for a term.
        why: as given.
        allowed: whether the reader may; who may not saw masks. Whoever did not get in read nothing:
            that is told by `how`.
        place: address and device; empty at the command line.
    """

    at: datetime
    by: Person
    how: str
    what: str
    register: str = ""
    why: str = ""
    allowed: bool = True
    place: str = ""


def may_read(register: Register, person: Listed, record: Record) -> bool:
    """Whether somebody may read the personal values of a record.

    Those who answer for the register, who sign in it, who filled in this record, and the leaders.
    """
    posts = {*register.owners, *ERASERS, *(post for one in register.signers for post in one.posts)}
    wrote = {one.by.id for one in record.versions}
    return bool(posts & set(person.posts)) or person.id in wrote


def may_read_list(kind: str, registers: Catalogue, person: Listed) -> bool:
    """Whether somebody may read who is on a list of children or parents.

    Those whose registers name somebody of it, and the leaders. Who must not fetch a child is known
    to those who hand children over.
    """
    named = "guardian" if kind == "banned" else kind
    posts = set(ERASERS)
    for entry in registers.values():
        if any(column.ref == named for column in entry.columns()):
            posts |= {*entry.register.owners}
            posts |= {post for one in entry.register.signers for post in one.posts}
    return bool(posts & set(person.posts))


def is_personal(columns: Iterable[Column], record: Record) -> bool:
    """Whether there is anything in a record that may not be read by everybody."""
    return bool(record.key) or has_personal(tuple(columns))


class AccessLog:
    """The access log of a home."""

    def __init__(self, home: Path, disk: Disk) -> None:
        self.home, self.disk = home, disk

    def note(self, access: Access) -> None:
        """Add a reading; when this returns, it is durable.

        Raises:
            NotWrittenError: the disk failed, or what is there was changed: nothing is to be shown.
            LedgerBusyError: another process is writing.
        """
        try:
            folder = make_folders(self.disk, self.home, FOLDER)
            with exclusively(self.disk, folder / f"{access.at:%Y}.lock", WHERE):
                self._append(folder / f"{access.at:%Y}{SUFFIX}", access)
        except OSError as error:
            raise NotWrittenError(WHERE, cause_of(error)) from error

    def entries(self) -> Iterator[Access]:
        """Every reading, oldest first, up to the first line that was changed."""
        for path in self._files():
            for line in Chain().follow(split_lines([self._read(path)])):
                said = line.content
                yield Access(
                    at=datetime.fromisoformat(said["at"]),
                    by=Person(**said["by"]),
                    how=said["how"],
                    what=said.get("what", ""),
                    register=said.get("register", ""),
                    why=said.get("why", ""),
                    allowed=not said.get("refused", False),
                    place=said.get("place", ""),
                )

    def damage(self) -> tuple[str, ...]:
        """Files that were changed, in Chinese."""
        found = []
        for path in self._files():
            chain = Chain()
            for _ in chain.follow(split_lines([self._read(path)])):
                pass
            if _is_changed(chain):
                found.append(f"{path.name} 第 {chain.number + 1} 行被改动或残缺")
        return tuple(found)

    def _files(self) -> list[Path]:
        folder = self.home / FOLDER
        if not self.disk.exists(folder):
            return []
        return [folder / name for name in self.disk.names(folder) if name.endswith(SUFFIX)]

    def _read(self, path: Path) -> bytes:
        try:
            return read_whole(self.disk, path)
        except OSError as error:
            raise LedgerUnreadableError(f"{WHERE} {path.name}", cause_of(error)) from error

    def _append(self, path: Path, access: Access) -> None:
        is_new, file = not self.disk.exists(path), self.disk.open(path, Mode.APPEND)
        try:
            chain, read = self._follow(path, file)
            line = next_line(chain.number + 1, chain.head, _content(access))
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
            raise NotWrittenError(f"{WHERE} {path.name}", "里面的内容被改动")
        if chain.rest:  # its writer died over it, and showed nothing
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


def _content(access: Access) -> dict[str, object]:
    return without_empty(
        {
            "at": access.at.isoformat(),
            "by": encode_person(access.by),
            "how": access.how,
            "what": access.what,
            "register": access.register,
            "why": access.why,
            "refused": not access.allowed,
            "place": access.place,
        }
    )
