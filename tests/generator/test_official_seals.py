"""Seals on a finished paper: in their place, in their size, text legible through them."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from generator import pdfa
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.document import Document
from generator.errors import SealPlaceError
from generator.impressions import DENSITY, MM
from generator.metadata import About
from generator.official_seals import DATE, INK, NAME, OfficialSeal, Place, seal_paper
from generator.rendering import Press
from generator.school import School
from generator.seal_images import read_seal_image
from records.definitions import Definition
from records.record import Operation
from taizhang.simulator.seals import draw_seal
from tests.generator.papers import official
from tests.generator.specimens import HEAD, at, continued, filed, photo

LETTER, NOTICE = find("safety_responsibility_letter"), find("fee_publicity")
MARCH_9 = date(2026, 3, 9)
SCHOOL = School("青禾市云溪路小学", principal="周㛃")
SCALE = 200 / 72
"""200 dpi."""


@pytest.fixture(scope="module")
def seal() -> OfficialSeal:
    return OfficialSeal("公章", read_seal_image(draw_seal(SCHOOL.name)).png, 42, seam=True)


@pytest.fixture(scope="module")
def imprint() -> Imprint:
    calendar = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
    return Imprint(SCHOOL, calendar, photo)


def letter(imprint: Imprint, *, stamped: bool = True) -> Document:
    record = filed(LETTER, "ZRS-20260302-001", dict(LETTER.example), at(MARCH_9, "09:00"))
    entry = {**record.entry, "letter_no": "云小〔2026〕安责-BZR-012号"}
    record = continued(record, Operation.CONTINUE, at(MARCH_9, "10:00"), entry=entry)
    head: dict[str, Any] = {"role": "甲方校长（盖章）", "by": HEAD}
    record = continued(record, Operation.SIGN, at(MARCH_9, "11:00"), **head)
    if stamped:
        used = {"seals": ("公章",), "copies": 2, "stamp_no": "用印〔2026〕3号"}
        record = continued(record, Operation.STAMP, at(MARCH_9, "12:00"), **used)
    return compose(record, Definition.of(LETTER), imprint)


@pytest.fixture(scope="module")
def plain(imprint: Imprint, press: Press, about: About) -> bytes:
    """A letter of several pages, without a seal."""
    return press.finished(letter(imprint), about)


@pytest.fixture(scope="module")
def sealed(plain: bytes, seal: OfficialSeal) -> bytes:
    return seal_paper(plain, [seal])


@pytest.fixture(scope="module")
def notice(imprint: Imprint, press: Press, about: About) -> bytes:
    """A fee notice: one lying page, the name of the school under it."""
    record = filed(NOTICE, "SFGS-20260309-001", dict(NOTICE.example), at(MARCH_9, "09:00"))
    return press.finished(compose(record, Definition.of(NOTICE), imprint), about)


def pages_of(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def red_in(page: Image.Image) -> bool:
    """Whether anything on a page is red."""
    red, green, _ = page.split()
    return ImageChops.subtract(red, green).getextrema()[1] > 60  # type: ignore[operator]


def ink_box(before: Image.Image, after: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what came to a page, mm."""
    drawn = ImageChops.difference(before, after).convert("L").point(lambda v: 255 if v > 24 else 0)
    box = drawn.getbbox()
    assert box is not None
    left, top, right, bottom = (side / SCALE / MM for side in box)
    return left, top, right, bottom


def spots(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Anchor → distances from the upper left corner of its page, mm."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for name, value in pikepdf.NameTree(file.Root.Names.Dests).items():
            page, _, left, top, *_ = list(value)
            height = float(page.MediaBox[3])
            found[str(name)] = (float(left) / MM, (height - float(top)) / MM)
    return found


def test_the_paper_still_keeps_every_rule_of_pdfa_and_ua(plain: bytes, sealed: bytes) -> None:
    assert pdfa.check(plain) == []
    assert pdfa.check(sealed) == []


def test_the_seal_is_a_figure_with_words_and_its_strips_are_artifacts(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        (figure,) = (
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            and thing.get("/S") == pikepdf.Name.Figure
            and str(thing.get("/Alt", "")) == "公章"
        )
        last = pdf.pages[-1]
        assert figure.Pg.objgen == last.obj.objgen
        drawn = [page.Contents for page in pdf.pages]
        marks = [b"".join(one.read_bytes() for one in contents) for contents in drawn]
    assert [mark.count(b"/Artifact <</Type /Layout>> BDC") for mark in marks] == [1] * len(marks)
    assert marks[-1].count(f"/Figure <</MCID {int(figure.K)}>>".encode()) == 1


def test_the_strips_of_the_printed_pages_make_up_the_seal(
    plain: bytes, sealed: bytes, seal: OfficialSeal
) -> None:
    pages, before = pages_of(sealed), pages_of(plain)
    assert len(pages) > 2
    side = round(42 * MM * SCALE)
    share = 42 / len(pages)
    strips = []
    for page, clean in zip(pages, before, strict=True):
        width = round(share * MM * SCALE)
        top = round((page.height - side) / 2)
        box = (page.width - width, top, page.width, top + side)
        assert ImageStat.Stat(clean.crop(box).convert("L")).extrema == [(255, 255)], "on the margin"
        strips.append(page.crop(box))
    whole = Image.new("RGB", (sum(one.width for one in strips), side), "white")
    for number, one in enumerate(strips):
        whole.paste(one, (number * one.width, 0))
    ink = Image.open(io.BytesIO(seal.png)).resize(whole.size, Image.Resampling.LANCZOS)
    wanted = Image.new("RGB", whole.size, "white")
    wanted.paste(ink, (0, 0), ink.getchannel("A").point(lambda value: round(value * DENSITY)))
    apart = ImageStat.Stat(ImageChops.difference(whole, wanted).convert("L")).mean[0]
    shuffled = Image.new("RGB", whole.size, "white")
    for number, one in enumerate(reversed(strips)):
        shuffled.paste(one, (number * one.width, 0))
    astray = ImageStat.Stat(ImageChops.difference(shuffled, wanted).convert("L")).mean[0]
    assert apart < 5 < 25 < astray, (apart, astray)


def test_it_stands_over_name_and_date_in_its_size(plain: bytes, sealed: bytes) -> None:
    before, after = pages_of(plain)[-1], pages_of(sealed)[-1]
    room = (0, 0, round(150 * MM * SCALE), before.height)  # without the seam
    left, top, right, bottom = ink_box(before.crop(room), after.crop(room))
    assert (right - left, bottom - top) == pytest.approx((42, 42), abs=0.6)
    where = spots(sealed)
    assert top > where[NAME][1] - 0.5, "not over the text above"
    assert top < where[NAME][1] + 7, "over the name"
    assert bottom > where[DATE][1] + 3, "over the date"
    assert left < where[DATE][0] + 14 < right, "over year and month"


def test_text_is_legible_through_it_and_still_comes_out_of_the_file(
    plain: bytes, sealed: bytes
) -> None:
    assert text_of(plain) == text_of(sealed)
    before, after = pages_of(plain)[-1].convert("L"), pages_of(sealed)[-1].convert("L")
    black = before.point(lambda value: 255 if value < 40 else 0)
    covered = ImageChops.multiply(black, ImageChops.difference(before, after))
    assert ImageStat.Stat(covered, black).mean[0] < 5, "black stays black"


def test_on_a_lying_notice_it_stays_below_the_text(notice: bytes, seal: OfficialSeal) -> None:
    sealed = seal_paper(notice, [seal])
    assert pdfa.check(sealed) == []
    (before,), (after,) = pages_of(notice), pages_of(sealed)
    left, top, right, bottom = ink_box(before, after)
    where = spots(sealed)
    assert top >= where[INK][1] - 0.5
    assert top < where[DATE][1] < bottom
    assert left < where[DATE][0] < right


def test_on_an_official_paper_it_stands_in_the_middle_within_a_line_of_the_text(
    press: Press, about: About, seal: OfficialSeal
) -> None:
    """GB/T 9704-2012, 7.3.5.1: 印章居中下压署名和成文日期, 顶端距正文一行之内."""
    plain = press.finished(replace(official(), qr=""), about)
    sealed = seal_paper(plain, [replace(seal, seam=False)])
    assert pdfa.check(sealed) == []
    (before,), (after,) = pages_of(plain), pages_of(sealed)
    left, top, right, bottom = ink_box(before, after)
    where = spots(sealed)
    line = 225 / 22
    text_above = where[NAME][1] - 2 * line
    assert 0 < top - text_above < line
    assert (left + right) / 2 == pytest.approx(where[DATE][0] + 16, abs=0.5)
    assert where[NAME][1] < (top + bottom) / 2 + line / 2 < where[DATE][1] + line < bottom


def test_the_stamp_of_the_heads_name_stands_where_the_head_signs(
    plain: bytes, seal: OfficialSeal
) -> None:
    name = OfficialSeal("法定代表人签名章", seal.png, 16, Place.INK)
    after = seal_paper(plain, [name])
    left, top, right, bottom = ink_box(pages_of(plain)[-1], pages_of(after)[-1])
    assert (right - left, bottom - top) == pytest.approx((16, 16), abs=0.6)
    assert (left, top) == pytest.approx(spots(plain)[INK], abs=0.6)


def test_the_same_paper_and_seals_give_the_same_bytes(plain: bytes, seal: OfficialSeal) -> None:
    assert seal_paper(plain, [seal]) == seal_paper(plain, [seal])


def test_a_print_says_that_it_was_stamped_and_shows_no_seal(
    imprint: Imprint, press: Press, about: About, plain: bytes
) -> None:
    told = "已用印：用印〔2026〕3号，2026年3月9日"
    assert told in text_of(plain)
    assert not any(red_in(page) for page in pages_of(plain))
    with zipfile.ZipFile(io.BytesIO(press.word(letter(imprint)))) as word:
        assert told in word.read("word/document.xml").decode()
        pictures = [word.read(name) for name in word.namelist() if "/media/" in name]
    assert pictures, "the code is one"
    assert not any(red_in(Image.open(io.BytesIO(one)).convert("RGB")) for one in pictures)
    assert "用印" not in text_of(press.finished(letter(imprint, stamped=False), about))


def test_a_paper_without_a_place_is_refused(paper: bytes, seal: OfficialSeal) -> None:
    with pytest.raises(SealPlaceError, match="没有盖“公章”的地方"):
        seal_paper(paper, [seal])
