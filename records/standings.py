"""How duties stand: done on time, late, open or missing. The one fold for paper, audit and `due`.

A duty is done when a record of its subject and window counts: not voided, no 阻断 finding open,
and a late one approved.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from pydantic import ValidationError

from checklists.duty import Duty
from checklists.entry import Entry
from records.masking import readable
from records.record import Record


class Standing(StrEnum):
    """How a duty stands."""

    DONE = "按时"
    LATE = "补录"
    OPEN = "未结"
    MISSING = "缺"


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty, and what was recorded for it.

    Attributes:
        numbers: records of its subject and window that were not voided.
        reason: why it is late, open or missing, in words; empty where nobody said.
    """

    duty: Duty
    standing: Standing
    numbers: tuple[str, ...] = ()
    reason: str = ""


class Kept(NamedTuple):
    """Records about one thing by business date; `days` are their dates."""

    days: list[date]
    records: list[Record]


BySubject = Mapping[str, Kept]


def by_subject(entry: type[Entry], records: Iterable[Record]) -> BySubject:
    """Records of a register that are not voided, by what they are about."""
    return arranged((subject_of(entry, one), one) for one in records if not one.is_void)


def arranged(told: Iterable[tuple[str, Record]]) -> BySubject:
    """The same of records that are told with their subjects."""
    found: dict[str, list[tuple[date, Record]]] = {}
    for subject, record in told:
        found.setdefault(subject, []).append((record.date, record))
    kept: dict[str, Kept] = {}
    for subject, dated in found.items():
        dated.sort(key=itemgetter(0))
        kept[subject] = Kept([day for day, _ in dated], [record for _, record in dated])
    return kept


def subject_of(entry: type[Entry], record: Record) -> str:
    """What a kept record is about, as `Duty.subject`; content is read as it stands, unjudged.

    Content that today's class cannot read is about the school as a whole, and counts as extra
    where duties are owed for something.
    """
    if entry.subject is Entry.subject:
        return ""
    try:
        return entry.model_validate(readable(entry, record)).subject()
    except ValidationError:
        return ""


def meeting(duty: Duty, kept: BySubject) -> list[Record]:
    """Records of a duty's subject and window."""
    if duty.subject not in kept:
        return []
    days, records = kept[duty.subject]
    return records[bisect_left(days, duty.first) : bisect_right(days, duty.last)]


def standing_of(duty: Duty, kept: BySubject) -> DutyStanding:
    """How a duty stands by the records there are."""
    met = meeting(duty, kept)
    numbers = tuple(record.number for record in met)
    counting = [record for record in met if not not_counting(record)]
    # One more record after the first, late one is itself in time, but the duty was not.
    if any(not record.is_late and record.first.at <= duty.late_after for record in counting):
        return DutyStanding(duty, Standing.DONE, numbers)
    if counting:
        reasons = dict.fromkeys(one.late_reason for one in counting if one.late_reason)
        return DutyStanding(duty, Standing.LATE, numbers, "；".join(reasons))
    if met:
        waiting = dict.fromkeys(reason for record in met for reason in not_counting(record))
        return DutyStanding(duty, Standing.OPEN, numbers, "；".join(waiting))
    return DutyStanding(duty, Standing.MISSING)


def not_counting(record: Record) -> tuple[str, ...]:
    """Why a record does not count as done (未结); empty when it does."""
    blocking = tuple(f"{one.where}{one.message}" for one in record.blocking)
    if record.is_late and record.late_approved_by is None:
        return (*blocking, "补录未经批准")
    return blocking


def unasked(duties: Sequence[Duty], kept: BySubject) -> Iterator[Record]:
    """Records that no duty asked for (加查, G11)."""
    owed: dict[str, list[Duty]] = {}
    for duty in duties:
        owed.setdefault(duty.subject, []).append(duty)
    for subject, (days, records) in kept.items():
        for day, record in zip(days, records, strict=True):
            if not any(duty.is_met_by(day, subject) for duty in owed.get(subject, ())):
                yield record
