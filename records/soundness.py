"""Soundness of a home: chains, seals, the links between terms, definitions and attachments.

Reads everything again from the disk, repairs nothing, and says no more than it knows.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from records.attachments import Attachments
from records.chain import ChainStatus, verify_journal
from records.definitions import Definitions
from records.disk import Disk
from records.errors import RecordError
from records.ledger import Ledger
from records.record import Version
from records.seal import SealStatus, check_seal, read_seal, seal_path
from records.terms import journal_path, terms_kept


@dataclass(frozen=True, slots=True)
class TermStatus:
    """What can be said of one term.

    Attributes:
        chain: of its journal.
        seal: what its seal says; None while it is not sealed.
        follows: it begins with the head of the term before; True for the first.
        damage: what else is wrong, in Chinese: definitions, attachments, an unreadable seal.
    """

    term: str
    chain: ChainStatus
    seal: SealStatus | None
    follows: bool
    damage: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Nothing is changed or missing; a seal, if any, is the trusted school's."""
        sealed = self.seal is None or (self.seal.genuine and self.seal.fits and self.seal.trusted)
        return self.chain.intact and sealed and self.follows and not self.damage

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, in Chinese."""
        chain = () if self.chain.intact else (self.chain.reason,)
        link = () if self.follows else ("首行所接的上一学期链头，与上一学期台账不符",)
        seal = (self.seal.reason,) if self.seal and self.seal.reason else ()
        return (*chain, *link, *seal, *self.damage)


def verify_home(
    home: Path,
    *,
    trusted: Collection[str] = (),
    expected_head: str | None = None,
    disk: Disk | None = None,
) -> tuple[TermStatus, ...]:
    """Every term of a home, oldest first.

    Args:
        home: folder of the school.
        trusted: fingerprints of public keys known to be the school's (`seal.public_bytes`).
        expected_head: a head as printed, with or without its line; of whichever term has it,
            else missed in the latest.
        disk: where the home is.
    """
    disk = disk or Disk()
    terms, found, before = terms_kept(home, disk), [], ""
    paths = {term: journal_path(home, term) for term in terms}
    anchored = [
        term
        for term in terms[:-1]
        if expected_head and verify_journal(paths[term], disk, expected_head).intact
    ]
    for term in terms:
        head = expected_head if term == (anchored or terms)[-1] else None
        chain = verify_journal(paths[term], disk, head)
        found.append(_verify_term(home, term, chain, before, trusted, disk))
        before = chain.head
    return tuple(found)


def _verify_term(
    home: Path, term: str, chain: ChainStatus, before: str, trusted: Collection[str], disk: Disk
) -> TermStatus:
    damage: list[str] = []
    seal, follows = None, True
    try:
        with Ledger.open(home, term, disk=disk, read_only=True) as ledger:
            follows = ledger.header.previous == before
            damage += _missing_parts(ledger, home, disk)
            sealed = read_seal(seal_path(ledger.journal.path), disk)
            if sealed is not None:
                seal = check_seal(sealed, ledger.header.school, term, chain, trusted)
            elif ledger.is_sealed:
                damage.append("末行已封存，但没有签名的封存文件；请再运行一次 taizhang seal")
    except RecordError as error:
        damage.append(str(error))
    return TermStatus(term, chain, seal, follows, tuple(damage))


def _missing_parts(ledger: Ledger, home: Path, disk: Disk) -> Iterator[str]:
    definitions, names = Definitions(home / "definitions", disk), dict[str, None]()
    pinned = dict[str, None]()
    for version in ledger.changes():
        pinned |= {version.definition: None} if version.definition else {}
        names |= dict.fromkeys(attachments_of(version))
    for name in pinned:
        try:
            definitions.get(name)
        except RecordError as error:
            yield str(error)
    for damaged in Attachments(home / "attachments", disk).verify(names):
        yield str(damaged)


def attachments_of(version: Version) -> Iterator[str]:
    """Digests of the attachments that a version names: photos, scanned sheets, strokes."""
    yield from attachments_in(version.entry)
    if version.strokes:
        yield version.strokes
    yield from (one.sha256 for one in version.scans if not one.is_withheld)


def attachments_in(value: Any) -> Iterator[str]:
    """Digests of the attachments that content names."""
    if isinstance(value, dict):
        if "sha256" in value and "media_type" in value:
            yield value["sha256"]
        else:
            for one in value.values():
                yield from attachments_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from attachments_in(one)
