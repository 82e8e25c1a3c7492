from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from generator.composing.imprint import Imprint
from generator.composing.signatures import signature_block, signature_cell, signed_beside, way_of
from generator.document import SignatureLine
from records.definitions import Definition
from records.record import Operation, Person, Record
from tests.generator.specimens import CLERK, HEAD, at, continued, sample

MARCH_2 = date(2026, 3, 2)
TYPIST = Person("P9", "王安")


def signed(**told: Any) -> Record:
    """A sample that was signed by its reviewer."""
    told = {"by": HEAD, "role": "食品安全员", **told}
    return continued(sample("LY-1", MARCH_2), Operation.SIGN, at(MARCH_2, "12:40"), **told)


def line_of(record: Record, imprint: Imprint) -> SignatureLine:
    """The line of the reviewer."""
    form = Definition.of(find(record.register))
    block = signature_block(record, form, imprint.school)
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
    assert line_of(record, imprint).note == said
    lines = ["贺珺", "12:40", *([said] if said else [])]
    assert signature_cell(record, "食品安全员", imprint.school).split("\n") == lines


def test_a_persons_own_column_says_so_too(imprint: Imprint) -> None:
    record = signed(channel="web", role="留样员", by=CLERK)
    assert signed_beside(record, "留样员", "董玥", imprint.school) == "董玥\n12:40\n口令确认"


def test_what_was_filed_in_the_browser_is_not_called_signed(imprint: Imprint) -> None:
    first = replace(sample("LY-1", MARCH_2).first, channel="web")
    record = Record(first.number, first.register, (first,))
    assert way_of(first) == ""
    assert line_of(record, imprint).note == ""
