"""The catalogue: every register found, one file each, guarded when it is read."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, ModuleType

import checklists.registers
from checklists.entry import Entry
from checklists.errors import DefinitionError, InvalidEntryError, UnknownRegisterError
from checklists.register import CHAPTERS
from checklists.surroundings import Surroundings

Catalogue = Mapping[str, type[Entry]]


@cache
def catalogue() -> Catalogue:
    """The built-in registers by key, in the order of the catalogue's numbers."""
    return read_package(checklists.registers)


def find(slug: str, registers: Catalogue | None = None) -> type[Entry]:
    """One register.

    Raises:
        UnknownRegisterError: no register of that key.
    """
    known = catalogue() if registers is None else registers
    if slug not in known:
        raise UnknownRegisterError(slug, tuple(known))
    return known[slug]


def read_package(package: ModuleType) -> Catalogue:
    """Registers of a package laid out as ``<chapter>/<slug>.py``.

    Raises:
        DefinitionError: a file breaks one of the guards.
    """
    found: dict[str, type[Entry]] = {}
    for module in _modules(package):
        entry = _only_entry(module)
        *_, entry.chapter, entry.slug = module.__name__.split(".")
        _guard(entry, module, found)
        found[entry.slug] = entry
    ordered = sorted(found.values(), key=lambda entry: _sort_key(entry.register.number))
    return MappingProxyType({entry.slug: entry for entry in ordered})


def _sort_key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for chapter in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        folder = importlib.import_module(chapter.name)
        for file in pkgutil.iter_modules(folder.__path__, f"{chapter.name}."):
            yield importlib.import_module(file.name)


def _only_entry(module: ModuleType) -> type[Entry]:
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Entry)
        and value.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise DefinitionError(f"{module.__name__}: one Entry class a file, found {len(own)}")
    return own[0]


def _guard(entry: type[Entry], module: ModuleType, found: Mapping[str, type[Entry]]) -> None:
    others = [other.register for other in found.values()]
    register = entry.register
    broken = {
        "has no docstring": not (entry.__doc__ or "").strip(),
        "lies in no known chapter": entry.chapter not in CHAPTERS,
        "has a title another one has": any(one.title == register.title for one in others),
        "has a prefix another one has": any(one.prefix == register.prefix for one in others),
        "has a prefix that is not capitals": not re.fullmatch(r"[A-Z]{2,6}", register.prefix),
        "names no legal basis": not register.basis,
        "repeats a check item": len({item.id for item in entry.items}) != len(entry.items),
        "has a column at an unknown stage": any(
            column.stage not in register.stages
            for column in entry.columns()
            if column.need != "自动"
        ),
    }
    for text, is_broken in broken.items():
        if is_broken:
            raise DefinitionError(f"{module.__name__} {text}")
    try:
        entry.read(entry.example, Surroundings())
    except InvalidEntryError as error:
        raise DefinitionError(f"{module.__name__}: its example is not valid: {error}") from error
