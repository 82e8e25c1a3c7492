"""Digests: SHA-256 over exact bytes, and the one JSON form that is digested."""

import hashlib

import orjson

ALGORITHM = "sha256"
LENGTH = 64  # hexadecimal digits


def digest(data: bytes) -> str:
    """SHA-256 of bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: object) -> bytes:
    """JSON with sorted keys and without blanks, UTF-8: equal values have equal bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest_of(value: object) -> str:
    """Digest of a JSON value in its canonical form."""
    return digest(canonical_json(value))
