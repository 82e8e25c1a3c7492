from datetime import date

from checklists.catalogue import find
from generator.compose import compose
from generator.composing.imprint import Imprint
from generator.qr import parse
from records.definitions import Definition
from tests.generator.specimens import sample


def test_one_row_alone_carries_its_number_and_code(imprint: Imprint) -> None:
    record = sample("LY-20260302-001", date(2026, 3, 2))
    document = compose(record, Definition.of(find("food_sample_retention")), imprint)
    assert document.number == "记录编号：LY-20260302-001"
    assert parse(document.qr).payload["n"] == record.number
    assert "登记：董玥 2026年3月5日 08:30" in document.footer
