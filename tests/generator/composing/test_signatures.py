from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from generator.composing.imprint import Imprint
from generator.composing.signatures import signature_block, signature_cell, signed_beside, way_of
from generator.document import SignatureLine
from generator.strokes import to_ink
from records.definitions import Definition
from records.record import Operation, Person, Record
from tests.generator.specimens import CLERK, HEAD, at, continued, drawn, kept, sample

MARCH_2 = date(2026, 3, 2)
TYPIST = Person("P9", "王安")


def signed(**told: Any) -> Record:
    """A sample that was signed by its reviewer."""
    told = {"by": HEAD, "role": "食品安全员", **told}
    return continued(sample("LY-1", MARCH_2), Operation.SIGN, at(MARCH_2, "12:40"), **told)


def line_of(record: Record, imprint: Imprint) -> SignatureLine:
    """The line of the reviewer."""
    form = Definition.of(find(record.register))
    block = signature_block(record, form, imprint)
    return next(line for line in block.lines if line.role == "食品安全员")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"channel": "web"}, "口令确认"),
        ({"channel": "web", "typed_by": TYPIST}, "（王安代录）"),
        ({"channel": "cli"}, ""),
        ({"channel": "import", "typed_by": TYPIST}, "（王安代录）"),
    ],
    ids=["browser", "browser-by-another", "command-line", "import"],
)
def test_paper_says_how_somebody_signed_where_that_is_known(
    told: dict[str, Any], said: str, imprint: Imprint
) -> None:
    record = signed(**told)
    line = line_of(record, imprint)
    assert f"{line.way}{line.note}" == said
    lines = ["贺珺", "12:40", *([said] if said else [])]
    assert signature_cell(record, "食品安全员", imprint.school).split("\n") == lines


def test_a_persons_own_column_says_so_too(imprint: Imprint) -> None:
    record = signed(channel="web", role="留样员", by=CLERK)
    assert signed_beside(record, "留样员", "董玥", imprint.school) == "董玥\n12:40\n口令确认"


def test_what_was_filed_in_the_browser_is_not_called_signed(imprint: Imprint) -> None:
    first = replace(sample("LY-1", MARCH_2).first, channel="web")
    record = Record(first.number, first.register, (first,))
    assert way_of(first) == ""
    assert line_of(record, imprint) == line_of(sample("LY-1", MARCH_2), imprint)


# ---- written by hand


@pytest.fixture
def with_strokes(imprint: Imprint) -> Imprint:
    return replace(imprint, attachments=kept)


def test_what_was_drawn_stands_in_the_place_of_ink(with_strokes: Imprint) -> None:
    line = line_of(signed(strokes=drawn("贺珺"), channel="web"), with_strokes)
    assert line.ink is not None
    assert line.ink.data == to_ink(kept(drawn("贺珺")))
    assert (line.ink.media_type, line.ink.alt, line.ink.lost) == (
        "image/png",
        "手写签名：贺珺",
        False,
    )
    assert (line.name, line.way, line.note) == ("贺珺", "手写签名", "")


@pytest.mark.parametrize(
    ("strokes", "said"),
    [("0" * 64, "手写签名缺失：文件不见了"), ("9" * 64, "手写签名缺失：读不出笔迹")],
    ids=["missing", "damaged"],
)
def test_strokes_that_are_gone_or_damaged_are_said_to_be_and_stop_nothing(
    strokes: str, said: str, with_strokes: Imprint
) -> None:
    line = line_of(signed(strokes=strokes, channel="web"), with_strokes)
    assert (line.name, line.date) == ("贺珺", "2026年3月2日 12:40")
    assert line.way == f"{said}（摘要 {strokes[:16]}…）"
    assert line.ink is not None
    assert line.ink.lost
    assert line.ink.caption == f"{line.way}　LY-1 食品安全员 贺珺"


def test_whoever_signed_without_a_pen_has_no_ink(with_strokes: Imprint) -> None:
    assert line_of(signed(channel="web"), with_strokes).ink is None
    assert line_of(sample("LY-1", MARCH_2), with_strokes).ink is None


def test_a_correction_takes_the_ink_from_the_paper(with_strokes: Imprint) -> None:
    record = signed(strokes=drawn("贺珺"), channel="web")
    record = continued(record, Operation.CORRECT, at(MARCH_2, "13:00"), strokes="", signs="")
    line = line_of(record, with_strokes)
    assert (line.ink, line.name, line.way) == (None, "", "")
