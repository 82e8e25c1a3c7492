"""The tray: scanned pages that a person has to put where they belong."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checklists.surroundings import SHANGHAI
from records.access import AccessLog
from records.backup import make_backup
from records.digest import digest
from records.disk import Disk
from records.refusals import NotAllowedError, UnknownRecordError
from records.restore import restore
from taizhang.desk import Desk, Visit
from taizhang.errors import TrayError
from taizhang.tray import Place, Tray, TrayPage, assign, discard, guessed
from tests.taizhang.office import make_home

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
CLERK = Visit("P006", NOON)
PICTURE = b"\xff\xd8\xff a page \xff\xd9"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(make_home(tmp_path, NOON), now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def tray(desk: Desk) -> Tray:
    return Tray(desk.home.folder)


def letter(desk: Desk) -> str:
    data = {
        "batch": "2025-2026学年第二学期安全责任书",
        "issued_on": "2026-03-02",
        "party_b": "许安",
        "party_type": "中层",
        "valid_from": "2026-03-02",
        "valid_to": "2026-07-03",
    }
    return desk.file_entry(CLERK, "safety_responsibility_letter", data, lambda _: b"").number


def laid(tray: Tray, picture: bytes = PICTURE, **known: Any) -> TrayPage:
    page = TrayPage(
        sha256=digest(picture), name="扫描.pdf 第3页", why="没有读到码", at=NOON, by="许安", **known
    )
    tray.put(page, picture)
    return page


def test_a_page_waits_with_its_picture_until_somebody_sees_to_it(tray: Tray) -> None:
    page = laid(tray)
    again = Tray(tray.home)
    assert again.waiting() == [page]
    assert again.picture(page.key[:8]) == PICTURE
    (kept,) = (tray.home / "tray").glob("*.jpg")
    assert kept.stat().st_mode & 0o077 == 0, "nobody else on the computer reads it"


def test_the_same_picture_lies_here_once(tray: Tray) -> None:
    page = laid(tray)
    assert not tray.put(page, PICTURE)
    assert len(tray.waiting()) == 1


def test_a_page_goes_to_the_record_a_person_names(desk: Desk, tray: Tray) -> None:
    page, number = laid(tray), letter(desk)
    assign(desk, CLERK, tray, page.key[:6], Place(number, version=1, page=2, copy=1))
    (sheet,) = desk.record(number).scans
    assert (sheet.sha256, sheet.page, sheet.copy, sheet.version) == (page.key, 2, 1, 1)
    assert desk.attachments.get(sheet.sha256) == PICTURE
    assert tray.waiting() == []
    assert not list((tray.home / "tray").glob("*.jpg"))


def test_who_died_before_the_page_was_taken_out_takes_it_out(desk: Desk, tray: Tray) -> None:
    page, number = laid(tray), letter(desk)
    assign(desk, CLERK, tray, page.key, Place(number))
    path = tray.home / "tray" / "pages.json"
    path.unlink()
    laid(tray)
    assign(desk, CLERK, tray, page.key, Place(number))
    assert tray.waiting() == []
    assert len(desk.record(number).scans) == 1


def test_a_version_is_guessed_by_the_code_for_the_record_it_names_and_no_other(
    desk: Desk, tray: Tray
) -> None:
    named, other = letter(desk), letter(desk)
    desk.correct_record(CLERK, other, {"scope": "总务处"}, "补写", lambda _: b"")
    page = laid(tray, number=named, version=7)
    assert guessed(desk.record(named), page) == 7
    assert guessed(desk.record(other), page) == 2
    form = laid(tray, b"a form", slug="safety_responsibility_letter")
    assert guessed(desk.record(other), form) == 0


def test_what_the_ledger_refuses_stays_here(desk: Desk, tray: Tray) -> None:
    page, number = laid(tray), letter(desk)
    with pytest.raises(UnknownRecordError):
        assign(desk, CLERK, tray, page.key, Place("ZRS-20260302-099"))
    with pytest.raises(NotAllowedError, match="没有第9版"):
        assign(desk, CLERK, tray, page.key, Place(number, version=9))
    desk.void_record(CLERK, number, "重复")
    with pytest.raises(NotAllowedError, match="已作废"):
        assign(desk, CLERK, tray, page.key, Place(number))
    assert tray.waiting() == [page]
    assert tray.picture(page.key) == PICTURE


def test_a_page_is_thrown_away_for_a_reason_that_is_noted(desk: Desk, tray: Tray) -> None:
    page = laid(tray)
    with pytest.raises(NotAllowedError, match="没有写丢弃的原因"):
        discard(desk, CLERK, tray, page.key, " ")
    discard(desk, CLERK, tray, page.key, "别的学校的通知")
    (noted,) = AccessLog(tray.home, Disk()).entries()
    assert (noted.how, noted.by.name, noted.what) == ("丢弃扫描页", "许安", page.key[:16])
    assert noted.why == "扫描.pdf 第3页：别的学校的通知"
    assert tray.waiting() == []
    assert not tray.put(page, PICTURE), "the same scan does not come up again"


def test_a_page_is_named_by_enough_digits_of_one(tray: Tray) -> None:
    page = laid(tray)
    for odd in ("", page.key[:5], "ffffff" if page.key[0] != "f" else "000000", "../../school"):
        with pytest.raises(TrayError):
            tray.find(odd)


def test_a_damaged_picture_is_told_and_can_be_thrown_away(desk: Desk, tray: Tray) -> None:
    page = laid(tray)
    (kept,) = (tray.home / "tray").glob("*.jpg")
    kept.write_bytes(b"cut")
    with pytest.raises(TrayError, match="已损坏"):
        tray.picture(page.key)
    discard(desk, CLERK, tray, page.key, "重新扫描")
    assert tray.waiting() == []


def test_pages_that_wait_are_backed_up(
    tray: Tray, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page, target = laid(tray), tmp_path_factory.mktemp("backup")
    backup = make_backup(tray.home, target, at=NOON)
    restore(backup.data, target / "again")
    again = Tray(target / "again")
    assert again.waiting() == [page]
    assert again.picture(page.key) == PICTURE
