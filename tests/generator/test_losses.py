"""A character without a glyph and a photo that is gone are said to be so, and stop nothing."""

import io
import zipfile
from datetime import date

import pypdfium2
import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from generator.body import Engine
from generator.completeness import Span, completeness
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.layouts import Looks
from generator.losses import spelt_in_codes
from generator.manifest import Head
from generator.preparation import coverage_of
from generator.rendering import Press
from generator.school import School
from generator.volume import Material, bind
from records.definitions import Definition
from records.errors import AttachmentDamagedError
from records.record import Operation, Record
from tests.generator.specimens import HEAD, at, continued, filed, keeping, sample

MARCH_5 = date(2026, 3, 5)
CAPTURED, BOUND = at(date(2026, 3, 8), "08:00"), at(date(2026, 3, 9), "12:00")
HAZARD, SAMPLE = find("hazard_rectification"), find("food_sample_retention")
FORMS = {one.digest: one for one in map(Definition.of, (HAZARD, SAMPLE))}
FLAME = "\U0001f525"
RARE = "\U00030000"  # a character that none of the free faces draws yet


def gone(sha256: str) -> bytes:
    raise AttachmentDamagedError(sha256, "文件不见了")


CALENDAR = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 3)))
IMPRINT = Imprint(School("青禾路小学"), CALENDAR, gone)


def hazard() -> Record:
    data = {**HAZARD.example, "fund_source": f"公用经费{RARE}"}
    return filed(HAZARD, "YH-20260305-001", data, CAPTURED)


def records() -> list[Record]:
    dish = sample("LY-20260305-001", MARCH_5, dish=f"番茄炒蛋{FLAME}")
    drawn = {"role": "食品安全员", "by": HEAD, "strokes": "5" * 64}
    return [continued(dish, Operation.SIGN, CAPTURED, **drawn), hazard()]


def material() -> Material:
    kept = records()
    return Material(
        imprint=IMPRINT,
        registers=[HAZARD, SAMPLE],
        records=kept,
        form_of=lambda record: FORMS[record.content.definition],
        standings=completeness([HAZARD, SAMPLE], kept, Span(keeping(CALENDAR), BOUND)),
        head=Head(lines=3, digest="3f9a" * 16),
        by="董玥",
        at=BOUND,
    )


def pages_of(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


@pytest.mark.parametrize("engine", ["bulk", "reference"])
def test_neither_a_sign_nor_a_lost_photo_stops_a_term(press: Press, engine: Engine) -> None:
    pages = pages_of(bind(material(), press, engine=engine).pdf)
    body, note = "".join(pages[:-1]), pages[-1]
    assert "番茄炒蛋〔U+1F525〕" in body
    assert "公用经费〔U+30000〕" in body
    assert body.count("照片缺失：文件不见了（摘要e3b0c44298fc1c14…）") == 2
    assert "YH-20260305-001〔U+30000〕；LY-20260305-001〔U+1F525〕。" in note
    assert "贺珺3月8日08:00签名缺失" in body
    assert "未能印出的照片、手写签名3处" in note
    assert "食品安全员贺珺" in note
    assert "其中照片0张" in note


def test_word_says_the_same_as_the_volume(press: Press) -> None:
    document = compose(hazard(), Definition.of(HAZARD), IMPRINT)
    with zipfile.ZipFile(io.BytesIO(press.word(document))) as package:
        text = package.read("word/document.xml").decode()
    assert "公用经费〔U+30000〕" in text
    assert "照片缺失：文件不见了（摘要 e3b0c44298fc1c14…）" in text
    assert "〔U+30000〕 代替本机字体印不出的字" in text


def test_only_records_with_such_characters_are_named(looks: Looks) -> None:
    kept = [*records(), sample("LY-20260306-001", date(2026, 3, 6))]
    assert spelt_in_codes(kept, coverage_of(looks)) == {
        "LY-20260305-001": "〔U+1F525〕",
        "YH-20260305-001": "〔U+30000〕",
    }
