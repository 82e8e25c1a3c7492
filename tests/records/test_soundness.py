import random
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from checklists.entry import Entry
from records.acts import File
from records.attachments import Attachments
from records.disk import Disk
from records.ledger import Ledger
from records.seal import seal_term
from records.soundness import TermStatus, verify_home
from tests.records.conftest import DONG, NOON, TERM, WANG


@pytest.fixture
def home(ledger: Ledger, sample: Callable[..., Entry]) -> Path:
    """Three samples, the last one with a photo."""
    digest = Attachments(ledger.home / "attachments", Disk()).put(b"photo")
    photo = {"sha256": digest, "name": "留样.jpg", "media_type": "image/jpeg"}
    acts = (File(sample()), File(sample(weight=200)), File(sample(photos=[photo])))
    for act in acts:
        ledger.append(act, by=DONG, at=NOON)
    return ledger.home


def only(home: Path, *trusted: str, head: str | None = None) -> TermStatus:
    (status,) = verify_home(home, trusted=trusted, expected_head=head)
    return status


def test_a_home_that_nobody_touched_is_sound(home: Path) -> None:
    assert only(home).sound
    assert only(home).problems == ()


def test_a_changed_byte_is_found_and_its_line_named(home: Path) -> None:
    path = home / "ledgers" / f"{TERM}.journal"
    whole, chance = path.read_bytes(), random.Random(7)
    for place in (chance.randrange(len(whole)) for _ in range(50)):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        found = only(home)
        assert not found.sound
        assert found.chain.broken_at == whole[:place].count(b"\n") + 1
        path.write_bytes(whole)


def test_a_missing_photo_and_a_changed_definition_are_named(home: Path) -> None:
    (photo,) = (one for one in (home / "attachments").rglob("*") if one.is_file())
    photo.unlink()
    (definition,) = (home / "definitions").iterdir()
    definition.write_bytes(definition.read_bytes().replace(b"125", b"100", 1))
    found = only(home)
    assert found.chain.intact
    assert not found.sound
    assert [text.split("：")[1].split("。")[0] for text in found.problems] == [
        "内容被改动",
        "文件不见了",
    ]


def test_a_head_that_was_printed_convicts_a_cut_tail(home: Path, ledger: Ledger) -> None:
    head = f"{ledger.size}:{ledger.head[:16]}"
    assert only(home, head=head).sound
    path = home / "ledgers" / f"{TERM}.journal"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    path.with_suffix(".receipt").unlink()
    assert only(home).sound, "nothing in the home itself can tell"
    assert "末尾被删" in only(home, head=head).problems[0]


def test_a_seal_is_trusted_by_the_schools_key(home: Path, ledger: Ledger) -> None:
    seal = seal_term(ledger, ec.generate_private_key(ec.SECP256R1()), by=WANG, at=NOON)
    assert only(home, seal.fingerprint).sound
    assert only(home).problems == ("完整，但签名人未知",)
    (home / "ledgers" / f"{TERM}.seal").unlink()
    assert "没有签名的封存文件" in only(home, seal.fingerprint).problems[0]
