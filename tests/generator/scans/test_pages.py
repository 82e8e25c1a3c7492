import io
from math import dist

import pikepdf
import pytest
from PIL import ExifTags, Image, ImageDraw, ImageOps

from generator.errors import ScanError
from generator.pagecodes import Box
from generator.qr import QrKind, parse
from generator.rendering import Press
from generator.scans import ScannedPage, read_scans
from generator.scans.pages import TORN
from tests.generator.papers import checklist
from tests.generator.scans.glass import (
    A4,
    ON_ITS_SIDE,
    ON_THE_OTHER,
    UPSIDE_DOWN,
    Spoil,
    all_of,
    as_pdf,
    blot,
    blurred,
    code_of,
    coded,
    faded,
    framed,
    grainy,
    jpeg,
    photographed,
    scanned,
    shaded,
    speckled,
    squeezed,
    turned,
)

SIGNED, EMPTY = Box(30, 240, 45, 13), Box(110, 240, 45, 13)
FAR = (16, 277)  # the other end from the code
WAYS: dict[str, tuple[int, Spoil]] = {
    "clean": (150, lambda one: one),
    "on its side, askew": (150, all_of(ON_ITS_SIDE, turned(4))),
    "on the other side, black lid": (150, all_of(ON_THE_OTHER, turned(-4, "black"))),
    "grainy": (150, grainy(30)),
    "speckled": (150, all_of(blurred(0.5), speckled(0.03))),
    "out of focus": (150, blurred(1.1)),
    "squeezed, in the shade": (150, all_of(shaded(0.45), squeezed(40))),
    "faded": (150, faded),
    "all of it": (
        200,
        all_of(blurred(0.7), turned(-3), UPSIDE_DOWN, grainy(18), shaded(0.5), squeezed(40)),
    ),
    "300 dpi": (300, ImageOps.grayscale),
    "photo": (200, all_of(photographed(0.22), blurred(1), shaded(0.5), squeezed(50))),
}


def only(pages: list[ScannedPage]) -> ScannedPage:
    (page,) = pages
    return page


def read(picture: Image.Image) -> list[ScannedPage]:
    return list(read_scans("扫描.jpg", jpeg(picture)))


def opened(page: ScannedPage) -> Image.Image:
    return Image.open(io.BytesIO(page.picture)).convert("L")


def found_near(page: ScannedPage, x: float, y: float) -> tuple[float, float]:
    """Where the blot came out, mm."""
    edges = page.to_pixels(Box(x - 4, y - 4, 8, 8))
    assert edges is not None
    near = opened(page).crop(edges)
    data = near.tobytes()
    darkest = (min(data) + max(data)) / 2
    black = [divmod(at, near.width) for at, value in enumerate(data) if value < darkest]
    across = sum(column for _, column in black) / len(black) + 0.5
    down = sum(row for row, _ in black) / len(black) + 0.5
    return x - 4 + across / near.width * 8, y - 4 + down / near.height * 8


@pytest.mark.parametrize("way", WAYS)
def test_a_page_comes_back_upright_with_everything_in_its_place(letter: bytes, way: str) -> None:
    dpi, spoil = WAYS[way]
    sheet = scanned(letter, 1, dpi)
    framed(sheet, SIGNED, dpi, signed=True)
    framed(sheet, EMPTY, dpi, signed=False)
    blot(sheet, *FAR, dpi)
    page = only(read(spoil(sheet)))
    assert page.code == parse(code_of(2))
    assert (page.sheet, page.rings, page.problem) == (A4, 3, "")
    assert dist(found_near(page, *FAR), FAR) < 0.6
    assert 0.03 < page.ink_in(SIGNED) < 0.2
    assert page.ink_in(EMPTY) == 0
    assert len(page.picture) <= 400_000
    assert (page.width, page.height) == (1240, 1754)


def test_a_sheet_that_lies_is_told_from_one_that_stands(notice: bytes) -> None:
    page = only(read(turned(3)(scanned(notice, dpi=150))))
    assert (page.sheet, page.code) == ((297, 210), parse(code_of(1)))
    assert (page.width, page.height) == (1754, 1240)


def test_the_code_of_the_page_counts_and_not_that_of_the_record_below(
    sheet_of_checks: bytes,
) -> None:
    assert only(read(scanned(sheet_of_checks, dpi=150))).code == parse(code_of(1))


def test_an_ordinary_print_is_known_by_its_record_but_no_place_on_it_is(press: Press) -> None:
    page = only(read(UPSIDE_DOWN(scanned(press.paper(checklist(3)), dpi=150))))
    assert page.code is not None
    assert (page.code.kind, page.code.payload["n"]) == (QrKind.RECORD, "XYXS-20260312-001")
    assert (page.sheet, page.to_pixels(SIGNED), page.ink_in(SIGNED)) == (None, None, 0)
    assert page.crop(SIGNED) == page.picture


def test_without_its_rings_a_page_is_upright_and_known_but_no_place_on_it_is(
    letter: bytes,
) -> None:
    sheet = scanned(letter, 1, 150)
    white = ImageDraw.Draw(sheet)
    for x, y in ((8, 8), (8, 289), (202, 289)):
        white.rectangle([edge * 150 / 25.4 for edge in (x - 3, y - 3, x + 3, y + 3)], fill="white")
    page = only(read(ON_ITS_SIDE(sheet)))
    assert (page.code, page.sheet, page.rings) == (parse(code_of(2)), None, 0)
    assert page.height > page.width


def test_a_ring_may_be_torn_off(letter: bytes) -> None:
    sheet = scanned(letter, 1, 150)
    blot(sheet, *FAR, 150)
    ImageDraw.Draw(sheet).polygon([(0, 0), (140, 0), (0, 140)], fill="white")
    page = only(read(turned(-2)(sheet)))
    assert (page.sheet, page.rings) == (A4, 2)
    assert dist(found_near(page, *FAR), FAR) < 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda pen: pen.line([(1100, 20), (1225, 140)], fill="black", width=30),
        lambda pen: pen.polygon([(1080, 0), (1240, 0), (1240, 150)], fill="white"),
    ],
    ids=["struck through", "torn off"],
)
def test_a_damaged_code_is_never_read_as_another(letter: bytes, damage: Spoil) -> None:
    sheet = scanned(letter, 0, 150)
    damage(ImageDraw.Draw(sheet))  # type: ignore[arg-type]  # a pen, not a picture
    page = only(read(sheet))
    assert page.code is None
    assert page.problem in {"没有找到页上的码", "页上的码损坏了，读不出来"}


def on_glass(*sheets: Image.Image) -> Image.Image:
    glass = Image.new("RGB", (sum(one.width for one in sheets), sheets[0].height), "white")
    for place, sheet in enumerate(sheets):
        glass.paste(sheet, (place * sheets[0].width, 0))
    return glass


def test_two_papers_on_one_glass_are_two_pages(letter: bytes) -> None:
    first, second = scanned(letter, 0, 150), UPSIDE_DOWN(scanned(letter, 1, 150))
    pages = read(on_glass(first, second))
    told = sorted(page.code.payload["p"] for page in pages if page.code)
    assert told == ["1", "2"]
    assert [(page.sheet, page.rings, page.index) for page in pages] == [(A4, 3, 1)] * 2


def test_beside_a_good_paper_a_damaged_one_does_not_go_unseen(letter: bytes) -> None:
    first, second = scanned(letter, 1, 150), scanned(letter, 0, 150)
    ImageDraw.Draw(second).rectangle((1100, 0, 1240, 150), fill="white")
    good, bad = read(on_glass(first, second))
    assert (good.code, good.problem) == (parse(code_of(2)), "")
    assert (bad.code, bad.problem) == (None, "没有找到页上的码")
    assert bad.width < bad.height


def slips(count: int) -> bytes:
    """Pages of A5, lying, with nothing on them but a frame and their codes."""
    with pikepdf.new() as pdf:
        for _ in range(count):
            page = pdf.add_blank_page(page_size=(210 * 72 / 25.4, 148 * 72 / 25.4))
            page.contents_add(pdf.make_stream(b"60 60 400 250 re S"))
        out = io.BytesIO()
        pdf.save(out)
    return coded(out.getvalue())


def test_slips_one_above_the_other_are_cut_apart() -> None:
    pdf = slips(2)
    glass = Image.new("RGB", (1240, 1754), "white")
    for page in (0, 1):
        slip = scanned(pdf, page, 150)
        framed(slip, Box(120, 100, 45, 13), 150, signed=page == 1)
        glass.paste(slip, (0, 877 * page))
    pages = read(UPSIDE_DOWN(glass))[::-1]
    assert [page.code for page in pages] == [parse(code_of(1)), parse(code_of(2))]
    assert [page.sheet for page in pages] == [(210, 148)] * 2
    assert [page.ink_in(Box(120, 100, 45, 13)) > 0 for page in pages] == [False, True]


def test_an_empty_page_with_a_code_is_not_a_blank_back(letter: bytes) -> None:
    sheet = scanned(letter, 0, 150)
    sheet.paste("white", (60, 130, 1180, 1650))
    page = only(read(sheet))
    assert (page.blank, page.code, page.sheet) == (False, parse(code_of(1)), A4)


def test_a_stack_is_read_in_order_and_blank_backs_are_told(letter: bytes) -> None:
    pages = [scanned(letter, page, 150) for page in (0, 1)]
    back = all_of(grainy(6), shaded(0.8))(Image.new("RGB", pages[0].size, (235, 230, 222)))
    stack = as_pdf(pages[1], back, UPSIDE_DOWN(pages[0]), dpi=150)
    read_back = list(read_scans("九月.pdf", stack))
    assert [page.name for page in read_back] == [f"九月.pdf 第{number}页" for number in (1, 2, 3)]
    assert [page.index for page in read_back] == [1, 2, 3]
    assert [page.code for page in read_back] == [parse(code_of(2)), None, parse(code_of(1))]
    assert [(page.blank, page.problem) for page in read_back][1] == (True, "")
    assert not read_back[0].blank


def test_a_line_of_writing_is_not_blank() -> None:
    sheet = Image.new("RGB", (874, 620), "white")
    framed(sheet, Box(40, 60, 45, 13), 150, signed=True)
    page = only(read(sheet))
    assert (page.blank, page.problem) == (False, "没有找到页上的码")


def test_every_page_of_a_tiff_is_read(letter: bytes) -> None:
    out = io.BytesIO()
    first, second = (scanned(letter, page, 150).convert("1", dither=None) for page in (0, 1))
    first.save(out, "TIFF", save_all=True, append_images=[second], compression="group4")
    codes = [page.code for page in read_scans("传真.tif", out.getvalue())]
    assert codes == [parse(code_of(1)), parse(code_of(2))]


def test_a_phone_photo_is_turned_as_the_phone_says_it_is() -> None:
    photo = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(photo).rectangle((150, 100, 250, 140), fill="black")
    out, turn = io.BytesIO(), Image.Exif()
    turn[ExifTags.Base.Orientation] = 6
    photo.save(out, "JPEG", exif=turn)
    page = only(list(read_scans("IMG.jpg", out.getvalue())))
    assert (page.name, page.width, page.height) == ("IMG.jpg", 300, 400)


def test_blue_ink_stays_blue_and_a_red_seal_is_no_signature(letter: bytes) -> None:
    sheet = scanned(letter, 1, 150)
    framed(sheet, SIGNED, 150, signed=True)
    framed(sheet, EMPTY, 150, signed=False)
    seal = [edge * 150 / 25.4 for edge in (EMPTY.x + 8, EMPTY.y + 1, EMPTY.x + 19, EMPTY.y + 12)]
    ImageDraw.Draw(sheet).ellipse(seal, outline=(200, 30, 30), width=4)
    page = only(read(sheet))
    assert Image.open(io.BytesIO(page.picture)).mode == "RGB"
    assert page.ink_in(SIGNED) > 0.03
    assert page.ink_in(EMPTY) == 0
    shown = Image.open(io.BytesIO(page.crop(SIGNED)))
    assert shown.size == pytest.approx(
        (SIGNED.width * 150 / 25.4, SIGNED.height * 150 / 25.4), 0.02
    )


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "不是读得出的 PDF、JPEG、PNG 或 TIFF"),
        (b"%PDF-1.7\nnothing of the kind", "不是读得出的"),
        (b"GIF89a", "不是读得出的"),
        (jpeg(Image.new("L", (900, 900), 255))[:-4000], "不是读得出的"),
    ],
    ids=["empty", "broken PDF", "GIF", "half a JPEG"],
)
def test_what_cannot_be_read_is_refused_with_its_name(data: bytes, complaint: str) -> None:
    with pytest.raises(ScanError, match="扫描件“九月”：") as refusal:
        list(read_scans("九月", data))
    assert complaint in str(refusal.value)


def test_a_locked_pdf_is_refused_with_what_to_do(letter: bytes) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ScanError, match="加了密码，打不开。请去掉密码后再交"):
        list(read_scans("九月.pdf", locked.getvalue()))


def torn(pdf_bytes: bytes, *pages: int) -> bytes:
    """The PDF with some pages that nobody can open."""
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        for page in pages:
            pdf.pages[page].obj.Type = pikepdf.Name.Font
            pdf.pages[page].obj.MediaBox = pikepdf.String("no box")
        pdf.save(broken, deterministic_id=True)
    return broken.getvalue()


def test_a_damaged_page_stops_none_of_the_others(letter: bytes) -> None:
    first, second = read_scans("九月.pdf", torn(letter, 0))
    assert (first.code, first.problem) == (None, TORN)
    assert second.code == parse(code_of(2))


def test_damaged_pages_are_told_apart_and_known_again(letter: bytes) -> None:
    both, one = torn(letter, 0, 1), torn(letter, 0)
    first, second = (page.picture for page in read_scans("九月.pdf", both))
    other = next(read_scans("九月.pdf", one)).picture
    assert len({first, second, other}) == 3
    assert [page.picture for page in read_scans("改名.pdf", both)] == [first, second]
