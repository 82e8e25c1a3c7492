"""Paper for ink at the command line: print-run and blank."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from generator.scans import read_scans
from records.disk import Disk
from records.prints import PrintLog
from tests.taizhang.office import Office

BATCH = "2025-2026学年第二学期安全责任书"


@pytest.fixture
def letters(office: Office) -> Office:
    """Two letters of a batch, and one that was voided."""
    for person, scope in (("许安", "三（2）班"), ("方舟", "三（3）班"), ("严宁", "三（4）班")):
        data = {
            "batch": BATCH,
            "issued_on": "2026-03-05",
            "party_b": person,
            "party_type": "班主任",
            "scope": scope,
            "valid_from": "2026-03-05",
            "valid_to": "2026-07-03",
        }
        office.add("safety_responsibility_letter", data, "严宁")
    office.ask("void", "ZRS-20260305-003", "--reason", "重复", by="严宁")
    return office


def test_a_batch_is_printed_as_one_stack_and_noted(letters: Office, tmp_path: Path) -> None:
    out = tmp_path / "一叠.pdf"
    said = letters.ask("print-run", "--batch", BATCH, "--out", str(out), by="严宁")
    assert [one["number"] for one in said["records"]] == ["ZRS-20260305-001", "ZRS-20260305-002"]
    assert said["pages"] == len(pypdfium2.PdfDocument(out))
    noted = PrintLog(letters.folder, Disk()).latest()
    assert {number: one.copies for number, one in noted.items()} == {
        "ZRS-20260305-001": 2,
        "ZRS-20260305-002": 2,
    }


def test_a_file_for_each_person_comes_in_one_zip(letters: Office, tmp_path: Path) -> None:
    out = tmp_path / "每人.zip"
    letters.ask("print-run", "ZRS-20260305-001", "--to", "zip", "--out", str(out), by="严宁")
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == 4


def test_what_it_cannot_print_is_said_and_nothing_is_written(
    letters: Office, tmp_path: Path
) -> None:
    out = str(tmp_path / "没有.pdf")
    for words, what in (
        (["--batch", "没有的批次"], "没有批次"),
        ([], "没有要打印的记录"),
        (["ZRS-20260305-003"], "已作废"),
    ):
        answer = letters.run("print-run", *words, "--out", out, by="严宁")
        assert (answer.code, what in answer.error) == (2, True)
    assert "--as" in letters.run("print-run", "ZRS-20260305-001").error
    assert not Path(out).exists()


def test_an_empty_form_says_which_it_is_on_every_page(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "空白.pdf"
    words = ("--sheets", "2", "--on", "2026-03-05", "--place", "锅炉房", "--out", str(out))
    office.ask("blank", "tableware_disinfection", *words)
    codes = [page.code.payload for page in read_scans("空白.pdf", out.read_bytes()) if page.code]
    assert [(one["s"], one["p"], one["q"]) for one in codes] == [
        ("tableware_disinfection", "1", "1")
    ] * 2
    assert len({one["i"] for one in codes}) == 2
    text = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert "2026年3月5日" in text


def test_an_empty_form_of_an_unknown_place_or_of_none_is_refused(office: Office) -> None:
    assert "没有地点“月球”" in office.run("blank", "校园每日巡视记录", "--place", "月球").error
    assert "1 到 200 张" in office.run("blank", "daily_patrol", "--sheets", "0").error
