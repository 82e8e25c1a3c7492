"""Directory: people, places, extinguishers, equipment and classes that `RefTo` columns point at.

One TOML file a kind in ``<home>/directory/``, which a person may edit; what the program changes
goes to ``history.jsonl`` first (records/enrolment.py). Nobody is ever taken out: who has
left gets an `until`, so that old records still find their names. What happens to an extinguisher
(out of use, back in use) is not master data: records/equipment.py reads it from the records.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from checklists.columns import KINDS
from checklists.duty import Subject, Subjects
from checklists.messages import said_of
from checklists.posts import handles_food, signs_letter
from records.errors import explaining
from records.items import (
    ITEMS,
    ClassItem,
    EquipmentItem,
    ExtinguisherItem,
    FeeItem,
    Item,
    PersonItem,
    PlaceItem,
)
from records.refusals import AmbiguousNameError, DirectoryDamagedError

__all__ = [
    "FILES",
    "ITEMS",
    "ClassItem",
    "Directory",
    "EquipmentItem",
    "ExtinguisherItem",
    "Item",
    "Listing",
    "PersonItem",
    "PlaceItem",
    "item_faults",
    "read_list",
    "toml_fault",
]

FILES = {
    "person": "people.toml",
    "place": "places.toml",
    "extinguisher": "extinguishers.toml",
    "equipment": "equipment.toml",
    "class": "classes.toml",
    "supplier": "suppliers.toml",
    "fee_item": "fee_items.toml",
    "meter": "meters.toml",
    "dept": "departments.toml",
    "budget": "budget.toml",
    "student": "students.toml",
    "guardian": "guardians.toml",
    "banned": "banned.toml",
    "worker": "workers.toml",
    "area": "areas.toml",
    "lesson": "timetable.toml",
    "roster": "roster.toml",
    "diners": "diners.toml",
    "balance": "balances.toml",
    "forbidden_food": "forbidden_foods.toml",
}


@dataclass(frozen=True)
class Listing:
    """An item as `checklists.surroundings.Listed` has it, on one day."""

    item: Item
    active: bool

    @property
    def id(self) -> str:
        """Key."""
        return self.item.id

    @property
    def name(self) -> str:
        """Name."""
        return self.item.name

    @property
    def posts(self) -> tuple[str, ...]:
        """Post codes of a person."""
        return self.item.posts if isinstance(self.item, PersonItem) else ()

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """Everything else that is known, as text."""
        data = self.item.model_dump(mode="json", exclude={"id", "name", "posts", "certificates"})
        known = {
            key: str(one) for key, one in data.items() if one not in (None, "") and one is not False
        }
        if isinstance(self.item, PersonItem):
            known |= {name: str(day) for name, day in self.item.certificates.items()}
        return known


@dataclass(frozen=True)
class Directory:
    """The directory of a home as it is now.

    Attributes:
        items: by kind, then by id, in the order of the files.
        today: the day that decides who is in service; None takes every `until` for past.
    """

    items: Mapping[str, Mapping[str, Item]] = field(default_factory=dict)
    today: date | None = None

    @classmethod
    def open(cls, folder: Path, today: date | None = None) -> Self:
        """Read the files of a folder; one that is missing lists nothing.

        Raises:
            DirectoryDamagedError: a file cannot be understood; says which entry.
        """
        begun = [kind for kind, name in FILES.items() if (folder / name).exists()]
        return cls({kind: read_list(folder, kind) for kind in begun}, today)

    def keeps(self, kind: str) -> bool:
        """Whether there is something on a list of this kind."""
        return bool(self.items.get(kind))

    def begun(self, kind: str) -> bool:
        """Whether the school made this list, though nothing may be on it yet."""
        return kind in self.items

    def look_up(self, kind: str, key: str) -> Listing | None:
        """The item with this id, or the only one with this name; who is in service goes first.

        Raises:
            AmbiguousNameError: several have this name.
        """
        listed = self._listed.get(kind, {})
        if key in listed:
            return listed[key]
        named = self._named.get((kind, key), ())
        found = [one for one in named if one.active] or named
        if len(found) > 1:
            ids = tuple(one.id for one in found)
            raise AmbiguousNameError(KINDS.get(kind, kind), key, ids)
        return found[0] if found else None

    def listings(self, kind: str) -> Sequence[Listing]:
        """Every item of a kind, those no longer in service included."""
        return tuple(self._listed.get(kind, {}).values())

    def subjects(self) -> Subjects:
        """What duties are owed for, those who left and what came later included, with their days.

        Beside the kinds: what is due every half month, who signs a letter, who handles food, for
        which fees families are asked.
        """
        return self._subjects

    @cached_property
    def _listed(self) -> Mapping[str, Mapping[str, Listing]]:
        return {
            kind: {key: self._listing(item) for key, item in items.items()}
            for kind, items in self.items.items()
        }

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], Sequence[Listing]]:
        found: dict[tuple[str, str], list[Listing]] = {}
        for kind, listed in self._listed.items():
            for one in listed.values():
                found.setdefault((kind, one.name), []).append(one)
        return found

    @cached_property
    def _subjects(self) -> Subjects:
        often = [one for one in self.listings("extinguisher") if self._is_often(one.item)]
        people = self.listings("person")
        owing = {
            **{kind: self.listings(kind) for kind in ITEMS},
            "extinguisher_half_month": often,
            "letter_party": [one for one in people if signs_letter(one.posts)],
            "canteen_staff": [one for one in people if handles_food(one.posts)],
            "fee_by_choice": [one for one in self.listings("fee_item") if _by_choice(one.item)],
        }
        return {kind: [_subject(one.item) for one in kept] for kind, kept in owing.items()}

    def _is_often(self, item: Item) -> bool:
        if not isinstance(item, ExtinguisherItem):
            return False
        places = self.items.get("place", {})
        place = places.get(item.place) or next(
            (one for one in places.values() if one.name == item.place), None
        )
        return item.half_month or (isinstance(place, PlaceItem) and place.half_month)

    def _listing(self, item: Item) -> Listing:
        if item.until is None:
            return Listing(item, active=True)
        return Listing(item, active=self.today is not None and self.today <= item.until)


def _by_choice(item: Item) -> bool:
    """Whether families are asked first: services and agency fees, or where nothing is said."""
    nature = item.nature if isinstance(item, FeeItem) else ""
    return not nature or any(word in nature for word in ("服务", "代收"))


def _subject(item: Item) -> Subject:
    stage = item.stage if isinstance(item, ClassItem) else ""
    return Subject(item.id, item.name, item.since, item.until, stage)


def read_list(folder: Path, kind: str) -> dict[str, Item]:
    """Items of one kind by id, in the order of the file; none where there is no file.

    Raises:
        DirectoryDamagedError: the file cannot be understood.
    """
    path = folder / FILES[kind]
    data = _load(path) if path.exists() else {}
    if unknown := data.keys() - {kind}:
        raise _damaged(path, f"不认识“{'、'.join(sorted(unknown))}”", f"每一条写在 [[{kind}]] 下")
    rows = data.get(kind, [])
    if not isinstance(rows, list):
        raise _damaged(path, f"“{kind}”不是一条一条的", f"每一条写在 [[{kind}]] 下")
    items: dict[str, Item] = {}
    for item in _items(path, kind, rows):
        if item.id in items:
            raise _damaged(path, f"编号“{item.id}”有两条", "每个编号只能用一次")
        items[item.id] = item
    return items


def _load(path: Path) -> dict[str, Any]:
    try:
        with explaining(f"名录 {path.name}"):
            return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise _damaged(path, "不是 UTF-8 编码", "另存为 UTF-8 后再试") from None
    except tomllib.TOMLDecodeError as error:
        raise _damaged(path, toml_fault(error), "改正那一处") from None


def _items(path: Path, kind: str, rows: Any) -> Iterator[Item]:
    for place, row in enumerate(rows, 1):
        try:
            yield ITEMS[kind].model_validate(row)
        except ValidationError as error:
            raise _damaged(path, f"第 {place} 条的{item_faults(error)}", "改正这一栏") from None


def toml_fault(error: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file is not written as one; the library says it in English only."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
    return f"{where}写法不对（核对引号、等号、方括号和日期）"


def item_faults(error: ValidationError) -> str:
    """What is wrong with an item, column by column, in Chinese."""
    return "；".join(
        f"“{'.'.join(map(str, one['loc']))}”读不懂（{'，'.join(said_of(dict(one)))}）"
        for one in error.errors(include_url=False)
    )


def _damaged(path: Path, what: str, advice: str) -> DirectoryDamagedError:
    return DirectoryDamagedError(f"名录 {path.name}", what, advice)
