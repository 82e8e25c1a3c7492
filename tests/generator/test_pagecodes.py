import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf.pdfa import validate_written
from PIL import Image

from generator import qr
from generator.document import Document
from generator.errors import PdfError
from generator.finish import finish_paper
from generator.metadata import About
from generator.pagecodes import RING, Box, code_box, code_pages, ring_places
from generator.pdfa import check
from generator.rendering import Press
from tests.generator.papers import checklist, instrument, notice_board, row_register
from tests.generator.test_finished_shapes import KNOWN_TO_IT_NOT

DPI = 150
DOTS = DPI / 25.4  # a millimetre
SHAPES = [row_register(14), checklist(6), instrument(3), notice_board()]


def coded(pdf: bytes) -> tuple[bytes, list[str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        codes = [
            qr.encode(
                qr.QrKind.COPY,
                {"n": "AQZRS-20260901-080", "v": "1", "d": "9f86d081884c7d65"}
                | {"p": str(page), "q": str(pages), "k": "1", "m": "2"},
            )
            for page in range(1, pages + 1)
        ]
        code_pages(opened, codes)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
    return out.getvalue(), codes


def pictures(pdf: bytes) -> list[Image.Image]:
    pages = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in pages]


def darkest(page: Image.Image, box: Box) -> int:
    left, top = round(box.x * DOTS), round(box.y * DOTS)
    place = (left, top, left + round(box.width * DOTS), top + round(box.height * DOTS))
    return min(page.crop(place).tobytes())


def places(page: Image.Image) -> list[Box]:
    """The code and the rings, each with some white around it."""
    width, height = page.width / DOTS, page.height / DOTS
    x, y, side, _ = code_box(width, height)
    reach = RING / 2 + 1
    rings = ring_places(width, height).values()
    return [
        Box(x - 1.5, y - 0.5, side + 2, side + 1.8),
        *(Box(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in rings),
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.title)
def test_every_page_carries_its_own_code_where_nothing_else_stands(
    shape: Document, press: Press, about: About
) -> None:
    bare = finish_paper(press.paper(shape), about)
    pdf, codes = coded(bare)
    for page in pictures(bare):
        assert [darkest(page, place) for place in places(page)] == [255] * 4
    for page, code in zip(pictures(pdf), codes, strict=True):
        assert all(darkest(page, place) < 60 for place in places(page))
        box = code_box(page.width / DOTS, page.height / DOTS)
        (found,) = (one for one in zxingcpp.read_barcodes(page) if one.text == code)
        corners = [found.position.top_left, found.position.bottom_right]
        ends = [(box.x, box.y), (box.x + box.width, box.y + box.height)]
        for corner, (x, y) in zip(corners, ends, strict=True):
            assert (corner.x / DOTS, corner.y / DOTS) == pytest.approx((x, y), abs=0.4)


@pytest.mark.parametrize("shape", SHAPES[1:3], ids=lambda shape: shape.title)
def test_codes_leave_the_paper_archivable_and_its_text_as_it_was(
    shape: Document, press: Press, about: About
) -> None:
    bare = finish_paper(press.paper(shape), about)
    pdf, _ = coded(bare)
    assert check(pdf) == []
    report = validate_written(io.BytesIO(pdf), "3b")
    assert {finding.rule for finding in report.violations} <= KNOWN_TO_IT_NOT
    before, after = (
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(one)]
        for one in (bare, pdf)
    )
    assert before == after


def test_the_code_and_the_rings_stay_clear_of_the_edges_of_every_sheet() -> None:
    for width, height in ((210, 297), (297, 210), (148, 210), (210, 148)):
        box = code_box(width, height)
        assert box.x + box.width <= width - 5
        assert box.y >= 5
        for x, y in ring_places(width, height).values():
            assert 5 <= x - RING / 2 < x + RING / 2 <= width - 5
            assert 5 <= y - RING / 2 < y + RING / 2 <= height - 5


def test_a_page_without_a_code_of_its_own_is_refused(paper: bytes) -> None:
    with (
        pikepdf.open(io.BytesIO(paper)) as pdf,
        pytest.raises(PdfError, match="却有 0 个码"),
    ):
        code_pages(pdf, [])
