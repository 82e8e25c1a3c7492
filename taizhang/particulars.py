"""Particulars: everything about a record as its reader sees it on a screen, in finished strings.

The terminal and the pages set them each in their own way; what they say is decided here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from checklists.checklist import Check
from checklists.columns import Column, columns_of
from checklists.verdicts import CheckItem, Judgement
from generator.composing.annotations import cell_text
from generator.composing.scans import page_text, scanned_digests
from generator.composing.signatures import standing, way_of
from generator.school import School
from generator.wording import moment
from records.definitions import Definition
from records.lifecycle import unsigned_roles
from records.personal import Withheld
from records.record import Operation, Record, Version

SLACK = timedelta(minutes=5)  # between two clocks, and for the way
CHANNELS = {"cli": "命令行", "web": "网页", "import": "导入", "system": "系统"}
EMPTY: tuple[Any, ...] = (None, "", [], {})
_SAID_OF_AN_ITEM = ("place", "remark", "handling", "action")


@dataclass(frozen=True, slots=True)
class File:
    """A photo or a scan.

    Attributes:
        taken: when and with what it was taken, as far as it says.
    """

    sha256: str
    name: str
    media_type: str
    taken: str

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Fact:
    """A column with what stands in it; of files, their names are its text.

    Attributes:
        verdict: 合格 or 不合格 where a limit judges it, `bound` that limit.
    """

    label: str
    text: str
    files: tuple[File, ...] = ()
    verdict: str = ""
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Detail rows: a fact a cell, in the order of the heads; an empty one has no text."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A check item and what was found at it.

    Attributes:
        verdict: 未填 where nothing was.
        reading, bound: what was measured, and against what.
        said: label and text of everything said of it.
        together: one tap filled it in with others (其余全部正常).
    """

    number: str
    is_key: bool
    name: str
    criterion: str
    verdict: str
    reading: str
    bound: str
    said: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A signing place.

    Attributes:
        by, at: empty where it is still to be signed.
        way: 手写签名 or 口令确认, where it is known.
        version: that signed, 0 where none did; `drawn` whether its ink can be shown.
        reason: the opinion that was given.
        paper: digest of the scanned sheet it stands on in ink, where that may be seen.
    """

    role: str
    by: str = ""
    at: str = ""
    way: str = ""
    typed_by: str = ""
    version: int = 0
    drawn: bool = False
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A version: what was done to the record.

    Attributes:
        role: signing place; of a use of seals which, and its number.
        device_at: what the device's clock said, where that was long before or after.
        late: it was filed late.
        line: of the journal.
    """

    version: int
    operation: str
    role: str
    by: str
    typed_by: str
    way: str
    at: str
    device_at: str
    channel: str
    late: bool
    reason: str
    line: int


# ---- content


def content(record: Record, form: Definition, school: School) -> Iterator[Fact | Table]:
    """What was filled in, in the order of the form; check items apart."""
    judged = {one.key: one for one in record.content.judgements}
    for column in form.columns:
        value = record.entry.get(column.name)
        if value in EMPTY or column.kind == "checks":
            continue
        if column.kind == "rows" and not isinstance(value, Withheld):
            yield _table(column, value, school)
        else:
            yield _fact(column, value, school, judged.get(f"{form.slug}.{column.name}"))


def _table(column: Column, rows: Any, school: School) -> Table:
    filled = [one for one in column.rows if any(row.get(one.name) not in EMPTY for row in rows)]
    return Table(
        column.label,
        tuple(one.label for one in filled),
        tuple(tuple(_fact(one, row.get(one.name), school) for one in filled) for row in rows),
    )


def _fact(column: Column, value: Any, school: School, judgement: Judgement | None = None) -> Fact:
    verdict, bound = (str(judgement.verdict), judgement.bound) if judgement else ("", "")
    if column.kind == "files" and not isinstance(value, Withheld):
        files = _files(value, school.zone)
        return Fact(column.label, "、".join(one.name for one in files), files, verdict, bound)
    return Fact(column.label, cell_text(column, value, school), (), verdict, bound)


def _files(value: Any, zone: tzinfo) -> tuple[File, ...]:
    return tuple(
        File(
            str(one.get("sha256", "")),
            str(one.get("name", "")),
            str(one.get("media_type", "")),
            _taken(one, zone),
        )
        for one in value or ()
    )


def _taken(file: Mapping[str, Any], zone: tzinfo) -> str:
    at, device = file.get("taken_at"), file.get("device")
    when = f"{moment(datetime.fromisoformat(str(at)), zone)} 拍" if at else ""
    return "，".join(filter(None, (when, str(device or ""))))


# ---- check items


def items(record: Record, form: Definition, school: School) -> Iterator[Item]:
    """Every check item of the form."""
    judged = {one.key: one for one in record.content.judgements}
    checks = record.entry.get("checks") or {}
    for item in form.items:
        judgement = judged.get(f"{form.slug}.{item.id}")
        check = checks.get(item.id) or {}
        yield _item(item, judgement, check, school, together=item.id in record.together)


def _item(
    item: CheckItem,
    judgement: Judgement | None,
    check: Mapping[str, Any],
    school: School,
    *,
    together: bool,
) -> Item:
    return Item(
        number=item.id[1:],
        is_key=item.key,
        name=item.item,
        criterion=item.criterion,
        verdict=str(judgement.verdict) if judgement else "未填",
        reading=judgement.reading if judgement else "",
        bound=judgement.bound if judgement else "",
        said=tuple(_said(check)),
        files=_files(check.get("photos"), school.zone),
        together=together,
    )


def _said(check: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    labels = {one.name: one.label for one in columns_of(Check)}
    for name in _SAID_OF_AN_ITEM:
        if value := check.get(name):
            yield labels[name], str(value["name"] if isinstance(value, Mapping) else value)


# ---- scans, signatures and course


def scans(record: Record, school: School) -> Iterator[File]:
    """Sheets of its paper that came back, as far as they may be seen."""
    for version in record.versions:
        for one in version.scans:
            if not one.is_withheld:
                told = page_text(one, record)
                filed = f"{moment(version.at, school.zone)} 归档"
                name = told or one.name
                yield File(one.sha256, name, one.media_type, "，".join(filter(None, (told, filed))))


def places(record: Record, school: School) -> Iterator[Place]:
    """Signing places: those that are signed, then those that wait."""
    scanned = scanned_digests(record)
    for role, one in standing(record).items():
        yield Place(
            role,
            one.by.name,
            moment(one.at, school.zone),
            way_of(one),
            str(one.typed_by or ""),
            one.version,
            bool(one.strokes),
            one.reason,
            one.paper if one.paper in scanned else "",
        )
    yield from map(Place, unsigned_roles(record))


def events(record: Record, school: School) -> Iterator[Event]:
    """What was done to a record, first to last."""
    for one in record.versions:
        yield event(one, school)


def event(version: Version, school: School) -> Event:
    """What one version did."""
    return Event(
        version=version.version,
        operation=version.operation.label,
        role=version.role or "，".join(filter(None, ("、".join(version.seals), version.stamp_no))),
        by=version.by.name,
        typed_by=str(version.typed_by or ""),
        way=way_of(version),
        at=moment(version.at, school.zone),
        device_at=_on_device(version, school.zone),
        channel=CHANNELS.get(version.channel, version.channel),
        late=version.operation is Operation.FILE and version.is_late,
        reason=version.reason,
        line=version.line,
    )


def _on_device(version: Version, zone: tzinfo) -> str:
    if version.device_at is None or abs(version.at - version.device_at) <= SLACK:
        return ""
    return moment(version.device_at, zone)
