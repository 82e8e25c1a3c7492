"""The print log: what was printed last, where ink is expected, and that nothing is taken out."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checklists.surroundings import SHANGHAI
from records.disk import Disk
from records.errors import NotWrittenError
from records.prints import InkPlace, Print, PrintLog
from records.record import Person

AT = datetime(2026, 9, 1, 8, 30, tzinfo=SHANGHAI)
PLACES = (
    InkPlace("甲方校长（盖章）", 2, 28.0, 120.5, 78.0, 22.0),
    InkPlace("乙方本人", 2, 106, 120.5, 78, 22),
)
LETTER = Print(AT, Person("P006", "许安"), "ZRS-20260901-001", 1, "ab" * 32, 2, 3, PLACES)
OTHER = replace(LETTER, number="ZRS-20260901-002", places=())


@pytest.fixture
def log(tmp_path: Path) -> PrintLog:
    return PrintLog(tmp_path, Disk())


def book(folder: Path) -> Path:
    return folder / "prints" / "2026.log"


def test_a_run_is_one_line_and_every_paper_comes_back_as_it_was(
    log: PrintLog, tmp_path: Path
) -> None:
    log.note([LETTER, OTHER])
    assert list(log.entries()) == [LETTER, OTHER]
    assert book(tmp_path).read_bytes().count(b"\n") == 1


def test_the_last_print_of_a_record_counts_and_others_stay(log: PrintLog) -> None:
    again = replace(LETTER, at=AT + timedelta(days=1), version=3, copies=3)
    log.note([LETTER, OTHER])
    log.note([again])
    assert log.latest() == {LETTER.number: again, OTHER.number: OTHER}


def test_where_ink_is_expected_is_told_for_the_version_that_was_printed(log: PrintLog) -> None:
    log.note([LETTER])
    log.note([replace(LETTER, version=3, places=PLACES[:1])])
    found = log.of(LETTER.number, 1)
    assert found is not None
    assert found.places == PLACES
    assert log.of(LETTER.number, 2) is None


def test_a_home_where_nothing_was_printed_has_no_prints(log: PrintLog) -> None:
    log.note([])
    assert log.latest() == {}
    assert log.damage() == ()


def test_a_run_that_was_taken_out_is_seen(log: PrintLog, tmp_path: Path) -> None:
    for number in range(3):
        log.note([replace(LETTER, number=f"ZRS-20260901-{number:03d}")])
    lines = book(tmp_path).read_bytes().splitlines(keepends=True)
    book(tmp_path).write_bytes(lines[0] + lines[2])
    assert log.damage() == ("2026.log 第 2 行被改动或残缺",)
    with pytest.raises(NotWrittenError, match="打印日志"):
        log.note([LETTER])
