from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from generator.errors import IdentityError
from generator.identity import (
    Identity,
    certificate_pem,
    fingerprint,
    make_school_identity,
    open_identity,
    read_certificates,
)
from generator.metadata import About


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
