"""The seam of file operations: all that ledgers and attachments ask of an operating system.

`Disk` is the real one; the tests put a simulated disk in its place that dies, fails and loses power
at every single call. Operations raise `OSError` as the system does.
"""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from filelock import lock_descriptor, unlock_descriptor

from records.errors import LedgerBusyError

CHUNK = 1 << 20
PATIENCE = 10.0  # seconds to wait for another writer
POLL = 0.002  # seconds between two attempts at a lock that is held


class Mode(Enum):
    """How a file is opened; all but READ create it when it is missing."""

    READ = os.O_RDONLY
    APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND
    UPDATE = os.O_RDWR | os.O_CREAT
    NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL


class Disk:
    """The operating system's files; a file is the number that `open` returned."""

    def exists(self, path: Path) -> bool:
        """Whether there is a file or folder of that name."""
        return path.exists()

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted."""
        return sorted(path.name for path in folder.iterdir())

    def open(self, path: Path, mode: Mode) -> int:
        """Open a file, for its owner only."""
        return os.open(path, mode.value | os.O_CLOEXEC, 0o600)

    def close(self, file: int) -> None:
        """Close it; a lock on it is given up."""
        os.close(file)

    def size(self, file: int) -> int:
        """Length in bytes."""
        return os.fstat(file).st_size

    def read(self, file: int, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; none at the end."""
        return os.pread(file, length, offset)

    def append(self, file: int, data: bytes) -> int:
        """One write at the end of the file; may be short: returns how many bytes went in."""
        return os.write(file, data)

    def overwrite(self, file: int, data: bytes, offset: int) -> int:
        """One write in place, to a file opened as UPDATE; may be short."""
        return os.pwrite(file, data, offset)

    def cut(self, file: int, length: int) -> None:
        """Shorten the file to `length` bytes."""
        os.ftruncate(file, length)

    def sync_data(self, file: int) -> None:
        """Return when content and length will survive a power loss."""
        if sys.platform == "darwin":  # there a plain sync stops at the drive's own cache
            import fcntl

            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(file)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder will survive a power loss."""
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def make_folder(self, folder: Path) -> None:
        """Make one folder; no error if it is there."""
        folder.mkdir(mode=0o700, exist_ok=True)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file a name, in place of whatever had it."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file; no error if it is not there."""
        path.unlink(missing_ok=True)

    def lock(self, file: int, seconds: float) -> bool:
        """Lock a file against all other openings of it; False if that took too long."""
        # filelock's own waiting sleeps longer than a commit lasts, hence one attempt at a time.
        for _ in range(max(1, round(seconds / POLL))):
            if lock_descriptor(file, blocking=False):
                return True
            time.sleep(POLL)
        return False

    def unlock(self, file: int) -> None:
        """Give the lock up."""
        unlock_descriptor(file)


def append_all(disk: Disk, file: int, data: bytes) -> None:
    """Append all of `data`, however short the single writes come out."""
    while data:
        data = data[disk.append(file, data) :]


def overwrite_all(disk: Disk, file: int, data: bytes, offset: int) -> None:
    """Write all of `data` in place from `offset`."""
    while data:
        written = disk.overwrite(file, data, offset)
        data, offset = data[written:], offset + written


def read_chunks(disk: Disk, file: int, offset: int = 0) -> Iterator[bytes]:
    """What stands in a file from `offset` to its end."""
    while chunk := disk.read(file, offset, CHUNK):
        yield chunk
        offset += len(chunk)


def read_whole(disk: Disk, path: Path) -> bytes:
    """All bytes of a file."""
    file = disk.open(path, Mode.READ)
    try:
        return b"".join(read_chunks(disk, file))
    finally:
        disk.close(file)


def write_again(disk: Disk, path: Path, start: int, end: int) -> None:
    """Write the bytes that stand in a file once more and sync them.

    A sync alone would not do: after one that failed, the system takes the bytes for written.
    """
    file = disk.open(path, Mode.UPDATE)
    try:
        data = b"".join(read_chunks(disk, file, start))[: end - start]
        overwrite_all(disk, file, data, start)
        disk.sync_data(file)
    finally:
        disk.close(file)
    disk.sync_folder(path.parent)


def write_whole(disk: Disk, path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, and is there for good on return."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        file = disk.open(draft, Mode.NEW)
        try:
            append_all(disk, file, data)
            disk.sync_data(file)
        finally:
            disk.close(file)
        disk.rename(draft, path)
    except BaseException:
        disk.remove(draft)
        raise
    disk.sync_folder(path.parent)


def make_folders(disk: Disk, root: Path, *names: str) -> Path:
    """Make folders in each other below `root`, which is there for good; so are they on return.

    Those that are there are synced too: who made them may have died before doing so.
    """
    for name in names:
        disk.make_folder(root / name)
        disk.sync_folder(root)
        root = root / name
    return root


@contextmanager
def exclusively(disk: Disk, path: Path, where: str) -> Iterator[None]:
    """Be the only one, of all processes and threads, who holds this file's lock.

    Args:
        disk: where the file is.
        path: the lock; an empty file, made when it is missing.
        where: what is locked, as a refusal names it.

    Raises:
        LedgerBusyError: another held it for too long.
    """
    file = disk.open(path, Mode.UPDATE)
    try:
        if not disk.lock(file, PATIENCE):
            raise LedgerBusyError(where, PATIENCE)
        yield
    finally:
        disk.close(file)
