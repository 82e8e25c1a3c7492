"""Backup: two files, to be kept apart: the data, and the secrets under a passphrase.

The journals come first, each as the whole lines it has at that moment; then everything they may
name. So a backup made while someone is writing is whole, only not the newest. Restoring is in
records/restore.py.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from records.digest import canonical_json, digest, digest_of
from records.disk import Disk, Mode, read_whole, write_whole
from records.errors import NotWrittenError, cause_of
from records.journal import Journal
from records.keyfile import lock_up, require_passphrase
from records.receipt import Receipt, load_receipt
from records.refusals import BackupRefusedError
from records.terms import SEAL, journal_path, terms_kept

FORMAT = 1
MANIFEST = "backup.json"
NOTE = "backups.json"  # in the home: when it was last backed up, and what
FOLDERS = (
    "access",
    "attachments",
    "definitions",
    "directory",
    "history",
    "issued",
    "plans",
    "prints",
    "registers",
    "templates",
    "torn",
    "tray",
)
ADMITTING = ("web/accounts.json", "web/links.json")
"""Who may come in: as secret as keys, and backed up with them. Sessions are not: one signs in."""
PACKED = (".jpg", ".jpeg", ".png", ".pdf", "")  # attachments have no suffix; packing gains nothing


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup left.

    Attributes:
        data: the data file.
        keys: the key file; None if there are no keys, or no passphrase was given.
        heads: term → lines and head that are in it.
        files: how many files are in the data.
        notes: name of either file → what `note_backup` remembers of it.
    """

    data: Path
    keys: Path | None
    heads: Mapping[str, tuple[int, str]]
    files: int
    notes: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How well a home is backed up.

    Attributes:
        data_at: when the data were last backed up; empty is never.
        behind: lines written since, as the receipts of the last commits say.
        has_keys: there are keys to lose; `keys_at` when they were backed up as they are now.
    """

    data_at: str
    behind: int
    has_keys: bool
    keys_at: str

    @property
    def keys_at_risk(self) -> bool:
        """Keys that no backup has."""
        return self.has_keys and not self.keys_at


def make_backup(
    home: Path,
    target: Path,
    *,
    at: datetime,
    passphrase: str | None = None,
    stays: bool = True,
    disk: Disk | None = None,
) -> Backup:
    """Back up a home into a folder; nothing there is overwritten.

    Args:
        home: folder of the school.
        target: an existing folder, best on another disk.
        at: now, with offset; stands in the names.
        passphrase: for the keys; None leaves them out, and `status` goes on warning.
        stays: the files are where they will be kept; if not, whoever takes them elsewhere says so
            by `note_backup`.
        disk: where both are.

    Raises:
        BackupRefusedError: the folder is missing, or has a backup of this second already.
        NotWrittenError: the disk failed or is full; nothing was left behind.
    """
    disk = disk or Disk()
    data, keys = (target / f"taizhang-{at:%Y%m%d-%H%M%S}-{kind}" for kind in ("data.zip", "keys"))
    for path in (data, keys):
        if not target.is_dir() or path.exists():
            there = path.exists()
            what = "已经有同名的备份" if there else "没有这个文件夹"
            advice = "过一秒再试" if there else "插好 U 盘，或先建立这个文件夹"
            raise BackupRefusedError(f"备份位置 {target}", what, advice)
    if passphrase:
        require_passphrase(passphrase)
    try:
        heads, count = _write_data(home, data, at, disk)
        key_files = _key_files(home, disk)  # after the data, so that every line has its key
        secret = key_files | _admitting(home, disk)
        locked = lock_up(secret, passphrase) if key_files and passphrase else None
        if locked is not None:
            write_whole(disk, keys, locked)
        notes: dict[str, Mapping[str, Any]] = {
            data.name: {"at": at.isoformat(), "heads": heads},
            **({keys.name: _note_of_keys(key_files, at)} if locked else {}),
        }
        for note in notes.values() if stays else ():
            note_backup(home, note, disk)
    except OSError as error:
        data.with_suffix(".part").unlink(missing_ok=True)
        raise NotWrittenError(f"备份 {data.name}", cause_of(error)) from error
    return Backup(data, keys if locked is not None else None, heads, count, notes)


def note_backup(home: Path, note: Mapping[str, Any], disk: Disk | None = None) -> None:
    """Remember that a file of a backup is where it will be kept.

    Raises:
        NotWrittenError: the disk failed or is full.
    """
    disk = disk or Disk()
    try:
        write_whole(disk, home / NOTE, canonical_json({**_read_note(home, disk), **note}))
    except OSError as error:
        raise NotWrittenError(NOTE, cause_of(error)) from error


def status(home: Path, disk: Disk | None = None) -> BackupStatus:
    """When a home was last backed up, and what would be lost with it."""
    disk = disk or Disk()
    note, keys = _read_note(home, disk), _key_files(home, disk)
    heads = note.get("heads", {})
    behind = 0
    for term in terms_kept(home, disk):
        lines = load_receipt(disk, journal_path(home, term)).number
        behind += max(0, lines - heads.get(term, [0])[0])
    backed_up = keys and note.get("keys") == digest_of(_digests(keys))
    keys_at = note.get("keys_at", "") if backed_up else ""
    return BackupStatus(note.get("at", ""), behind, bool(keys), keys_at)


# ---- what goes in


def _write_data(
    home: Path, path: Path, at: datetime, disk: Disk
) -> tuple[dict[str, tuple[int, str]], int]:
    draft, contents, heads = (
        path.with_suffix(".part"),
        dict[str, str](),
        dict[str, tuple[int, str]](),
    )
    with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for term in terms_kept(home, disk):
            number, head, files = _journal(home, term, disk)
            heads[term] = (number, head)
            for name, data in files:
                contents[name] = digest(data)
                archive.writestr(name, data)
        for name in _names(home):
            data = read_whole(disk, home / name)
            contents[name] = digest(data)
            packed = Path(name).suffix.lower() in PACKED
            archive.writestr(name, data, zipfile.ZIP_STORED if packed else None)
        manifest = {"format": FORMAT, "at": at.isoformat(), "heads": heads, "files": contents}
        archive.writestr(MANIFEST, canonical_json(manifest))
    file = disk.open(draft, Mode.UPDATE)
    try:
        disk.sync_data(file)
    finally:
        disk.close(file)
    disk.rename(draft, path)
    disk.sync_folder(path.parent)
    return heads, len(contents)


def _journal(home: Path, term: str, disk: Disk) -> tuple[int, str, list[tuple[str, bytes]]]:
    """Whole lines of a journal, a receipt that says just that, and the seal if there is one."""
    path = journal_path(home, term)
    with Journal.open(path, disk, read_only=True) as journal:
        if journal.damage is not None:
            raise journal.damage
        number, head, size = journal.number, journal.head, journal.size
    data = read_whole(disk, path)[:size]
    receipt = Receipt(number, size, head)
    files = [
        (f"ledgers/{path.name}", data),
        (f"ledgers/{term}.receipt", bytes(receipt.offset) + receipt.encode()),
    ]
    if disk.exists(path.with_suffix(SEAL)):
        files.append((f"ledgers/{term}{SEAL}", read_whole(disk, path.with_suffix(SEAL))))
    return number, head, files


def _names(home: Path) -> Iterator[str]:
    """Everything else, by path in the home; no locks, drafts, keys, logs or output."""
    if (home / "school.toml").is_file():
        yield "school.toml"
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(home).as_posix()


def _key_files(home: Path, disk: Disk) -> dict[str, bytes]:
    folder = home / "keys"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): read_whole(disk, path) for path in found}


def _admitting(home: Path, disk: Disk) -> dict[str, bytes]:
    there = [name for name in ADMITTING if disk.exists(home / name)]
    return {name: read_whole(disk, home / name) for name in there}


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(data) for name, data in files.items()}


def _note_of_keys(files: Mapping[str, bytes], at: datetime) -> dict[str, Any]:
    return {"keys": digest_of(_digests(files)), "keys_at": at.isoformat()}


def _read_note(home: Path, disk: Disk) -> dict[str, Any]:
    path = home / NOTE
    try:
        note = orjson.loads(read_whole(disk, path)) if disk.exists(path) else {}
    except orjson.JSONDecodeError:
        return {}  # as if it had never been backed up: the warning is the worst that follows
    return note if isinstance(note, dict) else {}
