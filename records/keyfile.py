"""The school's keys as one file under a passphrase: scrypt, then AES-256-GCM.

A header line says how to derive the key; it is authenticated with the content, so neither can be
changed. Without the passphrase nobody, we included, can open it.
"""

import base64
import binascii
import secrets

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from records.digest import canonical_json
from records.refusals import BackupRefusedError

MAGIC = b"TAIZHANG-KEYS-1\n"
SHORTEST = 8
COST = {"n": 1 << 16, "r": 8, "p": 1}  # 64 MB and about 0.2 s a try
WHERE = "密钥备份"
Files = dict[str, bytes]


def require_passphrase(passphrase: str) -> None:
    """Whether a passphrase will do.

    Raises:
        BackupRefusedError: it is too short.
    """
    if len(passphrase) < SHORTEST:
        raise BackupRefusedError(WHERE, f"口令太短（至少 {SHORTEST} 个字符）", "换长一些的口令")


def lock_up(files: Files, passphrase: str) -> bytes:
    """Files by name, encrypted.

    Raises:
        BackupRefusedError: the passphrase is too short.
    """
    require_passphrase(passphrase)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = {"kdf": "scrypt", **COST, "salt": _text(salt), "nonce": _text(nonce)}
    opening = MAGIC + canonical_json(header) + b"\n"
    content = canonical_json({name: _text(data) for name, data in files.items()})
    key = _derive(passphrase, salt, **COST)
    return opening + AESGCM(key).encrypt(nonce, content, opening)


def unlock(data: bytes, passphrase: str) -> Files:
    """Files by name.

    Raises:
        BackupRefusedError: not such a file, changed, or the passphrase is wrong.
    """
    if not data.startswith(MAGIC):
        raise BackupRefusedError(WHERE, "不是密钥备份文件", "请核对文件")
    end = data.find(b"\n", len(MAGIC)) + 1
    try:
        header = orjson.loads(data[len(MAGIC) : end])
        cost = {name: int(header[name]) for name in COST}
        salt, nonce = (base64.b64decode(header[name]) for name in ("salt", "nonce"))
        if cost["n"] > COST["n"] << 4 or cost["r"] > 32 or cost["p"] > 16:
            raise ValueError("cost")
        key = _derive(passphrase, salt, **cost)
        content = AESGCM(key).decrypt(nonce, data[end:], data[:end])
    except InvalidTag:
        raise BackupRefusedError(WHERE, "打不开", "口令不对，或文件被改动") from None
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise BackupRefusedError(WHERE, "文件残缺或被改动", "换另一份密钥备份") from error
    return {name: base64.b64decode(text) for name, text in orjson.loads(content).items()}


def _derive(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
