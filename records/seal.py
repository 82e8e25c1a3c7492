"""Sealing a term: the last line, a signed checkpoint beside the journal, a read-only file.

The checkpoint says which head a term ended with; whoever has the school's certificate can check
offline that a journal ends there and was vouched for by that school. The same head is printed in
the volume note, so paper and data vouch for each other.
"""

import base64
import binascii
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from records.chain import ChainStatus
from records.codec import encode_person
from records.digest import canonical_json, digest
from records.disk import Disk, read_whole, write_whole
from records.errors import NotWrittenError, cause_of, explaining
from records.hazards import hazard_records, is_settled
from records.ledger import Ledger
from records.record import Person
from records.refusals import SealBrokenError
from records.terms import SEAL

KIND = "taizhang-checkpoint"

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed.

    Attributes:
        size: lines of the journal, the header included.
        head: digest of the last of them.
        at: when it was signed, with offset.
    """

    school: str
    term: str
    size: int
    head: str
    at: str

    def encode(self) -> bytes:
        """Canonical JSON: the bytes that are signed."""
        return canonical_json({"kind": KIND, **asdict(self)})


@dataclass(frozen=True, slots=True)
class Seal:
    """A checkpoint with its detached signature and the public key that checks it (DER)."""

    checkpoint: Checkpoint
    signature: bytes
    public_key: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key."""
        return digest(self.public_key)


@dataclass(frozen=True, slots=True)
class SealStatus:
    """What can be said of a seal, and no more.

    Attributes:
        genuine: the signature is by the key that stands in the seal.
        fits: the journal has exactly the size and head that were signed.
        trusted: that key is among those the caller trusts.
        fingerprint: SHA-256 of the key; empty when there is none.
        reason: in Chinese; empty when all is well.
    """

    genuine: bool
    fits: bool
    trusted: bool
    fingerprint: str
    reason: str


def seal_path(journal: Path) -> Path:
    """Where the seal of a journal lies."""
    return journal.with_suffix(SEAL)


def sealed_at(ledger: Ledger) -> datetime | None:
    """When a ledger was sealed; None while it is open."""
    if not ledger.is_sealed:
        return None
    return datetime.fromisoformat(ledger.journal.lines()[-1].content["at"])


def seal_term(ledger: Ledger, key: PrivateKey, *, by: Person, at: datetime) -> Seal:
    """Close a term: nothing is added to it any more. Going on after a crash half-way is safe.

    Args:
        ledger: of the term, open for writing.
        key: the school's own.
        by: who seals it.
        at: when, with offset.

    Raises:
        SealBrokenError: it is sealed already.
        RecordError: the journal refused; nothing was sealed.
    """
    path, disk = seal_path(ledger.journal.path), ledger.journal.disk
    if disk.exists(path):
        raise SealBrokenError(f"学期 {ledger.term}", "已经封存", "更正请记在当前学期")
    ledger.refresh()
    if not ledger.is_sealed:
        ledger.commit(lambda: _last_line(ledger, by, at))
    point = Checkpoint(ledger.header.school, ledger.term, ledger.size, ledger.head, at.isoformat())
    seal = Seal(point, _sign(key, point.encode()), public_bytes(key.public_key()))
    try:
        write_whole(disk, path, encode_seal(seal))
        ledger.journal.path.chmod(0o444)
    except OSError as error:
        raise NotWrittenError(f"封存文件 {path.name}", cause_of(error)) from error
    return seal


def _last_line(ledger: Ledger, by: Person, at: datetime) -> dict[str, Any]:
    unsettled = [one.number for one in hazard_records(ledger) if not is_settled(one)]
    closing = {"records": len(ledger.numbers()), "open_hazards": unsettled}
    return {"at": at.isoformat(), "by": encode_person(by), "sealed": closing}


def encode_seal(seal: Seal) -> bytes:
    """As it stands in the file."""
    text = {
        "checkpoint": asdict(seal.checkpoint),
        "signature": base64.b64encode(seal.signature).decode(),
        "public_key": base64.b64encode(seal.public_key).decode(),
    }
    return orjson.dumps(text, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def read_seal(path: Path, disk: Disk) -> Seal | None:
    """The seal beside a journal; None if there is none.

    Raises:
        SealBrokenError: it cannot be understood.
    """
    with explaining(str(path)):
        if not disk.exists(path):
            return None
        data = read_whole(disk, path)
    try:
        text = orjson.loads(data)
        return Seal(
            Checkpoint(**text["checkpoint"]),
            base64.b64decode(text["signature"], validate=True),
            base64.b64decode(text["public_key"], validate=True),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, binascii.Error) as error:
        raise SealBrokenError(f"封存文件 {path.name}", "读不懂", "请从备份恢复") from error


def check_seal(
    seal: Seal, school: str, term: str, chain: ChainStatus, trusted: Collection[str] = ()
) -> SealStatus:
    """What a seal says of a journal.

    Args:
        seal: as read.
        school: as in the journal's header.
        term: likewise.
        chain: the journal as verified.
        trusted: fingerprints of keys that are known to be the school's.
    """
    point = seal.checkpoint
    genuine = _is_genuine(seal)
    fits = (point.school, point.term, point.size, point.head) == (
        school,
        term,
        chain.length,
        chain.head,
    )
    known = seal.fingerprint in trusted
    reasons = (
        (genuine, "封存签名不对：内容或签名被改动"),
        (fits, f"台账与封存时不符：封存 {point.size} 行、链头 {point.head[:16]}"),
        (known, "完整，但签名人未知"),
    )
    reason = next((text for good, text in reasons if not good), "")
    return SealStatus(genuine, fits, known, seal.fingerprint, reason)


def public_bytes(key: PublicKey) -> bytes:
    """A public key as DER."""
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _sign(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def _is_genuine(seal: Seal) -> bool:
    try:
        key = serialization.load_der_public_key(seal.public_key)
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(seal.signature, seal.checkpoint.encode())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(seal.signature, seal.checkpoint.encode(), ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return False
    return True
