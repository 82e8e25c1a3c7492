"""Many records printed for ink: what is noted, what is made, who may, what is refused."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from checklists.catalogue import find
from generator.rendering import Press
from records.access import AccessLog
from records.disk import Disk
from records.enrolment import enrol
from records.errors import RecordError
from records.prints import PrintLog
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.home import Home
from taizhang.papers import open_press
from taizhang.printruns import lay_out_run, print_run
from tests.taizhang.office import CLERK, Office

LETTERS = ("ZRS-20260305-001", "ZRS-20260305-002")
PARTIES = (("P006", "班主任", "三（2）班", 2), ("P008", "食堂负责人", None, 3))


def letter(person: str, party: str, scope: str | None, copies: int) -> dict[str, Any]:
    return {
        "batch": "2025-2026学年第二学期安全责任书",
        "issued_on": "2026-03-05",
        "party_b": person,
        "party_type": party,
        "scope": scope,
        "copies": copies,
        "valid_from": "2026-03-05",
        "valid_to": "2026-07-03",
    }


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """Two letters of two and three copies, and one that was voided."""
    home = Home.open(office.folder)
    with Desk.open(home, now=lambda: office.now) as opened:
        visit = Visit("P007", office.now)
        for party in (*PARTIES, PARTIES[0]):
            opened.file_entry(visit, "safety_responsibility_letter", letter(*party), unread)
        opened.void_record(visit, "ZRS-20260305-003", "重复")
        yield opened


def unread(name: str) -> bytes:
    raise UsageError(name)


@pytest.fixture
def press(desk: Desk) -> Iterator[Press]:
    with open_press(desk.home) as press:
        yield press


def test_a_run_is_noted_with_version_digest_copies_pages_and_places(
    desk: Desk, press: Press
) -> None:
    visit = Visit("P007", desk.now())
    run = print_run(desk, press, visit, [*LETTERS, LETTERS[0]], words=False)
    noted = PrintLog(desk.home.folder, Disk()).latest()
    assert list(noted) == list(LETTERS)
    for number, copies, printed in zip(LETTERS, (2, 3), run.prints, strict=True):
        content = desk.record(number).content
        assert noted[number] == printed
        assert (printed.version, printed.digest) == (content.version, content.digest)
        assert (printed.by.name, printed.at, printed.copies) == ("严宁", desk.now(), copies)
        assert [place.role for place in printed.places] == ["甲方校长（盖章）", "乙方本人"]
        assert {place.page for place in printed.places} == {printed.pages}


def test_the_archive_holds_the_stack_and_every_record_as_pdf_and_word(
    desk: Desk, press: Press
) -> None:
    run = print_run(desk, press, Visit("P007", desk.now()), LETTERS, copies=1)
    with zipfile.ZipFile(io.BytesIO(run.archive())) as archive:
        assert archive.namelist() == [
            "全部.pdf",
            "全部.docx",
            "ZRS-20260305-001 班主任安全责任书（许安）.pdf",
            "ZRS-20260305-001 班主任安全责任书（许安）.docx",
            "ZRS-20260305-002 食堂负责人安全责任书（方舟）.pdf",
            "ZRS-20260305-002 食堂负责人安全责任书（方舟）.docx",
        ]
        assert archive.read("全部.pdf") == run.stack
    assert [one.copies for one in run.prints] == [1, 1]


def test_what_cannot_be_printed_is_refused_before_anything_is_noted(desk: Desk) -> None:
    visit = Visit("P007", desk.now())
    for numbers, copies, what in (
        ([], None, "没有要打印的记录"),
        (["ZRS-20260305-003"], None, "已作废"),
        ([LETTERS[0]], 10, "最多 9 份"),
    ):
        with pytest.raises(UsageError, match=what):
            lay_out_run(desk, visit, numbers, copies=copies)
    with pytest.raises(RecordError):
        lay_out_run(desk, visit, ["ZRS-20260305-009"])
    assert PrintLog(desk.home.folder, Disk()).latest() == {}


def test_a_correction_gives_the_next_print_its_version(desk: Desk, press: Press) -> None:
    visit = Visit("P007", desk.now())
    desk.correct_record(visit, LETTERS[0], {"scope": "三（3）班"}, "写错班级", unread)
    run = print_run(desk, press, visit, LETTERS[:1], words=False)
    assert run.prints[0].version == 2
    assert run.prints[0].digest == desk.record(LETTERS[0]).content.digest


def test_personal_values_stand_on_it_for_those_who_may_read_them(office: Office) -> None:
    for key, name, post in (("P009", "方守", "gate_guard"), ("P012", "秦总务", "logistics_clerk")):
        row = {"id": key, "name": name, "posts": [post]}
        enrol(office.folder / "directory", "person", row, by=CLERK, at=office.now, disk=Disk())
    example = json.dumps(dict(find("visitor_register").example), ensure_ascii=False, default=str)
    added = office.add("visitor_register", example.encode(), "方守", "--late-reason", "停电")
    number = added["number"]
    with Desk.open(Home.open(office.folder), now=lambda: office.now) as desk:
        told = {
            who: lay_out_run(desk, Visit(who, office.now), [number]) for who in ("P009", "P004")
        }
    assert (told["P009"].whole, told["P009"].hints) == (True, ())
    assert (told["P004"].whole, len(told["P004"].hints)) == (False, 1)
    noted = AccessLog(office.folder, Disk()).entries()
    assert [(one.by.id, one.how, one.allowed) for one in noted] == [
        ("P009", "打印", True),
        ("P004", "打印", False),
    ]
