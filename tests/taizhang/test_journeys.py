"""From a simulated fortnight to a bound, verified ledger; what is changed on the way is found."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.identity import certificate_pem, make_school_identity, open_identity
from generator.pdfa import check
from generator.signing import sign_volume
from records.record import Operation
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.papers import open_press
from taizhang.rehearsal import build_home, carry_out
from taizhang.simulator import Plan, simulate
from taizhang.volumes import Bound, bind_term
from taizhang.vouching import verify_path
from tests.taizhang.office import Office
from tests.taizhang.reading import entered, not_printed, strange_characters

TERM = "2025-2026-2"


@dataclass(frozen=True)
class Fortnight:
    """A bound simulation."""

    plan: Plan
    home: Home
    bound: Bound


@pytest.fixture(scope="module")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortnight]:
    """Two weeks at a small school, bound by its head of logistics when they end."""
    plan = simulate(weeks=2)
    home = build_home(tmp_path_factory.mktemp("fortnight") / "home", plan)
    from taizhang.demo import binder

    with Desk.open(home, now=lambda: plan.ends) as desk, open_press(home) as press:
        carry_out(desk, plan)
        yield Fortnight(plan, home, bind_term(desk, press, binder(desk, plan), TERM))


@pytest.fixture
def inspector(fortnight: Fortnight, tmp_path: Path) -> Office:
    """Somebody with a command line and no home of their own."""
    return Office(tmp_path / "nothing")


@pytest.fixture
def ledger(fortnight: Fortnight, tmp_path: Path) -> Path:
    """The ledger as it was handed over."""
    path = tmp_path / "ledger.pdf"
    path.write_bytes(fortnight.bound.signed)
    return path


@pytest.fixture
def copied(fortnight: Fortnight, tmp_path: Path) -> Path:
    """The home, to be spoilt."""
    return Path(shutil.copytree(fortnight.home.folder, tmp_path / "copied"))


def test_the_ledger_is_trusted_at_its_own_school_and_keeps_pdfa(
    fortnight: Fortnight, ledger: Path
) -> None:
    report = verify_path(ledger, fortnight.home.folder)
    assert report.ok, report.lines
    assert check(fortnight.bound.signed) == []
    assert check(fortnight.bound.volume.pdf) == []


def test_what_was_entered_comes_out_of_the_ledger_character_by_character(
    fortnight: Fortnight,
) -> None:
    assert len(entered(fortnight.bound.signed)) > 100
    assert not_printed(fortnight.bound.signed) == set()
    assert strange_characters(fortnight.bound.signed) == set()


def test_an_inspector_trusts_the_certificate_that_the_school_gave(
    fortnight: Fortnight, ledger: Path, inspector: Office
) -> None:
    assert inspector.run("verify", str(ledger)).code == 1
    certificate = fortnight.home.folder / "keys" / "school.pem"
    trusted = inspector.run("verify", str(ledger), "--trust", str(certificate))
    assert (trusted.code, "签名人可信" in trusted.text) == (0, True)


def test_a_ledger_signed_again_by_a_stranger_is_whole_but_unknown(
    fortnight: Fortnight, tmp_path: Path
) -> None:
    data = make_school_identity("青禾市云溪路小学", None, fortnight.plan.ends)
    stranger = open_identity(data)
    path = tmp_path / "again.pdf"
    path.write_bytes(sign_volume(fortnight.bound.volume.pdf, stranger, "归档", fortnight.plan.ends))
    office = Office(fortnight.home.folder)
    answer = office.run("verify", str(path))
    assert (answer.code, "完整，但签名人未知" in answer.text) == (1, True)
    (tmp_path / "stranger.pem").write_bytes(certificate_pem(stranger.certificate))
    trusting = office.run("verify", str(path), "--trust", str(tmp_path / "stranger.pem"))
    assert trusting.code == 0


def test_any_changed_byte_is_found(fortnight: Fortnight, tmp_path: Path) -> None:
    signed, path = fortnight.bound.signed, tmp_path / "changed.pdf"
    dice, passed = random.Random(1), []
    places = [0, 5, signed.rindex(b"startxref") + 3, signed.rindex(b"/Contents") + 12]
    places += [signed.index(b"/EmbeddedFile"), len(signed) - 2]
    for place in (*places, *(dice.randrange(len(signed)) for _ in range(200))):
        changed = bytearray(signed)
        changed[place] ^= 1 << dice.randrange(8)
        path.write_bytes(changed)
        if verify_path(path, fortnight.home.folder).ok:
            passed.append(place)
    assert passed == []


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF\n", b"junk"])
def test_bytes_after_the_end_are_found(fortnight: Fortnight, tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "longer.pdf"
    path.write_bytes(fortnight.bound.signed + tail)
    assert not verify_path(path, fortnight.home.folder).ok


def test_binding_again_gives_the_same_master(fortnight: Fortnight) -> None:
    from taizhang.demo import binder

    plan, home = fortnight.plan, fortnight.home
    with Desk.open(home, now=lambda: plan.ends) as desk, open_press(home) as press:
        again = bind_term(desk, press, binder(desk, plan), TERM)
    assert again.volume.pdf == fortnight.bound.volume.pdf


def test_the_home_is_sound_and_a_changed_journal_is_named_by_line(
    fortnight: Fortnight, copied: Path
) -> None:
    assert verify_path(fortnight.home.folder, None).ok
    path = copied / "ledgers" / f"{TERM}.journal"
    lines = path.read_bytes().split(b"\n")
    lines[6] = lines[6].replace(b"1", b"2", 1)
    path.write_bytes(b"\n".join(lines))
    report = verify_path(copied, None)
    assert not report.ok
    assert "第 7 行被改动" in " ".join(report.lines)


def test_a_cut_tail_is_found_with_the_head_from_the_volume_note(
    fortnight: Fortnight, copied: Path
) -> None:
    head = fortnight.bound.volume.manifest.head
    printed = f"{head.lines}:{head.digest[:16]}"
    assert verify_path(copied, None, head=printed).ok
    path = copied / "ledgers" / f"{TERM}.journal"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-3]))
    (copied / "ledgers" / f"{TERM}.receipt").unlink()
    assert verify_path(copied, None).ok  # nothing in the home itself can show it
    report = verify_path(copied, None, head=printed)
    assert (report.ok, "末尾被删" in " ".join(report.lines)) == (False, True)


def test_a_missing_photo_is_named(copied: Path) -> None:
    photo = next(path for path in (copied / "attachments").rglob("*") if path.is_file())
    photo.unlink()
    report = verify_path(copied, None)
    assert (report.ok, photo.name[:16] in " ".join(report.lines)) == (False, True)


def test_what_is_missing_and_late_is_exactly_what_the_plan_left_out(fortnight: Fortnight) -> None:
    plan = fortnight.plan
    listed = {
        (one.slug, duty.duty.first, duty.duty.subject, str(duty.standing))
        for one in fortnight.bound.standings
        for duty in one.shortfalls
        if one.slug not in ("safety_responsibility_letter", "fee_publicity")
    }
    expected = {
        (gap.register, gap.day, gap.subject, standing)
        for gaps, standing in ((plan.expected_missing, "缺"), (plan.expected_late, "补录"))
        for gap in gaps
        if gap.register not in ("safety_responsibility_letter", "fee_publicity")
    }
    assert listed == expected


def test_a_backup_brings_everything_back(
    fortnight: Fortnight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "correct horse battery")
    (tmp_path / "usb").mkdir()
    made = Office(fortnight.home.folder).ask("backup", str(tmp_path / "usb"))
    new = Office(tmp_path / "new")
    answer = new.run("restore", made["data"], "--keys", made["keys"])
    assert answer.code == 0, answer.text + answer.error
    assert verify_path(new.folder, None).ok
    assert new.ask("list", "--term", TERM) == Office(fortnight.home.folder).ask(
        "list", "--term", TERM
    )
    ledger = tmp_path / "l.pdf"
    ledger.write_bytes(fortnight.bound.signed)
    assert new.run("verify", str(ledger)).code == 0


def test_a_backup_is_refused_by_a_home_that_has_gone_its_own_way(
    fortnight: Fortnight, copied: Path, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    made = Office(fortnight.home.folder).ask("backup", str(tmp_path / "usb"), "--no-keys")
    path = copied / "ledgers" / f"{TERM}.journal"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"LY-", b"XX-", 1))
    answer = Office(copied).run("restore", made["data"])
    assert answer.code == 2
    assert path.read_bytes() == before.replace(b"LY-", b"XX-", 1)


def test_a_sealed_term_takes_nothing_more_and_is_verified(
    fortnight: Fortnight, copied: Path
) -> None:
    office, principal = Office(copied), "沈云霁"
    sealed = office.ask("seal", TERM, "--yes", by=principal)
    assert sealed["lines"] == fortnight.bound.volume.manifest.head.lines + 1
    number = office.ask("list", "--term", TERM)[0]["number"]
    answer = office.run("void", number, "--reason", "试", by=principal)
    assert (answer.code, "封存" in answer.error) == (2, True)
    assert office.run("verify", str(copied)).code == 0


def test_every_kind_of_act_was_carried_out(fortnight: Fortnight) -> None:
    full = {act.verb for act in simulate().acts}
    not_played = {Operation.ERASE, Operation.SCAN, Operation.STAMP}
    assert full == set(Operation) - not_played  # somebody asks for that; paper is not invented


def test_the_log_names_steps_and_no_person(fortnight: Fortnight) -> None:
    office = Office(fortnight.home.folder)
    number = office.ask("list", "--term", TERM)[0]["number"]
    office.ask("show", number)
    people = {item.name for item in fortnight.plan.directory.items["person"].values()}
    for path in (fortnight.home.folder / "logs").glob("*"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in people if name in text]
