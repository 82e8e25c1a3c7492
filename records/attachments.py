"""Attachments: photos, scans and strokes, kept once each under the digest of their bytes.

An attachment is there for good before the line that names it is written: `put` first, then commit.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from records.digest import LENGTH, digest
from records.disk import Disk, make_folders, read_whole, write_whole
from records.errors import AttachmentDamagedError, NotWrittenError, cause_of, explaining

_NAME = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


class Attachments:
    """The attachments of a home: ``<folder>/ab/<sha256>``."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder, self.disk = folder, disk

    def put(self, data: bytes) -> str:
        """Keep bytes; when this returns their digest, they are durable.

        Raises:
            NotWrittenError: the disk failed or is full.
        """
        name = digest(data)
        path = self._path(name)
        try:
            make_folders(self.disk, self.folder.parent, self.folder.name, name[:2])
            if self.disk.exists(path) and read_whole(self.disk, path) == data:
                self.disk.sync_folder(path.parent)  # its writer may have died before doing so
            else:
                write_whole(self.disk, path, data)
        except OSError as error:
            raise NotWrittenError(f"附件 {name[:16]}…", cause_of(error)) from error
        return name

    def get(self, name: str) -> bytes:
        """The bytes of a digest.

        Raises:
            AttachmentDamagedError: they are missing, or are not those that were put.
            LedgerUnreadableError: the system did not let them be read.
        """
        if not _NAME.fullmatch(name):
            raise AttachmentDamagedError(name, "不是附件的摘要")
        path = self._path(name)
        with explaining(f"附件 {name[:16]}…"):
            if not self.disk.exists(path):
                raise AttachmentDamagedError(name, "文件不见了")
            data = read_whole(self.disk, path)
        if digest(data) != name:
            raise AttachmentDamagedError(name, "内容被改动或残缺")
        return data

    def remove(self, name: str) -> None:
        """Take the bytes of a digest away for good; only what was deleted with its record.

        Raises:
            NotWrittenError: the disk failed.
        """
        path = self._path(name)
        try:
            if self.disk.exists(path):
                self.disk.remove(path)
                self.disk.sync_folder(path.parent)
        except OSError as error:
            raise NotWrittenError(f"附件 {name[:16]}…", cause_of(error)) from error

    def verify(self, names: Iterable[str]) -> list[AttachmentDamagedError]:
        """What is wrong with the attachments of these digests."""
        found = []
        for name in names:
            try:
                self.get(name)
            except AttachmentDamagedError as damage:
                found.append(damage)
        return found

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
