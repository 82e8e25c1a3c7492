"""Seals at the command line: kept, asked for, allowed, used, told."""

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.simulator.seals import draw_seal
from tests.taizhang.office import Office
from tests.taizhang.sealed import SEAL, letter


@pytest.fixture
def number(office: Office, tmp_path: Path) -> str:
    """A signed letter, at a school whose head keeps a seal with 董䶮."""
    picture = tmp_path / "seal.png"
    picture.write_bytes(draw_seal("青禾市云溪路小学"))
    words = ("stamp", "image", str(picture), "--seal", SEAL, "--custodian", "董䶮")
    kept = office.ask(*words, by="周㛃")
    assert (kept["seal"], kept["red"], kept["width"]) == (SEAL, True, 42)
    with Desk.open(Home.open(office.folder), now=lambda: office.now) as desk:
        return letter(desk)


def test_from_the_application_to_the_paper_and_the_log(
    office: Office, number: str, tmp_path: Path
) -> None:
    made = office.ask(
        "stamp", "ask", number, "--seal", SEAL, "--copies", "2", "--why", "签订", by="许安"
    )
    (listed,) = office.ask("stamp", "list")
    assert (listed["id"], listed["state"]) == (made["id"], "待批准")
    assert office.ask("stamp", "approve", made["id"], by="沈玥")["state"] == "待用印"
    used = office.ask("stamp", "use", made["id"], "--out", str(tmp_path / "out"), by="董䶮")
    (paper,) = used["papers"]
    assert (used["state"], paper["stamp_no"]) == ("已用印", "用印〔2026〕1号")
    first = Path(paper["file"]).read_bytes()
    assert len(pypdfium2.PdfDocument(first)) > 1
    assert Path(paper["issued"]).read_bytes() == first
    again = office.ask("stamp", "use", made["id"], "--out", str(tmp_path / "again"), by="董䶮")
    assert Path(again["papers"][0]["file"]).read_bytes() == first, "taken twice, stamped once"
    (use,) = office.ask("stamp")
    assert (use["number"], use["copies"], use["why"]) == (number, 2, "签订（许安申请）")
    assert (use["approved_by"], use["by"], use["stands"]) == ("沈玥", "董䶮", True)
    assert "用印〔2026〕1号" in office.run("stamp", "log", "2026").text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_log_is_printed(office: Office, number: str, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"log.{form}"
    answer = office.ask("stamp", "log", "--to", form, "--out", str(target))
    assert answer == {"file": str(target), "uses": 0}
    data = target.read_bytes()
    if form == "pdf":
        text = next(iter(pypdfium2.PdfDocument(data))).get_textpage().get_text_range()
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as word:
            text = word.read("word/document.xml").decode()
    assert "用印登记簿" in text


def test_a_word_file_of_a_stamped_letter_says_so_and_has_no_picture_of_the_seal(
    office: Office, number: str, tmp_path: Path
) -> None:
    made = office.ask("stamp", "ask", number, "--seal", SEAL, "--why", "签订", by="许安")
    office.ask("stamp", "approve", made["id"], by="周㛃")
    before, after = tmp_path / "before.docx", tmp_path / "after.docx"
    office.ask("print", number, "--to", "docx", "--out", str(before))
    office.ask("stamp", "use", made["id"], "--out", str(tmp_path), by="董䶮")
    office.ask("print", number, "--to", "docx", "--out", str(after))
    with zipfile.ZipFile(before) as unstamped, zipfile.ZipFile(after) as stamped:
        assert "用印〔2026〕1号" in stamped.read("word/document.xml").decode()
        assert "用印〔" not in unstamped.read("word/document.xml").decode()
        pictures = [
            [name for name in one.namelist() if "/media/" in name] for one in (unstamped, stamped)
        ]
    assert pictures[0] == pictures[1], "the code is the only one"


@pytest.mark.parametrize(
    ("words", "by", "said"),
    [
        (("stamp", "drop", SEAL), "董䶮", "不是校长"),
        (("stamp", "approve"), "周㛃", "写一个编号"),
        (("stamp", "approve", "ffffffff"), "周㛃", "没有编号为“ffffffff”"),
        (("stamp", "ask", "--seal", SEAL, "--why", "签订"), "许安", "1 到 200 份"),
        (("stamp", "ask", "ZRS-20260302-001", "--why", "签订"), "许安", "要写用哪枚印章"),
        (("stamp", "log", "后天"), "", "后天"),
    ],
)
def test_what_cannot_be_is_refused_in_chinese(
    office: Office, number: str, words: tuple[str, ...], by: str, said: str
) -> None:
    answer = office.run(*words, by=by)
    assert answer.code == 2
    assert said in answer.error


@pytest.mark.parametrize(("width", "said"), [("99", "宽度"), ("9", "宽度")])
def test_a_seal_as_large_as_none_is_refused(
    office: Office, number: str, tmp_path: Path, width: str, said: str
) -> None:
    words = ("stamp", "image", str(tmp_path / "seal.png"), "--seal", SEAL, "--custodian", "董䶮")
    answer = office.run(*words, "--width", width, by="周㛃")
    assert (answer.code, said in answer.error) == (2, True)


def test_a_seal_that_was_dropped_is_asked_for_in_vain(office: Office, number: str) -> None:
    office.ask("stamp", "drop", SEAL, by="周㛃")
    answer = office.run("stamp", "ask", number, "--seal", SEAL, "--why", "签订", by="许安")
    assert "没有“公章”这枚印章" in answer.error
