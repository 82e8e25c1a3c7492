"""Restore: bring a backup back, verified line by line, without ever losing what is newer.

A home that has nothing yet takes everything. A home whose journals are the beginning of those in
the backup is continued. One that has gone its own way, or has more than the backup, is refused.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

import orjson

from records.backup import ADMITTING, FORMAT, MANIFEST
from records.chain import verify_chain
from records.digest import digest
from records.disk import Disk, make_folders, read_whole, write_whole
from records.erasure import finish_erasures, missing_keys
from records.errors import LedgerUnreadableError, NotWrittenError, cause_of
from records.journal import Journal
from records.keyfile import unlock
from records.line import Chain, Line, split_lines
from records.personal import MISSING
from records.refusals import BackupRefusedError
from records.soundness import TermStatus, verify_home
from records.terms import SEAL, SUFFIX, journal_path, terms_kept
from records.vault import joined

ADVICE = "换一个空的文件夹恢复，再核对两边"
OF_THE_PAGES = "web/"
"""Accounts, links and certificates: those that are there are newer, and in use."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        terms: every term, verified again where it now lies.
        written: files written; `kept` those of the target that differ from the backup and stay.
        missing: what the backup lacks, in Chinese.
    """

    terms: tuple[TermStatus, ...]
    written: int
    kept: tuple[str, ...]
    missing: tuple[str, ...]


def restore(data: Path, home: Path, *, disk: Disk | None = None) -> Restored:
    """Restore the data file of a backup.

    Args:
        data: as `make_backup` wrote it.
        home: where to; made if it is not there.
        disk: where both are.

    Raises:
        BackupRefusedError: not a backup, damaged, or the target has diverged; nothing was changed.
        NotWrittenError: the disk failed or is full.
    """
    disk = disk or Disk()
    with _Archive(data) as archive:
        journals = archive.verify()
        tails = {name: _tail(name, whole, home, disk) for name, whole in journals.items()}
        _require_nothing_newer(home, journals, disk)
        try:
            home.mkdir(parents=True, exist_ok=True)
            written, kept = _write_files(archive, home, disk)
            for name, whole in journals.items():
                written += _write_journal(home / name, whole, tails[name], disk, archive)
        except OSError as error:
            raise NotWrittenError(f"恢复到 {home}", cause_of(error)) from error
    terms = verify_home(home, disk=disk)
    missing = [f"{one.term}：{text}" for one in terms for text in one.damage]
    missing += lacking_keys(home, disk)
    return Restored(terms, written, tuple(kept), tuple(missing))


def lacking_keys(home: Path, disk: Disk | None = None) -> list[str]:
    """What a home cannot do for want of keys, in Chinese, and what brings them back."""
    lacking = []
    if not any(path.is_file() for path in (home / "keys").glob("*")):
        lacking.append("密钥：不在数据备份里，签名、封存要用；请用密钥备份恢复")
    for term, count in missing_keys(home, disk).items():
        what = f"{count} 条记录的个人信息读作“{MISSING}”"
        lacking.append(f"{term}：{what}；请用密钥备份恢复：taizhang restore --keys 密钥文件")
    return lacking


def restore_keys(keys: Path, home: Path, passphrase: str, *, disk: Disk | None = None) -> int:
    """Restore the key file of a backup; answers how many files were written.

    Accounts and links that are there stay: who was kept out since the backup is not let in again.
    So do certificates of the pages, which may have been renewed.

    Raises:
        BackupRefusedError: wrong passphrase, damaged, or other keys are there already.
    """
    disk = disk or Disk()
    try:
        files = unlock(keys.read_bytes(), passphrase)
        for name, data in list(files.items()):
            path = home / _secret(name)
            if path.exists() and name.startswith(OF_THE_PAGES):
                del files[name]
            elif path.exists() and path.parent.name == "records":
                files[name] = joined(path.read_bytes(), data)
            elif path.exists() and path.read_bytes() != data:
                what = f"已经有另一个 {name}"
                raise BackupRefusedError(f"{home / 'keys'}", what, "先移走现有密钥再恢复")
        for name, data in files.items():
            _write(home, _secret(name), data, disk)
            (home / _secret(name)).chmod(0o600)
        finish_erasures(home, disk)
    except OSError as error:
        raise LedgerUnreadableError(f"密钥备份 {keys.name}", cause_of(error)) from error
    return len(files)


# ---- reading the backup


class _Archive:
    """A data file, read one file at a time; each is checked whenever it is read."""

    def __init__(self, path: Path) -> None:
        self._where = f"备份 {path.name}"
        with self._explaining():
            self._archive = zipfile.ZipFile(path)
        try:
            self._read_manifest()
        except BaseException:
            self._archive.close()
            raise

    def _read_manifest(self) -> None:
        with self._explaining():
            manifest = orjson.loads(self._archive.read(MANIFEST))
            if manifest["format"] > FORMAT:
                raise BackupRefusedError(
                    self._where, "由更新的程序做成", "请升级 taizhang 后再恢复"
                )
            self.files: dict[str, str] = {
                _safe(name): one for name, one in manifest["files"].items()
            }
            self._heads: dict[str, tuple[int, str]] = manifest["heads"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def verify(self) -> dict[str, bytes]:
        """Read everything once; answers with the journals.

        Raises:
            BackupRefusedError: something was changed or is missing.
        """
        journals = {}
        for name in self.files:
            data = self.read(name)
            if name.endswith(SUFFIX):
                journals[name] = data
        for term, (number, head) in self._heads.items():
            chain = verify_chain(journals.get(f"ledgers/{term}{SUFFIX}", b""), f"{number}:{head}")
            if not chain.intact or chain.head != head:
                raise BackupRefusedError(
                    self._where, f"{term} 的台账：{chain.reason}", "换另一份备份"
                )
        return journals

    def read(self, name: str) -> bytes:
        """One file."""
        with self._explaining():
            data = self._archive.read(name)
        if digest(data) != self.files[name]:
            raise BackupRefusedError(self._where, f"里面的 {name} 被改动", "换另一份备份")
        return data

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LedgerUnreadableError(self._where, cause_of(error)) from error
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError, zlib.error) as error:
            raise BackupRefusedError(
                self._where, "不是数据备份，或已残缺", "换另一份备份"
            ) from error


def _secret(name: str) -> str:
    """Where a file of the key backup lies in the home."""
    return name if name in ADMITTING else f"keys/{_safe(name)}"


def _safe(name: str) -> str:
    """A path, if it stays within the home."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise BackupRefusedError("备份", f"里面的路径“{name}”越界", "不要使用这份备份")
    return name


# ---- comparing with what is there


def _tail(name: str, whole: bytes, home: Path, disk: Disk) -> list[Line] | None:
    """Lines the target lacks; None if it has no such journal."""
    path = home / name
    if not disk.exists(path):
        return None
    there = read_whole(disk, path)
    if not whole.startswith(there):
        newer = there.startswith(whole)
        what = "比备份多（备份较旧）" if newer else "与备份各自往下记过，两边不一样"
        raise BackupRefusedError(f"目标的台账 {path.name}", what, ADVICE)
    lines = list(Chain().follow(split_lines([whole])))
    return lines[there.count(b"\n") :]


def _require_nothing_newer(home: Path, journals: Mapping[str, bytes], disk: Disk) -> None:
    for term in terms_kept(home, disk):
        name = f"ledgers/{journal_path(home, term).name}"
        if name not in journals:
            raise BackupRefusedError(f"目标的台账 {term}", "备份里没有这一学期", ADVICE)


# ---- writing


def _write_files(archive: _Archive, home: Path, disk: Disk) -> tuple[int, list[str]]:
    """Everything but journals, their receipts and seals; what differs in the target stays."""
    written, kept = 0, list[str]()
    for name in archive.files:
        path = home / name
        if path.parent.name == "ledgers":
            continue
        there = digest(read_whole(disk, path)) if disk.exists(path) else ""
        damaged = name.startswith(("attachments/", "definitions/")) and there != archive.files[name]
        if not there or damaged:
            _write(home, name, archive.read(name), disk)
            written += 1
        elif there != archive.files[name]:
            kept.append(name)
    return written, kept


def _write_journal(
    path: Path, whole: bytes, tail: list[Line] | None, disk: Disk, archive: _Archive
) -> int:
    """A new journal as it was; one that is there is continued line by line, by the journal."""
    home, term = path.parent.parent, path.name.removesuffix(SUFFIX)
    if tail is None:
        _write(home, f"ledgers/{path.name}", whole, disk)
        _write(home, f"ledgers/{term}.receipt", archive.read(f"ledgers/{term}.receipt"), disk)
    elif tail:
        with Journal.open(path, disk) as journal:
            for line in tail:
                _continue(journal, line)
    seal = f"ledgers/{term}{SEAL}"
    if seal in archive.files and not disk.exists(home / seal):
        _write(home, seal, archive.read(seal), disk)
        path.chmod(0o444)
    return 1 if tail is None or tail else 0


def _continue(journal: Journal, line: Line) -> None:
    def build() -> Mapping[str, object]:
        if journal.number != line.number - 1:
            raise BackupRefusedError(f"目标的台账 {journal.path.name}", "恢复时有人在写", ADVICE)
        return {key: value for key, value in line.content.items() if key != "n"}

    if journal.commit(build).head != line.head:
        raise BackupRefusedError(f"目标的台账 {journal.path.name}", "恢复后与备份不符", ADVICE)


def _write(home: Path, name: str, data: bytes, disk: Disk) -> None:
    path = PurePosixPath(name)
    folder = make_folders(disk, home, *path.parts[:-1])
    write_whole(disk, folder / path.name, data)
