"""What an entry may look at while it is read: time, directory, limits. All handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from checklists.limits import Limit
from checklists.profile import teaches

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Listed(Protocol):
    """An item of the school's directory: a person, a place, an extinguisher, a dish."""

    @property
    def id(self) -> str:
        """Key in the directory."""

    @property
    def name(self) -> str:
        """Name as people read it."""

    @property
    def active(self) -> bool:
        """In service (在岗、在用)."""

    @property
    def posts(self) -> tuple[str, ...]:
        """Post codes of a person (registers.md 0.7); empty for things."""

    @property
    def facts(self) -> Mapping[str, str]:
        """What else is known, as text: the type and dates of an extinguisher, say."""


class Directory(Protocol):
    """What `RefTo` fields point at."""

    def look_up(self, kind: str, key: str) -> Listed | None:
        """The item with this id, or the only one with this name; None if there is none."""

    def keeps(self, kind: str) -> bool:
        """Whether the school keeps a list of this kind: what is not on it is then unknown."""


@runtime_checkable
class Lists(Directory, Protocol):
    """A directory that can be read through."""

    def listings(self, kind: str) -> Sequence[Listed]:
        """Everything of a kind, what is no longer in service included."""

    def begun(self, kind: str) -> bool:
        """Whether the school made this list, though nothing may be on it yet."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Handed to validation and to the rules.

    Attributes:
        now: moment of filling in, with zone; None when only the form is tried out.
        directory: None when references are taken as they stand.
        limits: the school's own limits by key (``slug.column`` or ``slug.I07.measure``).
        kind: kind of school (checklists/profile.py).
        school: 学校全称, as on the seal.
        school_code: 学校代字 in document numbers.
        zone: zone of times that come without one.
        kept: id and name of what the version before referred to: it needs no list any more.
    """

    now: datetime | None = None
    directory: Directory | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict)
    kind: str = "小学"
    school: str = ""
    school_code: str = ""
    zone: tzinfo = SHANGHAI
    kept: frozenset[tuple[str, str]] = frozenset()

    def teaches(self, stage: str) -> bool:
        """Whether the school has pupils of a stage, 小学 or 幼儿园."""
        return teaches(self.kind, stage)

    def look_up(self, kind: str, key: str) -> Listed | None:
        """The item of the directory with this id or name; None where there is no directory."""
        return self.directory.look_up(kind, key) if self.directory is not None else None

    def listings(self, kind: str) -> Sequence[Listed]:
        """Everything of a kind; nothing where the school keeps no such list."""
        return listings(self.directory, kind)

    def is_stranger(self, kind: str, key: str) -> bool:
        """Whether there is a list of this kind, and this is not on it."""
        known = self.directory
        return known is not None and known.keeps(kind) and known.look_up(kind, key) is None

    def has_post(self, person: str, *posts: str) -> bool:
        """Whether the directory gives a person one of the posts; yes where it cannot tell."""
        if self.directory is None or not self.directory.keeps("person"):
            return True
        listed = self.directory.look_up("person", person)
        return listed is None or not set(posts).isdisjoint(listed.posts)


def listings(directory: Directory | None, kind: str) -> Sequence[Listed]:
    """Everything of a kind in a directory that can be read through; nothing otherwise."""
    return directory.listings(kind) if isinstance(directory, Lists) else ()


def begun(directory: Directory | None, kind: str) -> bool:
    """Whether the school made a list of this kind, though nothing may be on it."""
    return directory.begun(kind) if isinstance(directory, Lists) else False


def on_the_day(items: Iterable[Listed], day: date) -> tuple[Listed, ...]:
    """Lines of a list that hold on a day, by their first and last one."""
    text = day.isoformat()
    return tuple(
        one for one in items if one.facts.get("since", "") <= text <= one.facts.get("until", "9")
    )
