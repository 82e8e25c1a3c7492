"""school.toml put in the place of an older one, which is kept; what the ledgers rest on stays."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from records.disk import Disk, exclusively, make_folders, read_whole, write_whole
from records.errors import NotWrittenError, cause_of
from records.terms import SEAL, journal_path, terms_kept
from taizhang.errors import SchoolFileError
from taizhang.school_file import (
    SCHOOL_FILE,
    SchoolFile,
    read_school_file,
    read_settings,
    toml_of,
)

HISTORY = "history"
WHERE = "新的设置"


def rewrite(
    folder: Path, old: SchoolFile, new: SchoolFile, *, by: str, at: datetime, disk: Disk
) -> SchoolFile:
    """Write new settings over those that were read; the replaced file stands in ``history/``.

    Args:
        folder: the home.
        old: the settings as whoever changed them saw them.
        new: what is to be written.
        by: who changes them, by name.
        at: when.
        disk: where the home is.

    Returns:
        the settings as they are read again.

    Raises:
        SchoolFileError: they contradict themselves, or a ledger rests on what they change, or
            somebody else was quicker; nothing was written.
        NotWrittenError: the disk failed or is full; the old settings stand.
    """
    text = toml_of(new, f"{at:%Y-%m-%d %H:%M} 由{by}改；改动前的在 {HISTORY}/")
    understood = read_settings(tomllib.loads(text), WHERE)
    path = folder / SCHOOL_FILE
    try:
        kept = make_folders(disk, folder, HISTORY)
        with exclusively(disk, kept / ".lock", SCHOOL_FILE):
            if read_school_file(path) != old:
                raise SchoolFileError(f"{SCHOOL_FILE} 已被别人改过，未改动。重新打开再改。")
            for fault in _faults(folder, old, understood, disk):
                raise SchoolFileError(f"{WHERE}：{fault}未改动。")
            write_whole(disk, _free_name(kept, at, disk), read_whole(disk, path))
            write_whole(disk, path, text.encode())
    except OSError as error:
        raise NotWrittenError(SCHOOL_FILE, cause_of(error)) from error
    return understood


def _faults(folder: Path, old: SchoolFile, new: SchoolFile, disk: Disk) -> Iterator[str]:
    """What the ledgers rest on and must not change, and terms that are at the same time."""
    terms = terms_kept(folder, disk)
    for key in terms:
        if key not in {term.key for term in new.terms}:
            yield f"学期 {key} 已经有台账，不能删去，也不能改代号。只改它的起止日期和校历。"
    unsealed = [
        key for key in terms if not disk.exists(journal_path(folder, key).with_suffix(SEAL))
    ]
    if unsealed and new.school.name != old.school.name:
        yield f"校名写在 {unsealed[-1]} 台账的首行里，封存前不能改。封存后、下一学期登记前再改。"
    for before, after in pairwise(sorted(new.terms, key=lambda term: term.start)):
        if after.start <= before.end:
            yield f"学期 {before.key} 和 {after.key} 的日期有重叠。改正起止日期。"


def _free_name(folder: Path, at: datetime, disk: Disk) -> Path:
    """A name that no earlier file has, of the moment it was replaced."""
    number, path = 1, folder / f"school-{at:%Y%m%dT%H%M%S}.toml"
    while disk.exists(path):
        number += 1
        path = folder / f"school-{at:%Y%m%dT%H%M%S}-{number}.toml"
    return path
