"""An invented school's seal, drawn for demo and tests: 演示 stands in it, so that it is none."""

import io
import math
from collections.abc import Iterator

import pylopdf_fonts_zh_cn
from PIL import Image, ImageChops, ImageDraw, ImageFont

SIZE = 900
RED = (204, 18, 30)
_CENTRE = SIZE / 2
_RING = 26
_SPAN = 260.0
"""Degrees of the arc that the name takes."""
_NAME, _WORD = 150, 84


def draw_seal(name: str, word: str = "演示专用") -> bytes:
    """A round seal on white paper: red ring, star, the name on the arc, a word below; a PNG."""
    ink = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(ink)
    pen.ellipse((6, 6, SIZE - 7, SIZE - 7), outline=255, width=_RING)
    pen.polygon(list(_star(_CENTRE, _CENTRE - 10, 138)), fill=255)
    pen.text((_CENTRE, SIZE * 0.76), word, 255, _font(_WORD), anchor="mm")
    for place, letter in enumerate(name):
        turn = _SPAN * ((place + 0.5) / len(name) - 0.5)
        ink = ImageChops.lighter(ink, _on_the_arc(letter, turn))
    page = Image.composite(
        Image.new("RGB", ink.size, RED), Image.new("RGB", ink.size, "white"), ink
    )
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _on_the_arc(letter: str, turn: float) -> Image.Image:
    """A letter at the top of the arc, the whole sheet turned clockwise by so many degrees."""
    sheet = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(sheet)
    top = (_CENTRE, _RING + 26 + _NAME / 2)
    pen.text(top, letter, 255, _font(_NAME), anchor="mm", stroke_width=2)
    return sheet.rotate(-turn, Image.Resampling.BICUBIC)


def _star(x: float, y: float, radius: float) -> Iterator[tuple[float, float]]:
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * 0.382
        angle = math.pi * point / 5
        yield x + reach * math.sin(angle), y - reach * math.cos(angle)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.serif_path()), size)
