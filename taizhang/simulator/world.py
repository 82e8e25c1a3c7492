"""What every part of the simulation needs: the people, the days, the dice, the pen."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from checklists.calendar import SchoolCalendar
from checklists.surroundings import SHANGHAI
from records.directory import ClassItem, PersonItem
from records.lifecycle import LATE_APPROVAL
from records.record import Operation
from taizhang.simulator.courses import Course
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.photos import LEANS_LEFT, LEANS_RIGHT, UPRIGHT, UPSIDE_DOWN, Photo
from taizhang.simulator.plan import Act, Gap, Ref
from taizhang.simulator.school import CLASSES, Bottle


@dataclass(frozen=True)
class World:
    """One school in one term.

    Attributes:
        seed: the same seed gives the same term, to the byte.
        bottles: the extinguishers on its walls.
        full: the whole term with all its stories; else a short term of few dishes and letters.
    """

    seed: int
    calendar: SchoolCalendar
    bottles: tuple[Bottle, ...]
    full: bool = True

    def dice(self, *topic: object) -> random.Random:
        """Dice of one topic: what is thrown elsewhere does not change them."""
        return random.Random(f"{self.seed}/{'/'.join(map(str, topic))}")  # noqa: S311  a play

    def who(self, post: str) -> tuple[PersonItem, ...]:
        """People with a post, in the order of the staff list."""
        return tuple(one for one in PEOPLE if post in one.posts)

    def the(self, post: str) -> PersonItem:
        """The first with a post."""
        return self.who(post)[0]

    def named(self, name: str) -> PersonItem:
        """A person by name."""
        return next(one for one in PEOPLE if one.name == name)

    def person(self, key: str) -> PersonItem:
        """A person by id."""
        return next(one for one in PEOPLE if one.id == key)

    def classes(self, stage: str = "") -> tuple[ClassItem, ...]:
        """The classes, of one stage (小学, 幼儿园) or all."""
        return tuple(one for one in CLASSES if stage in ("", one.stage))

    def holds(self, day: date) -> bool:
        """Whether a day lies in the term."""
        return day in self.calendar.term

    def next_school_day(self, day: date, count: int = 1) -> date:
        """The school day `count` school days later, at the latest the term's last day."""
        while count and day < self.calendar.term.end:
            day += timedelta(days=1)
            count -= self.calendar.is_school_day(day)
        return day


@dataclass(frozen=True, slots=True)
class Script:
    """Acts of one register and how they differ from its duties.

    Attributes:
        courses: how the hazards go that its records open, or that somebody reports by hand.
    """

    acts: tuple[Act, ...]
    missing: tuple[Gap, ...] = ()
    late: tuple[Gap, ...] = ()
    extra: tuple[Gap, ...] = ()
    courses: tuple[Course, ...] = ()


Play = Callable[[World], Script]
"""How one register is kept through the term."""


@dataclass(slots=True)
class Book:
    """A register in the hands of the staff; every deed is added to `acts`.

    Attributes:
        register: key of the register.
    """

    register: str
    acts: list[Act] = field(default_factory=list)

    def file(
        self,
        ref: Ref,
        at: datetime,
        by: PersonItem,
        data: Mapping[str, Any],
        *,
        typed_by: PersonItem | None = None,
        reason: str = "",
        photos: Sequence[Photo] = (),
    ) -> None:
        """Hand in a new record."""
        typist = typed_by.id if typed_by else ""
        self._add(Operation.FILE, ref, at, by, data, typist, reason=reason, photos=photos)

    def more(
        self,
        ref: Ref,
        at: datetime,
        by: PersonItem,
        data: Mapping[str, Any],
        photos: Sequence[Photo] = (),
    ) -> None:
        """Fill in a later stage."""
        self._add(Operation.CONTINUE, ref, at, by, data, photos=photos)

    def correct(
        self,
        ref: Ref,
        at: datetime,
        by: PersonItem,
        data: Mapping[str, Any],
        reason: str,
        photos: Sequence[Photo] = (),
    ) -> None:
        """Put columns right."""
        self._add(Operation.CORRECT, ref, at, by, data, reason=reason, photos=photos)

    def sign(self, ref: Ref, at: datetime, by: PersonItem, role: str, reason: str = "") -> None:
        """Sign at a place of the signing order."""
        self._add(Operation.SIGN, ref, at, by, {}, role=role, reason=reason)

    def approve_late(self, ref: Ref, at: datetime, by: PersonItem, reason: str) -> None:
        """Agree to a late entry (G02)."""
        self.sign(ref, at, by, LATE_APPROVAL, reason)

    def give_back(self, ref: Ref, at: datetime, by: PersonItem, reason: str) -> None:
        """Return it to whoever filled it in."""
        self._add(Operation.RETURN, ref, at, by, {}, reason=reason)

    def void(self, ref: Ref, at: datetime, by: PersonItem, reason: str) -> None:
        """Strike it out."""
        self._add(Operation.VOID, ref, at, by, {}, reason=reason)

    def _add(
        self,
        verb: Operation,
        ref: Ref,
        at: datetime,
        by: PersonItem,
        data: Mapping[str, Any],
        typed_by: str = "",
        *,
        role: str = "",
        reason: str = "",
        photos: Sequence[Photo] = (),
    ) -> None:
        self.acts.append(
            Act(at, by.id, verb, self.register, ref, data, typed_by, role, reason, tuple(photos))
        )


def moment(day: date, clock: str, plus: timedelta = timedelta()) -> datetime:
    """A time of day such as “15:40” in the school's zone, and a little later."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=SHANGHAI) + plus


def later(at: datetime, dice: random.Random, least: int, most: int) -> datetime:
    """Some minutes later, to the second."""
    return at + timedelta(seconds=dice.randint(least * 60, most * 60))


def stamp(at: datetime) -> str:
    """A time as a clerk's form holds it."""
    return at.isoformat()


def snap(name: str, scene: str, text: Sequence[str], at: datetime, dice: random.Random) -> Photo:
    """A picture, held as phones are held: mostly upright."""
    held = (UPRIGHT,) * 6 + (LEANS_RIGHT, LEANS_LEFT, UPSIDE_DOWN)
    return Photo(name, scene, tuple(text), at, dice.choice(held))


def in_order(acts: Sequence[Act]) -> Iterator[Act]:
    """By time; what happens at the same time stays as written."""
    return iter(sorted(acts, key=lambda act: act.at))
