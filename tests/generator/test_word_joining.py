"""Many papers in one Word file: sections of their own, each with its code."""

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from generator.document import Document
from generator.metadata import About
from generator.package import normalise
from generator.qr import QrKind
from generator.rendering import Press
from generator.stacks import Order
from generator.word_joining import print_words
from tests.generator.papers import checklist, inked, instrument


def order(document: Document, about: About, number: str, copies: int = 2) -> Order:
    shared = {"n": number, "v": "1", "d": "ab" * 8, "m": str(copies)}
    fields = tuple({**shared, "k": str(copy)} for copy in range(1, copies + 1))
    return Order(document, about, QrKind.COPY, fields)


@pytest.fixture(scope="module")
def made(press: Press, about: About) -> tuple[list[bytes], list[bytes]]:
    """Two agreements, one with drawn signatures, and a checklist."""
    orders = [
        order(instrument(5), about, "A"),
        order(inked(instrument(3)), about, "B"),
        order(checklist(3), about, "C", copies=1),
    ]
    return print_words(press, orders)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def codes_of(data: bytes) -> list[list[str]]:
    """Codes in the heads of each section, odd and even pages alike."""
    found = []
    for section in opened(data).sections:
        heads = (section.header, section.even_page_header)
        found.append([one.get("descr") for head in heads for one in _pictures(head._element)])
    return found


def _pictures(element: Any) -> list[Any]:
    return list(element.iter(qn("wp:docPr")))


def words_of(data: bytes) -> str:
    body = opened(data).element.body
    return "".join(one.text or "" for one in body.iter(qn("w:t")))


def test_a_template_has_a_file_and_a_copy_a_section(made: tuple[list[bytes], list[bytes]]) -> None:
    _, (agreements, checks) = made
    assert len(opened(agreements).sections) == 4
    assert len(opened(checks).sections) == 1


def test_every_copy_has_its_own_code_on_odd_and_even_pages(
    made: tuple[list[bytes], list[bytes]],
) -> None:
    expected = [f"TZ1:Cn={n}&v=1&d={'ab' * 8}&k={k}&m=2" for n in "AB" for k in (1, 2)]
    assert codes_of(made[1][0]) == [[code, code] for code in expected]
    assert codes_of(made[0][1]) == [[code, code] for code in expected[2:]]


def test_every_section_begins_with_page_one(made: tuple[list[bytes], list[bytes]]) -> None:
    for section in opened(made[1][0]).sections:
        (numbering,) = section._sectPr.findall(qn("w:pgNumType"))
        assert numbering.get(qn("w:start")) == "1"


def test_a_form_counts_the_pages_of_its_section(made: tuple[list[bytes], list[bytes]]) -> None:
    (section,) = opened(made[1][1]).sections
    asked = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
    assert asked == ["PAGE", "SECTIONPAGES"]


def test_nothing_is_lost_and_nothing_added(
    press: Press, made: tuple[list[bytes], list[bytes]]
) -> None:
    once = [
        words_of(press.word(replace(one, qr=""))) for one in (instrument(5), inked(instrument(3)))
    ]
    assert words_of(made[1][0]) == once[0] * 2 + once[1] * 2


def test_drawn_signatures_come_along(made: tuple[list[bytes], list[bytes]]) -> None:
    joined = opened(made[1][0])
    blips = list(joined.element.body.iter(qn("a:blip")))
    assert len(blips) == 4  # two, in two copies
    for blip in blips:
        assert joined.part.related_parts[blip.get(qn("r:embed"))].blob.startswith(b"\x89PNG")


def test_pictures_are_numbered_through(made: tuple[list[bytes], list[bytes]]) -> None:
    joined = opened(made[1][0])
    roots = [joined.element.body]
    for section in joined.sections:
        roots += [section.header._element, section.even_page_header._element]
    numbers = sorted(int(one.get("id")) for root in roots for one in _pictures(root))
    assert all(one < two for one, two in pairwise(numbers))


def test_no_head_or_foot_is_left_over(made: tuple[list[bytes], list[bytes]]) -> None:
    joined = opened(made[1][0])
    kinds = ("header", "footer")
    kept = {name for name, one in joined.part.rels.items() if one.reltype.endswith(kinds)}
    used = {
        one.get(qn("r:id"))
        for one in joined.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))
    }
    assert kept == used


def test_the_file_is_in_order(made: tuple[list[bytes], list[bytes]]) -> None:
    assert made[1][0] == normalise(made[1][0])
