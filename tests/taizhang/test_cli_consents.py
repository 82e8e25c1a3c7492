"""What families are told and asked, at the command line."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from checklists.surroundings import SHANGHAI
from tests.taizhang.families import CARE, FREE, SERVICE, THREE, Families, add_families
from tests.taizhang.office import Office

PERIOD = ("--from", "2026-03-09", "--to", "2026-07-03")


@pytest.fixture
def families(office: Office) -> Families:
    """The notice hangs since 2 March; it is the 5th."""
    found = add_families(office.folder)
    found.put_up()
    return found


def made(office: Office) -> list[str]:
    answer = office.ask("consents", "make", CARE, THREE, *PERIOD, by="蒋禾")
    return [number for one in answer for number in one["numbers"]]


def filled_in(office: Office, tmp_path: Path, *rows: tuple[str, str | None]) -> Path:
    """The sheet of the class with answers typed into it."""
    path = tmp_path / "意愿.xlsx"
    office.ask("consents", "sheet", CARE, THREE, "--out", str(path), by="蒋禾")
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for number, (choice, day) in enumerate(rows, 2):
        page.cell(number, 3, choice)
        page.cell(number, 4, day)
    book.save(path)
    return path


def test_a_class_is_asked_and_who_was_left_out_is_said(office: Office, families: Families) -> None:
    done = office.run("consents", "make", CARE, THREE, *PERIOD, by="蒋禾")
    assert f"{THREE}：发出 5 份" in done.text
    assert "1 名学生名录里没有监护人，没有发：3006" in done.error
    assert done.code == 1
    again = office.run("consents", "make", CARE, THREE, *PERIOD, "--anyway", by="蒋禾")
    assert "发出 1 份，原来就有 5 份" in again.text
    assert again.code == 0


def test_without_classes_every_class_with_pupils_is_asked(
    office: Office, families: Families
) -> None:
    answer = office.ask("consents", "make", CARE, *PERIOD, by="蒋禾")
    assert [(one["class_"], len(one["numbers"])) for one in answer] == [
        ("三（1）班", 5),
        ("四（2）班", 1),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make", CARE, THREE), "没有写服务期"),
        (("make",), "没有写明项目"),
        (("make", "饮水机清洗费", THREE, *PERIOD), "禁收项目（饮水）"),
        (("sheet", CARE), "一次一个班"),
        (("print", CARE), "没有等家长选择的确认单"),
    ],
)
def test_what_cannot_be_done_is_said(
    office: Office, families: Families, words: tuple[str, ...], said: str
) -> None:
    done = office.run("consents", *words, by="蒋禾")
    assert said in done.error
    assert done.code == 2


def test_answers_come_from_a_workbook_and_the_board_counts_them(
    office: Office, families: Families, tmp_path: Path
) -> None:
    numbers = made(office)
    office.now = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)
    rows = [("参加", "2026-03-06"), ("不参加", "2026-03-06"), ("未交", None), ("参加", None)]
    done = office.run("consents", "answer", str(filled_in(office, tmp_path, *rows)), by="蒋禾")
    assert "已登记 2 份意愿" in done.text
    assert f"✗ {numbers[3]}" in done.text
    assert "1 份没有登记，改正后再试" in done.error
    board = office.ask("consents")
    three = next(one for one in board if one["class_"] == THREE)
    assert (three["out"], three["back"], three["joining"], three["declining"]) == (5, 2, 1, 1)
    assert "还有3份没有收回" in office.run("consents", "board").text


def test_a_class_in_which_all_join_is_warned_of(
    office: Office, families: Families, tmp_path: Path
) -> None:
    made(office)
    office.now = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)
    path = filled_in(office, tmp_path, *[("参加", "2026-03-06")] * 5)
    office.ask("consents", "answer", str(path), by="蒋禾")
    board = office.run("consents")
    assert f"参加率100%，疑似强制，请抽访家长复核：{THREE}" in board.error
    assert board.code == 1


def test_names_are_masked_for_who_has_no_right(
    office: Office, families: Families, tmp_path: Path
) -> None:
    made(office)
    path = tmp_path / "意愿.xlsx"
    done = office.run("consents", "sheet", CARE, THREE, "--out", str(path), by="罗平")
    assert "个人信息已遮盖" in done.error
    told = openpyxl.load_workbook(path).worksheets[0].cell(2, 2).value
    assert "三生1" not in str(told)


def test_slips_are_printed_two_to_a_sheet(
    office: Office, families: Families, tmp_path: Path
) -> None:
    made(office)
    path = tmp_path / "单.pdf"
    answer = office.ask("consents", "print", CARE, THREE, "--two-up", "--out", str(path), by="蒋禾")
    assert answer["slips"] == 5
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        sizes = {tuple(round(float(edge)) for edge in page.mediabox) for page in pdf.pages}
        assert (len(pdf.pages), sizes) == (3, {(0, 0, 595, 842)})


# ---- notices


def test_which_notice_hangs_is_told_with_what_it_lacks(office: Office, families: Families) -> None:
    (line,) = office.ask("fees")
    assert (line["hanging"], line["photo_due"]) == ("公示中", True)
    assert "还没有公示牌照片" in office.run("fees").error
    (before,) = office.ask("fees", "--on", "2026-03-01")
    assert (before["hanging"], before["photo_due"]) == ("待公示", False)


def test_an_adjustment_takes_the_older_one_down(office: Office, families: Families) -> None:
    (first,) = office.ask("fees")
    office.now = families.now = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
    days = {"checked_on": "2026-04-01", "start": "2026-04-01", "charge_from": "2026-04-09"}
    fees = [FREE, {**SERVICE, "standard": "280.00"}]
    families.put_up(**days, replaces=first["number"], fees=fees)
    new, old = office.ask("fees")
    assert (new["hanging"], old["hanging"]) == ("公示中", "已替代")
    assert old["by"] == new["publicity_no"]


def test_a_notice_with_a_forbidden_item_is_kept_and_never_hangs(
    office: Office, families: Families
) -> None:
    families.put_up(fees=[FREE, {**SERVICE, "item": "空调费"}])
    (line, *_) = office.ask("fees")
    assert line["hanging"] == "不能公示"
    assert any("禁收项目（降温）" in one for one in line["faults"])
    answer = office.run("print", line["number"], "--paper", "poster", by="白薇")
    assert "不能公示" in answer.error


def test_the_catalogue_is_told_with_what_hangs(office: Office, families: Families) -> None:
    (item,) = office.ask("fees", "--catalogue")
    assert (item["name"], item["standard"], item["told"]) == (CARE, "300.00", True)
    assert "公示中" in office.run("fees", "--catalogue").text
