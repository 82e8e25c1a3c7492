import io
import json

import pytest
from PIL import Image

from generator.strokes import DPI, HEIGHT_MM, MARGIN_MM, PEN_MM, WIDTH_MM, for_rows, to_ink
from records.refusals import StrokesUnusableError
from records.strokes import read_strokes
from tests.pen import FIELD, mark, signature


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def drawn(*strokes: list[list[int]]) -> Image.Image:
    return opened(to_ink(json.dumps({**FIELD, "strokes": strokes}).encode()))


def test_the_same_strokes_give_the_same_picture_however_they_were_written_down() -> None:
    assert to_ink(signature()) == to_ink(read_strokes(signature()).canonical())
    assert to_ink(signature("甲")) != to_ink(signature("乙"))


def test_ink_is_black_on_white_and_sharp_at_its_size() -> None:
    image = opened(to_ink(signature("欧阳予倩")))
    assert image.mode == "L"
    assert image.getextrema() == (0, 255)
    assert image.getpixel((0, 0)) == 255
    assert "dpi" not in image.info
    wide, tall = (side / DPI * 25.4 for side in image.size)
    assert wide == pytest.approx(WIDTH_MM, abs=0.3) or tall == pytest.approx(HEIGHT_MM, abs=0.3)
    assert (wide, tall) < (WIDTH_MM + 0.3, HEIGHT_MM + 0.3)


def test_a_picture_is_cropped_to_what_was_drawn() -> None:
    line = [[x, 200, x] for x in range(10, 70, 5)]
    corner, middle = drawn(line), drawn([[x + 300, 80, x] for x, *_ in line])
    assert corner.size == middle.size
    assert corner.tobytes() == middle.tobytes()


def test_a_flat_line_and_a_dot_are_drawn_too() -> None:
    flat = opened(to_ink(mark(20, 500)))
    assert flat.width > 15 * flat.height
    dotted = drawn([[x, 100, x] for x in range(0, 60, 5)], [[200, 20, 900]])
    dark = sum(dotted.crop((dotted.width // 2, 0, *dotted.size)).histogram()[:64])
    assert dark > 4, "a single touch leaves a dot"


def test_corners_between_points_are_rounded() -> None:
    angle = [[0, 0, 0], [100, 0, 9], [100, 100, 18]] + [[100, 100 + y, 20 + y] for y in range(10)]
    image = drawn(angle)
    margin = round((MARGIN_MM + PEN_MM / 2) / 25.4 * DPI)
    assert image.getpixel((image.width - margin, margin)) == 255
    assert image.getpixel((image.width - margin, image.height - margin)) == 0


def test_a_line_of_a_table_shows_it_half_as_large() -> None:
    whole = opened(to_ink(signature()))
    small = opened(for_rows(to_ink(signature())))
    assert small.size == tuple(-(-side // 2) for side in whole.size)
    assert sum(small.histogram()[:60]) > 100, "still black"


def test_what_is_drawn_already_stays_as_it_is() -> None:
    png = to_ink(signature())
    assert to_ink(png) is png


def test_what_cannot_be_read_is_not_drawn() -> None:
    with pytest.raises(StrokesUnusableError):
        to_ink(b"\xff\xd8\xff a photo")
