"""Scanned sheets behind the paper of a record."""

from dataclasses import replace
from datetime import date
from typing import Any

from checklists.catalogue import find
from checklists.entry import Entry
from generator.compose import compose, compose_archived
from generator.composing.annotations import notices
from generator.composing.imprint import Imprint
from generator.composing.rows import compose_row_photos, compose_rows
from generator.document import Document, Photos, Picture
from generator.layouts import Looks
from generator.pictures import size_mm
from generator.preparation import prepare
from generator.sheets import sheet_of
from records.definitions import Definition
from records.errors import AttachmentDamagedError
from records.personal import WITHHELD
from records.record import Operation, Record
from records.scans import ScannedSheet
from tests.generator.papers import photo
from tests.generator.specimens import at, continued, filed

LETTER = find("safety_responsibility_letter")
HAZARD = find("hazard_rectification")
ROWS = find("visitor_register")
MARCH_9 = date(2026, 3, 9)
FIRST = ScannedSheet("a" * 64, "扫描.pdf 第1页", page=1, of=2, copy=1, copies=2, version=1)
SECOND = replace(FIRST, sha256="b" * 64, name="扫描.pdf 第2页", page=2)


def scanned(kind: type[Entry], number: str, *sheets: ScannedSheet, **changes: Any) -> Record:
    record = filed(kind, number, {**kind.example, **changes}, at(MARCH_9, "09:00"))
    return continued(record, Operation.SCAN, at(MARCH_9, "16:00"), scans=sheets)


def letter(*sheets: ScannedSheet) -> Record:
    return scanned(LETTER, "ZRS-20260302-001", *sheets)


def archived(record: Record, imprint: Imprint) -> Document:
    return compose_archived(record, Definition.of(find(record.register)), imprint)


def test_in_a_volume_the_sheets_follow_their_record_a_page_each(imprint: Imprint) -> None:
    first, second = archived(letter(FIRST, SECOND), imprint).scans
    assert first.caption == ("扫描件　第1页/共2页　第1份　归档于2026年3月9日　ZRS-20260302-001")
    assert "第2页/共2页" in second.caption
    assert first.data == imprint.attachments(FIRST.sha256)
    assert "扫描.pdf 第1页" in first.alt


def test_the_records_own_print_has_them_when_asked_for(imprint: Imprint) -> None:
    record, form = letter(FIRST), Definition.of(LETTER)
    assert compose(record, form, imprint).scans == ()
    (one,) = compose(record, form, imprint, scans=True).scans
    assert one.caption.startswith("扫描件")


def test_a_sheet_of_a_text_that_was_changed_says_so(imprint: Imprint) -> None:
    record = continued(letter(FIRST), Operation.CORRECT, at(MARCH_9, "17:00"), scans=())
    (one,) = archived(record, imprint).scans
    assert "是第1版，之后改过" in one.caption


def test_a_sheet_without_a_code_says_only_what_is_known(imprint: Imprint) -> None:
    (one,) = archived(letter(ScannedSheet("a" * 64, "手机.jpg")), imprint).scans
    assert one.caption == "扫描件　归档于2026年3月9日　ZRS-20260302-001"


def test_a_lost_sheet_is_missed_in_its_place(imprint: Imprint) -> None:
    def lost(digest: str) -> bytes:
        raise AttachmentDamagedError(digest, "文件不见了")

    (one,) = archived(letter(FIRST), replace(imprint, attachments=lost)).scans
    assert one.lost
    assert "扫描件缺失：文件不见了" in one.caption
    assert "第1页/共2页" in one.caption


def test_what_may_not_be_seen_is_said_to_be_there(imprint: Imprint) -> None:
    masked = replace(FIRST, sha256="", name=WITHHELD)
    record = letter(masked, replace(masked, page=2))
    assert archived(record, imprint).scans == ()
    told = [one.text for one in notices(record, Definition.of(LETTER), imprint.school)]
    assert "扫描件 2 页，含个人信息，已遮盖" in told


def test_a_picture_that_a_column_names_too_is_shown_once(imprint: Imprint) -> None:
    (named,) = HAZARD.example["photo_before"]
    twice = scanned(HAZARD, "YH-20260305-001", replace(FIRST, sha256=named["sha256"]))
    other = scanned(HAZARD, "YH-20260305-002", FIRST)
    assert [len(photos(archived(one, imprint))) for one in (twice, other)] == [0, 2]
    assert len(archived(twice, imprint).scans) == 1


def photos(document: Document) -> list[Picture]:
    blocks = (block for block in document.blocks if isinstance(block, Photos))
    return [picture for block in blocks for picture in block.pictures]


def test_sheets_of_rows_stand_after_their_table(imprint: Imprint) -> None:
    form, record = Definition.of(ROWS), scanned(ROWS, "FK-20260309-001", FIRST)
    table = compose_rows((record,), form, imprint)
    (behind,) = compose_row_photos(table, (record,), form, imprint)
    assert behind.title.endswith("扫描件")
    assert behind.subtitle.endswith("共 1 页")
    assert len(behind.scans) == 1


def test_a_sheet_is_drawn_as_large_as_its_page(imprint: Imprint, looks: Looks) -> None:
    page = replace(photo(1654, 2339), alt="扫描件")
    document = replace(archived(letter(FIRST), imprint), scans=(page,))
    (ready,) = prepare(document, looks).scans
    sheet = sheet_of(document)
    assert 0.8 * sheet.text_height < ready.height < sheet.text_height
    assert size_mm(ready, 1000, ready.height)[0] <= sheet.text_width
