import io

import pikepdf
import pytest

from generator.errors import PdfError
from generator.identity import Identity, make_school_identity, open_identity
from generator.metadata import About
from generator.signing import FIELD_NAME, sign_volume
from generator.verification import Trust, verify_volume


@pytest.mark.parametrize("name", ["𬇕湾小学", "青禾路小学\U0001f600", "云溪 小学", "长" * 60])
def test_a_volume_is_known_as_its_school_s_whatever_the_school_is_called(
    name: str, unsigned_volume: bytes, about: About
) -> None:
    school = open_identity(make_school_identity(name, None, about.created))
    signed = sign_volume(unsigned_volume, school, "归档", about.created)
    status = verify_volume(signed, (Trust(school.certificate, "本校证书"),))
    assert (status.signed, status.trusted_by) == (True, "本校证书"), status.reasons


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
