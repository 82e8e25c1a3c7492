import io
import random
import re
from collections.abc import Sequence

import pikepdf
import pytest

from generator import signing
from generator.binding import Attachment, attach
from generator.finish import finish_volume
from generator.identity import Identity, make_school_identity, open_identity
from generator.metadata import About
from generator.signing import sign_volume
from generator.verification import Trust, VolumeStatus, verify_volume


@pytest.fixture(scope="module")
def trusted(school: Identity) -> list[Trust]:
    return [Trust(school.certificate, "本校证书")]


def _patched(data: bytes, place: int, new: bytes) -> bytes:
    assert data[place : place + len(new)] != new
    return data[:place] + new + data[place + len(new) :]


def _value(volume: bytes) -> tuple[int, int]:
    """Where the hexadecimal digits of the signature value start and where its padding starts."""
    found = re.search(rb"/Contents <([0-9A-F]+?)(0{40,})>", volume)
    assert found
    return found.start(1), found.start(2)


def test_a_signed_volume_is_whole_and_its_signer_trusted(
    volume: bytes, trusted: Sequence[Trust], school: Identity, about: About
) -> None:
    status = verify_volume(volume, trusted)
    assert status.bottom_line
    assert status.headline == "完整，签名人可信（本校证书）"
    assert (status.signed_by, status.signed_at) == ("青禾路小学（校内证书）", about.created)
    assert status.reasons == ()
    assert status.manifest is not None
    assert status.manifest.term == about.term


def test_without_trust_nothing_is_claimed_of_the_signer(volume: bytes) -> None:
    status = verify_volume(volume)
    assert (status.intact, status.complete, status.trusted_by) == (True, True, "")
    assert not status.bottom_line
    assert status.headline == "完整，但签名人未知"
    assert status.fingerprint in status.reasons[0]


def test_a_volume_signed_anew_by_a_stranger_of_the_same_name_is_not_trusted(
    unsigned_volume: bytes, trusted: Sequence[Trust], about: About
) -> None:
    stranger = open_identity(make_school_identity(about.author, None, about.created))
    status = verify_volume(
        sign_volume(unsigned_volume, stranger, "学期归档", about.created), trusted
    )
    assert status.headline == "完整，但签名人未知"
    assert not status.bottom_line


def test_a_second_signature_on_top_is_a_change(
    volume: bytes, trusted: Sequence[Trust], about: About, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = open_identity(make_school_identity("某某", None, about.created))
    monkeypatch.setattr(signing, "FIELD_NAME", "another-field")
    covered = sign_volume(volume, stranger, "再签", about.created)
    status = verify_volume(covered, [*trusted, Trust(stranger.certificate, "--trust x.pem")])
    assert not status.complete
    assert "有 2 个签名" in status.reasons[0]


@pytest.mark.parametrize("seed", range(4))
def test_any_changed_byte_is_noticed(volume: bytes, trusted: Sequence[Trust], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        place = chance.randrange(len(volume))
        byte = bytes([volume[place] ^ chance.randrange(1, 256)])
        status = verify_volume(_patched(volume, place, byte), trusted)
        assert not status.bottom_line, place
        assert status.reasons, place


def test_any_changed_byte_of_the_signature_value_is_noticed(
    volume: bytes, trusted: Sequence[Trust]
) -> None:
    start, padding = _value(volume)
    for place in range(start, padding, 7):
        other = b"1" if volume[place : place + 1] == b"0" else b"0"
        assert not verify_volume(_patched(volume, place, other), trusted).bottom_line, place


def test_another_spelling_of_the_signature_value_is_noticed(
    volume: bytes, trusted: Sequence[Trust]
) -> None:
    start, padding = _value(volume)
    letter = next(i for i in range(start, padding) if volume[i : i + 1] in b"ABCDEF")
    for changed in (
        _patched(volume, letter, volume[letter : letter + 1].lower()),
        _patched(volume, padding + 20, b"1"),
        _patched(volume, volume.index(b">", padding) - 1, b"1"),
        _patched(volume, volume.index(b">", padding) - 1, b" "),
    ):
        status = verify_volume(changed, trusted)
        assert not status.bottom_line
        assert status.reasons == ("签名值的写法被改过，或不是本系统的形式",)


@pytest.mark.parametrize("place", [b"%PDF-1.7", b"startxref", b"%%EOF", b"/ByteRange", b"/Prev"])
def test_a_changed_frame_is_noticed(volume: bytes, trusted: Sequence[Trust], place: bytes) -> None:
    at = volume.rindex(place)
    for offset in range(len(place) + 6):
        if at + offset < len(volume):
            byte = bytes([volume[at + offset] ^ 1])
            assert not verify_volume(_patched(volume, at + offset, byte), trusted).bottom_line


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n1 0 obj\n<<>>\nendobj\n", b"%%EOF\n"])
def test_bytes_after_the_end_are_noticed(
    volume: bytes, trusted: Sequence[Trust], tail: bytes
) -> None:
    status = verify_volume(volume + tail, trusted)
    assert not status.bottom_line
    assert not status.complete


def test_a_page_replaced_by_an_update_is_noticed(volume: bytes, trusted: Sequence[Trust]) -> None:
    with pikepdf.open(io.BytesIO(volume)) as pdf:
        page = pdf.pages[0].obj.objgen[0]
    update = (
        f"\n{page} 0 obj\n<</Type/Page/MediaBox[0 0 595 842]>>\nendobj\n"
        f"xref\n{page} 1\n{len(volume) + 1:010d} 00000 n \n"
        f"trailer\n<</Root {_root(volume)} 0 R/Size 999/Prev {_startxref(volume)}>>\n"
    )
    at = len(volume) + update.index("xref\n")
    status = verify_volume(volume + update.encode() + f"startxref\n{at}\n%%EOF\n".encode(), trusted)
    assert not status.complete
    assert not status.bottom_line


def _root(volume: bytes) -> int:
    with pikepdf.open(io.BytesIO(volume)) as pdf:
        return pdf.Root.objgen[0]


def _startxref(volume: bytes) -> int:
    return int(volume.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])


def _rebound(volume: bytes, about: About, school: Identity, name: str, data: bytes | None) -> bytes:
    """The school itself signs a volume whose attachments do not match its manifest."""
    pdf = pikepdf.open(io.BytesIO(volume))
    if name in pdf.attachments:
        del pdf.attachments[name]
    if data is not None:
        attach(pdf, Attachment(name, data, "", about.created))
    return sign_volume(finish_volume(pdf, about), school, "学期归档", about.created)


@pytest.mark.parametrize(
    ("name", "data", "reason", "missing"),
    [
        ("records.json", b"{}", "附件 records.json 与清单不符", ()),
        ("records.json", None, "缺少附件 records.json", ("records.json",)),
        ("extra.txt", b"", "附件 extra.txt 不在清单里", ()),
        ("manifest.json", None, "没有清单 manifest.json", ("manifest.json",)),
        ("manifest.json", b"[]", "清单 manifest.json：这些项目读不懂：。请用原始的案卷文件", ()),
    ],
)
def test_attachments_are_held_against_the_manifest(
    unsigned_volume: bytes,
    about: About,
    school: Identity,
    trusted: Sequence[Trust],
    name: str,
    data: bytes | None,
    reason: str,
    missing: tuple[str, ...],
) -> None:
    status = verify_volume(_rebound(unsigned_volume, about, school, name, data), trusted)
    assert status.intact
    assert not status.complete
    assert (status.reasons, status.missing) == ((reason,), missing)


def test_a_volume_without_signature_is_called_so(unsigned_volume: bytes) -> None:
    status = verify_volume(unsigned_volume)
    assert (status.readable, status.signed) == (True, False)
    assert status.headline == "没有签名：无法判断是否改动"


@pytest.mark.parametrize(
    "garbage",
    [b"", b"%PDF-1.7\n", b"\x00" * 2000, "说明".encode() * 500, b"PK\x03\x04" + b"x" * 99],
)
def test_garbage_is_called_unreadable(garbage: bytes) -> None:
    status = verify_volume(garbage)
    assert status.headline == "读不懂：不是完好的 PDF 案卷"
    assert not status.bottom_line


def test_a_cut_volume_never_passes(volume: bytes, trusted: Sequence[Trust]) -> None:
    for length in range(0, len(volume), len(volume) // 23):
        status: VolumeStatus = verify_volume(volume[:length], trusted)
        assert not status.bottom_line


def test_a_signature_dated_outside_the_certificate_does_not_hold(
    unsigned_volume: bytes, school: Identity, trusted: Sequence[Trust], about: About
) -> None:
    late = about.created.replace(year=about.created.year + 11)
    status = verify_volume(sign_volume(unsigned_volume, school, "学期归档", late), trusted)
    assert not status.intact
    assert status.reasons == ("签名时间 2037-03-01 不在证书有效期内",)
