"""Slips two to a sheet: cut as a pile, they lie in order, and every code still reads."""

import io
from itertools import chain

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from generator import qr
from generator.errors import PdfError
from generator.imposition import two_up
from generator.pagecodes import code_pages

A4, A5_LYING = (595.276, 841.89), (595.276, 419.528)


def code(number: int) -> str:
    payload = {"n": f"DSF-20260901-{number:03}", "v": "1", "d": "9f86d081884c7d65"}
    return qr.encode(qr.QrKind.COPY, {**payload, "p": "1", "q": "1", "k": "1", "m": "1"})


def slips(count: int, size: tuple[float, float] = A5_LYING) -> bytes:
    """Coded pages with nothing else on them."""
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=size)
        code_pages(pdf, [code(number) for number in range(1, count + 1)])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def halves(sheets: bytes) -> list[tuple[list[str], list[str]]]:
    """Codes on the upper and on the lower half of every sheet."""
    found = []
    for page in pypdfium2.PdfDocument(sheets):
        image = page.render(scale=200 / 72).to_pil()
        middle = image.height // 2
        parts = (
            image.crop((0, 0, image.width, middle)),
            image.crop((0, middle, image.width, image.height)),
        )
        upper, lower = ([one.text for one in zxingcpp.read_barcodes(part)] for part in parts)
        found.append((upper, lower))
    return found


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_cut_as_a_pile_the_slips_lie_in_order(count: int) -> None:
    sheets = halves(two_up(slips(count)))
    pile = [upper for upper, _ in sheets] + [lower for _, lower in sheets]
    assert len(sheets) == -(-count // 2)
    assert list(chain(*pile)) == [code(number) for number in range(1, count + 1)]


def test_a_slip_keeps_its_size() -> None:
    page = pypdfium2.PdfDocument(two_up(slips(2)))[0]
    assert page.get_size() == pytest.approx(A4, abs=0.1)
    (found, *_) = zxingcpp.read_barcodes(page.render(scale=10).to_pil())
    width = found.position.top_right.x - found.position.top_left.x
    assert width / 10 / 72 * 25.4 == pytest.approx(13, abs=0.2), "the code, mm"


def test_there_is_a_line_to_cut_along() -> None:
    image = pypdfium2.PdfDocument(two_up(slips(2)))[0].render(scale=4).to_pil().convert("L")
    middle = image.crop((0, image.height // 2 - 4, image.width, image.height // 2 + 4))
    dark = sum(min(middle.getpixel((x, y)) for y in range(8)) < 160 for x in range(middle.width))
    assert 0.3 * middle.width < dark < 0.7 * middle.width, "dashes"


def test_what_is_larger_than_half_a_sheet_is_refused() -> None:
    with pytest.raises(PdfError, match="第 1 页大于半张 A4"):
        two_up(slips(1, A4))
