from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from checklists.entry import Entry
from checklists.surroundings import SHANGHAI
from records.acts import Continue, Correct, File
from records.disk import Disk
from records.errors import LedgerSealedError
from records.hazards import hazards_of
from records.ledger import Ledger
from records.refusals import SealBrokenError, TermOrderError
from records.seal import (
    PrivateKey,
    Seal,
    SealStatus,
    check_seal,
    public_bytes,
    read_seal,
    seal_path,
    seal_term,
)
from records.terms import terms_kept
from tests.records.conftest import DONG, NOON, TERM, WANG, make_school

NEXT = "2026-2027-1"
JULY = datetime(2026, 7, 1, 9, 0, tzinfo=SHANGHAI)
AUTUMN = datetime(2026, 9, 3, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture(params=["ecdsa", "ed25519"])
def key(request: pytest.FixtureRequest) -> PrivateKey:
    if request.param == "ecdsa":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


@pytest.fixture
def seal(ledger: Ledger, key: PrivateKey, sample: Callable[..., Entry]) -> Seal:
    """A sealed term with two samples, one of them too light."""
    ledger.append(File(sample()), File(sample(weight=60)), by=DONG, at=NOON)
    return seal_term(ledger, key, by=WANG, at=JULY)


def status(ledger: Ledger, seal: Seal, *trusted: str) -> SealStatus:
    return check_seal(seal, ledger.header.school, ledger.term, ledger.verify(), trusted)


def next_term(ledger: Ledger) -> Ledger:
    return Ledger.open(ledger.home, NEXT, school=make_school(NEXT))


def test_a_sealed_term_takes_nothing_more_and_says_so(
    ledger: Ledger, seal: Seal, key: PrivateKey, sample: Callable[..., Entry]
) -> None:
    with pytest.raises(LedgerSealedError):
        ledger.append(File(sample()), by=DONG, at=NOON)
    with Ledger.open(ledger.home, TERM, school=make_school()) as again:
        with pytest.raises(LedgerSealedError):
            again.append(File(sample()), by=DONG, at=NOON)
        assert again.is_sealed
    with pytest.raises(SealBrokenError, match="已经封存"):
        seal_term(ledger, key, by=WANG, at=JULY)
    assert ledger.journal.path.stat().st_mode & 0o222 == 0


def test_a_seal_is_genuine_fits_and_is_trusted_by_the_schools_key_only(
    ledger: Ledger, seal: Seal, key: PrivateKey
) -> None:
    assert public_bytes(key.public_key()) == seal.public_key
    assert read_seal(seal_path(ledger.journal.path), Disk()) == seal
    known = status(ledger, seal, seal.fingerprint)
    assert (known.genuine, known.fits, known.trusted, known.reason) == (True, True, True, "")
    assert status(ledger, seal, "0" * 64).reason == "完整，但签名人未知"


def test_a_changed_seal_and_a_rewritten_ledger_are_found(ledger: Ledger, seal: Seal) -> None:
    other = replace(seal.checkpoint, head="0" * 64)
    assert not status(ledger, replace(seal, checkpoint=other), seal.fingerprint).genuine
    flipped = seal.signature[:-1] + bytes([seal.signature[-1] ^ 1])
    assert not status(ledger, replace(seal, signature=flipped)).genuine
    shorter = replace(ledger.verify(), length=2)
    found = check_seal(seal, ledger.header.school, TERM, shorter, [seal.fingerprint])
    assert (found.genuine, found.fits) == (True, False)
    assert "台账与封存时不符：封存 3 行" in found.reason
    stranger = check_seal(seal, "别的学校", TERM, ledger.verify(), [seal.fingerprint])
    assert not stranger.fits


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"checkpoint": {}}'])
def test_a_seal_that_cannot_be_read_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / f"{TERM}.seal"
    assert read_seal(path, Disk()) is None
    path.write_text(text)
    with pytest.raises(SealBrokenError, match="读不懂"):
        read_seal(path, Disk())


def test_sealing_goes_on_where_a_crash_left_it(
    ledger: Ledger, key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr("records.seal.write_whole", die)
        with pytest.raises(KeyboardInterrupt):
            seal_term(ledger, key, by=WANG, at=JULY)
    assert ledger.is_sealed
    seal = seal_term(ledger, key, by=WANG, at=JULY + timedelta(days=1))
    assert status(ledger, seal, seal.fingerprint).reason == ""


def test_a_term_begins_when_the_one_before_is_sealed(ledger: Ledger) -> None:
    with pytest.raises(TermOrderError, match=f"上一学期 {TERM} 的台账还没有封存"):
        next_term(ledger)
    assert terms_kept(ledger.home) == [TERM]
    with pytest.raises(TermOrderError, match=f"已经有更晚的学期 {TERM}"):
        Ledger.open(ledger.home, "2025-2026-1", school=make_school("2025-2026-1"))


def test_a_new_term_follows_the_head_of_the_one_before_and_counts_on(
    ledger: Ledger, seal: Seal, sample: Callable[..., Entry]
) -> None:
    with next_term(ledger) as current:
        assert current.header.previous == ledger.head
        late = current.append(File(sample(AUTUMN, weight=70), "漏登"), by=DONG, at=AUTUMN)
        assert late.numbers == ("LY-20260305-003", "YH-20260305-002")
        hazard = current.get("YH-20260305-002")
        assert hazard.entry["hazard_no"] == "2026-002", "the series of a year goes on"


def test_a_sealed_record_is_corrected_in_the_current_term_and_both_are_shown(
    ledger: Ledger, seal: Seal
) -> None:
    before = ledger.journal.path.read_bytes()
    with next_term(ledger) as current:
        data = {**current.get("LY-20260305-001").entry, "weight": 128}
        act = Correct("LY-20260305-001", data, "核对照片", expected_version=1)
        current.append(act, by=DONG, at=AUTUMN)
        record = current.get("LY-20260305-001")
        assert [one.term for one in record.versions] == ["", TERM]
        assert [(one.before, one.after) for one in record.corrections] == [(130, 128)]
        assert [one.number for one in current.amended()] == ["LY-20260305-001"]
        assert list(current.find()) == []
        assert current.numbers_by(DONG.id, "food_sample_retention") == []
    assert ledger.journal.path.read_bytes() == before


def test_a_hazard_left_open_is_carried_into_the_next_term_until_it_is_closed(
    ledger: Ledger, seal: Seal
) -> None:
    assert ledger.journal.lines()[-1].content["sealed"] == {
        "records": 3,
        "open_hazards": ["YH-20260305-001"],
    }
    with next_term(ledger) as current:
        assert [one.number for one in hazards_of(current, AUTUMN)] == ["YH-20260305-001"]
        place = Continue("YH-20260305-001", {"place": "留样间"})
        current.append(place, by=WANG, at=AUTUMN)
        (carried,) = hazards_of(current, AUTUMN)
        assert (carried.place, carried.is_open) == ("留样间", True)
        assert hazards_of(ledger, AUTUMN)[0].place == "", "the sealed term stays as it was"
