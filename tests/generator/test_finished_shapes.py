"""Every shape of the real templates through both engines and the finish pass."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written

from generator.binding import append_pages
from generator.codemap import mend_code_map
from generator.document import Document
from generator.finish import finish_paper, finish_volume
from generator.layouts import Looks
from generator.metadata import About
from generator.pdfa import check
from generator.rendering import Press
from tests.generator.papers import (
    checklist,
    cover,
    front_matter,
    instrument,
    notice_board,
    official,
    row_register,
)

SHAPES = [
    row_register(40),
    checklist(8),
    instrument(6),
    notice_board(),
    official(),
    front_matter(),
    cover(),
]
KNOWN_TO_IT_NOT = {
    "ISO_19005_3:6.6.2.3.1-1",  # extension schemas
    "ISO_19005_3:6.6.4-3",  # level A
}


def _characters(pdf: bytes) -> list[str]:
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return sorted(re.sub(r"\s", "", text))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.title)
def test_papers_and_volumes_keep_pdfa_and_say_the_same(
    shape: Document, press: Press, looks: Looks, about: About
) -> None:
    paper = finish_paper(press.paper(shape), about)
    volume = pikepdf.new()
    append_pages(volume, pikepdf.open(io.BytesIO(press.bulk([shape]))))
    mend_code_map(volume, "".join(_characters(paper)), looks.faces)
    bound = finish_volume(volume, about)
    for pdf in (paper, bound):
        assert check(pdf) == []
        report = validate_written(io.BytesIO(pdf), "3b")
        assert {finding.rule for finding in report.violations} <= KNOWN_TO_IT_NOT
    assert _characters(bound) == _characters(paper)
