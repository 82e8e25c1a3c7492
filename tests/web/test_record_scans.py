"""Scanned sheets on the page of their record, for whoever may see what stands on them."""

import io

from docx import Document
from PIL import Image

from records.scans import ScannedSheet
from taizhang.desk import Visit
from tests.web.kept import caller, jpeg, sample
from tests.web.school import WebSchool
from tests.web.test_record import buttons, read, readings, words


def scan(school: WebSchool, number: str, page: int = 1, by: str = "P003") -> str:
    """A page of a record's paper that came back; answers with its digest."""
    with school.desk() as desk:
        name = desk.attachments.put(jpeg(f"#{page:02x}4060", (827, 1169)))
        sheet = ScannedSheet(name, f"扫描.pdf 第{page}页", page=page, of=2, copy=1, version=1)
        desk.attach_scan(Visit(by, school.now), number, [sheet])
    return name


def test_the_sheets_stand_small_on_the_page_and_open_large(school: WebSchool) -> None:
    number = sample(school)
    first, second = scan(school, number), scan(school, number, 2)
    page = read(school, number, "P004")
    assert "扫描件（2 页）" in words(page)
    assert "第1页/共2页 第1份，2026年3月5日 12:00 归档" in words(page).replace("　", " ")
    assert page.count("?small=1") == 2
    keeper = school.visitor("P005")
    whole = keeper.get(f"/records/{number}/attachments/{second}")
    assert Image.open(io.BytesIO(whole.content)).size == (827, 1169)
    small = keeper.get(f"/records/{number}/attachments/{first}?small=1")
    assert max(Image.open(io.BytesIO(small.content)).size) <= 362


def test_a_signature_in_ink_leads_to_the_sheet_it_stands_on(school: WebSchool) -> None:
    number = sample(school)
    sheet = scan(school, number)
    with school.desk() as desk:
        visit = Visit("P005", school.now, typed_by="P003")
        desk.sign_record(visit, number, "留样员", paper=sheet)
    page = read(school, number, "P004")
    assert "纸上签名" in words(page)
    assert f'href="/records/{number}/attachments/{sheet}">看纸上的签名' in page


def test_a_paper_about_somebody_is_for_those_who_may_read_of_them(school: WebSchool) -> None:
    number = caller(school)
    sheet = scan(school, number, by="P008")
    page = read(school, number, "P003")
    assert "扫描件 1 页，含个人信息，已遮盖" in words(page)
    assert sheet not in page
    address = f"/records/{number}/attachments/{sheet}"
    assert school.visitor("P003").get(address).status_code == 404
    shown = school.visitor("P001").get(address)
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    assert readings(school, number)[-1] == ("P001", "查看", True)


def test_the_print_has_the_sheets_when_asked_for(school: WebSchool) -> None:
    number = sample(school)
    assert "打印 PDF，连扫描件" not in buttons(read(school, number, "P004"))
    scan(school, number)
    assert "打印 PDF，连扫描件" in buttons(read(school, number, "P004"))
    keeper = school.visitor("P005")
    plain, whole = (
        Document(io.BytesIO(keeper.get(f"/records/{number}/print.docx{asked}").content))
        for asked in ("", "?scans=1")
    )
    assert len(whole.inline_shapes) == len(plain.inline_shapes) + 1
    assert any("扫描件　第1页/共2页" in one.text for one in whole.paragraphs)
