"""Photos of a record, each with place, time and record number under it (registers.md D.6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from checklists.columns import Column
from generator.composing.imprint import Imprint
from generator.composing.scans import scanned_digests
from generator.document import Photos, Picture
from generator.pictures import stand_in
from generator.wording import moment
from records.definitions import Definition
from records.errors import RecordError
from records.personal import Withheld
from records.record import Record

BEFORE, AFTER = "_before", "_after"


def photo_blocks(
    record: Record, columns: Sequence[Column], form: Definition, imprint: Imprint
) -> Iterator[Photos]:
    """Pictures of file columns and check items; before and after stand side by side."""
    sets = {
        column.name: tuple(pictures_of(column.name, column.label, record, imprint))
        for column in columns
        if column.kind == "files"
    }
    for before in [name for name in sets if name.endswith(BEFORE)]:
        after = before.removesuffix(BEFORE) + AFTER
        pairs = tuple(zip(sets[before], sets.get(after, ()), strict=False))
        if pairs:
            yield Photos(tuple(picture for pair in pairs for picture in pair), pairs=True)
            sets[before], sets[after] = sets[before][len(pairs) :], sets[after][len(pairs) :]
    loose = tuple(picture for one in sets.values() for picture in one)
    loose += tuple(_of_items(record, form, imprint))
    if loose:
        yield Photos(loose)


def photos_of(records: Iterable[Record], form: Definition, imprint: Imprint) -> Iterator[Photos]:
    """Pictures of many records, in order: the pairs in one block, all others in another."""
    blocks = [block for one in records for block in photo_blocks(one, form.columns, form, imprint)]
    for pairs in (True, False):
        found = tuple(
            picture for block in blocks if block.pairs is pairs for picture in block.pictures
        )
        if found:
            yield Photos(found, pairs)


def pictures_of(name: str, label: str, record: Record, imprint: Imprint) -> Iterator[Picture]:
    """The images of a file column, with the place the record is about."""
    place = record.entry.get("place")
    where = str(place["name"]) if isinstance(place, Mapping) and "name" in place else ""
    told = "　".join(filter(None, (label, where)))
    yield from pictures(record.entry.get(name), told, record, imprint)


def are_pictures(files: Any) -> bool:
    """Whether all files of a column are images, which are printed."""
    if isinstance(files, Withheld) or not files:
        return False
    return all(file["media_type"].startswith("image/") for file in files)


def pictures(
    files: Sequence[Mapping[str, Any]] | None, label: str, record: Record, imprint: Imprint
) -> Iterator[Picture]:
    """The images among the files of one column; not those that stand behind it as scans."""
    scanned = scanned_digests(record)
    for file in () if isinstance(files, Withheld) else files or ():
        if file["media_type"].startswith("image/") and file["sha256"] not in scanned:
            caption = f"{label}　{_taken(file, imprint)}\n{record.number}"
            yield _picture(file, label, caption, imprint)


def _picture(file: Mapping[str, Any], label: str, caption: str, imprint: Imprint) -> Picture:
    try:
        data = imprint.attachments(file["sha256"])
    except RecordError as error:
        return stand_in(caption, file["sha256"], error.what)
    return Picture(data, file["media_type"], caption, alt=f"{label}（{file['name']}）")


def _of_items(record: Record, form: Definition, imprint: Imprint) -> Iterator[Picture]:
    checks = record.entry.get("checks") or {}
    for item in form.items:
        check = checks.get(item.id) or {}
        place = (check.get("place") or {}).get("name", "")
        label = "　".join(filter(None, (item.where, place)))
        yield from pictures(check.get("photos"), label, record, imprint)


def _taken(file: Mapping[str, Any], imprint: Imprint) -> str:
    taken = file.get("taken_at")
    if not taken:
        return "拍摄时间不明"
    at = datetime.fromisoformat(taken)
    return moment(at if at.tzinfo else at.replace(tzinfo=imprint.school.zone), imprint.school.zone)
