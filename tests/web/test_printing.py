"""Papers out of the browser: as Word and PDF, masked where somebody may not read it."""

import io
from urllib.parse import quote

import pypdfium2
import pytest
from docx import Document

from generator.scans import read_scans
from records.access import AccessLog
from records.disk import Disk
from records.prints import PrintLog
from taizhang.desk import Visit
from tests.web.kept import LOOSE, caller, patrol
from tests.web.school import WebSchool

NOTICE = {
    "level": "一般-限期整改",
    "interim": "已拉隔离带，专人看守",
    "owner": "董䶮",
    "due": "2026-03-09",
    "notified_at": "2026-03-05T11:40:00+08:00",
}
"""What the safety office says of a hazard."""


def text_of_word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    parts = [one.text for one in document.paragraphs]
    return "\n".join([*parts, *(paragraph.text for cell in cells for paragraph in cell.paragraphs)])


def text_of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def issued(school: WebSchool) -> list[str]:
    folder = school.folder / "issued"
    return [one.name for one in folder.iterdir()] if folder.is_dir() else []


def test_a_record_comes_as_pdf_to_be_read_at_once_and_a_copy_is_kept(school: WebSchool) -> None:
    number = patrol(school, I04=LOOSE)
    answer = school.visitor("P003").get(f"/records/{number}/print.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f"inline; filename*=utf-8''{number}.pdf"
    text = text_of_pdf(answer.content)
    assert "校园每日巡视记录" in text
    assert "二层扶手立柱松动" in text
    assert [name.partition("-")[2] for name in issued(school)] == [f"{number}.pdf"]


def test_personal_values_are_printed_for_those_only_who_may_read_them(school: WebSchool) -> None:
    number = caller(school)
    masked = school.visitor("P003").get(f"/records/{number}/print.docx")
    assert "attachment" in masked.headers["content-disposition"]
    assert "钱来" not in text_of_word(masked.content)
    assert "钱**" in text_of_word(masked.content)
    assert len(issued(school)) == 1
    whole = school.visitor("P001").get(f"/records/{number}/print.docx")
    assert "钱来" in text_of_word(whole.content)
    assert len(issued(school)) == 1, "a copy would outlive the key"
    log = [(one.by.id, one.how, one.allowed) for one in AccessLog(school.folder, Disk()).entries()]
    assert ("P003", "打印", False) in log
    assert ("P001", "打印", True) in log


def test_what_is_drawn_up_from_a_hazard_and_the_months_bulletin(school: WebSchool) -> None:
    number = patrol(school, I04=LOOSE)
    with school.desk() as desk:
        (hazard,) = desk.record(number).opens
        desk.continue_record(Visit("P006", school.now), hazard, NOTICE, lambda _: b"")
    head = school.visitor("P003")
    notice = head.get(f"/records/{hazard}/print.docx?paper=notice")
    assert "整改通知书" in text_of_word(notice.content)
    bulletin = head.get("/hazards/bulletin.docx?month=2026-03")
    assert quote("隐患通报-2026-03.docx") in bulletin.headers["content-disposition"]
    assert "2026年3月安全隐患通报" in text_of_word(bulletin.content).replace("\n", "")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/records/{number}/print.odt", 422),
        ("/records/{number}/print.pdf?paper=letter", 422),
        ("/records/{number}/print.pdf?paper=notice", 422),
        ("/records/XYXS-20260305-999/print.pdf", 404),
        ("/hazards/bulletin.pdf?month=bald", 422),
        ("/hazards/bulletin.pdf", 422),
    ],
)
def test_what_cannot_be_printed_is_said(school: WebSchool, path: str, status: int) -> None:
    number = patrol(school)
    answer = school.visitor("P003").get(path.replace("{number}", number))
    assert answer.status_code == status
    assert "没有办成" in answer.text


def test_nobody_prints_what_they_may_not_see(school: WebSchool) -> None:
    number = patrol(school)
    keeper = school.visitor("P005")
    assert keeper.get(f"/records/{number}/print.pdf").status_code == 403
    assert keeper.get("/hazards/bulletin.pdf?month=2026-03").status_code == 403
    assert issued(school) == []


def noted(school: WebSchool) -> dict[str, tuple[str, int]]:
    """What the print log says: number → by whom, how many copies."""
    log = PrintLog(school.folder, Disk()).latest()
    return {number: (one.by.id, one.copies) for number, one in log.items()}


def test_a_record_is_printed_for_ink_with_a_code_on_every_page_and_noted(
    school: WebSchool,
) -> None:
    number = patrol(school)
    visitor = school.visitor("P003")
    assert "打印待签（带码）" in visitor.get(f"/records/{number}").text
    answer = visitor.post(f"/records/{number}/print-run")
    assert answer.headers["content-type"] == "application/pdf"
    codes = [page.code for page in read_scans("待签.pdf", answer.content)]
    assert [one.payload["n"] for one in codes if one] == [number] * len(codes)
    assert noted(school) == {number: ("P003", 1)}


def test_a_list_is_printed_for_ink_without_what_was_voided(school: WebSchool) -> None:
    numbers = [patrol(school, school.now.replace(hour=hour)) for hour in (8, 9)]
    with school.desk() as desk:
        desk.void_record(Visit("P003", school.now), numbers[0], "重复")
    answer = school.visitor("P003").post("/records/print-run?register=daily_patrol")
    assert answer.headers["content-type"] == "application/pdf"
    assert noted(school) == {numbers[1]: ("P003", 1)}


def test_a_list_of_many_registers_is_not_printed(school: WebSchool) -> None:
    answer = school.visitor("P003").post("/records/print-run")
    assert answer.status_code == 422
    assert "先在记录页选一册" in answer.text


def test_what_somebody_may_not_see_is_not_printed_for_ink(school: WebSchool) -> None:
    number = caller(school)
    assert school.visitor("P005").post(f"/records/{number}/print-run").status_code == 403
    assert noted(school) == {}


def test_an_empty_form_is_to_be_had_of_every_register(school: WebSchool) -> None:
    visitor = school.visitor("P005")
    assert "/registers/food_sample_retention/blank.pdf" in visitor.get("/registers").text
    answer = visitor.get("/registers/food_sample_retention/blank.pdf?sheets=2")
    codes = [page.code for page in read_scans("空白.pdf", answer.content)]
    assert [one.payload["s"] for one in codes if one] == ["food_sample_retention"] * 2
    assert visitor.get("/registers/food_sample_retention/blank.pdf?sheets=0").status_code == 422
    assert visitor.get("/registers/none/blank.pdf").status_code == 404
