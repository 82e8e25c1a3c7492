"""Papers printed to be signed, signed with a pen, and scanned."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from generator.pagecodes import code_pages
from generator.qr import QrKind, encode
from records.disk import Disk
from records.prints import InkPlace, Print, PrintLog
from records.record import Person
from taizhang.desk import Desk, Visit

DOTS = 150 / 25.4
"""Pixels a millimetre of what the scanner hands over."""
PARTY, HEAD = "乙方本人", "甲方校长（盖章）"
PLACES = (InkPlace(HEAD, 2, 30, 200, 60, 20), InkPlace(PARTY, 2, 115, 200, 60, 20))
"""Where a letter of two pages is signed."""


def letter(desk: Desk, party: str, at: datetime, **changes: Any) -> str:
    """A responsibility letter that was issued; its number."""
    data = {
        "batch": "2025-2026学年第二学期安全责任书",
        "issued_on": "2026-03-02",
        "party_b": party,
        "party_type": "中层",
        "valid_from": "2026-03-02",
        "valid_to": "2026-07-03",
        **changes,
    }
    slug = "safety_responsibility_letter"
    return desk.file_entry(Visit("P006", at), slug, data, lambda _: b"").number


def printed(
    desk: Desk, numbers: Sequence[str], at: datetime, copies: int = 1, pages: int = 2
) -> list[Image.Image]:
    """Every page of every copy as the printer lays it down, and the run in the print log."""
    codes, run = [], []
    for number in numbers:
        record = desk.record(number)
        version = record.content
        for copy in range(1, copies + 1):
            for page in range(1, pages + 1):
                said = {"n": number, "v": str(version.version), "d": version.digest[:16]}
                count = {"p": str(page), "q": str(pages), "k": str(copy), "m": str(copies)}
                codes.append(encode(QrKind.COPY, said | count))
        run.append(
            Print(
                at,
                Person("P006", "许安"),
                number,
                version.version,
                version.digest,
                copies,
                pages,
                PLACES,
            )
        )
    PrintLog(desk.home.folder, Disk()).note(run)
    return coded(codes)


def coded(codes: Sequence[str]) -> list[Image.Image]:
    """Pages with some text and these codes."""
    pdf = pikepdf.new()
    for _ in codes:
        pdf.add_blank_page(page_size=(595.28, 841.89))
    code_pages(pdf, codes)
    out = io.BytesIO()
    pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    pages = [one.render(scale=150 / 72).to_pil().convert("L") for one in document]
    for page in pages:
        pen = ImageDraw.Draw(page)
        for line in range(24):
            pen.line((180, 260 + 36 * line, 1060, 260 + 36 * line), 0, 3)
    return pages


def sign(page: Image.Image, *roles: str) -> Image.Image:
    """The page with a scrawl at the places of these roles."""
    signed = page.copy()
    for place in PLACES:
        if place.role in roles:
            pen = ImageDraw.Draw(signed)
            x, y = (place.x + 8) * DOTS, (place.y + 5) * DOTS
            points = [(x + 9 * step, y + (step % 3) * 22) for step in range(18)]
            pen.line(points, 40, 4, "curve")
    return signed


def jpeg(page: Image.Image, turned: float = 0.0) -> bytes:
    """A page as a camera or a scanner hands it over, turned by so many degrees."""
    out = io.BytesIO()
    turned_page = page.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    turned_page.save(out, "JPEG", quality=80)
    return out.getvalue()


def stack(pages: Sequence[Image.Image]) -> bytes:
    """Pages in one PDF, as a feeder hands them over."""
    out = io.BytesIO()
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=150)
    return out.getvalue()
