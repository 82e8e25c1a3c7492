"""用印登记: every use of the school's seals, folded from the records they were put under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from records.line import Line
from records.record import Operation, Person, Record, Version


@dataclass(frozen=True, slots=True)
class SealUse:
    """One use.

    Attributes:
        stamp_no: as 用印〔2026〕3号.
        number, register: of the record.
        why: what for, and who asked for it.
        by: custodian who stamped; `approved_by` is the leader who allowed it.
        stands: the text is still the one that was stamped.
    """

    stamp_no: str
    at: datetime
    number: str
    register: str
    seals: tuple[str, ...]
    copies: int
    why: str
    approved_by: Person | None
    by: Person
    stands: bool
    line: int


def stamped_numbers(lines: Iterable[Line]) -> list[str]:
    """Numbers of the records that something on these lines put a seal under, in order."""
    found = (
        operation["number"]
        for line in lines
        if b'"op":"stamp"' in line.body  # nothing is decoded in vain
        for operation in line.content["ops"]
        if operation["op"] == Operation.STAMP
    )
    return list(dict.fromkeys(found))


def seal_uses(records: Iterable[Record]) -> tuple[SealUse, ...]:
    """Every use of a seal, in the order of their numbers; a record may come more than once."""
    found = {
        (record.number, version.version): _use(record, version)
        for record in records
        for version in record.versions
        if version.operation is Operation.STAMP
    }
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.line, _serial(one.stamp_no))))


def _use(record: Record, version: Version) -> SealUse:
    return SealUse(
        stamp_no=version.stamp_no,
        at=version.at,
        number=record.number,
        register=record.register,
        seals=version.seals,
        copies=version.copies,
        why=version.reason,
        approved_by=version.approved_by,
        by=version.by,
        stands=not record.is_void and version in record.stamps,
        line=version.line,
    )


def _serial(stamp_no: str) -> int:
    return int("".join(filter(str.isdigit, stamp_no.partition("〕")[2])) or 0)
