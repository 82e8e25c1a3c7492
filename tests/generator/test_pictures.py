import io
from dataclasses import replace

import pytest
from PIL import Image

from generator.document import Picture
from generator.errors import PictureError
from generator.pictures import DPI, PRINT_WIDTH_MM, fit, level, size_mm
from tests.generator.papers import photo


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def phone_photo(orientation: int = 6) -> Picture:
    """A landscape frame with the turn flag, the place and the device of a phone."""
    image = Image.new("RGB", (3000, 2000), "white")
    image.paste("red", (0, 0, 1000, 2000))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return Picture(out.getvalue(), "image/jpeg", "", "走廊")


def test_a_photo_is_turned_upright() -> None:
    ready = opened(fit(phone_photo()))
    assert ready.height > ready.width
    assert ready.getpixel((ready.width // 2, 5)) == pytest.approx((254, 0, 0), abs=6)


def test_a_photo_is_no_larger_than_the_paper_needs() -> None:
    ready = opened(fit(phone_photo(1)))
    assert ready.width == pytest.approx(PRINT_WIDTH_MM / 25.4 * DPI, abs=1)


def test_a_small_photo_is_not_blown_up() -> None:
    assert opened(fit(photo(40, 30))).size == (40, 30)


def test_place_and_device_are_dropped() -> None:
    ready = fit(phone_photo())
    assert not opened(ready).getexif()
    assert b"PhoneMaker" not in ready.data


@pytest.mark.parametrize(("kind", "expected"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("BMP", "PNG")])
def test_a_jpeg_stays_a_jpeg_and_the_rest_becomes_png(kind: str, expected: str) -> None:
    ready = fit(photo(kind=kind))
    assert opened(ready).format == expected
    assert ready.media_type == f"image/{expected.lower()}"


def test_a_photo_with_a_second_one_for_depth_stays_a_jpeg() -> None:
    out, image = io.BytesIO(), Image.new("RGB", (40, 30))
    image.save(out, "MPO", save_all=True, append_images=[image])
    assert opened(fit(Picture(out.getvalue(), "image/jpeg", "", ""))).format == "JPEG"


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert fit(photo()).data == fit(photo()).data


@pytest.mark.parametrize("before", [phone_photo(), photo(), photo(kind="PNG"), photo(2000, 20)])
def test_a_photo_that_is_ready_stays_as_it_is(before: Picture) -> None:
    ready = fit(before)
    assert fit(ready).data == ready.data


def test_a_small_photo_that_knows_something_forgets_it() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif, comment=b"secret")
    ready = fit(Picture(out.getvalue(), "image/jpeg", "", ""))
    assert b"PhoneMaker" not in ready.data
    assert b"secret" not in ready.data


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_any_colour_model_is_printed_as_grey_or_rgb(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    ready = opened(fit(Picture(out.getvalue(), "", "", "")))
    assert ready.mode in {"RGB", "L"}


def test_transparency_is_laid_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(fit(Picture(out.getvalue(), "", "", ""))).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("keep", [0, 10, 0.5])
def test_a_damaged_photo_is_named(keep: float) -> None:
    whole = photo()
    cut = whole.data[: int(len(whole.data) * keep) if keep < 1 else int(keep)]
    with pytest.raises(PictureError, match="二楼出口 08:31") as caught:
        fit(replace(whole, data=cut))
    assert caught.value.code == "GE-008"


def test_a_picture_fills_its_box_without_distortion() -> None:
    assert size_mm(photo(400, 300), 80, 80) == pytest.approx((80, 60))
    assert size_mm(photo(300, 400), 80, 60) == pytest.approx((45, 60))


def test_before_and_after_are_drawn_at_the_same_height() -> None:
    wide, tall, square = photo(1600, 400), photo(300, 900), photo(500, 500)
    pair = list(level((wide, tall), 72.0, 50.0))
    assert [one.height for one in pair] == [18.0, 18.0]  # the wide one fills its 72 mm
    assert [one.height for one in level((square, tall, square), 72.0, 50.0)] == [50.0, 50.0, 50.0]
