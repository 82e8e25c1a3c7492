"""Stacks for the printer, read back as a scanner reads them: what they say, and where ink goes."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.document import Document
from generator.errors import PdfError
from generator.metadata import About
from generator.pagecodes import Box
from generator.pdfa import check
from generator.qr import QrKind
from generator.rendering import Press
from generator.scans import ScannedPage, read_scans
from generator.stacks import Order, Setup, Sheets, print_stack
from tests.generator.papers import checklist, inked, instrument, notice_board, slip
from tests.generator.test_engines import own_looks

PX = 150 / 25.4


def order(document: Document, about: About, number: str, copies: int = 2) -> Order:
    shared = {"n": number, "v": "1", "d": "ab" * 8, "m": str(copies)}
    return Order(
        document,
        replace(about, document_id=number),
        QrKind.COPY,
        tuple({**shared, "k": str(copy)} for copy in range(1, copies + 1)),
    )


@pytest.fixture(scope="module")
def orders(about: About) -> list[Order]:
    """Two agreements of two and three pages, and a checklist of another shape between them."""
    return [
        order(instrument(22), about, "ZRS-20260901-001"),
        order(checklist(3), about, "XYXS-20260901-001", copies=1),
        order(instrument(40), about, "ZRS-20260901-002"),
    ]


@pytest.fixture(scope="module")
def printed(press: Press, orders: list[Order], about: About) -> tuple[tuple[Sheets, ...], bytes]:
    return print_stack(press, orders, about, Setup())


@pytest.fixture(scope="module")
def scanned(printed: tuple[tuple[Sheets, ...], bytes]) -> list[ScannedPage]:
    return list(read_scans("一叠.pdf", printed[1]))


def pages(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in opened]


def said(page: ScannedPage, keys: str) -> str:
    return "".join(page.code.payload[key] for key in keys) if page.code else page.problem


def test_the_stack_goes_person_by_person_copy_by_copy_page_by_page(
    scanned: list[ScannedPage], printed: tuple[tuple[Sheets, ...], bytes]
) -> None:
    first, check_, last = (one.pages for one in printed[0])
    expected = [
        f"{number}{copy}{copies}{page}{of}"
        for number, copies, of in (
            ("ZRS-20260901-001", 2, first),
            ("XYXS-20260901-001", 1, check_),
            ("ZRS-20260901-002", 2, last),
        )
        for copy in range(1, copies + 1)
        for page in range(1, of + 1)
    ]
    assert [said(page, "nkmpq") for page in scanned] == expected
    assert first > 1


def test_every_copy_counts_its_own_pages(printed: tuple[tuple[Sheets, ...], bytes]) -> None:
    papers, stack = printed
    texts, at = pages(stack), 0
    for paper, copies in zip(papers, (2, 1, 2), strict=True):
        for number in (n for _ in range(copies) for n in range(1, paper.pages + 1)):
            one = f"第{number}页共{paper.pages}页" if paper is papers[1] else f"—{number}—"
            assert one in texts[at]
            at += 1
    assert at == len(texts)


def test_a_paper_alone_is_what_stands_in_the_stack_and_as_lasting(
    printed: tuple[tuple[Sheets, ...], bytes],
) -> None:
    papers, stack = printed
    assert [text for paper in papers for text in pages(paper.data)] == pages(stack)
    assert [check(one) for one in (stack, *(paper.data for paper in papers))] == [[], [], [], []]


def test_text_and_breaks_are_those_of_the_paper_printed_singly(
    press: Press, orders: Sequence[Order], printed: tuple[tuple[Sheets, ...], bytes]
) -> None:
    for one, paper in zip(orders, printed[0], strict=True):
        alone = pages(press.paper(replace(one.document, qr="")))
        assert pages(paper.data)[: paper.pages] == alone


def test_ink_is_expected_under_the_words_that_ask_for_it(
    printed: tuple[tuple[Sheets, ...], bytes],
) -> None:
    """A box lies between the words for it and the date, wide enough for a hand (10 × 22 mm)."""
    paper = printed[0][0]
    left, right = paper.places
    assert (left.page, right.page) == (paper.pages, paper.pages)
    assert left.x + left.w <= right.x
    assert min(left.w, right.w) >= 22
    assert min(left.h, right.h) >= 10
    page = pypdfium2.PdfDocument(paper.data)[paper.pages - 1]
    text, height = page.get_textpage(), page.get_height() / 72 * 25.4
    for place in paper.places:
        edges = (place.x, height - place.y - place.h, place.x + place.w, height - place.y)
        inside = text.get_text_bounded(*(edge / 25.4 * 72 for edge in edges))
        assert not inside.strip()
        above = text.get_text_bounded(
            place.x / 25.4 * 72, edges[3] / 25.4 * 72, 600, (edges[3] + 12) / 25.4 * 72
        )
        assert "方" in above


def test_where_somebody_has_signed_already_no_ink_is_expected(press: Press, about: About) -> None:
    papers, _ = print_stack(press, [order(inked(instrument(3)), about, "A")], about, Setup())
    assert papers[0].places == ()


def test_the_page_comes_back_with_its_places_empty(
    scanned: list[ScannedPage], printed: tuple[tuple[Sheets, ...], bytes]
) -> None:
    paper = printed[0][0]
    page = scanned[paper.pages - 1]
    for place in paper.places:
        assert page.ink_in(Box(place.x, place.y, place.w, place.h)) == 0


def grey_at_the_edge(pdf: bytes) -> list[bool]:
    """Whether something stands at the right edge of each page, between the code and the ring."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=150 / 72).to_pil().convert("L")
        strip = image.crop((image.width - round(9.5 * PX), 500, image.width, image.height - 300))
        found.append(strip.getextrema()[0] < 250)
    return found


def test_seams_are_marked_on_papers_of_two_pages_and_more(press: Press, about: About) -> None:
    papers = [order(instrument(1), about, "A", 1), order(instrument(22), about, "B", 1)]
    (short, long), stack = print_stack(press, papers, about, Setup())
    assert grey_at_the_edge(stack) == [short.pages > 1] * short.pages + [True] * long.pages
    assert short.pages == 1
    _, plain = print_stack(press, papers, about, Setup(seams=False))
    assert not any(grey_at_the_edge(plain))


def test_printed_on_both_sides_every_copy_begins_on_a_sheet_of_its_own(
    press: Press, about: About
) -> None:
    papers = [order(instrument(1), about, "A"), order(instrument(22), about, "B", 1)]
    (short, long), stack = print_stack(press, papers, about, Setup(duplex=True))
    blank = [page.blank for page in read_scans("双面.pdf", stack)]
    odd = long.pages % 2
    assert blank == [False, True, False, True, *[False] * long.pages, *[True] * odd]
    assert len(pikepdf.open(io.BytesIO(short.data)).pages) == 4


def test_only_the_stack_is_made_where_nobody_asks_for_more(press: Press, about: About) -> None:
    papers, stack = print_stack(
        press, [order(notice_board(), about, "A", 1)], about, Setup(singly=False)
    )
    assert papers[0].data == b""
    assert [said(page, "npq") for page in read_scans("公示.pdf", stack)] == ["A11"]


def test_the_same_run_gives_the_same_bytes(press: Press, about: About) -> None:
    run = [order(instrument(1), about, "A", 1)]
    assert print_stack(press, run, about, Setup()) == print_stack(press, run, about, Setup())


def slips_of(about: About, count: int = 24) -> list[Order]:
    """Slips that say whose they are."""
    return [
        order(replace(slip(), subtitle=f"学生{number:03}号"), about, f"DSF-20260901-{number:03}", 1)
        for number in range(1, count + 1)
    ]


def test_every_slip_has_the_code_of_its_own_pupil(press: Press, about: About) -> None:
    _, stack = print_stack(press, slips_of(about), about, Setup(singly=False))
    read, texts = list(read_scans("一叠.pdf", stack)), pages(stack)
    assert len(read) == len(texts) == 24
    for number, (page, text) in enumerate(zip(read, texts, strict=True), start=1):
        assert f"学生{number:03}号" in text
        assert said(page, "npq") == f"DSF-20260901-{number:03}11"


def test_a_paper_that_would_get_the_code_of_another_is_not_printed(
    press: Press, about: About, tmp_path: Path
) -> None:
    """Without room above the title, an engine counts some anchors to the page before."""
    sheet = press.looks.find("html/paper.css").read_text(encoding="utf-8")
    crowded = own_looks(press, tmp_path, "html/paper.css", f"{sheet}\n.head {{ padding-top: 0 }}")
    with pytest.raises(PdfError, match="有一份找不到自己的页"):
        print_stack(crowded, slips_of(about), about, Setup(singly=False))
