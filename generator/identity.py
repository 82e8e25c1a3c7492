"""The school's own key and certificate (校内证书).

What the certificate is worth rests on the school's own written agreement: the names say 校内证书 so
that nobody takes it for more.
"""

import stringprep
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from generator.errors import IdentityError

VALID_FOR = timedelta(days=3652)  # ten years
_WHERE = "学校密钥"
_OWN = "（校内证书）"
_NAME_BYTES = 64  # RFC 5280, ub-common-name; the library counts bytes, so we do
_NOT_COMPARED = (
    stringprep.in_table_a1,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c8,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A key that signs and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def make_school_identity(school: str, password: bytes | None, at: datetime) -> bytes:
    """A new P-256 key with a self-signed certificate, valid for ten years from `at`, as PKCS#12.

    Without a password the file itself is the secret.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = name_in_certificate(school, _OWN)
    public = key.public_key()
    builder = (
        x509.CertificateBuilder(name, name, public, x509.random_serial_number(), at, at + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    certificate = builder.sign(key, hashes.SHA256())
    return to_pkcs12(Identity(key, certificate), password)


def name_in_certificate(school: str, ending: str) -> x509.Name:
    """A school as a certificate names it; `ending` says what the certificate is for."""
    known = _comparable(school)
    common = f"{_cut(known, _NAME_BYTES - len(ending.encode()))}{ending}"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(known, _NAME_BYTES)),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _cut(name: str, room: int) -> str:
    """The name, or as much of its beginning as fits into `room` bytes, with … behind it."""
    if len(name.encode()) <= room:
        return name
    return f"{name.encode()[: room - len('…'.encode())].decode(errors='ignore')}…"


def _comparable(name: str) -> str:
    """A name that certificates can be compared by (RFC 4518): newer characters as their code.

    Its tables end with Unicode 3.2; 𬇕 of a place name is not in them, and a signature under such
    a name would be judged as somebody else's.
    """
    return "".join(
        f"〔U+{ord(char):04X}〕" if any(table(char) for table in _NOT_COMPARED) else char
        for char in name
    )


def to_pkcs12(identity: Identity, password: bytes | None) -> bytes:
    """A key and its certificate as a file; without a password the file itself is the secret."""
    protection: KeySerializationEncryption = (
        BestAvailableEncryption(password) if password else NoEncryption()
    )
    return pkcs12.serialize_key_and_certificates(
        b"taizhang", identity.key, identity.certificate, None, protection
    )


def open_identity(data: bytes, password: bytes | None = None) -> Identity:
    """Read what `make_school_identity` wrote.

    Raises:
        IdentityError: not such a file, or the password is wrong.
    """
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, password)
    except ValueError as error:
        raise IdentityError(
            _WHERE, "打不开", "请检查口令；文件损坏请从备份恢复 keys 文件夹"
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate is None:
        raise IdentityError(_WHERE, "里面没有本系统的密钥和证书", "请从备份恢复 keys 文件夹")
    return Identity(key, certificate)


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM or DER file, as a school hands them to an inspector.

    Raises:
        IdentityError: no certificate in it.
    """
    try:
        if b"-----BEGIN" in data:
            return tuple(x509.load_pem_x509_certificates(data))
        return (x509.load_der_x509_certificate(data),)
    except ValueError as error:
        raise IdentityError("证书文件", "读不懂", "请给 PEM 或 DER 格式的证书") from error


def certificate_pem(certificate: x509.Certificate) -> bytes:
    """What an inspector gets to check with (``--trust``)."""
    return certificate.public_bytes(Encoding.PEM)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in groups of four digits, as printed on the cover: ``AB12 CD34 …``."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _key_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
