"""Who signs, in signing order: names and times where signed, room for ink where not."""

from collections.abc import Iterator, Sequence

from checklists.register import Signer
from generator.document import SignatureBlock, SignatureLine
from generator.school import School
from generator.wording import moment, moment_beside
from records.definitions import Definition
from records.record import Operation, Record, Version

BLANK_DATE = "　　年　月　日"


def signature_block(
    record: Record, form: Definition, school: School, seal: str = ""
) -> SignatureBlock:
    """Places from left to right in signing order."""
    signed = standing(record)
    return SignatureBlock(
        tuple(
            _line(number, signer, signed.get(signer.role), school)
            for number, signer in enumerate(places(record, form), start=1)
        ),
        seal,
    )


def role_columns(records: Sequence[Record], form: Definition) -> tuple[Signer, ...]:
    """Places that get a column in a row register: those of people no column names."""
    found = {one.role: one for record in records for one in places(record, form)}
    return tuple(one for one in form.signers if one.role in found and not one.column)


def signature_cell(record: Record, role: str, school: School) -> str:
    """Name and time of a signature; room for ink where it is missing."""
    version = standing(record).get(role)
    if version is None:
        return ""
    return _lines(capture_text(version, record, school), way_of(version))


def signed_beside(record: Record, role: str, named: str, school: School) -> str:
    """A person's own column: the name, and below it when that person signed."""
    version = standing(record).get(role)
    if version is None:
        return named
    signer = "" if version.by.name == named else f"（{version.by.name}）"
    when = capture_time(version, record, school)
    return _lines(named, signer, when, _typist(version), way_of(version))


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
    """手写签名 or 口令确认, where it is known; nothing is claimed where it is not."""
    if version.strokes:
        return "手写签名"
    is_own = version.operation is Operation.SIGN and version.typed_by is None
    return "口令确认" if is_own and version.channel == "web" else ""


def _line(number: int, signer: Signer, version: Version | None, school: School) -> SignatureLine:
    anchor = f"sig-{number}-{signer.role}"
    if version is None:
        note = f"（{signer.condition}）" if signer.condition else ""
        return SignatureLine(signer.role, date=BLANK_DATE, note=note, anchor=anchor)
    when = moment(version.at, school.zone)
    note = f"{way_of(version)}{_typist(version)}"
    return SignatureLine(signer.role, version.by.name, when, note, anchor)


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _typist(version: Version) -> str:
    return f"（{version.typed_by.name}代录）" if version.typed_by else ""
