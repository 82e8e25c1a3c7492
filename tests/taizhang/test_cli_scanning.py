"""Paper comes back at the command line."""

from pathlib import Path

import pytest

from taizhang.desk import Desk
from taizhang.home import Home
from tests.taizhang.office import Office, make_home
from tests.taizhang.printed import HEAD, PARTY, coded, letter, printed, sign, stack


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "home")
    make_home(made.folder, made.now)
    monkeypatch.setattr("taizhang.clock.now", lambda zone: made.now.astimezone(zone))
    return made


@pytest.fixture
def number(office: Office, tmp_path: Path) -> str:
    """A letter that was printed, signed and scanned, with a page of somebody else's among it."""
    with Desk.open(Home.open(office.folder), now=lambda: office.now) as desk:
        number = letter(desk, "许安", office.now)
        first, second = printed(desk, [number], office.now)
    foreign = coded(["https://example.org/"])[0]
    pages = [first, foreign, sign(second, PARTY, HEAD)]
    (tmp_path / "scan.pdf").write_bytes(stack(pages))
    return number


def test_scan_tells_what_became_of_every_page(office: Office, number: str, tmp_path: Path) -> None:
    answer = office.run("scan", str(tmp_path / "scan.pdf"), by="P003")
    assert answer.code == 1, "a page waits"
    assert "共 3 页：归档 2 页（1 份记录），待归 1 页" in answer.text
    assert f"{number}　中层安全责任书（许安）　2 页　齐" in answer.text
    told = office.ask("scan", str(tmp_path / "scan.pdf"), by="P003")
    assert (told["filed"], told["repeated"], len(told["tray"])) == (0, 2, 1)


def test_nobody_scans_unnamed_and_no_file_is_invented(office: Office, tmp_path: Path) -> None:
    assert office.run("scan", str(tmp_path / "none.pdf"), by="P003").code == 2
    assert "没有说明是谁在办" in office.run("scan", str(tmp_path / "none.pdf")).error


def test_a_page_of_the_tray_is_put_to_a_record_or_thrown_away(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.ask("scan", str(tmp_path / "scan.pdf"), by="P003")
    (page,) = office.ask("tray")
    key = page["sha256"][:12]
    assert key in office.run("tray").text
    assert "没有写归到哪一条记录" in office.run("tray", "assign", key, by="P003").error
    refused = office.run("tray", "discard", key, by="P003")
    assert "没有写丢弃的原因" in refused.error
    told = office.ask("tray", "assign", key, number, "--page", "3", by="P003")
    assert (told["number"], told["page"], told["version"]) == (number, 3, 1)
    assert office.ask("tray") == []
    assert office.run("tray", "discard", key, "--reason", "错页", by="P003").code == 2


def test_ink_is_confirmed_with_what_the_letter_asks_for(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.ask("scan", str(tmp_path / "scan.pdf"), by="P003")
    (one,) = office.ask("countersign")
    assert [(two["role"], two["inked"]) for two in one["places"]] == [(PARTY, True), (HEAD, True)]
    assert one["asked"]["signed_on"] == "签订日期"
    assert {two["why"] for two in office.ask("countersign", "--missing")} == {"有笔迹，待核对"}
    facts = ("签订日期=2026-03-04", "乙方留存=是", "甲方盖章=是", "骑缝章=是")
    words = [word for fact in facts for word in ("--set", fact)]
    assert "不是要填的栏" in office.run("countersign", number, "--set", "天气=晴", by="P003").error
    (done,) = office.ask("countersign", number, *words, by="P003")
    assert (done["signed"], done["refused"]) == ([PARTY, HEAD], "")
    shown = office.run("show", number).text
    assert "已签结" in shown
    assert "第1页/共2页　第1份，2026年3月5日 12:00 归档" in shown
    assert office.run("countersign", "--missing").code == 0
