import io
from datetime import timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from generator.errors import IdentityError, PdfError
from generator.metadata import About
from generator.signing import (
    FIELD_NAME,
    Identity,
    certificate_pem,
    fingerprint,
    make_school_identity,
    open_identity,
    read_certificates,
    sign_volume,
)
from generator.verification import Trust, verify_volume


def test_the_school_certificate_says_what_it_is(school: Identity, about: About) -> None:
    certificate = school.certificate
    assert "CN=青禾路小学（校内证书）" in certificate.subject.rfc4514_string()
    assert certificate.issuer == certificate.subject
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert certificate.not_valid_before_utc == about.created
    assert certificate.not_valid_after_utc - about.created == timedelta(days=3652)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign


@pytest.mark.parametrize("name", ["𬇕湾小学", "青禾路小学\U0001f600", "云溪 小学", "长" * 60])
def test_a_volume_is_known_as_its_school_s_whatever_the_school_is_called(
    name: str, unsigned_volume: bytes, about: About
) -> None:
    school = open_identity(make_school_identity(name, None, about.created))
    signed = sign_volume(unsigned_volume, school, "归档", about.created)
    status = verify_volume(signed, (Trust(school.certificate, "本校证书"),))
    assert (status.signed, status.trusted_by) == (True, "本校证书"), status.reasons


def test_a_key_file_with_a_password_opens_with_it_only(about: About) -> None:
    stored = make_school_identity("青禾路小学", "口令".encode(), about.created)
    assert open_identity(stored, "口令".encode()).key.key_size == 256
    with pytest.raises(IdentityError, match="请检查口令"):
        open_identity(stored, b"other")
    with pytest.raises(IdentityError, match="请检查口令"):
        open_identity(b"not a key file")


def test_a_certificate_handed_out_reads_back(school: Identity) -> None:
    assert read_certificates(certificate_pem(school.certificate)) == (school.certificate,)
    with pytest.raises(IdentityError, match="读不懂"):
        read_certificates(b"not a certificate")


def test_the_fingerprint_is_printed_in_groups_of_four(school: Identity) -> None:
    printed = fingerprint(school.certificate)
    assert len(printed) == 16 * 5 - 1
    assert printed == printed.upper()
    assert {len(group) for group in printed.split(" ")} == {4}


def test_signing_adds_a_signature_and_touches_nothing_else(
    unsigned_volume: bytes, volume: bytes, about: About
) -> None:
    assert volume.startswith(unsigned_volume)
    assert len(volume) - len(unsigned_volume) < 6000
    with pikepdf.open(io.BytesIO(volume)) as pdf:
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in pdf.Root
        assert str(pdf.docinfo["/ModDate"]) == "D:20260301080000+08'00'"
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.T) == FIELD_NAME
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"
        assert str(field.V.M) == "D:20260301080000+08'00'"


def test_what_is_not_a_pdf_or_is_signed_is_not_signed(
    volume: bytes, school: Identity, about: About
) -> None:
    with pytest.raises(PdfError, match="已经签过名"):
        sign_volume(volume, school, "学期归档", about.created)
    with pytest.raises(PdfError, match="签名时读不懂"):
        sign_volume(b"not a PDF", school, "学期归档", about.created)
