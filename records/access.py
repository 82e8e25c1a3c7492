"""The access log: who read personal values, of which record, when, how and why (G12).

``<home>/access/<year>.log`` holds a line a reading, chained like a journal's
(``sha256hex SP json LF``), so that none can be taken out unseen. It names records and people of the
staff; no personal value stands in it. Whoever may not read is noted too, and gets masks.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checklists.catalogue import Catalogue
from checklists.columns import Column
from checklists.register import Register
from checklists.surroundings import Listed
from records.codec import encode_person, without_empty
from records.disk import Disk, Mode, append_all, make_folders, read_chunks, read_whole
from records.errors import LedgerBusyError, LedgerUnreadableError, NotWrittenError, cause_of
from records.lifecycle import ERASERS
from records.line import Chain, next_line, split_lines
from records.personal import has_personal
from records.record import Person, Record

FOLDER, SUFFIX = "access", ".log"
WHERE = "访问日志"
PATIENCE = 10.0  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class Access:
    """One reading.

    Attributes:
        how: 查看, 打印, 装订 …
        what: record number, or a term.
        register: key; empty for a term.
        why: as given.
        allowed: whether the reader may; who may not saw masks.
    """

    at: datetime
    by: Person
    how: str
    what: str
    register: str = ""
    why: str = ""
    allowed: bool = True


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
            with self._exclusive(folder / f"{access.at:%Y}.lock"):
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
                    what=said["what"],
                    register=said.get("register", ""),
                    why=said.get("why", ""),
                    allowed=not said.get("refused", False),
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
            chain = Chain()
            for _ in chain.follow(split_lines(read_chunks(self.disk, file))):
                pass
            if _is_changed(chain):
                raise NotWrittenError(f"{WHERE} {path.name}", "里面的内容被改动")
            if chain.rest:  # its writer died over it, and showed nothing
                self.disk.cut(file, chain.size)
            line = next_line(chain.number + 1, chain.head, _content(access))
            append_all(self.disk, file, line.encode())
            self.disk.sync_data(file)
            if is_new:
                self.disk.sync_folder(path.parent)
        finally:
            self.disk.close(file)

    @contextmanager
    def _exclusive(self, path: Path) -> Iterator[None]:
        lock = self.disk.open(path, Mode.UPDATE)
        try:
            if not self.disk.lock(lock, PATIENCE):
                raise LedgerBusyError(WHERE, PATIENCE)
            yield
        finally:
            self.disk.close(lock)


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
        }
    )
