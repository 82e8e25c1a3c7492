"""Sealing: personal values of an operation under the key of its record, and opening them again.

A sealed value is ``{"sealed": tag + base64(nonce + ciphertext)}``: AES-256-GCM over its canonical
JSON, bound to register, number, version and place, so that none can be put elsewhere. The tag says
what stands there when the key is gone: ``t`` a text, ``r`` a reference, ``o`` nothing.
"""

import base64
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checklists.catalogue import Catalogue, find
from checklists.columns import Column
from records.codec import Json
from records.digest import canonical_json
from records.errors import NotWrittenError
from records.personal import MISSING, changed, changed_texts, has_personal, personal_words
from records.record import Record, is_sealed
from records.vault import Vault

NONCE = 12
TEXTS = ("judged", "findings", "reason")
"""Parts of an operation beside the entry that may repeat what stands in it."""

_LOST = object()


def seal(
    operation: Json,
    entry: Mapping[str, Any],
    columns: Sequence[Column],
    key_of: Callable[[], tuple[str, bytes]],
) -> Json:
    """An operation without a personal value to be read in it.

    Args:
        operation: as captured.
        entry: content that stands with it, whose values its texts may repeat.
        columns: of the register.
        key_of: name and key of the record; called only if there is something to seal.
    """
    sealer = _Sealer(operation, key_of)
    words = tuple(personal_words(entry, columns, options=True))
    sealed = dict(operation)
    if "entry" in operation:
        sealed["entry"] = changed(operation["entry"], columns, sealer.seal_in_entry)
    if "scans" in operation:  # a paper about a child is as personal as what stands on it
        sealed["scans"] = sealer.seal("scans", None, operation["scans"])
    for part in TEXTS:
        if part in operation and words:
            sealed[part] = changed_texts(operation[part], words, sealer.seal, part)
    return {**sealed, "key": sealer.name} if sealer.name else operation


class Sealing:
    """The sealing of one commit; gives keys to records that have none.

    Attributes:
        last: name of the last key the ledger gave.
    """

    def __init__(self, vault: Vault, term: str, last: str) -> None:
        self.vault, self.term, self.last = vault, term, last
        self._given: dict[str, str] = {}

    def seal_all(
        self, operations: Sequence[Json], records: Mapping[str, Record], registers: Catalogue
    ) -> list[Json]:
        """Operations on these records, whose personal values only a key can read.

        Raises:
            NotWrittenError: there is no key, and none can be made.
        """
        return [
            self._sealed(one, records[one["number"]], find(one["register"], registers).columns())
            for one in operations
        ]

    def _sealed(self, operation: Json, record: Record, columns: Sequence[Column]) -> Json:
        if not has_personal(columns):
            return operation
        return seal(operation, record.entry, columns, lambda: self._key_of(record))

    def _key_of(self, record: Record) -> tuple[str, bytes]:
        name = record.key or self._given.get(record.number)
        if name is None:
            name = self.last = self.vault.next_name(self.term, self.last)
            self._given[record.number] = name
        key = self.vault.key(name)
        if key is None:
            raise NotWrittenError(f"记录 {record.number}", "个人信息的密钥不在")
        return name, key


class _Sealer:
    def __init__(self, operation: Json, key_of: Callable[[], tuple[str, bytes]]) -> None:
        self._operation, self._key_of = operation, key_of
        self._cipher: AESGCM | None = None
        self.name = ""

    def seal_in_entry(self, path: str, column: Column | None, value: Any) -> Json:
        return self.seal(f"entry.{path}", column, value)

    def seal(self, path: str, column: Column | None, value: Any) -> Json:
        if self._cipher is None:
            self.name, key = self._key_of()
            self._cipher = AESGCM(key)
        nonce, plain = secrets.token_bytes(NONCE), canonical_json(value)
        sealed = self._cipher.encrypt(nonce, plain, _bound_to(self._operation, path))
        return {"sealed": _tag(column, value) + base64.b64encode(nonce + sealed).decode()}


def _tag(column: Column | None, value: Any) -> str:
    if isinstance(value, Mapping) and value.keys() == {"id", "name"}:
        return "r"
    is_text = isinstance(value, str) and (column is None or column.kind in ("text", "choice"))
    return "t" if is_text else "o"


def _bound_to(operation: Mapping[str, Any], path: str) -> bytes:
    place = (operation["register"], operation["number"], str(operation["version"]), path)
    return "\n".join(place).encode()


def open_sealed(
    operation: Mapping[str, Any], key: bytes | None, why_not: Callable[[], str]
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """An operation with its sealed values opened; path in the entry → why not, for the others.

    Args:
        operation: as it stands in a line.
        key: of its record; None if it is gone.
        why_not: 已销毁 or 缺密钥; called only for what cannot be opened.
    """
    opener = _Opener(operation, AESGCM(key) if key else None, why_not)
    parts = [part for part in ("entry", "scans", *TEXTS) if part in operation]
    opened = {part: opener.open(operation[part], part) for part in parts}
    if opened.get("scans") is _LOST:
        opened["scans"] = []
    lost = {
        path.removeprefix("entry."): why
        for path, why in opener.lost.items()
        if path.startswith("entry.")
    }
    return {**operation, **opened}, lost


class _Opener:
    def __init__(
        self, operation: Mapping[str, Any], cipher: AESGCM | None, why_not: Callable[[], str]
    ) -> None:
        self._operation, self._cipher, self._why_not = operation, cipher, why_not
        self.lost: dict[str, str] = {}

    def open(self, value: Any, path: str) -> Any:
        if isinstance(value, list):
            found = (self.open(one, f"{path}.{place}") for place, one in enumerate(value))
            return [one for one in found if one is not _LOST]
        if not isinstance(value, dict):
            return value
        if is_sealed(value):
            return self._unsealed(value["sealed"], path)
        pairs = ((key, self.open(one, f"{path}.{key}")) for key, one in value.items())
        return {key: one for key, one in pairs if one is not _LOST}

    def _unsealed(self, text: str, path: str) -> Any:
        data = base64.b64decode(text[1:])
        if self._cipher is not None:
            try:
                plain = self._cipher.decrypt(
                    data[:NONCE], data[NONCE:], _bound_to(self._operation, path)
                )
                return orjson.loads(plain)
            except InvalidTag:
                return self._stand_in(text[:1], path, MISSING)  # the key of another home
        return self._stand_in(text[:1], path, self._why_not())

    def _stand_in(self, tag: str, path: str, why: str) -> Any:
        self.lost[path] = why
        return {"t": why, "r": {"id": why, "name": why}}.get(tag, _LOST)
