"""Every register on paper, its personal values masked or lost: nothing stumbles, nothing shows."""

import shutil
from pathlib import Path

import orjson
import pytest

from checklists.catalogue import catalogue, find
from generator.compose import compose, compose_archived
from generator.composing.imprint import Imprint
from generator.composing.rows import compose_rows
from generator.document import Document
from generator.extract import records_json
from generator.school import School
from records.acts import Correct, File
from records.definitions import Definition
from records.ledger import Ledger
from records.masking import on_paper
from records.personal import has_personal, personal_words
from records.record import Record
from tests.generator.specimens import photo
from tests.generator.test_every_register import CALENDAR, texts_of
from tests.records.conftest import TERM
from tests.records.test_sealing import GUARD, LATE, example, open_school

IMPRINT = Imprint(School("青禾路小学", principal="林致远"), CALENDAR, photo)
PERSONAL = [slug for slug, kind in catalogue().items() if has_personal(kind.columns())]
every_one = pytest.mark.parametrize("slug", PERSONAL)


def documents(record: Record, slug: str) -> list[Document]:
    form = Definition.of(find(slug))
    papers = [compose(record, form, IMPRINT)]
    if form.shape == "row":
        return [*papers, compose_rows((record,), form, IMPRINT)]
    return [*papers, compose_archived(record, form, IMPRINT)]


def corrected(home: Path, slug: str) -> Record:
    """The example, and a correction that changes every personal text of it."""
    with Ledger.open(home, TERM, school=open_school()) as ledger:
        number = ledger.append(File(example(slug)), by=GUARD, at=LATE).number
        content = dict(ledger.get(number).entry)
        for column in find(slug).columns():
            if column.personal and column.kind == "text" and content.get(column.name):
                content[column.name] = content[column.name][:-1] + "7"
        if content != ledger.get(number).entry:
            ledger.append(Correct(number, content, "写错"), by=GUARD, at=LATE)
        return ledger.get(number)


@every_one
def test_a_masked_record_shows_nothing_that_is_not_to_be_shown(slug: str, tmp_path: Path) -> None:
    record, columns = corrected(tmp_path, slug), find(slug).columns()
    masked = on_paper(record, columns, whole=False)
    said = "\n".join(text for one in documents(masked, slug) for text in texts_of(one))
    embedded = records_json([masked]).decode()
    for version in record.versions:
        for word, mask in personal_words(version.entry, columns).items():
            if word not in mask and len(word) > 2:
                assert word not in said, word
                assert word not in embedded, word
    assert len(masked.corrections) == len(record.corrections)


@every_one
def test_a_record_whose_key_is_lost_says_so_in_its_places(slug: str, tmp_path: Path) -> None:
    number = corrected(tmp_path, slug).number
    shutil.rmtree(tmp_path / "keys", ignore_errors=True)  # some examples have nothing personal
    with Ledger.open(tmp_path, TERM, school=open_school()) as ledger:
        lost = ledger.get(number)
    for whole in (True, False):
        shown = on_paper(lost, find(slug).columns(), whole=whole)
        said = "\n".join(text for one in documents(shown, slug) for text in texts_of(one))
        assert "缺密钥" in said or not lost.content.lost
        assert orjson.loads(records_json([shown]))
