"""How the book was kept: numbers, look-alike entries, signatures in batches, photos used twice."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from checklists.entry import Entry, InstrumentEntry
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.digest import canonical_json
from records.record import Operation, Record

ALIKE = 5
BATCH, BATCH_WITHIN = 10, timedelta(seconds=60)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT(\d\d:\d\d).*")
_COUNTED = re.compile(r"(.*?)(\d+)(\D*)")


@carries_out("G04", "hazard_rectification.R06")
def gaps_in_numbers(view: View) -> Iterator[Finding]:
    """Numbers run on; a voided record keeps its own."""
    for code, where, numbers in _series(view):
        for before, after in pairwise(sorted(numbers)):
            if after > before + 1:
                what = f"编号不连续：{numbers[before]}之后是{numbers[after]}"
                yield view.finding(code, where, what, "查明缺号原因；台账可能被改动，先做核验")


def _series(view: View) -> Iterator[tuple[str, str, dict[int, str]]]:
    """Series of numbers: of the records, then of every serial column."""
    found: dict[tuple[str, str, str, str], dict[int, str]] = {}
    for record in view.records:
        for code, where, text in _numbers_of(record, view):
            if parts := _COUNTED.fullmatch(text):
                key = code, where, record.register, parts[1]
                found.setdefault(key, {})[int(parts[2])] = text
    for (code, where, *_), numbers in found.items():
        yield code, where, numbers


def _numbers_of(record: Record, view: View) -> Iterator[tuple[str, str, str]]:
    yield "G04", "记录编号", record.number
    entry = view.school.registers.get(record.register)
    for column in entry.columns() if entry else ():
        if column.serial and record.entry.get(column.name):
            code = "hazard_rectification.R06" if column.name == "hazard_no" else "G04"
            yield code, f"「{column.label}」", str(record.entry[column.name])


@carries_out("G07")
def look_alike_entries(view: View) -> Iterator[Finding]:
    """Five or more in a row whose content, times of day and signatures are all the same."""
    for records in view.by_register.values():
        by_subject: dict[str, list[Record]] = {}
        for record in records:
            by_subject.setdefault(view.subject(record), []).append(record)
        for kept in by_subject.values():
            for run in _runs(kept) if len(kept) >= ALIKE else ():
                where = f"{run[0].number}—{run[-1].number}"
                what = f"连续{len(run)}次内容、数值、时刻完全一致，疑似代填、空填"
                yield view.finding("G07", where, what, "抽查复核", number=run[-1].number)


def _runs(records: Sequence[Record]) -> Iterator[list[Record]]:
    run: list[Record] = []
    print_before = b""
    for record in records:
        fingerprint = likeness(record)
        if fingerprint != print_before:
            if len(run) >= ALIKE:
                yield run
            run, print_before = [], fingerprint
        run.append(record)
    if len(run) >= ALIKE:
        yield run


def likeness(record: Record) -> bytes:
    """Content without its day, and the times of day at which it was signed."""
    signed = [f"{one.at:%H:%M}" for one in record.signatures]
    return canonical_json([dateless(record.entry), signed])


def dateless(value: Any) -> Any:
    """A value with days left out and moments reduced to their time of day."""
    if isinstance(value, dict):
        if "sha256" in value:
            return "照片"
        return {key: dateless(one) for key, one in value.items()}
    if isinstance(value, list):
        return [dateless(one) for one in value]
    if isinstance(value, str) and value[4:5] == "-":
        moment = _MOMENT.fullmatch(value)
        return moment[1] if moment else "" if _DAY.fullmatch(value) else value
    return value


@carries_out("G08")
def signed_in_batches(view: View) -> Iterator[Finding]:
    """One person signing ten records of different days within a minute."""
    signed: dict[str, list[tuple[datetime, Record]]] = {}
    names: dict[str, str] = {}
    for record in view.records:
        for version in record.versions:
            if version.operation is Operation.SIGN and not version.paper:  # typed in from paper
                signed.setdefault(version.by.id, []).append((version.at, record))
                names[version.by.id] = version.by.name
    for person, acts in signed.items():
        for burst in _bursts(sorted(acts, key=lambda act: act[0])):
            days = {record.date for _, record in burst}
            what = f"{names[person]}60秒内签了{len(burst)}份（{len(days)}个不同日期）"
            yield view.finding("G08", f"{burst[0][0]:%Y-%m-%d %H:%M}", what, "抽查复核")


def _bursts(acts: Sequence[tuple[datetime, Record]]) -> Iterator[Sequence[tuple[datetime, Record]]]:
    """Signatures in order of time, a minute's worth at a time, where they are of ten days."""
    first = 0
    while first < len(acts):
        end = bisect_right(acts, acts[first][0] + BATCH_WITHIN, key=lambda act: act[0])
        if len({record.date for _, record in acts[first:end]}) >= BATCH:
            yield acts[first:end]
            first = end
        else:
            first += 1


@carries_out("G09")
def photos_used_twice(view: View) -> Iterator[Finding]:
    """The same picture in two records; a hazard shares those of the check that opened it."""
    shown = [
        (photo, record)
        for record in view.records
        if not record.is_void
        for photo in photos_of(record.entry)
    ]
    used: dict[str, Record] = {}
    for register in sorted({record.register for _, record in shown}):
        for record in view.ever(register):
            if not view.is_of_term(record):
                used |= {_print(photo): record for photo in photos_of(record.entry)}
    for photo, record in shown:
        other = used.setdefault(_print(photo), record)
        if other is not record and not _are_linked(record, other):
            where, what = f"照片{photo['name']}", f"与{other.number}的照片是同一张"
            yield view.finding("G09", where, what, "补拍当日照片", number=record.number)


def _print(photo: Mapping[str, Any]) -> str:
    return str(photo.get("original_sha256") or photo["sha256"])


@carries_out("G09")
def photos_of_another_day(view: View) -> Iterator[Finding]:
    """A picture of a visit that was not taken on its day, or does not say when."""
    for record in view.records:
        entry = view.school.registers.get(record.register)
        if record.is_void or entry is None or issubclass(entry, InstrumentEntry):
            continue
        photos = list(photos_of(record.entry))
        undated = sum("taken_at" not in one for one in photos)
        if undated:
            what = f"{undated}张照片没有拍摄时间"
            yield view.finding("G09", "照片", what, "用带日期的相机拍摄", number=record.number)
        for photo in _of_the_day(record, entry):
            taken = _day_taken(photo, view)
            if taken and taken != record.date.isoformat():
                where, what = f"照片{photo['name']}", f"拍摄于{taken}，不是记录日期"
                yield view.finding("G09", where, what, "说明原因", number=record.number)


def _of_the_day(record: Record, entry: type[Entry]) -> Iterator[Mapping[str, Any]]:
    """What a later stage adds, and how it was before, have a day of their own."""
    first = entry.register.stages[0]
    for column in entry.columns():
        if column.stage == first and not entry.before_and_after:
            yield from photos_of(record.entry.get(column.name))


def photos_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every picture in some content."""
    if isinstance(value, dict) and "sha256" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, (dict, list)):
                yield from photos_of(one)


def _day_taken(photo: Mapping[str, Any], view: View) -> str:
    taken = photo.get("taken_at")
    if not isinstance(taken, str):
        return ""
    at = datetime.fromisoformat(taken)
    return at.astimezone(view.school.zone).date().isoformat() if at.tzinfo else taken[:10]


def _are_linked(one: Record, other: Record) -> bool:
    return one.first.opened_by == other.number or other.first.opened_by == one.number
