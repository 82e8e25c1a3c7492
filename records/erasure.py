"""Erasure: what the journals say was deleted is deleted, keys and photos, and stays so.

The line comes first, then this. It can be done again and again: after a crash half-way, and after a
backup of keys was restored that still had the deleted ones.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checklists.catalogue import Catalogue, catalogue
from checklists.columns import Column
from records.attachments import Attachments
from records.disk import Disk
from records.ledger import Ledger
from records.personal import changed, has_personal
from records.record import Record, Version
from records.soundness import attachments_in, attachments_of
from records.terms import terms_kept
from records.vault import Vault


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted just now.

    Attributes:
        keys: of as many records.
        photos: files taken away with them.
    """

    keys: int
    photos: int


def finish_erasures(
    home: Path, disk: Disk | None = None, registers: Catalogue | None = None
) -> Erased:
    """Delete the keys and photos of what the journals say was erased or destroyed.

    Raises:
        RecordError: a ledger cannot be read, or the disk failed.
    """
    disk = disk or Disk()
    with _opened(home, disk) as ledgers:
        doomed = _half_erased(ledgers)
        photos = _photos_of(doomed, ledgers, registers or catalogue())
        for name in photos:
            Attachments(home / "attachments", disk).remove(name)
        return Erased(Vault(home, disk).destroy(one.key for one in doomed), len(photos))


def half_erased(home: Path, disk: Disk | None = None) -> tuple[str, ...]:
    """Records that a journal says were erased or destroyed, and whose key is still there."""
    with _opened(home, disk or Disk()) as ledgers:
        return tuple(one.number for one in _half_erased(ledgers))


@contextmanager
def _opened(home: Path, disk: Disk) -> Iterator[list[Ledger]]:
    with ExitStack() as opened:
        ledgers = [
            opened.enter_context(Ledger.open(home, term, disk=disk, read_only=True))
            for term in terms_kept(home, disk)
        ]
        for one in ledgers:
            _open_to_the_last(one)
        yield ledgers


def _open_to_the_last(ledger: Ledger | None) -> None:
    while ledger is not None:
        ledger.unsealing.to_the_last = True
        ledger = ledger.previous


def _half_erased(ledgers: list[Ledger]) -> list[Record]:
    return [one for one in _doomed(ledgers) if ledgers[-1].vault.key(one.key) is not None]


def missing_keys(home: Path, disk: Disk | None = None) -> dict[str, int]:
    """Term → how many of its records read 缺密钥; terms without any are left out."""
    disk = disk or Disk()
    found = {}
    for term in terms_kept(home, disk):
        with Ledger.open(home, term, disk=disk, read_only=True) as ledger:
            found[term] = len(ledger.unsealing.missing(ledger.journal.lines()))
    return {term: count for term, count in found.items() if count}


def _doomed(ledgers: list[Ledger]) -> Iterator[Record]:
    """Records whose key is to go, with all their versions."""
    by_term = {ledger.term: ledger for ledger in ledgers}
    numbers = dict[str, None]()
    for ledger in ledgers:
        numbers |= dict.fromkeys(sorted(ledger.unsealing.erased))
        for register, term in sorted(ledger.unsealing.destroyed):
            if term in by_term:
                numbers |= dict.fromkeys(by_term[term].numbers(register))
    for number in numbers:
        record = ledgers[-1].find_record(number)
        if record is not None and record.key:
            yield record


def _photos_of(doomed: list[Record], ledgers: list[Ledger], registers: Catalogue) -> set[str]:
    """Photos in personal columns of these records that no other record shows."""
    found = {
        name
        for record in doomed
        if record.register in registers
        for version in record.versions
        for name in personal_files(version, registers[record.register].columns())
    }
    numbers = {record.number for record in doomed}
    for ledger in ledgers if found else ():
        for version in ledger.changes():
            if version.number not in numbers:
                found -= set(attachments_of(version))
    return found


def personal_files(version: Version, columns: tuple[Column, ...]) -> set[str]:
    """Digests of what a version keeps of a person: photos, and scans of papers about them."""
    scans = {one.sha256 for one in version.scans if has_personal(columns)}
    return personal_photos(version.entry, columns) | scans


def personal_photos(entry: Mapping[str, Any], columns: tuple[Column, ...]) -> set[str]:
    """Digests of the files in the personal columns of an entry."""
    found = set[str]()

    def note(_: str, __: Column | None, value: Any) -> Any:
        found.update(attachments_in(value))
        return value

    changed(entry, columns, note)
    return found
