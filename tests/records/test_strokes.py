from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.entry import Entry
from records.acts import Acknowledgement, Continue, Correct, File, Sign
from records.attachments import Attachments
from records.backup import make_backup
from records.disk import Disk
from records.ledger import Ledger
from records.record import Operation
from records.refusals import SigningRefusedError, StrokesUnusableError
from records.restore import restore
from records.soundness import verify_home
from records.strokes import read_strokes
from tests.pen import mark, signature
from tests.records.conftest import DONG, HE, NOON, TERM
from tests.records.test_lifecycle import DISPOSED, EVENING


def kept(ledger: Ledger, raw: bytes) -> str:
    """The digest of strokes that were kept as the desk does."""
    return Attachments(ledger.home / "attachments", Disk()).put(read_strokes(raw).canonical())


# ---- the drawing


def test_what_a_pen_drew_is_kept_in_one_form() -> None:
    raw = signature("𬱖㛃")
    once = read_strokes(raw).canonical()
    assert read_strokes(once).canonical() == once
    assert once.startswith(b'{"h":220,"strokes":[[[')
    assert read_strokes(raw.replace(b" ", b"")).canonical() == once
    assert b"." not in once, "parts of a unit are rounded away"


def test_a_name_is_more_than_a_dot_or_a_tick() -> None:
    assert read_strokes(mark(12, 40.6)).points[-1] == (51, 100, 176)
    for raw in (mark(11, 300), mark(40, 40), b'{"w":600,"h":220,"strokes":[]}'):
        with pytest.raises(StrokesUnusableError, match="笔画太少，不像签名。清除后签上全名"):
            read_strokes(raw)


@given(st.floats(38, 44))
def test_what_was_taken_once_is_taken_again(width: float) -> None:
    """Rounding to whole units must not make a name of what is none, nor the other way round."""
    with suppress(StrokesUnusableError):
        drawn = read_strokes(mark(20, width))
        assert read_strokes(drawn.canonical()) == drawn


def test_a_pen_that_leaves_its_field_is_heard_all_the_same() -> None:
    over = mark(20, 900)
    assert max(x for x, _, _ in read_strokes(over).points) > 600


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"w":600,"h":220}',
        b'{"w":600,"h":220,"strokes":[[]]}',
        b'{"w":600,"h":220,"strokes":[[[1,2]]]}',
        b'{"w":600,"h":220,"strokes":[[[1,2,"a"]]]}',
        b'{"w":600,"h":220,"strokes":[[[NaN,2,3]]]}',
        b'{"w":600,"h":220,"strokes":[[[1e308,2,3]]]}',
        b'{"w":600,"h":220,"strokes":[[[1,2,-3]]]}',
        b'{"w":0,"h":220,"strokes":[[[1,2,3]]]}',
        b'{"w":600,"h":220,"strokes":[[[1,2,3]]],"name":"x"}',
    ],
)
def test_what_is_no_drawing_is_refused(raw: bytes) -> None:
    with pytest.raises(StrokesUnusableError, match="手写签名：读不出笔迹"):
        read_strokes(raw)


def test_a_drawing_has_an_end() -> None:
    with pytest.raises(StrokesUnusableError, match="笔画太多"):
        read_strokes(mark(8001, 500))
    with pytest.raises(StrokesUnusableError, match="太大"):
        read_strokes(mark(12, 60) + b" " * 500_000)


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_read_or_refused(raw: bytes) -> None:
    with suppress(StrokesUnusableError):
        read = read_strokes(raw)
        assert read_strokes(read.canonical()) == read


# ---- bound to the record


def test_the_line_that_signs_names_the_strokes_and_the_content_they_vouch_for(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    done = ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    strokes = kept(ledger, signature())
    ledger.append(Sign(filed.number, strokes=strokes), by=DONG, at=EVENING)
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        record = again.get(filed.number)
        (operation,) = again.journal.lines()[-1].content["ops"]
    assert (operation["strokes"], operation["signs"]) == (strokes, done.versions[0].digest)
    assert (record.latest.strokes, record.latest.signs) == (strokes, record.content.digest)
    assert [one.strokes for one in record.signatures] == [strokes]


def test_what_is_signed_without_strokes_stands_in_the_journal_as_ever(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    ledger.append(Sign(filed.number), by=DONG, at=EVENING)
    (operation,) = ledger.journal.lines()[-1].content["ops"]
    assert operation == {
        "op": "sign",
        "register": "food_sample_retention",
        "number": filed.number,
        "version": 3,
        "date": "2026-03-05",
        "role": "留样员",
    }
    assert [one.strokes for one in ledger.get(filed.number).signatures] == [""]


def test_a_later_signer_vouches_for_the_content_too_not_for_a_signature(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    done = ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    for person in (DONG, HE):
        strokes = kept(ledger, signature(person.name))
        ledger.append(Sign(filed.number, strokes=strokes), by=person, at=EVENING)
    signed = [one for one in ledger.history(filed.number) if one.operation is Operation.SIGN]
    assert [one.signs for one in signed] == [done.versions[0].digest] * 2
    assert len({one.strokes for one in signed}) == 2


def test_strokes_are_put_on_what_is_kept_not_on_what_is_being_written(
    ledger: Ledger, sample: Callable[..., Entry]
) -> None:
    acts = (File(sample()), Sign("LY-20260305-001", strokes=kept(ledger, signature())))
    with pytest.raises(SigningRefusedError, match="先登记，再签名"):
        ledger.append(*acts, by=DONG, at=NOON)
    assert ledger.size == 1


def test_a_correction_takes_a_signature_with_its_strokes_away(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    ledger.append(Sign(filed.number, strokes=kept(ledger, signature())), by=DONG, at=EVENING)
    content = {**ledger.get(filed.number).entry, "weight": 150}
    ledger.append(Correct(filed.number, content, "抄错"), by=DONG, at=EVENING)
    assert ledger.get(filed.number).signatures == ()


# ---- as an attachment


@pytest.fixture
def signed(ledger: Ledger, filed: Acknowledgement) -> Path:
    """A home with one record that was signed by hand; its only attachment."""
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    name = kept(ledger, signature())
    ledger.append(Sign(filed.number, strokes=name), by=DONG, at=EVENING)
    return ledger.home / "attachments" / name[:2] / name


def test_a_home_without_its_strokes_is_not_sound(ledger: Ledger, signed: Path) -> None:
    (status,) = verify_home(ledger.home)
    assert status.sound
    signed.write_bytes(signed.read_bytes().replace(b"600", b"601", 1))
    (status,) = verify_home(ledger.home)
    assert status.problems == (
        f"附件 {signed.name[:16]}…：内容被改动或残缺。请从备份恢复 attachments 目录",
    )
    signed.unlink()
    (status,) = verify_home(ledger.home)
    assert "文件不见了" in status.problems[0]


def test_a_backup_has_the_strokes_and_a_restore_says_when_they_are_missing(
    ledger: Ledger, signed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    whole = make_backup(ledger.home, elsewhere, at=EVENING)
    restored = restore(whole.data, elsewhere / "whole")
    assert not [one for one in restored.missing if "附件" in one]
    assert (elsewhere / "whole" / signed.relative_to(ledger.home)).is_file()
    signed.unlink()
    lacking = make_backup(ledger.home, elsewhere, at=EVENING + timedelta(seconds=1))
    (missing, *_) = restore(lacking.data, elsewhere / "lacking").missing
    assert "文件不见了" in missing
