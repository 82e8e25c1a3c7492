"""Records made without a ledger, for what looks across many of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from checklists.checklist import ChecklistEntry
from checklists.duty import Subject
from checklists.surroundings import SHANGHAI
from records.audit import View
from records.record import Operation, Person, Record, Version
from records.school import School

WANG = Person("p1", "王安")
TERM = Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10))
END = datetime(2026, 7, 11, 12, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Known:
    """Somebody of the directory."""

    id: str
    name: str
    posts: tuple[str, ...]
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class Staff:
    """People by name, who is also the id; nothing else is listed."""

    def __init__(self, posts: Mapping[str, str]) -> None:
        self.posts = posts

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Known | None:
        posts = self.posts.get(key)
        return None if posts is None else Known(key, key, tuple(posts.split()))


def school(*registers: str, posts: Mapping[str, str] | None = None, **subjects: Any) -> School:
    """A school that keeps these registers only."""
    return School(
        "第一小学",
        SchoolCalendar(TERM),
        Staff(posts or {}),
        subjects={kind: [Subject(key, key) for key in keys] for kind, keys in subjects.items()},
        registers={slug: find(slug) for slug in registers},
    )


def on(day: str, clock: str = "16:30") -> datetime:
    """A moment of the term."""
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def record(
    slug: str,
    number: str,
    at: datetime,
    checks: Mapping[str, Any] | None = None,
    by: Person = WANG,
    **changes: Any,
) -> Record:
    """A record of the register's example with changes; None takes a column out."""
    kind = find(slug)
    data = {**kind.example, **changes}
    if issubclass(kind, ChecklistEntry):
        data["checks"] = {**kind.example["checks"], **(checks or {})}
    around = school(slug).surroundings(max(END, at))
    data = {name: value for name, value in data.items() if value is not None}
    entry = kind.read(data, around)
    version = Version(
        number=number,
        register=slug,
        version=1,
        operation=Operation.FILE,
        entry=entry.to_data(),
        definition="",
        limits={},
        judgements=entry.judgements(around),
        findings=entry.findings(around),
        by=by,
        typed_by=None,
        channel="cli",
        at=at,
        date=entry.business_date(),
        reason="",
        role="",
        is_late=False,
        late_approved_by=None,
        opens=(),
        opened_by="",
        stage=entry.stage(),
        is_complete=entry.is_complete(),
        request_id="",
        line=1,
        digest="",
    )
    return Record(number, slug, (version,))


def changed(one: Record, **changes: Any) -> Record:
    """The record with other facts in its first version."""
    return replace(one, versions=(replace(one.first, **changes), *one.versions[1:]))


def signed(one: Record, by: Person, at: datetime, role: str = "总务主任") -> Record:
    """The record with one more signature."""
    operation = Operation.SIGN
    version = replace(one.latest, operation=operation, by=by, at=at, role=role, version=2)
    return replace(one, versions=(*one.versions, version))


def voided(one: Record) -> Record:
    """The record, void."""
    version = replace(one.latest, operation=Operation.VOID, version=2)
    return replace(one, versions=(*one.versions, version))


def view(kept: Iterable[Record], at: School, now: datetime = END) -> View:
    """What the audit looks at."""
    return View(tuple(kept), at, now)


class Shelf:
    """The ledgers of several terms, as the audit asks them."""

    def __init__(self, kept: Iterable[Record]) -> None:
        self.kept = tuple(kept)

    def standing(self, register: str) -> list[Record]:
        return [one for one in self.kept if one.register == register and not one.is_void]

    def before(self, register: str) -> list[Record]:
        return self.standing(register)

    def changes_of(self, register: str) -> int:
        return len(self.standing(register))


def after(before: Iterable[Record], kept: Iterable[Record], at: School, now: datetime) -> View:
    """What the audit of a term looks at, with the records of the terms before it."""
    earlier, ours = tuple(before), tuple(kept)
    return View(ours, at, now, store=Shelf((*earlier, *ours)))


def school_days(count: int, start: date = TERM.start) -> list[date]:
    """The first school days from a day."""
    calendar = SchoolCalendar(TERM)
    days = (start + timedelta(days=offset) for offset in range(120))
    return [day for day in days if calendar.is_school_day(day)][:count]


def patrol(day: date, number: int = 1, **changes: Any) -> Record:
    """A round of the afternoon."""
    text = day.isoformat()
    return record(
        "daily_patrol",
        f"XYXS-{day:%Y%m%d}-{number:03d}",
        on(text),
        **{
            "date": text,
            "start": f"{text}T15:40+08:00",
            "end": f"{text}T16:15+08:00",
            "weather": f"多云 {day.day}℃",
            **changes,
        },
    )
