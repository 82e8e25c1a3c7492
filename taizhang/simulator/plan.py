"""What a simulation hands over: a school, its term, and the acts of its people in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from checklists.calendar import SchoolCalendar
from records.directory import Directory
from records.record import Operation
from taizhang.home import SchoolFile
from taizhang.simulator.photos import Photo

Ref = str | tuple[str, str]
"""A record: its label, or (label of the record that opened it, `FoundHazard.key`)."""


@dataclass(frozen=True, slots=True)
class NumberOf:
    """Stands in an act's data for the number that a record filed before was given."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Act:
    """One deed of one person.

    Attributes:
        at: capture time, with zone.
        by: id of the person who answers for it; `typed_by` who typed it, if someone else (代录).
        verb: file, continue, sign, return, correct or void.
        register: key of the register.
        ref: the record. `file` gives its label; every other verb acts on one filed before.
        data: what the clerk hands in. file: the whole content; continue and correct: only the
            columns that are new, laid over the content that stands; empty for the others.
            Numbers of other records are written as `NumberOf`.
        role: signing place, for a signature.
        reason: of a return, a correction, a void or a late entry.
        photos: pictures that `data` names.
    """

    at: datetime
    by: str
    verb: Operation
    register: str
    ref: Ref
    data: Mapping[str, Any] = field(default_factory=dict)
    typed_by: str = ""
    role: str = ""
    reason: str = ""
    photos: tuple[Photo, ...] = ()

    def files(self) -> dict[str, bytes]:
        """The pictures by the names that `data` uses, drawn now."""
        return {photo.name: photo.draw() for photo in self.photos}


def numbered(value: Any, number: Callable[[Ref], str]) -> Any:
    """Data with every `NumberOf` in it replaced by the number itself."""
    if isinstance(value, NumberOf):
        return number(value.ref)
    if isinstance(value, Mapping):
        return {key: numbered(one, number) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [numbered(one, number) for one in value]
    return value


def named_in(value: Any) -> Iterator[Ref]:
    """Records whose numbers data names."""
    if isinstance(value, NumberOf):
        yield value.ref
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from named_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from named_in(one)


@dataclass(frozen=True, slots=True)
class Gap:
    """A day on which plan and duty differ: undone, late, or done though nobody asked.

    Attributes:
        day: first day of the duty's window.
        subject: as `cadence.Duty.subject`; `title` as its title, where a day has several duties.
        reason: why; empty where nobody said.
    """

    register: str
    day: date
    subject: str = ""
    reason: str = ""
    title: str = ""

    @property
    def key(self) -> str:
        """Where school.toml keeps the reason."""
        return f"{self.register}/{self.title or self.day}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished term.

    Attributes:
        settings: school.toml, with the one term and the reasons for what was not done.
        directory: people, places, extinguishers and classes.
        acts: all deeds, in order of time.
        expected_missing: duties nobody fulfils.
        expected_late: duties fulfilled by a late entry only, each approved.
        expected_extra: records that no duty asked for (加查, G11).
        ends: a moment after the last act, when the term is bound.
    """

    settings: SchoolFile
    directory: Directory
    acts: tuple[Act, ...]
    expected_missing: tuple[Gap, ...]
    expected_late: tuple[Gap, ...]
    expected_extra: tuple[Gap, ...]
    ends: datetime

    @property
    def calendar(self) -> SchoolCalendar:
        """Calendar of the term."""
        return self.settings.terms[0].calendar()
