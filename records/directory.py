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
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from checklists.columns import CONTROL, KINDS
from checklists.duty import Subject, Subjects
from checklists.messages import said_of
from checklists.posts import handles_food, signs_letter
from records.errors import explaining
from records.refusals import AmbiguousNameError, DirectoryDamagedError

NO_MENU_YET = frozenset({"menu"})


def _plain(value: Any) -> Any:
    if isinstance(value, str) and (CONTROL.search(value) or value != value.strip()):
        raise ValueError("首尾有空白，或含看不见的控制字符")
    return value


Name = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=80)]
Fact = Annotated[str, BeforeValidator(_plain), Field(max_length=200)]


class Item(BaseModel):
    """Something of the directory.

    Attributes:
        id: key, never given to anything else.
        since: first day in service; `until` the last one, None while it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str]
    letter: ClassVar[str]

    id: Annotated[Name, Field(title="编号，不写由系统给")]
    name: Annotated[Name, Field(title="名称")]
    since: Annotated[date | None, Field(title="到岗、启用日期")] = None
    until: Annotated[date | None, Field(title="最后一天，离岗、停用才写")] = None
    note: Annotated[Fact, Field(title="备注")] = ""


class PersonItem(Item):
    """Somebody; certificates with the last day they are good for."""

    kind = "person"
    letter = "P"

    name: Annotated[Name, Field(title="姓名")]
    posts: Annotated[tuple[Name, ...], Field(title="岗位，见下面的岗位代码")] = ()
    certificates: Annotated[dict[str, date], Field(title="证件和有效期至")] = Field(
        default_factory=dict
    )


class PlaceItem(Item):
    """A place; boiler rooms, basements and the like are checked every half month."""

    kind = "place"
    letter = "D"

    campus: Annotated[Fact, Field(title="校区")] = ""
    area: Annotated[Fact, Field(title="区域")] = ""
    half_month: Annotated[bool, Field(title="每半月检查，锅炉房、地下室等")] = False


class ExtinguisherItem(Item):
    """A fire extinguisher as it was delivered."""

    kind = "extinguisher"
    letter = "M"

    name: Annotated[Name, Field(title="编号牌，如 MHQ-001")]
    place: Annotated[Fact, Field(title="设置点")] = ""
    type: Annotated[Fact, Field(title="类型，如 干粉ABC")] = ""
    spec: Annotated[Fact, Field(title="规格，如 MFZ/ABC4")] = ""
    made_on: Annotated[date | None, Field(title="出厂日期")] = None
    half_month: Annotated[bool, Field(title="每半月检查")] = False


class EquipmentItem(Item):
    """Any other thing that is looked after."""

    kind = "equipment"
    letter = "S"

    place: Annotated[Fact, Field(title="地点")] = ""
    type: Annotated[Fact, Field(title="类型")] = ""
    made_on: Annotated[date | None, Field(title="出厂日期")] = None


class ClassItem(Item):
    """A class with its 班主任."""

    kind = "class"
    letter = "B"

    grade: Annotated[Fact, Field(title="年级")] = ""
    homeroom: Annotated[Fact, Field(title="班主任")] = ""
    stage: Annotated[Literal["", "小学", "幼儿园"], Field(title="学段")] = ""


ITEMS: dict[str, type[Item]] = {
    one.kind: one for one in (PersonItem, PlaceItem, ExtinguisherItem, EquipmentItem, ClassItem)
}
FILES = {
    "person": "people.toml",
    "place": "places.toml",
    "extinguisher": "extinguishers.toml",
    "equipment": "equipment.toml",
    "class": "classes.toml",
}


@dataclass(frozen=True, slots=True)
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

    @property
    def facts(self) -> Mapping[str, str]:
        """Everything else that is known, as text."""
        data = self.item.model_dump(mode="json", exclude={"id", "name", "posts", "certificates"})
        known = {key: str(value) for key, value in data.items() if value not in (None, "", False)}
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
        return cls({kind: _read(folder / name, kind) for kind, name in FILES.items()}, today)

    def keeps(self, kind: str) -> bool:
        """Whether there is a list of this kind; the menu of the day is not kept yet."""
        return kind not in NO_MENU_YET and bool(self.items.get(kind))

    def look_up(self, kind: str, key: str) -> Listing | None:
        """The item with this id, or the only one with this name; who is in service goes first.

        Raises:
            AmbiguousNameError: several have this name.
        """
        listed = self.items.get(kind, {})
        if key in listed:
            return self._listing(listed[key])
        named = [self._listing(item) for item in listed.values() if item.name == key]
        found = [one for one in named if one.active] or named
        if len(found) > 1:
            ids = tuple(one.id for one in found)
            raise AmbiguousNameError(KINDS.get(kind, kind), key, ids)
        return found[0] if found else None

    def listings(self, kind: str) -> Sequence[Listing]:
        """Every item of a kind, those no longer in service included."""
        return [self._listing(item) for item in self.items.get(kind, {}).values()]

    def subjects(self) -> Subjects:
        """What duties are owed for, those who left and what came later included, with their days.

        Beside the kinds: what is due every half month, who signs a letter, who handles food.
        """
        often = [one for one in self.listings("extinguisher") if self._is_often(one.item)]
        people = self.listings("person")
        owing = {
            **{kind: self.listings(kind) for kind in ITEMS},
            "extinguisher_half_month": often,
            "letter_party": [one for one in people if signs_letter(one.posts)],
            "canteen_staff": [one for one in people if handles_food(one.posts)],
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


def _subject(item: Item) -> Subject:
    stage = item.stage if isinstance(item, ClassItem) else ""
    return Subject(item.id, item.name, item.since, item.until, stage)


def _read(path: Path, kind: str) -> dict[str, Item]:
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
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
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
