"""Whether a volume is what the school signed: the file alone is asked, offline, nothing repaired.

Every byte is either under the signature's digest or in a form that has just one spelling: the
byte range spans the whole file around the one signature value, and that value is compared with
the canonical encoding of what it says. So any changed byte is noticed, wherever it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

import pikepdf
from asn1crypto import cms  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from generator.errors import ManifestError
from generator.identity import fingerprint
from generator.manifest import NAME, Manifest, compare, from_json


@dataclass(frozen=True, slots=True)
class Trust:
    """A certificate that the asker trusts, and why: ``本校证书``, ``--trust school.pem``."""

    certificate: x509.Certificate
    source: str


@dataclass(frozen=True, slots=True)
class VolumeStatus:
    """What is known about a volume, and no more.

    Attributes:
        readable: it is a PDF that can be read.
        signed: it carries a signature value.
        intact: the signature holds over the bytes it covers.
        complete: it covers the whole file, nothing follows it, all listed attachments are there.
        signed_by: name in the signer's certificate; a claim while `trusted_by` is empty.
        fingerprint: of that certificate.
        signed_at: time the signer states; no time stamp authority vouches for it.
        trusted_by: source of the trust; empty when the signer is unknown.
        missing: attachments that the manifest lists and the volume lacks.
        reasons: everything found wanting, in Chinese.
        manifest: the volume's own, when it could be read.
    """

    readable: bool = False
    signed: bool = False
    intact: bool = False
    complete: bool = False
    signed_by: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None
    trusted_by: str = ""
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    manifest: Manifest | None = None

    @property
    def bottom_line(self) -> bool:
        """True only for a whole, unchanged volume whose signer is trusted."""
        return self.intact and self.complete and bool(self.trusted_by)

    @property
    def headline(self) -> str:
        """The verdict in one Chinese line."""
        if not self.readable:
            return "读不懂：不是完好的 PDF 案卷"
        if not self.signed:
            return "没有签名：无法判断是否改动"
        if not self.intact:
            return "已被改动：签名与内容不符"
        if not self.complete:
            return "签名有效，但文件不完整（原因见下）"
        if not self.trusted_by:
            return "完整，但签名人未知"
        return f"完整，签名人可信（{self.trusted_by}）"


def verify_volume(pdf: bytes, trusted: Sequence[Trust] = ()) -> VolumeStatus:
    """Judge a volume; whatever is handed in, the answer is a status and never an error.

    Args:
        pdf: the whole file.
        trusted: certificates the asker trusts, the first that fits is named.
    """
    try:
        return _judge(pdf, trusted)
    except Exception:
        # Two foreign parsers meet whatever bytes there are, and raise whatever comes to them.
        reason = "文件已损坏，或不是本系统装订的案卷"
        return VolumeStatus(reasons=(reason,))


def _judge(pdf: bytes, trusted: Sequence[Trust]) -> VolumeStatus:
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if not signatures:
        return VolumeStatus(readable=True, reasons=("文件里没有数字签名",))
    signature = signatures[-1]
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    known = VolumeStatus(
        readable=True,
        signed=True,
        signed_by=_common_name(certificate),
        fingerprint=fingerprint(certificate),
        signed_at=signature.self_reported_timestamp,
    )
    broken = tuple(_breaks(signature, certificate))
    if broken:
        return replace(known, reasons=broken)
    gaps = [*_uncovered(pdf, signature, len(signatures))]
    manifest, missing, wanting = _contents(pdf)
    source = next((trust.source for trust in trusted if trust.certificate == certificate), "")
    doubts = () if source else (f"签名证书不在可信名单里，请核对指纹：{known.fingerprint}",)
    return replace(
        known,
        intact=True,
        complete=not gaps and not wanting,
        trusted_by=source,
        missing=missing,
        manifest=manifest,
        reasons=(*gaps, *wanting, *doubts),
    )


def _breaks(signature: EmbeddedPdfSignature, certificate: x509.Certificate) -> Iterator[str]:
    """Why the signature does not hold over the bytes that it covers."""
    anchor = ValidationContext(  # whether to trust the signer is not asked here
        trust_roots=[signature.signer_cert],
        moment=certificate.not_valid_before_utc,
        allow_fetching=False,
    )
    status = validate_pdf_signature(signature, anchor, skip_diff=True)
    if not status.intact:
        yield "签名之后内容被改动：摘要不符"
    if not status.valid:
        yield "签名值与证书不符"
    moment = signature.self_reported_timestamp
    if moment is None:
        yield "签名没有写明时间"
    elif not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        yield f"签名时间 {moment:%Y-%m-%d} 不在证书有效期内"


def _uncovered(pdf: bytes, signature: EmbeddedPdfSignature, count: int) -> Iterator[str]:
    """Which bytes are neither under the digest nor in their one canonical spelling."""
    if count > 1:
        yield f"有 {count} 个签名：学校签名之后又有改动"
    start, first, second, length = (int(number) for number in signature.byte_range)
    if start != 0 or second + length != len(pdf) or not 0 < first < second:
        yield "签名没有覆盖整个文件：签名之后又附加了内容"
    try:
        value = _canonical_value(signature)
    except ValueError:  # another kind of key
        yield "签名值不是本系统的形式"
        return
    spelling = value.hex().upper().ljust(second - first - 2, "0")
    if pdf[first:second] != f"<{spelling}>".encode():
        yield "签名值的写法被改过，或不是本系统的形式"


def _canonical_value(signature: EmbeddedPdfSignature) -> bytes:
    """The one way `sign_volume` can have encoded the signature value (DER of RFC 5652).

    What the value says twice, or what no digest covers, is taken from where it is covered.
    """
    signer, certificate = signature.signer_info, signature.signer_cert
    identifier = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    algorithm = {"algorithm": "sha256"}
    content = {
        "version": "v1",
        "digest_algorithms": [algorithm],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [
            {
                "version": "v1",
                "sid": cms.SignerIdentifier({"issuer_and_serial_number": identifier}),
                "digest_algorithm": algorithm,
                "signed_attrs": signer["signed_attrs"],
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": encode_dss_signature(
                    *decode_dss_signature(signer["signature"].native)
                ),
            }
        ],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _contents(pdf: bytes) -> tuple[Manifest | None, tuple[str, ...], tuple[str, ...]]:
    """The manifest, the attachments that are missing, and everything wanting in them."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        files = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    try:
        manifest = from_json(files.pop(NAME))
    except KeyError:
        return None, (NAME,), (f"没有清单 {NAME}",)
    except ManifestError as error:
        return None, (), (str(error),)
    found = compare(manifest, files)
    wanting = (
        *(f"缺少附件 {name}" for name in found.missing),
        *(f"附件 {name} 与清单不符" for name in found.changed),
        *(f"附件 {name} 不在清单里" for name in found.unlisted),
    )
    return manifest, found.missing, wanting


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
