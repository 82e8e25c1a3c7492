"""Pictures out of what a scanner or a phone hands over; the only importer of pypdfium2."""

import io
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageFile, ImageOps

from generator.errors import ScanError
from generator.pictures import PIXEL_LIMIT, flatten

DPI = 200
LONGEST = 3600
"""Pixels of the longer side; A4 at 300 dpi has fewer."""

_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # some scanners write something before it
_FORMATS = ("JPEG", "PNG", "TIFF")
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
_pdfium = threading.Lock()  # it does nothing twice at a time


@dataclass(frozen=True, slots=True)
class Source:
    """A file that could be opened.

    Attributes:
        count: of its pages.
        pictures: each page, grey or coloured, upright as far as the file says; None for one that
            is damaged while others are not.
    """

    count: int
    pictures: Iterator[Image.Image | None]


def open_source(name: str, data: bytes) -> Source:
    """Open a PDF, a photo (JPEG, PNG) or a TIFF.

    Raises:
        ScanError: none of these, damaged, or locked by a password; a photo may turn out to be
            damaged only when its picture is taken.
    """
    return _open_pdf(name, data) if _PDF in data[:_PDF_WITHIN] else _open_photo(name, data)


def _open_pdf(name: str, data: bytes) -> Source:
    try:
        with _pdfium:
            pdf = pypdfium2.PdfDocument(data)
            return Source(len(pdf), _draw_pages(pdf, len(pdf)))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            where = f"扫描件“{name}”"
            raise ScanError(where, "PDF 加了密码，打不开", "请去掉密码后再交") from error
        raise _damaged(name) from error


def _draw_pages(pdf: pypdfium2.PdfDocument, count: int) -> Iterator[Image.Image | None]:
    try:
        for at in range(count):
            with _pdfium:
                picture = _draw(pdf, at)
            yield picture
    finally:
        with _pdfium:
            pdf.close()


def _draw(pdf: pypdfium2.PdfDocument, at: int) -> Image.Image | None:
    try:
        page = pdf[at]
        scale = min(DPI / 72, LONGEST / max(page.get_size()))
        drawn = page.render(scale=scale, rev_byteorder=True)
        picture: Image.Image = drawn.to_pil().copy()
    except pypdfium2.PdfiumError:
        return None  # said of this page; the others are read
    drawn.close()
    page.close()
    return picture


def _open_photo(name: str, data: bytes) -> Source:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on: half a page, no word
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # own limit below
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except _DAMAGED as error:
        raise _damaged(name) from error
    return Source(count, (_take(name, image, at) for at in range(count)))


def _take(name: str, image: Image.Image, at: int) -> Image.Image:
    try:
        if at:
            image.seek(at)
        if image.width * image.height > PIXEL_LIMIT:
            what = f"有 {image.width}×{image.height} 像素，太大"
            raise ScanError(f"扫描件“{name}”", what, "请用 300 dpi 重新扫描")
        image.draft(None, (LONGEST, LONGEST))  # a large JPEG is read small at once
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST, LONGEST))
        return flatten(upright)
    except _DAMAGED as error:
        raise _damaged(name) from error


def _damaged(name: str) -> ScanError:
    what = "不是读得出的 PDF、JPEG、PNG 或 TIFF"
    return ScanError(f"扫描件“{name}”", what, "请重新扫描或拍照")
