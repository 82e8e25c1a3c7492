"""One volume of all sixty-seven registers, each with its example, bound once for all tests."""

from dataclasses import replace

import pytest

from checklists.catalogue import catalogue
from checklists.profile import Profile
from checklists.register import CHAPTERS
from generator.completeness import Span, completeness
from generator.pdfa import check
from generator.rendering import Press
from generator.volume import Volume, bind
from tests.generator.specimens import at, keeping
from tests.generator.test_every_register import CALENDAR, IMPRINT, LATER, kept
from tests.generator.test_volume import FORMS, Read, material

KINDS = tuple(catalogue().values())


@pytest.fixture(scope="module")
def bound(press: Press) -> Volume:
    records = [kept(kind.slug) for kind in KINDS]
    school = replace(keeping(CALENDAR), profile=Profile(kind="小学附设幼儿园"))
    span = Span(school, LATER, {})
    whole = replace(
        material(),
        imprint=IMPRINT,
        registers=KINDS,
        records=records,
        form_of=lambda record: FORMS[record.content.definition],
        standings=completeness(KINDS, records, span),
        at=at(LATER.date(), "18:00"),
    )
    return bind(whole, press)


@pytest.fixture(scope="module")
def read(bound: Volume) -> Read:
    return Read.of(bound)


def test_the_volume_is_pdfa(bound: Volume) -> None:
    assert check(bound.pdf) == []
    assert bound.records == len(KINDS) == 67


def test_the_twelve_chapters_and_all_registers_stand_in_it_in_order(read: Read) -> None:
    def plain(text: str) -> str:
        return "".join(text.split())

    numbers = (*"一二三四五六七八九十", "十一", "十二")
    pages = [
        read.page_with(plain(f"第{number}章{title}"))
        for number, (_, title) in zip(numbers, CHAPTERS.values(), strict=True)
    ]
    assert pages == sorted(pages)
    text = "".join(read.texts)
    for kind in KINDS:
        assert f"{kind.register.prefix}-20260305-001" in text, kind.slug


def test_every_page_of_the_body_has_its_number(read: Read) -> None:
    numbered = [read.printed_number(page) for page in range(len(read.texts))]
    body = [one for one in numbered if one is not None]
    assert body == list(range(1, len(body) + 1))
    assert len(body) == read.volume.pages
