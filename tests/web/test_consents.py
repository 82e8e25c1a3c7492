"""自愿确认单 in the browser: asking whole classes, and writing down what came back."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from checklists.surroundings import SHANGHAI
from generator.scans import read_scans
from records.disk import Disk
from records.prints import PrintLog
from taizhang.accounts.roles import Role
from tests.taizhang.families import CARE, PEOPLE, THREE, Families, add_families
from tests.web.school import Client, WebSchool

PAGE = "/papers/consents"
ROOM = f"{PAGE}/class?item={CARE}&class_={THREE}"
ASKED = {"item": CARE, "period_from": "2026-03-09", "period_to": "2026-07-03", "class": "B31"}
HOMEROOM, GUARD = "P021", "P024"


@pytest.fixture
def families(school: WebSchool) -> Families:
    """With accounts for the teacher of a class and for the guard at the gate."""
    made = add_families(school.folder)
    made.put_up()
    for person in (HOMEROOM, GUARD):
        school.admit(person, PEOPLE[person][0], Role.STAFF)
    return made


@pytest.fixture
def teacher(school: WebSchool, families: Families) -> Client:
    """蒋禾, homeroom teacher of 三（1）班."""
    return school.visitor("蒋禾")


@pytest.fixture
def numbers(school: WebSchool, teacher: Client) -> list[str]:
    """Slips of the class, given out on 5 March; it is the 6th."""
    answer = teacher.post(PAGE, ASKED)
    assert "发出 5 份确认单" in answer.text
    school.now = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)
    with school.desk() as desk:
        return list(desk.ledger("2025-2026-2").numbers("agency_fee_consent"))


def read_back(pdf: bytes) -> Iterator[tuple[dict[str, str], str]]:
    """What the code of every page says, and what is written on it."""
    pages = list(pypdfium2.PdfDocument(pdf))
    for page, scanned in zip(pages, read_scans("单.pdf", pdf), strict=True):
        payload = scanned.code.payload if scanned.code else {}
        text = page.get_textpage().get_text_range()
        yield {key: payload[key] for key in "npq"}, text


def rows(page: str) -> list[str]:
    return re.findall(r'<li id="row-(DSF-[\d-]+)"', page)


# ---- asking


def test_a_class_is_asked_once_and_who_got_none_is_said(teacher: Client) -> None:
    first = teacher.post(PAGE, ASKED).text
    assert "发出 5 份确认单。1 名学生名录里没有监护人，没有发：3006。" in first
    assert "5/6" in first
    again = teacher.post(PAGE, {**ASKED, "anyway": "1"}).text
    assert "发出 1 份确认单。5 名学生原来就有，没有重发。" in again
    assert "6/6" in again


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"class": ""}, "没有勾选班级"),
        ({"period_from": "开学"}, "没有写服务期"),
        ({"item": "饮水机清洗费"}, "禁收项目（饮水）"),
        ({"item": ""}, "没有在公示"),
        ({"class": "B99"}, "名录里没有班级"),
        ({"period_from": "2026-07-04"}, "早于"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    teacher: Client, changes: dict[str, str], words: str
) -> None:
    sent = {**ASKED, "service": "本校教师，放学后", **changes}
    answer = teacher.post(PAGE, {name: value for name, value in sent.items() if value})
    assert answer.status_code >= 400
    assert words in answer.text
    assert 'value="本校教师，放学后"' in answer.text
    assert "没有发：" in answer.text


def test_others_do_not_ask_and_do_not_see(school: WebSchool, families: Families) -> None:
    guard = school.visitor("罗平")
    assert guard.get(PAGE).status_code == 403
    assert guard.get(ROOM).status_code == 403
    assert guard.post(PAGE, ASKED).status_code == 403
    office = school.visitor("董䶮")
    assert "发确认单</h2>" not in office.page(PAGE)
    assert office.post(PAGE, ASKED).status_code == 403


def test_a_form_of_another_session_asks_nobody(teacher: Client) -> None:
    assert teacher.post(PAGE, ASKED, token="0" * 64).status_code == 403


# ---- answering


def test_nothing_is_preset_for_anybody(teacher: Client, numbers: list[str]) -> None:
    page = teacher.page(ROOM)
    assert rows(page) == numbers
    assert " checked" not in page
    assert not re.search(r'name="(day|signed_on\.[^"]+)" value="[^"]', page)
    assert "三生1（3001）" in page


def test_answers_are_kept_row_by_row(
    school: WebSchool, teacher: Client, numbers: list[str]
) -> None:
    sent = {
        "day": "2026-03-06",
        f"choice.{numbers[0]}": "参加",
        f"choice.{numbers[1]}": "不参加",
        f"reason.{numbers[1]}": "家中有人照管",
        f"signed_on.{numbers[1]}": "2026-03-05",
        f"choice.{numbers[2]}": "未交",
    }
    page = teacher.post(ROOM, sent).text
    assert "登记了 2 份意愿。" in page
    assert "参加 1，不参加 1" in page
    assert rows(page) == numbers[2:]
    with school.desk() as desk:
        joins, declines, waits = (desk.record(one).entry for one in numbers[:3])
    assert (joins["choice"], joins["signed_on"]) == ("自愿参加", "2026-03-06")
    assert (declines["signed_on"], declines["reason"]) == ("2026-03-05", "家中有人照管")
    assert "choice" not in waits


def test_what_is_refused_stays_as_typed_and_the_rest_is_kept(
    teacher: Client, numbers: list[str]
) -> None:
    sent = {
        f"choice.{numbers[0]}": "参加",
        f"signed_on.{numbers[0]}": "2026-03-06",
        f"choice.{numbers[1]}": "不参加",
        f"reason.{numbers[1]}": "自己接送",
        f"reason.{numbers[2]}": "没勾",
    }
    answer = teacher.post(ROOM, sent)
    assert answer.status_code == 422
    assert "有 2 份没有登记，其余 1 份登记好了" in answer.text
    assert rows(answer.text) == numbers[1:]
    assert "没有家长签字日期" in answer.text
    assert "没有写参加还是不参加" in answer.text
    assert 'value="自己接送"' in answer.text
    assert re.search(rf'name="choice.{numbers[1]}"[^>]* value="不参加" checked', answer.text)


def test_somebody_else_was_faster(school: WebSchool, teacher: Client, numbers: list[str]) -> None:
    one = numbers[0]
    stale = {f"choice.{one}": "参加", "day": "2026-03-06", f"version.{one}": "1"}
    other = {f"choice.{one}": "不参加", "day": "2026-03-06", f"version.{one}": "1"}
    assert "登记了 1 份意愿" in teacher.post(ROOM, other).text
    answer = teacher.post(ROOM, stale)
    assert answer.status_code == 422
    with school.desk() as desk:
        assert desk.record(one).entry["choice"] == "不参加"


def test_a_class_in_which_all_join_is_warned_of(teacher: Client, numbers: list[str]) -> None:
    sent = {"day": "2026-03-06", **{f"choice.{one}": "参加" for one in numbers}}
    page = teacher.post(ROOM, sent).text
    assert "参加率100%，疑似强制" in page
    assert "参加率100%，疑似强制" in teacher.page(PAGE)


def test_the_office_sees_masks_and_cannot_answer(school: WebSchool, numbers: list[str]) -> None:
    office = school.visitor("董䶮")
    page = office.page(ROOM)
    assert "个人信息已遮盖" in page
    assert "三生1" not in page
    assert "保存</button>" not in page
    assert office.post(ROOM, {f"choice.{numbers[0]}": "参加"}).status_code == 403


# ---- on paper


@pytest.mark.parametrize(("halved", "pages", "height"), [("", 5, 420), ("&halved=1", 3, 842)])
def test_slips_are_printed_coded_and_the_run_is_noted(
    teacher: Client, numbers: list[str], families: Families, halved: str, pages: int, height: int
) -> None:
    answer = teacher.get(f"{PAGE}/print.pdf?item={CARE}&class_={THREE}{halved}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == pages
        assert round(float(pdf.pages[0].mediabox[3])) == height
    if not halved:
        for number, (page, text) in zip(numbers, read_back(answer.content), strict=True):
            assert page == {"n": number, "p": "1", "q": "1"}
            assert f"（300{numbers.index(number) + 1}）" in text, "the code is that of the pupil"
    noted = PrintLog(Path(families.folder), Disk()).latest()
    assert set(noted) == set(numbers)
    assert [place.role for place in noted[numbers[0]].places] == ["家长"]


def test_where_all_came_back_there_is_nothing_to_print(teacher: Client, numbers: list[str]) -> None:
    teacher.post(ROOM, {"day": "2026-03-06", **{f"choice.{one}": "参加" for one in numbers}})
    answer = teacher.get(f"{PAGE}/print.pdf?item={CARE}&class_={THREE}")
    assert answer.status_code == 422
    assert "没有等家长选择的确认单" in answer.text
