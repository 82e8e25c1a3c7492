"""Records written by hand, for tests of what is printed."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from PIL import Image

from checklists.calendar import SchoolCalendar
from checklists.catalogue import find
from checklists.duty import Subject
from checklists.entry import Entry
from checklists.profile import Profile
from checklists.rules import Finding
from checklists.surroundings import Surroundings
from records.definitions import Definition
from records.digest import digest, digest_of
from records.directory import Directory
from records.errors import AttachmentDamagedError
from records.record import Operation, Person, Record, Version
from records.school import School
from tests.pen import signature

ZONE = timezone(timedelta(hours=8))
CLERK = Person("P07", "董玥")
HEAD = Person("P02", "贺珺")


def at(day: date, clock: str) -> datetime:
    """A moment of the school."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZONE)


def keeping(
    calendar: SchoolCalendar,
    off: Mapping[str, str] | None = None,
    **subjects: Sequence[tuple[str, str]],
) -> School:
    """A school that owes what its calendar says."""
    owed = {kind: [Subject(*one) for one in kept] for kind, kept in subjects.items()}
    profile = Profile(off=off or {})
    return School("青禾路小学", calendar, Directory(), owed, profile=profile, zone=ZONE)


def filed(
    register: type[Entry],
    number: str,
    data: Mapping[str, Any],
    captured: datetime,
    *,
    findings: tuple[Finding, ...] | None = None,
    **changes: Any,
) -> Record:
    """A record with one version; the entry is read and judged as the ledger would."""
    surroundings = Surroundings(now=captured)
    entry = register.read(data, surroundings)
    version = Version(
        number=number,
        register=register.slug,
        version=1,
        operation=Operation.FILE,
        entry=entry.to_data(),
        definition=Definition.of(register).digest,
        limits={},
        judgements=entry.judgements(surroundings),
        findings=entry.findings(surroundings) if findings is None else findings,
        by=CLERK,
        typed_by=None,
        channel="cli",
        at=captured,
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
        line=2,
        digest=digest_of([number, 1]),
        signers=tuple(_places(entry, surroundings)),
    )
    return Record(number, register.slug, (replace(version, **changes),))


def _places(entry: Entry, surroundings: Surroundings) -> Iterator[str]:
    needed = entry.signers_needed(surroundings)
    for signer in entry.register.signers:
        if not signer.condition or signer.role in needed:
            yield signer.role


def continued(record: Record, operation: Operation, captured: datetime, **changes: Any) -> Record:
    """The record with one more version."""
    last = record.latest
    version = replace(
        last,
        version=last.version + 1,
        operation=operation,
        at=captured,
        reason="",
        role="",
        opens=(),
        line=last.line + 1,
        digest=digest_of([record.number, last.version + 1]),
    )
    return Record(record.number, record.register, (*record.versions, replace(version, **changes)))


def photo(digest: str) -> bytes:
    """A small photo, whatever its digest."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), (120, 150, 180)).save(out, "JPEG")
    return out.getvalue()


def drawn(name: str) -> str:
    """Digest of the strokes by which somebody signs."""
    return digest(signature(name))


def kept(sha256: str) -> bytes:
    """Strokes of the two who sign in these tests; a photo for any other digest but zeros."""
    if not sha256.strip("0"):
        raise AttachmentDamagedError(sha256, "文件不见了")
    strokes = {drawn(one.name): signature(one.name) for one in (CLERK, HEAD)}
    return strokes.get(sha256) or photo(sha256)


def sample(number: str, day: date, **changes: Any) -> Record:
    """A food sample record of a day, captured three days later; `changes` replace columns."""
    register = find("food_sample_retention")
    clocks = {"cooked_at": "10:50", "served_at": "11:30", "sampled_at": "11:05"}
    moments = {name: at(day, clock).isoformat() for name, clock in clocks.items()}
    moments["dispose_at"] = at(day + timedelta(days=2), "16:10").isoformat()
    data = {**register.example, "date": day.isoformat(), **moments, **changes}
    return filed(register, number, data, at(day + timedelta(days=3), "08:30"))
