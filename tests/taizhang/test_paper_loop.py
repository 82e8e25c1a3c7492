"""Eighty agreements there and back: made, printed, signed with a pen, scanned in any order, filed.

The test draws a mark of its own on every printed page, so that what was filed where is told by the
picture and not by the code that filed it.
"""

import io
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from checklists.surroundings import SHANGHAI
from generator.pagecodes import code_box
from records.campaigns import Progress, RosterLine
from records.disk import Disk
from records.enrolment import enrol
from records.prints import InkPlace
from taizhang.campaigning import board_now, make, new_campaign
from taizhang.desk import Desk, Visit
from taizhang.papers import open_press
from taizhang.printruns import PrintRun, print_run
from taizhang.scanning import NO_CODE, ScanReport, file_scans
from taizhang.tray import Tray
from tests.taizhang.office import CLERK, make_home

pytestmark = pytest.mark.timeout(1200)  # some 270 pages are drawn and read, before the first test
STAFF = {
    "副校长": ("vp_logistics", 1),
    "中层": ("moral_head", 5),
    "年级组长": ("grade_head", 6),
    "班主任": ("homeroom", 24),
    "任课教师": ("teacher", 20),
    "专任体育教师": ("pe_teacher", 3),
    "食堂从业人员": ("cook", 10),
    "门卫保安": ("gate_guard", 6),
    "保洁绿化": ("cleaner", 5),
}
"""主送类别 → post, and how many of the eighty hold it."""
NOW = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
DPI = 150
DOTS = DPI / 25.4
PARTY_B = "乙方本人"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "安宁平和清远明达"
UNSIGNED, DAMAGED, PHOTOS = 7, 9, 12
BITS, LEFT, TOP, PITCH, SQUARE = 12, 30.0, 12.0, 6.0, 4.0
"""The test's own mark: squares in the top margin, mm; a black one is a one."""


@dataclass(frozen=True)
class Paper:
    """A page as it came out of the printer."""

    letter: int
    page: int
    picture: Image.Image


@dataclass(frozen=True)
class Loop:
    """What was made, what came back, and what became of it."""

    desk: Desk
    numbers: tuple[str, ...]
    batch: str
    run: PrintRun
    unsigned: frozenset[int]
    damaged: frozenset[tuple[int, int]]
    report: ScanReport


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    chance = random.Random(20260305)
    home = make_home(tmp_path_factory.mktemp("loop"), NOW)
    roster = hire(home.folder)
    with Desk.open(home, now=lambda: NOW) as desk:
        visit, campaign = Visit("P006", NOW), new_campaign(desk, copies=2)
        made = make(desk, visit, campaign, roster)
        numbers = tuple(one.number for one in made.receipts)
        with open_press(home) as press:
            run = print_run(desk, press, visit, numbers, words=False)
        unsigned = frozenset(chance.sample(range(len(numbers)), UNSIGNED))
        papers = list(came_out(run, unsigned))
        damaged = chance.sample([(one.letter, one.page) for one in papers], DAMAGED)
        chance.shuffle(papers)
        files = scanned(papers, frozenset(damaged), chance)
        report = file_scans(desk, visit, files)
        yield Loop(desk, numbers, campaign.batch, run, unsigned, frozenset(damaged), report)


def hire(folder: Path) -> list[RosterLine]:
    """Eighty people of nine posts, in the directory and on a roster."""
    lines: list[RosterLine] = []
    for party, (post, count) in STAFF.items():
        for _ in range(count):
            at = len(lines)
            name = SURNAMES[at % 20] + GIVEN[at // 20] + GIVEN[at % 8]
            row = {"id": f"L{at:03d}", "name": name, "posts": [post]}
            enrol(folder / "directory", "person", row, by=CLERK, at=NOW, disk=Disk())
            scope = f"{at // 4}年级{at % 4 + 1}班" if party == "班主任" else ""
            lines.append(RosterLine(at + 2, f"L{at:03d}", party, scope))
    return lines


def came_out(run: PrintRun, unsigned: frozenset[int]) -> Iterator[Paper]:
    """The school's copy of every letter, marked and signed by pen."""
    pdf = pypdfium2.PdfDocument(run.stack)
    first = 0
    for letter, one in enumerate(run.prints):
        for page in range(1, one.pages + 1):
            drawn = pdf[first + page - 1].render(scale=DPI / 72, grayscale=True)
            picture = drawn.to_pil().copy()
            mark(picture, letter, page)
            for place in one.places:
                if place.page == page and not (letter in unsigned and place.role == PARTY_B):
                    sign(picture, place, letter)
            yield Paper(letter, page, picture)
        first += one.pages * one.copies


def mark(picture: Image.Image, letter: int, page: int) -> None:
    pen = ImageDraw.Draw(picture)
    for bit in range(BITS):
        if _coded(letter, page) >> bit & 1:
            x, y = (LEFT + PITCH * bit) * DOTS, TOP * DOTS
            pen.rectangle((x, y, x + SQUARE * DOTS, y + SQUARE * DOTS), fill=0)


def read_mark(picture: Image.Image) -> int:
    found = 0
    for bit in range(BITS):
        x, y = (LEFT + PITCH * bit + SQUARE / 2) * DOTS, (TOP + SQUARE / 2) * DOTS
        spot = picture.crop((int(x - 4), int(y - 4), int(x + 4), int(y + 4))).resize((1, 1))
        found |= (int(spot.tobytes()[0]) < 128) << bit
    return found


def _coded(letter: int, page: int) -> int:
    plain = letter * 8 + page
    return plain << 2 | (3 - plain % 4)


def sign(picture: Image.Image, place: InkPlace, letter: int) -> None:
    pen, chance = ImageDraw.Draw(picture), random.Random(letter)
    points = [
        ((place.x + 4 + step * 2) * DOTS, (place.y + chance.uniform(2, place.h - 2)) * DOTS)
        for step in range(10)
    ]
    pen.line(points, fill=40, width=3)


def scanned(
    papers: Sequence[Paper], damaged: frozenset[tuple[int, int]], chance: random.Random
) -> Iterator[tuple[str, bytes]]:
    """A PDF from the scanner, and some photos; turned, askew, grey and noisy."""
    pictures = []
    for one in papers:
        picture = one.picture.copy()
        if (one.letter, one.page) in damaged:
            spoil(picture)
        pictures.append(laid_on_glass(picture, chance))
    stack, photos = pictures[PHOTOS:], pictures[:PHOTOS]
    out = io.BytesIO()
    stack[0].save(out, "PDF", save_all=True, append_images=stack[1:], resolution=DPI, quality=70)
    yield "扫描.pdf", out.getvalue()
    for number, picture in enumerate(photos):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=60)
        yield f"照片{number}.jpg", out.getvalue()


def spoil(picture: Image.Image) -> None:
    box = code_box(210, 297)
    pen = ImageDraw.Draw(picture)
    right, low = (box.x + box.width) * DOTS, (box.y + box.height) * DOTS
    pen.line((box.x * DOTS, box.y * DOTS, right, low), fill=20, width=30)
    pen.line((right, box.y * DOTS, box.x * DOTS, low), fill=20, width=30)


def laid_on_glass(picture: Image.Image, chance: random.Random) -> Image.Image:
    turned = picture.rotate(chance.choice((0, 0, 90, 180, 180, 270)), expand=True, fillcolor=255)
    askew = turned.rotate(
        chance.uniform(-2.5, 2.5), Image.Resampling.BILINEAR, expand=True, fillcolor=255
    )
    noise = Image.frombytes("L", askew.size, chance.randbytes(askew.width * askew.height))
    return ImageChops.add(askew, noise.point([one // 6 for one in range(256)]), 1, -30)


def here(loop: Loop) -> Mapping[str, set[int]]:
    return {number: {one.page for one in loop.desk.record(number).scans} for number in loop.numbers}


def test_eighty_people_of_nine_posts_each_have_a_letter_with_a_number_of_its_own(
    loop: Loop,
) -> None:
    letters = [loop.desk.record(number).entry for number in loop.numbers]
    assert Counter(one["party_type"] for one in letters) == {
        party: count for party, (_, count) in STAFF.items()
    }
    series: dict[str, list[str]] = {}
    for one in letters:
        before, _, number = one["letter_no"].rpartition("-")
        series.setdefault(before, []).append(number)
    for before, numbers in series.items():
        counted = [f"{count:03d}号" for count in range(1, len(numbers) + 1)]
        assert numbers == counted, before


def test_every_page_that_can_be_read_is_with_its_own_letter_and_no_other(loop: Loop) -> None:
    filed = wrong = 0
    for letter, number in enumerate(loop.numbers):
        for sheet in loop.desk.record(number).scans:
            picture = Image.open(io.BytesIO(loop.desk.attachments.get(sheet.sha256))).convert("L")
            is_right = read_mark(picture) == _coded(letter, sheet.page)
            filed, wrong = filed + is_right, wrong + (not is_right)
    pages = sum(one.pages for one in loop.run.prints)
    assert (filed, wrong) == (pages - DAMAGED, 0)
    assert len(loop.report.records) == len(loop.numbers) == 80
    assert (loop.report.pages, loop.report.filed, loop.report.unread) == (pages, filed, ())


def test_pages_with_a_damaged_code_lie_in_the_tray_and_nothing_else_does(loop: Loop) -> None:
    desk = loop.desk
    tray = Tray(desk.home.folder, desk.disk)
    found = set()
    for one in loop.report.tray:
        picture = Image.open(io.BytesIO(tray.picture(one.key))).convert("L")
        turned = (picture.rotate(angle, expand=True) for angle in (0, 90, 180, 270))
        marks = {read_mark(each) for each in turned}
        found |= {place for place in loop.damaged if _coded(*place) in marks}
        assert one.why == NO_CODE or "码" in one.why
    assert len(loop.report.tray) == DAMAGED
    assert found <= loop.damaged
    missing = {
        (letter, page)
        for letter, number in enumerate(loop.numbers)
        for page in set(range(1, loop.run.prints[letter].pages + 1)) - here(loop)[number]
    }
    assert missing == loop.damaged


def test_who_has_not_signed_is_listed_and_nobody_else(loop: Loop) -> None:
    bare = {one.number for one in loop.report.records if PARTY_B in one.bare}
    unread = {loop.numbers[letter] for letter, _ in loop.damaged}
    assert bare - unread == {loop.numbers[one] for one in loop.unsigned} - unread
    whole = {one.number for one in loop.report.records if one.is_whole}
    assert whole == set(loop.numbers) - bare - unread


def test_the_board_knows_what_was_printed(loop: Loop) -> None:
    board = board_now(loop.desk, loop.batch)
    assert {one.progress for one in board.letters} == {Progress.PRINTED}


def test_the_same_stack_again_files_nothing_twice(loop: Loop) -> None:
    before = here(loop)
    again = next(iter(loop.run.prints)).number
    sheet = loop.desk.record(again).scans[0]
    picture = loop.desk.attachments.get(sheet.sha256)
    report = file_scans(loop.desk, Visit("P006", NOW), [("again.jpg", picture)])
    assert report.filed == 0
    assert here(loop) == before
