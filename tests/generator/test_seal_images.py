"""A scan of a seal becomes its ink alone."""

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from generator.errors import SealImageError
from generator.seal_images import LEAST, MOST, SealImage, read_seal_image

RED, BLUE = (200, 20, 34), (20, 40, 190)


def ring(size: int = 600, colour: tuple[int, int, int] = RED, around: int = 0) -> Image.Image:
    """A ring with a bar in it on white, with so much paper around."""
    page = Image.new("RGB", (size + 2 * around, size + 2 * around), "white")
    pen = ImageDraw.Draw(page)
    box = (around, around, around + size - 1, around + size - 1)
    pen.ellipse(box, outline=colour, width=size // 20)
    middle = around + size // 2
    pen.rectangle((around + size // 4, middle - 20, around + size // 4 * 3, middle + 20), colour)
    return page


def scanned(page: Image.Image) -> Image.Image:
    """As a scanner sees it: grey, blotchy, noisy paper, soft edges and a speck of dust."""
    dice = random.Random(7)
    noisy = page.filter(ImageFilter.GaussianBlur(1)).point(lambda value: round(value * 0.92))
    pixels = noisy.load()
    assert pixels is not None
    for _ in range(4000):
        x, y = dice.randrange(noisy.width), dice.randrange(noisy.height)
        shade = dice.randrange(215, 236)
        if min(noisy.getpixel((x, y))) > 200:  # type: ignore[arg-type]  # a colour
            pixels[x, y] = (shade, shade, shade - 4)
    ImageDraw.Draw(noisy).rectangle((4, 4, 6, 6), fill=(60, 60, 60))
    return noisy


def read(page: Image.Image, kind: str = "PNG") -> SealImage:
    out = io.BytesIO()
    page.save(out, kind)
    return read_seal_image(out.getvalue())


def ink(seal: SealImage) -> Image.Image:
    return Image.open(io.BytesIO(seal.png))


def test_paper_turns_transparent_and_is_cut_off() -> None:
    seal = read(ring(around=150))
    picture = ink(seal)
    assert seal.size == picture.size == (600, 600)
    alpha = picture.getchannel("A")
    assert alpha.getpixel((300, 300)) == 255
    assert alpha.getpixel((300, 200)) == 0
    assert picture.getpixel((300, 300)) == (*RED, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_scan_on_grey_paper_with_dust_reads_as_its_ink(kind: str) -> None:
    seal = read(scanned(ring(around=120)), kind)
    assert all(abs(side - 600) <= 8 for side in seal.size), "no dust, no paper"
    alpha = ink(seal).getchannel("A")
    assert alpha.getpixel((seal.size[0] // 2, seal.size[1] // 2)) > 240  # type: ignore[operator]
    assert alpha.getpixel((seal.size[0] // 2, seal.size[1] // 4)) == 0
    assert seal.red


def test_what_is_transparent_already_stays_so() -> None:
    clear = ring().convert("RGBA")
    clear.putalpha(clear.convert("L").point(lambda value: 0 if value > 250 else 255))
    assert ink(read(clear)).getchannel("A").getpixel((300, 200)) == 0


def test_a_phone_photo_is_turned_upright() -> None:
    page = ring()
    ImageDraw.Draw(page).rectangle((0, 280, 40, 320), fill="white")  # a gap on the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    out = io.BytesIO()
    page.rotate(90, expand=True).save(out, "JPEG", exif=exif, quality=95)
    alpha = ink(read_seal_image(out.getvalue())).getchannel("A")
    assert alpha.getpixel((10, 300)) == 0
    assert alpha.getpixel((300, 10)) > 200  # type: ignore[operator]  # one channel


def test_a_large_scan_is_made_as_small_as_paper_needs() -> None:
    assert max(read(ring(2400)).size) == MOST


def test_only_red_ink_is_red() -> None:
    assert read(ring()).red
    assert not read(ring(colour=BLUE)).red
    assert not read(ring(colour=(30, 30, 30))).red


def test_the_same_scan_gives_the_same_picture() -> None:
    assert read(scanned(ring())).png == read(scanned(ring())).png


def test_a_seal_too_small_to_print_is_refused() -> None:
    with pytest.raises(SealImageError, match="会糊"):
        read(ring(LEAST - 20, around=100))


@pytest.mark.parametrize("shade", ["white", (238, 236, 230), "black"])
def test_a_page_with_nothing_on_it_is_refused(shade: str) -> None:
    with pytest.raises(SealImageError, match="没有印文"):
        read(Image.new("RGB", (800, 800), shade))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(SealImageError, match="打不开"):
        read_seal_image(data)


def test_half_a_picture_is_refused() -> None:
    out = io.BytesIO()
    ring().save(out, "PNG")
    with pytest.raises(SealImageError, match="打不开"):
        read_seal_image(out.getvalue()[:2000])
