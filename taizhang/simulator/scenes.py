"""Small scenes as a phone in a school would see them, drawn on a 480×360 canvas."""

import math
import random
from collections.abc import Callable, Mapping
from functools import cache

import pylopdf_fonts_zh_cn
from PIL import ImageDraw, ImageFont

SIZE = (480, 360)
INK = "#20262d"

Draw = ImageDraw.ImageDraw
Scene = Callable[[Draw, tuple[str, ...], random.Random], None]


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The bundled Hei face."""
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.sans_path()), size)


def words(draw: Draw, at: tuple[float, float], text: str, size: int, fill: str = INK) -> None:
    """Text centred on a point."""
    draw.text(at, text, font=font(size), fill=fill, anchor="mm")


def room(draw: Draw, wall: str, floor: str) -> None:
    """A wall with its skirting, and a tiled floor."""
    draw.rectangle((0, 0, 480, 260), fill=wall)
    draw.rectangle((0, 252, 480, 262), fill="#8a8f94")
    draw.rectangle((0, 262, 480, 360), fill=floor)
    for x in range(-200, 700, 90):
        draw.line((240 + (x - 240) * 0.6, 262, x, 360), fill="#00000022", width=2)
    draw.line((0, 300, 480, 300), fill="#00000022", width=2)


def extinguisher(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """An extinguisher; text: zone of its gauge (绿区, 红区, 黄区) or its weight, number, type."""
    zone, number, kind = text
    room(draw, "#e9e4d8", "#b9b2a4")
    draw.rounded_rectangle((95, 110, 195, 318), 26, fill="#c8202a", outline="#7d1017", width=3)
    draw.rectangle((122, 82, 168, 114), fill="#2b2d30")
    draw.polygon([(118, 82), (212, 62), (214, 74), (168, 92)], fill="#3a3d41")
    draw.line((168, 98, 226, 130, 222, 250), fill="#26282b", width=9, joint="curve")
    draw.rectangle((108, 170, 182, 262), fill="#f4efe2")
    words(draw, (145, 190), kind.removesuffix("ABC"), 17, "#a5161f")
    words(draw, (145, 222), "灭火器", 20)
    words(draw, (145, 246), number, 15)
    if zone.endswith("区"):
        _gauge(draw, zone, dice)
    else:
        _scales(draw, zone)


def _scales(draw: Draw, weight: str) -> None:
    """Carbon dioxide has no gauge: it is weighed."""
    draw.rounded_rectangle((268, 214, 432, 330), 10, fill="#d7dcdf", outline="#7b848a", width=3)
    draw.rectangle((256, 196, 444, 216), fill="#9aa3a9")
    draw.rounded_rectangle((290, 246, 410, 300), 6, fill="#1b2a1e")
    words(draw, (350, 273), weight, 28, "#8dff7a")


def _gauge(draw: Draw, zone: str, dice: random.Random) -> None:
    x, y, radius = 350, 150, 92
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse((box[0] - 9, box[1] - 9, box[2] + 9, box[3] + 9), fill="#5d6166")
    draw.ellipse(box, fill="#fbfaf5")
    inner = (box[0] + 14, box[1] + 14, box[2] - 14, box[3] - 14)
    for begin, end, colour in ((150, 220, "#d1343c"), (220, 310, "#2f9e55"), (310, 390, "#e9b824")):
        draw.arc(inner, begin, end, fill=colour, width=20)
    low, high = {"红区": (165, 205), "黄区": (325, 365)}.get(zone, (245, 292))
    angle = math.radians(dice.uniform(low, high))
    tip = (x + math.cos(angle) * (radius - 30), y + math.sin(angle) * (radius - 30))
    draw.line((x, y, *tip), fill=INK, width=6)
    draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=INK)
    words(draw, (x, y + 44), "MPa", 20)


def fridge(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """The display of a fridge; text: reading, name of the fridge."""
    room(draw, "#dfe5e8", "#a9afb3")
    draw.rounded_rectangle((120, 24, 372, 336), 12, fill="#f3f5f6", outline="#8d969c", width=4)
    draw.line((120, 190, 372, 190), fill="#8d969c", width=4)
    draw.rounded_rectangle((348, 110, 360, 180), 5, fill="#8d969c")
    draw.rounded_rectangle((164, 54, 330, 122), 8, fill="#12181d")
    words(draw, (247, 88), text[0], 42, "#63e6ff")
    draw.rectangle((176, 224, 318, 268), fill="#fffdf0", outline="#b4a76a", width=2)
    words(draw, (247, 246), text[1], 22)
    for _ in range(dice.randint(2, 4)):  # magnets
        x, y = dice.randint(140, 330), dice.randint(284, 320)
        draw.ellipse((x, y, x + 12, y + 12), fill=dice.choice(("#e2574c", "#3f8fd2", "#f2b134")))


def probe(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A probe thermometer in a dish; text: reading, dish."""
    draw.rectangle((0, 0, 480, 360), fill="#c9ced1")
    draw.ellipse((40, 120, 440, 352), fill="#8f979c")
    draw.ellipse((58, 132, 422, 334), fill="#7a3d1c")
    for _ in range(60):
        x = min(max(dice.gauss(240, 72), 110), 370)
        y = min(max(dice.gauss(236, 34), 165), 305)
        shade = dice.choice(("#a75a2a", "#c07a3e", "#5f8c3a", "#d49a4e"))
        draw.ellipse((x - 15, y - 9, x + 15, y + 9), fill=shade)
    draw.line((248, 250, 330, 90), fill="#eef2f4", width=7)
    draw.rounded_rectangle((286, 22, 446, 96), 16, fill="#f1f1ee", outline="#777d82", width=3)
    draw.rectangle((304, 36, 428, 82), fill="#b8c9a4")
    words(draw, (366, 59), text[0], 32)
    words(draw, (110, 60), text[1], 24)


def samples(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Labelled sample boxes on a shelf; text: date, meal, then a dish a box."""
    draw.rectangle((0, 0, 480, 360), fill="#e3eaed")
    draw.rectangle((0, 286, 480, 304), fill="#a7b0b5")
    dishes = text[2:] or ("留样",)
    width = 452 // len(dishes)
    for place, dish in enumerate(dishes):
        left = 14 + place * width
        draw.rounded_rectangle(
            (left, 120, left + width - 8, 286), 9, fill="#f7fbfd", outline="#9fb3bd", width=3
        )
        food = dice.choice(("#b5632e", "#7f9d3d", "#d7a24a", "#e6dfc6", "#a33c2c"))
        draw.rectangle((left + 8, 214, left + width - 16, 278), fill=food)
        draw.rectangle((left + 6, 134, left + width - 14, 204), fill="#fffef6", outline="#c2b280")
        middle = left + (width - 8) / 2
        size = max(11, min(19, (width - 26) // max(len(dish), 1)))
        words(draw, (middle, 152), dish, size)
        words(draw, (middle, 186), text[0], 12)
    words(draw, (240, 60), f"留样柜　{text[1]}餐", 28)


def wet_floor(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A corridor with a yellow sign; text: the place."""
    room(draw, "#e6ecea", "#9fb0ad")
    draw.polygon(
        [(200, 330), (240, 150), (330, 150), (368, 330)], fill="#f4c20d", outline="#9b7a00"
    )
    draw.polygon([(285, 172), (262, 212), (308, 212)], outline=INK, width=4)
    words(draw, (285, 198), "!", 24)
    words(draw, (284, 244), "小心", 32)
    words(draw, (284, 286), "地滑", 32)
    for _ in range(5):
        x, y = dice.randint(20, 420), dice.randint(280, 344)
        draw.ellipse((x, y, x + dice.randint(24, 70), y + 11), fill="#c7dfe6")
    words(draw, (130, 60), text[0], 22)


def broken(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Something cracked behind a warning tape; text: the place, what it is."""
    room(draw, "#e8e2d6", "#aaa397")
    draw.rectangle((150, 90, 330, 246), fill="#d5cdbd", outline="#8c8474", width=4)
    x, y = 170.0, 100.0
    while y < 240:
        step = (x + dice.uniform(-14, 32), min(y + dice.uniform(10, 24), 240))
        draw.line((x, y, *step), fill="#4d463b", width=4)
        x, y = min(max(step[0], 164), 312), step[1]
    for begin in range(-40, 520, 44):
        draw.polygon(
            [(begin, 284), (begin + 22, 284), (begin + 8, 308), (begin - 14, 308)], fill="#d9302c"
        )
    draw.line((0, 283, 480, 283), fill="#d9302c", width=2)
    draw.line((0, 309, 480, 309), fill="#d9302c", width=2)
    words(draw, (240, 36), text[0], 24)
    words(draw, (240, 66), text[1], 19, "#a01d1a")


def mended(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """The same corner after the repair; text: the place, what was done."""
    room(draw, "#e8e2d6", "#aaa397")
    draw.rectangle((150, 90, 330, 246), fill="#e4ded1", outline="#8c8474", width=4)
    shade = dice.choice(("#dcd6c8", "#e9e4d8", "#d8d3c7"))
    draw.rectangle((162 + dice.randint(0, 20), 104, 300 + dice.randint(0, 18), 232), fill=shade)
    draw.line((286, 150, 304, 172, 340, 118), fill="#2c8a4b", width=10, joint="curve")
    words(draw, (240, 36), text[0], 24)
    words(draw, (240, 66), text[1], 19, "#1f6b39")


def board(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A notice board; text: heading, then lines."""
    draw.rectangle((0, 0, 480, 360), fill="#cfd6cf")
    draw.rectangle((34, 24, 446, 336), fill="#7b4a2c")
    draw.rectangle((48, 38, 432, 322), fill="#fbf8ef")
    words(draw, (240, 66), text[0], 25, "#a5161f")
    for row, line in enumerate(text[1:7]):
        words(draw, (240, 108 + row * 32), line, 18)
    for x in (58, 422):
        draw.ellipse((x - 5, 45, x + 5, 55), fill=dice.choice(("#d9302c", "#2d74c4")))


def page(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A scanned sheet with signatures and a stamp; text: heading, number, party B, date."""
    draw.rectangle((0, 0, 480, 360), fill="#ffffff")
    words(draw, (240, 34), text[0], 21)
    words(draw, (240, 62), text[1], 13)
    for row in range(11):
        end = 440 if row % 4 != 3 else dice.randint(180, 330)
        draw.line((40, 88 + row * 17, end, 88 + row * 17), fill="#8b8f94", width=3)
    words(draw, (110, 296), f"乙方：{text[2]}", 17)
    words(draw, (360, 296), "甲方（盖章）", 17)
    words(draw, (360, 330), text[3], 15)
    x, y = 366 + dice.randint(-8, 8), 306 + dice.randint(-6, 6)
    draw.ellipse((x - 42, y - 42, x + 42, y + 42), outline="#d0262c", width=4)
    words(draw, (x, y), "★", 26, "#d0262c")


def canteen(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A clean kitchen; text: what is looked at, what was found."""
    room(draw, "#eef2f3", "#b6bdc1")
    for left in (30, 180, 330):
        draw.rectangle((left, 150, left + 120, 280), fill="#c3cacf", outline="#828b91", width=3)
        draw.rectangle((left + 8, 160, left + 112, 190), fill="#dfe4e7")
        pan = dice.choice(("#5a6066", "#3c4247", "#777e84"))
        draw.ellipse((left + 22, 118 + dice.randint(-6, 6), left + 98, 160), fill=pan)
    draw.rectangle((60, 24, 420, 84), fill="#fffdf2", outline="#b4a76a", width=2)
    words(draw, (240, 44), text[0], 22)
    words(draw, (240, 70), text[1], 15)


def tray(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A lunch tray on a pupil's table; text: the class, then what is on it."""
    draw.rectangle((0, 0, 480, 360), fill=dice.choice(("#d9c6a5", "#cdd3cf", "#d2bd98")))
    draw.rounded_rectangle((50, 76, 430, 330), 24, fill="#dfe5e8", outline="#8f999f", width=4)
    corners = ((66, 92), (246, 92), (66, 176), (246, 176), (66, 260))
    for (x, y), dish in zip(corners, text[1:6], strict=False):
        draw.rounded_rectangle((x, y, x + 168, y + 74), 14, fill="#f5f8f9", outline="#a9b4ba")
        food = dice.choice(("#b5632e", "#7f9d3d", "#d7a24a", "#efe9d6", "#a33c2c"))
        draw.ellipse((x + 12, y + 10, x + 156, y + 52), fill=food)
        words(draw, (x + 84, y + 62), dish, 15)
    words(draw, (240, 42), f"{text[0]}　学生餐盘", 24)


def crates(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Crates as they were delivered; text: who brought them, then what is in them."""
    room(draw, "#e4e6df", "#a8a89d")
    for place, name in enumerate(text[1:9]):
        x, y = 24 + place % 4 * 110, 120 + place // 4 * 110
        shade = dice.choice(("#3f7fb5", "#4b9a63", "#c0772f", "#8a8f94"))
        draw.rectangle((x, y, x + 100, y + 92), fill=shade, outline="#2e3338", width=3)
        for line in (24, 46):
            draw.line((x, y + line, x + 100, y + line), fill="#2e333866", width=4)
        draw.rectangle((x + 10, y + 56, x + 90, y + 84), fill="#fffdf2")
        words(draw, (x + 50, y + 70), name, 18)
    words(draw, (240, 50), text[0], 23)


def slip(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A paper that came with goods, on the table; text: heading, who wrote it, then lines."""
    draw.rectangle((0, 0, 480, 360), fill="#9c7b58")
    left = 96 + dice.randint(-12, 12)
    draw.polygon([(left, 14), (left + 292, 22), (left + 284, 350), (left - 8, 342)], fill="#fdfcf6")
    words(draw, (left + 144, 46), text[0], 25)
    words(draw, (left + 144, 76), text[1], 15)
    for row, line in enumerate(text[2:12]):
        words(draw, (left + 110, 106 + row * 22), line, 15)
    x, y = left + 222, 296
    draw.ellipse((x - 36, y - 36, x + 36, y + 36), outline="#d0262c", width=3)
    words(draw, (x, y), "★", 22, "#d0262c")


def goods(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Something delivered or kept, with its label; text: name, then lines of the label."""
    room(draw, "#ece7dc", "#b4aa99")
    for _ in range(3):
        x, y, shade = (
            dice.randint(40, 250),
            dice.randint(120, 170),
            dice.choice(("#b98a55", "#c79a64")),
        )
        draw.rectangle((x, y, x + 150, y + 130), fill=shade, outline="#7d5a34", width=3)
        draw.line((x, y + 40, x + 150, y + 40), fill="#8e6a41", width=3)
    draw.rectangle((150, 190, 440, 322), fill="#fffdf4", outline="#2d74c4", width=4)
    words(draw, (295, 216), text[0], 24)
    for row, line in enumerate(text[1:4]):
        words(draw, (295, 250 + row * 26), line, 18)


def classroom(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Rows of desks before a blackboard; text: the class, what was counted."""
    room(draw, "#f0ede4", "#bfb6a6")
    draw.rectangle((90, 40, 390, 150), fill="#2f5d4a", outline="#8a6a3c", width=6)
    words(draw, (240, 78), text[0], 28, "#f5f5f0")
    words(draw, (240, 118), text[1], 18, "#e8e8dc")
    for row in range(3):
        for place in range(5):
            x, y = 34 + place * 84 + dice.randint(-4, 4), 196 + row * 48
            draw.rectangle((x, y, x + 62, y + 16), fill="#d9b77e", outline="#8d6a35", width=2)
            draw.line((x + 6, y + 16, x + 6, y + 36), fill="#6c7378", width=4)
            draw.line((x + 56, y + 16, x + 56, y + 36), fill="#6c7378", width=4)


def tidy(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """A corner that was looked at; text: the place, what was seen."""
    room(draw, dice.choice(("#ece8dd", "#e3ebe6", "#e6e8ee")), "#b3ac9d")
    draw.rectangle((40, 110, 190, 230), fill="#cfe3ec", outline="#7f8a90", width=5)
    draw.line((115, 110, 115, 230), fill="#7f8a90", width=4)
    left = 250 + dice.randint(-14, 14)
    draw.rectangle((left, 170, left + 160, 190), fill="#b98a58")
    for leg in (12, 140):
        draw.rectangle((left + leg, 190, left + leg + 9, 290), fill="#8d6842")
    draw.ellipse((left + 60, 146, left + 96, 172), fill=dice.choice(("#7f9d3d", "#c0772f")))
    words(draw, (240, 40), text[0], 24)
    words(draw, (240, 72), text[1], 18)


def green(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """Trees, hedge and lawn; text: the place, before or after what."""
    draw.rectangle((0, 0, 480, 210), fill=dice.choice(("#bfe0f2", "#cfd8dc", "#d9e7ee")))
    draw.rectangle((0, 210, 480, 360), fill="#6f9e4b")
    for _ in range(4):
        x, size = dice.randint(40, 440), dice.randint(34, 58)
        draw.rectangle((x - 6, 160, x + 6, 240), fill="#74532f")
        draw.ellipse(
            (x - size, 70, x + size, 70 + 2 * size), fill=dice.choice(("#3f7a36", "#4f8d3f"))
        )
    draw.rectangle((0, 236, 480, 272), fill="#3c6a30")
    words(draw, (240, 30), text[0], 23)
    words(draw, (240, 318), text[1], 24, "#fdfbe8")


def meter(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """The face of a meter; text: reading, number of the meter."""
    draw.rectangle((0, 0, 480, 360), fill=dice.choice(("#b9c2c4", "#c8c2b4", "#aeb6ba")))
    draw.ellipse((90, 30, 390, 330), fill="#eef1f2", outline="#5d6a72", width=10)
    draw.rectangle((130, 120, 350, 176), fill="#1d2429")
    words(draw, (240, 148), text[0], 36, "#f2f6f4")
    words(draw, (240, 218), text[1], 24)
    x = 240 + dice.randint(-30, 30)
    draw.line((240, 290, x, 252), fill="#d9302c", width=4)


def facade(draw: Draw, text: tuple[str, ...], dice: random.Random) -> None:
    """One side of a building; text: the building, which side."""
    draw.rectangle((0, 0, 480, 360), fill=dice.choice(("#cfe3f1", "#dfe6ea", "#c4d9e8")))
    draw.rectangle((0, 300, 480, 360), fill="#9aa58e")
    draw.rectangle((50, 70, 430, 304), fill=dice.choice(("#e8d9bd", "#e3d3c2")), outline="#8c8474")
    for x in range(70, 410, 48):
        for y in range(90, 280, 52):
            shade = dice.choice(("#7fa3b8", "#8fb1c4", "#6f94aa"))
            draw.rectangle((x, y, x + 30, y + 32), fill=shade, outline="#f5f2ea", width=3)
    words(draw, (240, 30), f"{text[0]}　{text[1]}", 26)


SCENES: Mapping[str, Scene] = {
    "extinguisher": extinguisher,
    "fridge": fridge,
    "probe": probe,
    "samples": samples,
    "wet_floor": wet_floor,
    "broken": broken,
    "mended": mended,
    "board": board,
    "page": page,
    "canteen": canteen,
    "meter": meter,
    "facade": facade,
    "tray": tray,
    "goods": goods,
    "crates": crates,
    "slip": slip,
    "tidy": tidy,
    "green": green,
    "classroom": classroom,
}
