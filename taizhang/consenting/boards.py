"""How far the slips of an item are, class by class; and the pupils of one class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checklists.fees import plain
from records.audit.consents import ENOUGH_FAMILIES
from records.charges.receivables import DECLINES, Receivable, receivables
from records.record import Record
from taizhang.charging.kept import kept_now
from taizhang.consenting.asking import classes_of, pupils_of
from taizhang.desk import Desk
from taizhang.privacy import read_together


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, and what became of its slips.

    Attributes:
        pupils: how many are on the list.
        out: slips given out; `back` of them have an answer.
        joining, declining: what they answered.
    """

    class_: str
    pupils: int
    out: int
    back: int
    joining: int
    declining: int

    @property
    def everybody_joins(self) -> bool:
        """参加率100%: perhaps nobody dared to decline (R04)."""
        return self.back >= ENOUGH_FAMILIES and self.joining == self.back

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be done, or looked at, in Chinese."""
        told = []
        if self.out < self.pupils:
            told.append(f"还有{self.pupils - self.out}人没有发")
        if self.back < self.out:
            told.append(f"还有{self.out - self.back}份没有收回")
        if self.everybody_joins:
            told.append("参加率100%，疑似强制，请抽访家长复核")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Slip:
    """One pupil's slip, as it may be shown.

    Attributes:
        version: of the record, so that nothing newer is overwritten.
        pupil, parent: names, or masks.
        choice, signed_on, reason: what is recorded; empty before it is.
        standing: 未答复, 不参加, 待收 …
    """

    number: str
    version: int
    pupil: str
    parent: str
    choice: str
    signed_on: str
    reason: str
    standing: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The slips of a class; `hint` says why names are masked, in Chinese."""

    slips: tuple[Slip, ...]
    hint: str


def items_asked(desk: Desk) -> tuple[str, ...]:
    """Items of which there are slips this term, in the order in which they were first asked."""
    found: dict[str, str] = {}
    for one in receivables(kept_now(desk, desk.now().date())):
        found.setdefault(plain(one.item), one.item)
    return tuple(found.values())


def board_of(desk: Desk, item: str) -> tuple[ClassLine, ...]:
    """A line a class of the school, and of every class that is gone and has slips."""
    by_class: dict[str, list[Receivable]] = {}
    for one in receivables(kept_now(desk, desk.now().date()), item):
        by_class.setdefault(one.class_, []).append(one)
    rooms = {one.name: len(pupils_of(desk.directory, one)) for one in classes_of(desk.directory)}
    names = dict.fromkeys((*rooms, *by_class))
    return tuple(_line(name, rooms.get(name, 0), by_class.get(name, ())) for name in names)


def read_class(desk: Desk, item: str, class_: str, *, by: str) -> Reading:
    """The slips of a class for somebody's eyes; whole and noted once, or masked.

    Args:
        desk: the home.
        item: what was asked for.
        class_: name of the class.
        by: who reads, id or name; empty is nobody known, who sees masks.
    """
    records = slips_of(desk, item, class_)
    what = f"自愿确认单：{class_} {item}"
    seen, hint = read_together(desk, records, by=by, what=what)
    return Reading(tuple(map(_slip, seen)), hint)


def slips_of(desk: Desk, item: str, class_: str) -> tuple[Record, ...]:
    """Records of the slips of a class, by number."""
    kept = kept_now(desk, desk.now().date())
    return tuple(one.record for one in receivables(kept, item, class_))


def _line(name: str, pupils: int, slips: Iterable[Receivable]) -> ClassLine:
    out = list(slips)
    back = [one for one in out if one.entry.get("choice")]
    joining = sum(one.joins for one in back)
    declining = sum(one.entry["choice"] == DECLINES for one in back)
    return ClassLine(name, pupils, len(out), len(back), joining, declining)


def _slip(record: Record) -> Slip:
    entry = record.entry
    return Slip(
        record.number,
        record.latest.version,
        _named(entry.get("student")),
        _named(entry.get("parent")),
        str(entry.get("choice") or ""),
        str(entry.get("signed_on") or ""),
        str(entry.get("reason") or ""),
        str(Receivable(record).standing),
    )


def _named(value: Any) -> str:
    """Name with number, as far as both are shown."""
    if not isinstance(value, Mapping):
        return str(value or "")
    name, key = str(value["name"]), str(value["id"])
    return name if name == key else f"{name}（{key}）"
