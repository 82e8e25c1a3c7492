"""Scanned sheets behind a record: what came back from paper, a page each."""

from collections.abc import Iterable, Iterator

from generator.composing.imprint import Imprint
from generator.document import Picture
from generator.pictures import stand_in
from generator.wording import day
from records.errors import RecordError
from records.record import Record, Version
from records.scans import ScannedSheet

KIND = "扫描件"


def scans_of(records: Iterable[Record], imprint: Imprint) -> tuple[Picture, ...]:
    """The sheets of some records that may be shown, in order; a lost one is said to be so."""
    return tuple(
        _picture(sheet, version, record, imprint)
        for record in records
        for version in record.versions
        for sheet in version.scans
        if not sheet.is_withheld
    )


def withheld_lines(record: Record) -> Iterator[str]:
    """How many sheets there are that may not be shown."""
    if count := sum(one.is_withheld for one in record.scans):
        yield f"{KIND} {count} 页，含个人信息，已遮盖"


def page_text(sheet: ScannedSheet, record: Record) -> str:
    """Which page of which copy a sheet is, and whether its text was changed since."""
    page = f"第{sheet.page}页" if sheet.page else ""
    of = f"/共{sheet.of}页" if sheet.page and sheet.of else ""
    copy = f"第{sheet.copy}份" if sheet.copy else ""
    old = f"是第{sheet.version}版，之后改过" if 0 < sheet.version < record.rewritten else ""
    return "　".join(filter(None, (f"{page}{of}", copy, old)))


def scanned_digests(record: Record) -> frozenset[str]:
    """Digests of its sheets: a picture that a column names as well is shown once."""
    return frozenset(one.sha256 for one in record.scans)


def _picture(sheet: ScannedSheet, version: Version, record: Record, imprint: Imprint) -> Picture:
    filed = day(version.at.astimezone(imprint.school.zone).date())
    caption = "　".join(filter(None, (KIND, page_text(sheet, record), f"归档于{filed}")))
    caption = f"{caption}　{record.number}"
    try:
        data = imprint.attachments(sheet.sha256)
    except RecordError as error:
        return stand_in(caption, sheet.sha256, error.what, KIND)
    return Picture(data, sheet.media_type, caption, alt=f"{caption}（{sheet.name}）")
