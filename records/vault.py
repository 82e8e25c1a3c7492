"""The vault: a key for every record with personal values, so that one of them can be destroyed.

``<home>/keys/records/<term>.<random>.keys`` holds a block of keys, a line each, made and synced
before the first is needed: an append costs no sync of its own, and a backup of the keys has those
of the days to come. A key is named ``<block>:<place>``; which are used, the journal says. A
destroyed key is overwritten where it stands. Names are never given twice, so blocks of two homes
can be put together.
"""

import base64
import binascii
import secrets
from collections.abc import Iterable
from pathlib import Path

from records.disk import Disk, Mode, make_folders, overwrite_all, read_whole, write_whole
from records.errors import NotWrittenError, cause_of

BLOCK = 256
LENGTH = 32  # bytes: AES-256
SUFFIX = ".keys"
_LINE = 45  # 44 characters of base64 and a line feed
_GONE = b"-" * (_LINE - 1)
WHERE = "个人信息密钥"


class Vault:
    """The keys of a home's records.

    Attributes:
        folder: where they lie.
    """

    def __init__(self, home: Path, disk: Disk) -> None:
        self.home, self.disk = home, disk
        self.folder = home / "keys" / "records"
        self._blocks: dict[str, bytes] = {}
        self._durable: set[str] = set()

    def key(self, name: str) -> bytes | None:
        """A key by its name; None when it is not there, cannot be read, or was destroyed."""
        line = self._line(name)
        try:
            key = base64.b64decode(line, validate=True)
        except binascii.Error:
            return None
        return key if len(key) == LENGTH else None

    def is_destroyed(self, name: str) -> bool:
        """Whether a key was destroyed here; one that is merely not there was not."""
        return self._line(name) == _GONE

    def next_name(self, term: str, last: str) -> str:
        """Name of a key nobody has, durable on return.

        Args:
            term: whose ledger gives it.
            last: name of the last one that ledger gave; empty if none.

        Raises:
            NotWrittenError: the disk failed or is full.
        """
        block, _, place = last.partition(":")
        following = f"{block}:{int(place) + 1}" if place else ""
        if not following or self.key(following) is None:
            block = f"{term}.{secrets.token_hex(6)}"
            following = f"{block}:0"
        self._provide(block)
        return following

    def destroy(self, names: Iterable[str]) -> int:
        """Overwrite keys for good; answers how many there were.

        Raises:
            NotWrittenError: the disk failed.
        """
        count = 0
        for name in dict.fromkeys(names):
            if self.key(name) is not None:
                self._overwrite(name)
                count += 1
        self.forget()
        return count

    def forget(self) -> None:
        """Read the blocks again when they are next asked for: somebody may have destroyed a key."""
        self._blocks.clear()

    # ---- blocks

    def _line(self, name: str) -> bytes:
        block, _, place = name.partition(":")
        if block not in self._blocks:
            try:
                self._blocks[block] = read_whole(self.disk, self._path(block))
            except OSError:
                return b""  # like one that is not there: the record reads 缺密钥
        start = int(place) * _LINE
        return self._blocks[block][start : start + _LINE - 1]

    def _provide(self, block: str) -> None:
        """Have a block, for good."""
        if block in self._durable:
            return
        try:
            folder = make_folders(self.disk, self.home, "keys", "records")
            if self.disk.exists(self._path(block)):
                self.disk.sync_folder(folder)  # its writer may have died before doing so
            else:
                write_whole(self.disk, self._path(block), _new_block())
        except OSError as error:
            raise NotWrittenError(WHERE, cause_of(error)) from error
        self._durable.add(block)

    def _overwrite(self, name: str) -> None:
        block, _, place = name.partition(":")
        try:
            file = self.disk.open(self._path(block), Mode.UPDATE)
            try:
                overwrite_all(self.disk, file, _GONE, int(place) * _LINE)
                self.disk.sync_data(file)
            finally:
                self.disk.close(file)
        except OSError as error:
            raise NotWrittenError(WHERE, cause_of(error)) from error

    def _path(self, block: str) -> Path:
        return self.folder / f"{block}{SUFFIX}"


def _new_block() -> bytes:
    keys = (base64.b64encode(secrets.token_bytes(LENGTH)) for _ in range(BLOCK))
    return b"".join(b"%s\n" % key for key in keys)


def joined(there: bytes, restored: bytes) -> bytes:
    """A block put together from what is there and what a backup has; destroyed stays destroyed."""
    pairs = zip(there.split(b"\n"), restored.split(b"\n"), strict=False)
    return b"\n".join(one if one == _GONE else other for one, other in pairs)
