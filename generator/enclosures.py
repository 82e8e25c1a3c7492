"""What a volume encloses for machines: the records, signed originals, and a manifest of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf

from generator.binding import Attachment, attach
from generator.extract import records_json
from generator.manifest import NAME, RECORDS_NAME, Head, Manifest, describe_file, to_json
from generator.provenance import Provenance
from records.record import Record


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What is enclosed.

    Attributes:
        head: where the journal stood.
        originals: signed originals by file name.
        at: date of all files.
    """

    school: str
    term: str
    head: Head
    records: Sequence[Record]
    originals: Mapping[str, bytes]
    at: datetime


def enclose(pdf: pikepdf.Pdf, enclosures: Enclosures, provenance: Provenance) -> Manifest:
    """Attach the records, the originals and, last, the manifest that lists them."""
    data = records_json(enclosures.records)
    files = {RECORDS_NAME: data, **enclosures.originals}
    manifest = Manifest(
        school=enclosures.school,
        term=enclosures.term,
        head=enclosures.head,
        records={record.number: record.latest.digest for record in enclosures.records},
        files={name: describe_file(content) for name, content in files.items()},
        fonts=provenance.fonts,
        substitutes=provenance.substitutes,
        software=provenance.software,
        templates=provenance.templates,
    )
    at = enclosures.at
    attach(pdf, Attachment(RECORDS_NAME, data, "全部记录（含历次更正）", at))
    for name, content in sorted(enclosures.originals.items()):
        attach(pdf, Attachment(name, content, "签名原件", at, "Source", "application/pdf"))
    attach(pdf, Attachment(NAME, to_json(manifest), "机器可读清单", at))
    return manifest
