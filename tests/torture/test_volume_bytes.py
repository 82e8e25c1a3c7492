"""Every byte of a small signed volume, changed in every bit; minutes, so not in the suite."""

from datetime import UTC, datetime

import pikepdf
import pytest

from generator.binding import Attachment, attach
from generator.finish import finish_volume
from generator.identity import Identity, make_school_identity, open_identity
from generator.manifest import NAME, Head, Manifest, to_json
from generator.metadata import About
from generator.signing import sign_volume
from generator.verification import Trust, verify_volume

AT = datetime(2026, 7, 1, tzinfo=UTC)
DIGEST = "9f" * 32


@pytest.fixture(scope="module")
def school() -> Identity:
    return open_identity(make_school_identity("青禾路小学", None, AT))


@pytest.fixture(scope="module")
def volume(school: Identity) -> bytes:
    """One blank page, a manifest and a signature."""
    about = About("案卷", "青禾路小学", "", "1", DIGEST, "2025-2026-2", AT)
    manifest = Manifest(
        school=about.author,
        term=about.term,
        head=Head(lines=0, digest=DIGEST),
        records={},
        files={},
        templates=DIGEST,
    )
    pdf = pikepdf.new()
    pdf.add_blank_page()
    attach(pdf, Attachment(NAME, to_json(manifest), "清单", AT))
    return sign_volume(finish_volume(pdf, about), school, "学期归档", AT)


@pytest.mark.parametrize("bit", range(8))
def test_every_flipped_bit_is_noticed(volume: bytes, school: Identity, bit: int) -> None:
    trusted = [Trust(school.certificate, "本校证书")]
    assert verify_volume(volume, trusted).bottom_line
    passed = []
    for place in range(len(volume)):
        changed = bytearray(volume)
        changed[place] ^= 1 << bit
        if verify_volume(bytes(changed), trusted).bottom_line:
            passed.append(place)
    assert passed == []


def test_every_cut_is_noticed(volume: bytes, school: Identity) -> None:
    trusted = [Trust(school.certificate, "本校证书")]
    passed = [cut for cut in range(len(volume)) if verify_volume(volume[:cut], trusted).bottom_line]
    assert passed == []
