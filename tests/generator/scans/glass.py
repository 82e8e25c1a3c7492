"""What happens to paper on a glass, in a feeder and before a phone."""

import io
import math
import random
from collections.abc import Callable
from functools import partial

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.pagecodes import Box, code_pages
from generator.qr import QrKind, encode
from generator.scans.projection import fit

DIGEST = "9f86d081884c7d65"
A4 = (210.0, 297.0)
PEN = (30, 40, 120)
Spoil = Callable[[Image.Image], Image.Image]


def code_of(page: int, number: str = "AQZRS-20260901-080") -> str:
    """The code of a page of a letter of two pages."""
    fields = {"n": number, "v": "1", "d": DIGEST, "p": str(page), "q": "2", "k": "1", "m": "2"}
    return encode(QrKind.COPY, fields)


def coded(pdf: bytes, number: str = "AQZRS-20260901-080") -> bytes:
    """The paper with a code on each page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
        code_pages(opened, [code_of(page, number) for page in range(1, count + 1)])
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def scanned(pdf: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """A page as a scanner that does nothing wrong has it."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
        return picture.copy()


def framed(picture: Image.Image, box: Box, dpi: int, *, signed: bool) -> None:
    """Rule a place for a signature, and sign there."""
    dots = dpi / 25.4
    edges = [edge * dots for edge in (box.x, box.y, box.x + box.width, box.y + box.height)]
    pen = ImageDraw.Draw(picture)
    pen.rectangle(edges, fill="white", outline="black", width=max(1, round(0.25 * dots)))
    if signed:
        sign(picture, box, dpi)


def sign(picture: Image.Image, box: Box, dpi: int) -> None:
    """Write with a ball pen."""
    dots = dpi / 25.4
    line = [
        (
            (box.x + box.width * (0.15 + 0.035 * step)) * dots,
            (box.y + box.height * (0.5 + 0.3 * math.sin(step * 1.9))) * dots,
        )
        for step in range(21)
    ]
    ImageDraw.Draw(picture).line(line, fill=PEN, width=round(0.5 * dots), joint="curve")


def blot(picture: Image.Image, x: float, y: float, dpi: int) -> None:
    """A black square of 2 mm: where does it come out?"""
    edges = [edge / 25.4 * dpi for edge in (x - 1, y - 1, x + 1, y + 1)]
    ImageDraw.Draw(picture).rectangle(edges, fill="black")


def turned(degrees: float, fill: str = "white") -> Spoil:
    """Laid askew, or another way round."""
    return lambda one: one.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=fill)


def grainy(deviation: float) -> Spoil:
    """A cheap sensor."""

    def spoil(one: Image.Image) -> Image.Image:
        noise = Image.frombytes("L", one.size, _noise(one.width * one.height, deviation))
        return ImageChops.add(one, noise.convert("RGB"), 1, -128)

    return spoil


def _noise(count: int, deviation: float) -> bytes:
    """Grey around 128; the same each time, which `Image.effect_noise` is not."""
    chance = random.Random(7)
    some = bytes(min(255, max(0, round(chance.gauss(128, deviation)))) for _ in range(65_537))
    return (some * (count // len(some) + 1))[:count]


def speckled(share: float) -> Spoil:
    """Dust and a bad line: pixels black or white."""

    def spoil(one: Image.Image) -> Image.Image:
        chance, out = random.Random(7), one.copy()
        for _ in range(int(share * one.width * one.height)):
            at = (chance.randrange(one.width), chance.randrange(one.height))
            out.putpixel(at, (255,) * 3 if chance.random() < 0.5 else (0,) * 3)
        return out

    return spoil


def blurred(radius: float) -> Spoil:
    """Out of focus."""
    return lambda one: one.filter(ImageFilter.GaussianBlur(radius))


def shaded(darkest: float) -> Spoil:
    """A hand before the lamp."""

    def spoil(one: Image.Image) -> Image.Image:
        light = Image.linear_gradient("L").rotate(90).resize(one.size)
        light = light.point(lambda value: round(255 * darkest + (1 - darkest) * value))
        return ImageChops.multiply(one, light.convert("RGB"))

    return spoil


def faded(one: Image.Image) -> Image.Image:
    """Grey on grey."""
    return one.point(lambda value: 110 + value * 90 // 255)


def squeezed(quality: int) -> Spoil:
    """Sent by a messenger."""
    return lambda one: Image.open(io.BytesIO(jpeg(one, quality))).convert("RGB")


def photographed(tilt: float) -> Spoil:
    """Held before a phone on a dark desk."""

    def spoil(one: Image.Image) -> Image.Image:
        width, height = (2600, 1950) if one.width > one.height else (1950, 2600)
        there = [
            (width * (0.04 + tilt * 0.5), height * 0.04),
            (width * (0.96 - tilt * 0.3), height * 0.06),
            (width * 0.96, height * 0.96),
            (width * 0.04, height * (0.96 - tilt * 0.4)),
        ]
        here = [(0, 0), (one.width, 0), one.size, (0, one.height)]
        back = fit(list(zip(there, here, strict=True)))
        return one.transform(
            (width, height),
            Image.Transform.PERSPECTIVE,
            back.terms,
            Image.Resampling.BICUBIC,
            fillcolor=(90, 80, 70),
        )

    return spoil


def all_of(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(one: Image.Image) -> Image.Image:
        for each in spoils:
            one = each(one)
        return one

    return spoil


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    """As a file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(*pictures: Image.Image, dpi: int = 200) -> bytes:
    """As a scanner hands pages over."""
    out = io.BytesIO()
    first, *others = pictures
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi)
    return out.getvalue()


UPSIDE_DOWN = partial(Image.Image.transpose, method=Image.Transpose.ROTATE_180)
ON_ITS_SIDE = partial(Image.Image.transpose, method=Image.Transpose.ROTATE_90)
ON_THE_OTHER = partial(Image.Image.transpose, method=Image.Transpose.ROTATE_270)
