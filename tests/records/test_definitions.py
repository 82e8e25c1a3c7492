from pathlib import Path

import orjson
import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from records.acts import Acknowledgement
from records.definitions import Definition, Definitions, read_definition
from records.disk import Disk
from records.ledger import Ledger
from records.refusals import DefinitionMissingError

REGISTERS = list(catalogue().values())


@pytest.fixture
def definitions(tmp_path: Path) -> Definitions:
    return Definitions(tmp_path / "definitions", Disk())


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.slug)
def test_a_definition_read_back_is_the_same_with_every_column_item_and_limit(
    register: type[Entry],
) -> None:
    definition = Definition.of(register)
    again = read_definition(orjson.loads(definition.encoded))
    assert again == definition
    assert again.digest == definition.digest
    assert again.columns == register.columns()
    assert again.items == register.items


def test_a_definition_is_kept_under_its_digest_and_found_by_it(definitions: Definitions) -> None:
    register = catalogue()["food_sample_retention"]
    name = definitions.save(register)
    path = definitions.folder / f"{name}.json"
    assert orjson.loads(path.read_bytes())["title"] == "食品留样记录"
    fresh = Definitions(definitions.folder, Disk())
    assert fresh.get(name) == Definition.of(register)
    assert fresh.save(register) == name


def test_a_definition_that_is_missing_or_changed_is_not_used(definitions: Definitions) -> None:
    with pytest.raises(DefinitionMissingError, match="文件不见了"):
        definitions.get("0" * 64)
    name = definitions.save(catalogue()["food_sample_retention"])
    path = definitions.folder / f"{name}.json"
    path.write_bytes(path.read_bytes().replace("≥125".encode(), b"") + b" ")
    with pytest.raises(DefinitionMissingError, match="内容被改动"):
        Definitions(definitions.folder, Disk()).get(name)


def test_a_record_keeps_the_form_it_was_made_by_whatever_the_form_looks_like_later(
    ledger: Ledger, filed: Acknowledgement, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = catalogue()["food_sample_retention"]
    monkeypatch.setattr(register, "items", catalogue()["daily_patrol"].items)
    assert ledger.definition(ledger.get(filed.number).first).items == ()
    assert Definition.of(register).digest != ledger.get(filed.number).first.definition
