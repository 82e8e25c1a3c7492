"""Unsealing: personal values read with the keys of the vault, and why some cannot be read."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from records.index import Index
from records.journal import Journal
from records.line import Line
from records.numbering import Numbering
from records.personal import ERASED, MISSING
from records.sealing import open_sealed
from records.terms import journal_path, terms_kept
from records.vault import Vault

Plain = tuple[Mapping[str, Any], Mapping[str, str]]


class Unsealing:
    """Opens what the ledger of one term sealed, unless a journal says that it is gone.

    Attributes:
        known: what this ledger says was erased, and those of later terms that are open over it.
        to_the_last: open what is to be gone, while its key is there: to find its photos.
    """

    def __init__(self, vault: Vault, term: str, index: Index) -> None:
        self._vault, self._term, self._index = vault, term, index
        self.known, self.to_the_last = [index], False

    def open(self, operation: Mapping[str, Any]) -> Plain:
        """An operation as it can be read; path in the entry → why not, for what is lost."""
        name = operation.get("key")
        if not name:
            return operation, {}
        gone = not self.to_the_last and self._is_gone(operation, self.known)
        key = None if gone else self._vault.key(name)
        return open_sealed(operation, key, partial(self._why_lost, operation))

    @property
    def erased(self) -> frozenset[str]:
        """Records of whatever term whose personal values this ledger says were deleted."""
        return frozenset(self._index.erased)

    @property
    def destroyed(self) -> frozenset[tuple[str, str]]:
        """Registers, each of one term, whose keys this ledger says were destroyed."""
        return frozenset(self._index.destroyed)

    def missing(self, lines: Iterable[Line]) -> frozenset[str]:
        """Records on these lines that read 缺密钥; nothing is decrypted."""
        found = set()
        for line in lines:
            for operation in line.content.get("ops", ()):
                name = operation.get("key")
                if name and self._vault.key(name) is None and self._why_lost(operation) == MISSING:
                    found.add(operation["number"])
        return frozenset(found)

    def _why_lost(self, operation: Mapping[str, Any]) -> str:
        """已销毁 if its key is known to be destroyed, 缺密钥 if it is merely not there."""
        if self._vault.is_destroyed(operation["key"]):
            return ERASED
        return ERASED if self._is_gone(operation, [*self.known, self._later]) else MISSING

    def _is_gone(self, operation: Mapping[str, Any], known: Iterable[Index]) -> bool:
        book = (operation["register"], operation.get("term") or self._term)
        return any(operation["number"] in one.erased or book in one.destroyed for one in known)

    @cached_property
    def _later(self) -> Index:
        """What the ledgers of later terms say; asked for only where a key is not there."""
        later = Index(Numbering(lambda _: 0))
        home, disk = self._vault.home, self._vault.disk
        for term in terms_kept(home, disk):
            if term > self._term:
                later.seen = 1
                with Journal.open(journal_path(home, term), disk, read_only=True) as journal:
                    later.absorb(journal.lines())
        return later
