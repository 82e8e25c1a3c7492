"""Every register of the catalogue, by its own example: kept, composed, printed two ways."""

import dataclasses
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pypdfium2
import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import catalogue, find
from checklists.surroundings import Surroundings
from generator.body import characters_of
from generator.codemap import mend_code_map
from generator.compose import compose, compose_archived
from generator.composing.forms import compose_form
from generator.composing.imprint import Imprint
from generator.composing.rows import compose_rows
from generator.document import Checks, Document, Grid
from generator.finish import finish_paper
from generator.layouts import Looks
from generator.metadata import About
from generator.pdfa import check
from generator.preparation import prepare
from generator.rendering import Press
from generator.school import School
from generator.word import render_word
from generator.wording import shown
from records.definitions import Definition
from records.record import Record
from tests.generator.specimens import at, filed, photo
from tests.generator.test_word import text_of

LATER = at(date(2026, 7, 10), "12:00")
CALENDAR = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
IMPRINT = Imprint(School("青禾路小学", principal="林致远"), CALENDAR, photo)
every_register = pytest.mark.parametrize("slug", catalogue())


def kept(slug: str) -> Record:
    register = find(slug)
    return filed(register, f"{register.register.prefix}-20260305-001", register.example, LATER)


def composed(slug: str) -> Document:
    return compose(kept(slug), Definition.of(find(slug)), IMPRINT)


@pytest.fixture(scope="module")
def printed(press: Press) -> Callable[[Document], bytes]:
    """Prints a paper; two tests look at most of them."""
    return cache(press.paper)


def text_of_pages(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in pages]
    # pdfium reads a hyphen at the end of a line as U+FFFE where it takes it for a word broken up
    return ["".join(text.replace("\ufffe", "-").split()) for text in texts]


@every_register
def test_the_example_survives_being_kept_and_read_again(slug: str) -> None:
    register = find(slug)
    entry = register.read(register.example, Surroundings(now=LATER))
    data = entry.to_data()
    again = register.read(register.without_computed(data), Surroundings(now=LATER), kept=data)
    assert again == entry
    assert again.to_data() == data


@every_register
def test_every_column_of_the_example_stands_on_the_paper(slug: str) -> None:
    form, record = Definition.of(find(slug)), kept(slug)
    by_rows = form.shape == "row"
    document = (
        compose_rows((record,), form, IMPRINT) if by_rows else compose_form(record, form, IMPRINT)
    )
    beside = record.date if by_rows else None
    printed = "\n".join(texts_of(document))
    for column in form.columns:
        worded = shown(column, record.entry.get(column.name), unit=not by_rows, beside=beside)
        assert column.kind == "files" or worded in printed, column.label


def texts_of(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from texts_of(part)
    elif dataclasses.is_dataclass(node):
        for one in dataclasses.fields(node):
            yield from texts_of(getattr(node, one.name))


@every_register
def test_word_and_pdf_carry_the_same_text_and_the_pdf_keeps_pdfa(
    slug: str, looks: Looks, about: About, printed: Callable[[Document], bytes]
) -> None:
    document = composed(slug)
    paper = prepare(replace(document, running_head="", footer=""), looks)
    worded, pdf = text_of(render_word(paper, looks)), printed(document)
    pages = list(without_margins(text_of_pages(pdf), document))
    text = without_repeated_heads(pages, paper)
    assert worded == text
    assert len(text) > 100
    assert check(finish_paper(pdf, about)) == []


def without_margins(pages: Sequence[str], document: Document) -> Iterator[str]:
    """The text of each page without its running head, foot and number, which come last."""
    words = document.running_head, document.footer
    for place, page in enumerate(pages, 1):
        margins = [*words, f"第{place}页共{len(pages)}页"]
        if document.shape == "instrument":  # numbered outside, as official papers are
            number = f"—{place}—"
            margins = [*words, number] if place % 2 else [number, *words]
        printed = "".join("".join(margins).split())
        assert page.endswith(printed)
        yield page.removesuffix(printed)


def without_repeated_heads(pages: list[str], paper: Document) -> str:
    """The text of all pages; a table's head stands again on every page it goes on."""
    tables = [block for block in paper.blocks if isinstance(block, Grid | Checks)]
    heads = ["".join("".join(column.label.split()) for column in one.columns) for one in tables]
    text = pages[0]
    for page in pages[1:]:
        again = next((head for head in heads if page.startswith(head) and head in text), "")
        text += page.removeprefix(again)
    return text


@every_register
def test_both_engines_break_the_pages_alike(
    slug: str, press: Press, printed: Callable[[Document], bytes]
) -> None:
    record, form = kept(slug), Definition.of(find(slug))
    document = (
        compose_rows((record,) * 30, form, IMPRINT)
        if form.shape == "row"
        else compose_archived(record, form, IMPRINT)
    )
    paper = text_of_pages(printed(document))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(press.bulk([document]))) as opened:
        mend_code_map(opened, characters_of([document]), press.looks.faces)
        opened.save(out)
    bulk = text_of_pages(out.getvalue())
    assert len(bulk) == len(paper)
    for here, there in zip(paper, bulk, strict=True):
        assert Counter(here) == Counter(there)
