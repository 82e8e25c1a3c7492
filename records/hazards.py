"""Hazards: 隐患 → 整改 → 复查 → 销号, opened by what an inspection finds, followed until closed.

A hazard is a record of ``hazard_rectification``; this is a fold over such records. It is closed
when every stage is done and nothing blocks it; a correction that takes the failure away does not
close it, a person voids it. What is open when a term ends is found in the next term's ledger too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from checklists.catalogue import Catalogue
from checklists.hazards import MAJOR, FoundHazard
from records.codec import Json, without_empty
from records.lifecycle import open_reasons
from records.record import Person, Record

REGISTER = "hazard_rectification"
OFTEN = 2


class Book(Protocol):
    """What is asked of a ledger."""

    @property
    def previous(self) -> "Book | None":
        """The sealed one of the term before."""

    def refresh(self) -> None:
        """See what others wrote since."""

    def find(self, register: str) -> Iterator[Record]:
        """Records of one register in this term, in order of capture."""

    def find_record(self, number: str) -> Record | None:
        """A record of this term or of a sealed one before."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard as it stands on a day.

    Attributes:
        number: record number; `hazard_no` the school's own, as 2026-012.
        stage: 发现, 整改通知, 整改, 复查 or 销号: the one to be done next, or the last one done.
        done_at: when the rectification that stands was done.
        level: 等级; empty while nobody has set it.
        place: 部位, as named when it was found; empty if not known yet.
        found_at: when it was found; `finder` by whom.
        owner: who has to rectify it; `reviewer` who re-inspected it.
        due: date with every extension; None while nobody has set one.
        overdue: days past it, until it was rectified; 0 if none.
        rounds: rectifications begun, failed ones included.
        opened_by: number of the record that found it; empty when a person reported it.
        opened_for: what failed in it, as ``daily_patrol.I04``.
        waiting: why it is open, in Chinese.
    """

    number: str
    hazard_no: str
    stage: str
    level: str
    category: str
    place: str
    description: str
    found_at: datetime
    finder: Person
    owner: Person | None
    reviewer: Person | None
    due: date | None
    overdue: int
    rounds: int
    opened_by: str
    opened_for: str
    is_void: bool
    is_closed: bool
    done_at: datetime | None
    closed_at: datetime | None
    waiting: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Neither closed nor voided."""
        return not (self.is_closed or self.is_void)

    @property
    def is_overdue(self) -> bool:
        """Open and past its date."""
        return self.is_open and self.overdue > 0

    @property
    def is_major(self) -> bool:
        """重大隐患."""
        return self.level == MAJOR


def hazard_of(record: Record, on: date) -> Hazard:
    """One hazard from its record, as it stands on a day."""
    entry, content = record.entry, record.content
    waiting = open_reasons(record)
    due = _day(entry.get("due_now") or entry.get("due"))
    done = _moment(entry.get("done_at"))
    rounds = len(entry.get("rounds", ())) + (done is not None)
    return Hazard(
        number=record.number,
        hazard_no=entry.get("hazard_no", ""),
        stage=content.stage,
        level=entry.get("level", ""),
        category=entry.get("category", ""),
        place=entry.get("place", {}).get("name", ""),
        description=entry.get("desc", ""),
        found_at=_moment(entry["found_at"]) or record.first.at,
        finder=_person(entry.get("finder")) or record.first.by,
        owner=_person(entry.get("owner")),
        reviewer=_person(entry.get("reviewer")),
        due=due,
        overdue=0 if due is None else max(0, ((done.date() if done else on) - due).days),
        rounds=rounds,
        opened_by=record.first.opened_by,
        opened_for=record.first.opened_for,
        is_void=record.is_void,
        is_closed=is_settled(record) and not record.is_void,
        done_at=done,
        closed_at=_moment(entry.get("closed_at")),
        waiting=waiting,
    )


def hazards_of(ledger: Book, on: datetime) -> tuple[Hazard, ...]:
    """Hazards of a ledger at a moment: those earlier terms left open first, then its own."""
    ledger.refresh()
    return tuple(hazard_of(record, on.date()) for record in hazard_records(ledger))


def hazard_records(ledger: Book) -> Iterator[Record]:
    """The records behind them."""
    yield from left_open(ledger)
    yield from ledger.find(REGISTER)


def left_open(ledger: Book) -> Iterator[Record]:
    """Hazards that were open when the terms before were sealed, as they stand now."""
    if ledger.previous is None:
        return
    for before in hazard_records(ledger.previous):
        record = None if is_settled(before) else ledger.find_record(before.number)
        if record is not None:
            yield record


def is_settled(record: Record) -> bool:
    """Closed or voided."""
    return record.is_void or (record.content.is_complete and not record.blocking)


def open_hazards(hazards: Sequence[Hazard]) -> tuple[Hazard, ...]:
    """Those to be seen to, the most overdue first, then by due date."""
    found = [one for one in hazards if one.is_open]
    return tuple(sorted(found, key=lambda one: (-one.overdue, one.due or date.max, one.number)))


# ---- coming back


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same thing found wrong at the same place again.

    Attributes:
        item: what failed, as ``daily_patrol.I04``; the category where no check found it.
        hazards: by the time they were found.
    """

    place: str
    item: str
    hazards: tuple[Hazard, ...]


def repeated(hazards: Iterable[Hazard], least: int = OFTEN) -> tuple[Repeated, ...]:
    """Places and items with as many hazards and more, the most frequent first; void ones apart."""
    found: dict[tuple[str, str], list[Hazard]] = {}
    for one in sorted(hazards, key=lambda one: one.found_at):
        if one.place and not one.is_void:
            found.setdefault((one.place, one.opened_for or one.category), []).append(one)
    kept = [Repeated(*key, tuple(same)) for key, same in found.items() if len(same) >= least]
    return tuple(sorted(kept, key=lambda one: (-len(one.hazards), one.place, one.item)))


def item_named(item: str, registers: Catalogue) -> str:
    """In words what failed: 校园每日巡视记录 楼梯、扶手、栏杆; a category stays as it is."""
    slug, _, key = item.rpartition(".")
    entry = registers.get(slug)
    if entry is None:
        return item
    labels = {one.id: one.item for one in entry.items} | {
        one.name: one.label for one in entry.columns()
    }
    return f"{entry.register.title} {labels.get(key, key)}"


# ---- opening


def hazard_data(hazard: FoundHazard, number: str, at: datetime, finder: Mapping[str, str]) -> Json:
    """Columns of the register that are known when the system opens a hazard."""
    photos = [photo.model_dump(mode="json", exclude_none=True) for photo in hazard.photos]
    return without_empty(
        {
            "source": hazard.source,
            "source_ref": number,
            "found_at": at.isoformat(),
            "finder": dict(finder),
            "place": hazard.place.model_dump() if hazard.place else None,
            "category": hazard.category,
            "desc": hazard.description,
            "photo_before": photos,
        }
    )


def _person(value: Any) -> Person | None:
    return Person(value["id"], value["name"]) if isinstance(value, Mapping) else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
