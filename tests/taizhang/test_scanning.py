"""A stack of scans goes to its records, and the rest to the tray; nothing is lost."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from checklists.surroundings import SHANGHAI
from generator.qr import QrKind, encode
from generator.scans.pages import TORN
from records.errors import NotWrittenError
from records.record import Operation
from taizhang.desk import Desk, Visit
from taizhang.errors import SchoolFileError
from taizhang.papers import school_identity
from taizhang.scanning import ScanReport, file_scans
from taizhang.tray import Tray
from tests.taizhang.office import make_home
from tests.taizhang.printed import HEAD, PARTY, coded, jpeg, letter, printed, sign, stack

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
CLERK = Visit("P006", NOON)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(make_home(tmp_path, NOON), now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def number(desk: Desk) -> str:
    return letter(desk, "许安", NOON)


def file(desk: Desk, *pages: Image.Image, name: str = "扫描.pdf") -> ScanReport:
    return file_scans(desk, CLERK, [(name, stack(pages))])


def waiting(desk: Desk) -> list[tuple[str, str, int, int]]:
    """Why each page waits, and what is known of it."""
    pages = Tray(desk.home.folder).waiting()
    return [(one.why, one.number, one.page, one.version) for one in pages]


def test_pages_go_to_their_records_in_any_order_and_turned_any_way(desk: Desk) -> None:
    first, second = letter(desk, "许安", NOON), letter(desk, "董䶮", NOON)
    one, two, three, four = printed(desk, [first, second], NOON)
    back = Image.new("L", one.size, 255)
    told = file(desk, four.rotate(180), one, back, three.rotate(1.5, fillcolor=255), two)
    assert (told.pages, told.filed, told.blank, told.tray, told.unread) == (5, 4, 1, (), ())
    assert [(one.number, one.pages, one.missing) for one in told.records] == [
        (first, ((1, 1), (1, 2)), ()),
        (second, ((1, 1), (1, 2)), ()),
    ]
    for number in (first, second):
        record = desk.record(number)
        assert [one.operation for one in record.versions] == [Operation.FILE, Operation.SCAN]
        assert [(one.page, one.of, one.copy, one.version) for one in record.scans] == [
            (1, 2, 1, 1),
            (2, 2, 1, 1),
        ]


def test_the_picture_is_kept_upright_and_named_by_file_and_page(desk: Desk, number: str) -> None:
    _, second = printed(desk, [number], NOON)
    file(desk, sign(second, PARTY).rotate(180))
    (sheet,) = desk.record(number).scans
    assert (sheet.name, sheet.media_type) == ("扫描.pdf", "image/jpeg")
    with Image.open(io.BytesIO(desk.attachments.get(sheet.sha256))) as kept:
        grey = kept.convert("L").resize((210, 297))
    corner = grey.crop((190, 5, 206, 20))
    assert min(corner.tobytes()) < 100, "the code stands in the top right corner"


def test_ink_is_noticed_at_the_places_that_were_printed(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    told = file(desk, first, sign(second, PARTY))
    (paper,) = told.records
    assert (paper.inked, paper.bare) == ((PARTY,), (HEAD,))
    assert paper.remarks == (f"没有签：{HEAD}",)
    assert not paper.is_whole
    assert [one.inked for one in desk.record(number).scans] == [(), (PARTY,)]


def test_the_same_file_again_files_nothing_twice(desk: Desk, number: str) -> None:
    pages = [*printed(desk, [number], NOON), damaged(printed(desk, [number], NOON)[0])]
    file(desk, *pages)
    lines = desk.ledger_for(CLERK).size
    told = file(desk, *pages)
    assert (told.filed, told.repeated, len(told.tray)) == (0, 2, 1)
    assert desk.ledger_for(CLERK).size == lines
    assert len(waiting(desk)) == 1
    assert told.records[0].pages == ((1, 1), (1, 2)), "and says how it stands"


def test_another_scan_of_a_page_that_is_here_waits_in_the_tray(desk: Desk, number: str) -> None:
    first, _ = printed(desk, [number], NOON)
    told = file(desk, first, first.rotate(1, fillcolor=255))
    assert told.filed == 1
    assert waiting(desk) == [("这一页已经归档", number, 1, 1)]
    again = first.rotate(-1, fillcolor=255)
    assert len(file(desk, again).tray) == 1


def test_pages_and_copies_that_are_still_out_are_told(desk: Desk, number: str) -> None:
    pages = printed(desk, [number], NOON, copies=2)
    (paper,) = file(desk, pages[0], pages[3]).records
    assert paper.missing == ((1, 2), (2, 1))
    assert "缺第1份第2页" in paper.remarks


def damaged(page: Image.Image) -> Image.Image:
    """The page with something spilt over its code."""
    spoilt = page.copy()
    pen = ImageDraw.Draw(spoilt)
    pen.rectangle((page.width - 140, 30, page.width - 60, 130), 255)
    return spoilt


def test_a_page_whose_code_cannot_be_read_waits_in_the_tray(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    told = file(desk, damaged(first), second)
    assert (told.filed, len(told.tray)) == (1, 1)
    ((why, known, *_),) = waiting(desk)
    assert "码" in why
    assert known == ""
    assert Tray(desk.home.folder).picture(told.tray[0].key).startswith(b"\xff\xd8\xff")


def test_a_page_that_names_another_text_or_no_record_is_not_believed(
    desk: Desk, number: str
) -> None:
    said = {"n": number, "v": "1", "d": "0" * 16, "p": "1", "q": "2", "k": "1", "m": "1"}
    codes = [said, {**said, "v": "7"}, {**said, "n": "ZRS-20260302-099"}]
    told = file(desk, *coded([encode(QrKind.COPY, one) for one in codes]))
    assert told.filed == 0
    assert waiting(desk) == [
        ("码上的摘要与台账不符", number, 1, 1),
        ("码上的摘要与台账不符", number, 1, 7),
        ("台账里没有这个编号", "ZRS-20260302-099", 1, 1),
    ]
    assert desk.record(number).scans == ()


def test_a_voided_record_takes_no_page(desk: Desk, number: str) -> None:
    first, _ = printed(desk, [number], NOON)
    desk.void_record(CLERK, number, "重复")
    file(desk, first)
    assert waiting(desk) == [("记录已作废", number, 1, 1)]


def test_paper_of_an_older_text_is_filed_and_said_to_be_so(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    desk.correct_record(CLERK, number, {"scope": "总务处"}, "补写", lambda _: b"")
    (paper,) = file(desk, first, sign(second, PARTY)).records
    assert (paper.version, paper.outdated) == (0, 1)
    assert paper.remarks == ("纸上是第1版，之后更正过，要重签",)
    assert len(desk.record(number).scans) == 2
    newer = printed(desk, [number], NOON)
    (paper,) = file(desk, *newer).records
    assert (paper.version, paper.outdated) == (2, 0)


def test_a_blank_form_and_an_ordinary_print_wait_with_what_their_code_says(
    desk: Desk, number: str
) -> None:
    record = desk.record(number)
    form = {"s": "daily_patrol", "d": "a" * 16, "i": "20260305-07", "p": "1", "q": "1"}
    plain = {"n": number, "d": record.latest.digest[:32], "t": "2026-03-02"}
    told = file(desk, *coded([encode(QrKind.FORM, form), encode(QrKind.RECORD, plain)]))
    blank, ordinary = told.tray
    assert (blank.why, blank.slug, blank.form_no) == (
        "空白表，待录入",
        "daily_patrol",
        "20260305-07",
    )
    assert (ordinary.number, ordinary.version, ordinary.page) == (number, 1, 0)
    assert "普通打印件" in ordinary.why


def test_a_file_that_cannot_be_opened_stops_none_of_the_others(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    files = [("一.jpg", jpeg(first)), ("坏.pdf", b"%PDF-1.7 cut"), ("二.jpg", jpeg(second, 90))]
    told = file_scans(desk, CLERK, files)
    assert told.filed == 2
    ((name, why),) = told.unread
    assert name == "坏.pdf"
    assert "重新扫描" in why
    assert "读不了的文件 1 个" in told.summary


def test_every_page_that_cannot_be_opened_waits_by_its_own_name(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    with pikepdf.open(io.BytesIO(stack([first, second, first, second]))) as pdf:
        for page in (1, 3):
            pdf.pages[page].obj.Type = pikepdf.Name.Font
            pdf.pages[page].obj.MediaBox = pikepdf.String("no box")
        broken = io.BytesIO()
        pdf.save(broken)
    for _ in range(2):
        told = file_scans(desk, CLERK, [("扫描.pdf", broken.getvalue())])
        assert [(one.name, one.why) for one in told.tray] == [
            ("扫描.pdf 第2页", TORN),
            ("扫描.pdf 第4页", TORN),
        ]


def test_every_page_is_accounted_for(desk: Desk, number: str) -> None:
    first, second = printed(desk, [number], NOON)
    blank = Image.new("L", first.size, 255)
    told = file(desk, first, second, first, blank, damaged(second))
    assert told.pages == told.filed + told.repeated + told.blank + len(told.tray) == 5
    assert told.to_data()["summary"] == told.summary


def test_what_breaks_off_is_done_by_doing_it_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = letter(desk, "许安", NOON), letter(desk, "董䶮", NOON)
    pages = printed(desk, [first, second], NOON)
    attach, done = desk.attach_scan, list[str]()

    def once(visit: Visit, number: str, sheets: object) -> object:
        if done:
            raise NotWrittenError("台账", "磁盘满了")
        done.append(number)
        return attach(visit, number, sheets)  # type: ignore[arg-type]  # as handed in

    monkeypatch.setattr(desk, "attach_scan", once)
    with pytest.raises(NotWrittenError):
        file(desk, *pages)
    monkeypatch.undo()
    told = file(desk, *pages)
    assert (told.filed, told.repeated) == (2, 2)
    assert [len(desk.record(one).scans) for one in (first, second)] == [2, 2]


def test_a_stack_nobody_can_take_is_refused_before_it_is_read(desk: Desk, number: str) -> None:
    desk.seal(Visit("P001", NOON), "2025-2026-2", school_identity(desk.home))
    with pytest.raises(SchoolFileError, match="已封存"):
        file_scans(desk, CLERK, [("坏.pdf", b"never opened")])
