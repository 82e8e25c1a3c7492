"""Who signs, in signing order: ink, names and times where signed, room for ink where not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checklists.register import Signer
from generator.composing.imprint import Imprint
from generator.document import Picture, SignatureBlock, SignatureLine
from generator.pictures import stand_in
from generator.school import School
from generator.strokes import to_ink
from generator.wording import day, moment, moment_beside
from records.definitions import Definition
from records.errors import RecordError
from records.record import Operation, Record, Version

BLANK_DATE = "　　年　月　日"
BY_HAND, BY_PASSWORD, ON_PAPER = "手写签名", "口令确认", "纸上签名（见扫描件）"


def signature_block(record: Record, form: Definition, imprint: Imprint) -> SignatureBlock:
    """Places from left to right in signing order; the seal stands where the last one signs."""
    signed, lines = standing(record), list[SignatureLine]()
    for number, signer in enumerate(places(record, form), start=1):
        line = _line(f"sig-{number}-{signer.role}", signer, signed.get(signer.role), imprint)
        lines.append(line)
    lines[-1:] = [replace(line, seal=True) for line in lines[-1:]]
    return SignatureBlock(tuple(lines), stamped_text(record, imprint.school))


def stamped_text(record: Record, school: School) -> str:
    """已用印 with number and day; a print tells of a seal and never shows it."""
    used = (f"{one.stamp_no}，{day(one.at.astimezone(school.zone))}" for one in record.stamps)
    said = "；".join(used)
    return f"已用印：{said}" if said else ""


def role_columns(records: Sequence[Record], form: Definition) -> tuple[Signer, ...]:
    """Places that get a column in a row register: those of people no column names."""
    found = {one.role: one for record in records for one in places(record, form)}
    return tuple(one for one in form.signers if one.role in found and not one.column)


def signature_cell(record: Record, role: str, school: School) -> str:
    """Name and time of a signature; room for ink where it is missing."""
    version = standing(record).get(role)
    if version is None:
        return ""
    return _lines(capture_text(version, record, school), _way_in_rows(version))


def signed_beside(record: Record, role: str, named: str, school: School) -> str:
    """A person's own column: the name, and below it when that person signed."""
    version = standing(record).get(role)
    if version is None:
        return named
    signer = "" if version.by.name == named else f"（{version.by.name}）"
    when = capture_time(version, record, school)
    return _lines(named, signer, when, _typist(version), _way_in_rows(version))


def capture_text(version: Version, record: Record, school: School) -> str:
    """Who and when, in a narrow cell."""
    return _lines(version.by.name, capture_time(version, record, school), _typist(version))


def capture_time(version: Version, record: Record, school: School) -> str:
    """Time of a version beside the record's business date."""
    return moment_beside(version.at, record.date, school.zone)


def places(record: Record, form: Definition) -> Iterator[Signer]:
    """The places this record has: those its content asks for, and those that were signed."""
    wanted = {*record.content.signers, *standing(record)}
    return (one for one in form.signers if one.role in wanted)


def standing(record: Record) -> dict[str, Version]:
    """Signatures that stand, by role, each with who typed it."""
    signed = {(one.role, one.at) for one in record.signatures}
    return {
        one.role: one
        for one in record.versions
        if one.operation is Operation.SIGN and (one.role, one.at) in signed
    }


def way_of(version: Version) -> str:
    """手写签名, 纸上签名 or 口令确认, where it is known; nothing is claimed where it is not."""
    if version.strokes:
        return BY_HAND
    if version.paper:
        return ON_PAPER
    is_own = version.operation is Operation.SIGN and version.typed_by is None
    return BY_PASSWORD if is_own and version.channel == "web" else ""


def _way_in_rows(version: Version) -> str:
    """The same where the ink, which needs no words, stands above."""
    return "" if version.strokes else way_of(version)


def ink_of(version: Version | None, imprint: Imprint) -> Picture | None:
    """What somebody drew to sign; an empty sheet where it is not to be had; None where nobody did.

    Its alternative text says which.
    """
    if version is None or not version.strokes:
        return None
    alt = f"{BY_HAND}：{version.by.name}"
    try:
        data = to_ink(imprint.attachments(version.strokes))
    except RecordError as error:
        caption = f"{version.number} {version.role} {version.by.name}"
        return stand_in(caption, version.strokes, error.what, BY_HAND)
    return Picture(data, "image/png", alt, alt)


def _line(anchor: str, signer: Signer, version: Version | None, imprint: Imprint) -> SignatureLine:
    if version is None:
        note = f"（{signer.condition}）" if signer.condition else ""
        return SignatureLine(signer.role, date=BLANK_DATE, note=note, anchor=anchor)
    when, ink = moment(version.at, imprint.school.zone), ink_of(version, imprint)
    way = ink.alt if ink and ink.lost else way_of(version)
    note = _typist(version)
    return SignatureLine(signer.role, version.by.name, when, note, anchor, ink, way)


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _typist(version: Version) -> str:
    return f"（{version.typed_by.name}代录）" if version.typed_by else ""
