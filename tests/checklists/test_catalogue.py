"""The catalogue finds registers by their files and lets no wrong one in."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from checklists.catalogue import catalogue, find, read_package
from checklists.errors import DefinitionError, UnknownRegisterError
from checklists.surroundings import Surroundings

SOURCE = '''
"""一本新册。"""

from typing import Annotated

from checklists.columns import Day, Label{imports}
from checklists.entry import RowEntry
from tests.registers.blank import make_register


class New(RowEntry):
    """{doc}"""

    register = make_register("{title}"{more})
    day: Annotated[Day, Label("日期"){marker}]
    example = {example}
{rest}
'''
GOOD = {
    "doc": "一本新册。",
    "title": "新册",
    "more": "",
    "imports": "",
    "marker": "",
    "example": '{"day": "2026-03-05"}',
    "rest": "",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An importable package laid out as checklists/registers is."""
    root = tmp_path / "more_registers"
    (root / "canteen").mkdir(parents=True)
    for folder in (root, root / "canteen"):
        (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield root
    for name in [name for name in sys.modules if name.startswith("more_registers")]:
        del sys.modules[name]


def load(package: Path) -> ModuleType:
    importlib.invalidate_caches()
    return importlib.import_module("more_registers")


def write(package: Path, slug: str = "new_book", chapter: str = "canteen", **changes: str) -> None:
    folder = package / chapter
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    (folder / f"{slug}.py").write_text(SOURCE.format(**{**GOOD, **changes}), encoding="utf-8")


def test_a_new_register_is_one_new_file(package: Path) -> None:
    write(package)
    found = read_package(load(package))
    assert list(found) == ["new_book"]
    entry = found["new_book"]
    assert (entry.slug, entry.chapter) == ("new_book", "canteen")
    assert entry.read(entry.example, Surroundings()).title() == "新册"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"doc": ""}, "has no docstring"),
        ({"chapter": "kitchen_sink"}, "lies in no known chapter"),
        ({"more": ', prefix="x1"'}, "has a prefix that is not capitals"),
        ({"example": "{}"}, "its example is not valid"),
        ({"marker": ', Stage("以后")', "imports": ", Stage"}, "at an unknown stage"),
        ({"rest": "\n\nclass Other(New):\n    pass\n"}, "one Entry class a file, found 2"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(
    package: Path, changes: dict[str, str], words: str
) -> None:
    write(package, **changes)
    with pytest.raises(DefinitionError, match=words):
        read_package(load(package))


def test_two_registers_share_neither_title_nor_prefix(package: Path) -> None:
    write(package)
    write(package, "second_book")
    with pytest.raises(DefinitionError, match="has a title another one has"):
        read_package(load(package))


def test_two_registers_do_not_share_a_prefix(package: Path) -> None:
    write(package)
    write(package, "second_book", title="另一册")
    with pytest.raises(DefinitionError, match="has a prefix another one has"):
        read_package(load(package))


def test_an_unknown_register_is_told_those_there_are() -> None:
    with pytest.raises(UnknownRegisterError, match=r"没有代号为“nonsense”的登记簿.*daily_patrol"):
        find("nonsense")


def test_the_registers_stand_in_the_order_of_the_catalogue() -> None:
    numbers = [entry.register.number for entry in catalogue().values()]
    assert numbers == sorted(numbers, key=lambda one: [int(part) for part in one.split(".")])
    assert numbers[-1].startswith("12.")
