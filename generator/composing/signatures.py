"""Who signs, in signing order: names and times where signed, room for ink where not."""

from collections.abc import Iterator

from checklists.register import Signer
from generator.blank import Blank
from generator.document import SignatureBlock, SignatureLine
from generator.school import School
from generator.wording import moment, moment_beside
from records.record import Operation, Record, Version

BLANK_DATE = "　　　　年　　月　　日"


def signature_block(record: Record, blank: Blank, school: School, seal: str = "") -> SignatureBlock:
    """Places from left to right in signing order."""
    signed = standing(record)
    return SignatureBlock(
        tuple(
            _line(number, signer, signed.get(signer.role), school)
            for number, signer in enumerate(places(record, blank), start=1)
        ),
        seal,
    )


def signature_text(record: Record, blank: Blank, school: School) -> str:
    """The signatures of a row, one line a place; a name missing is room for ink."""
    signed = standing(record)
    lines = [f"登记 {_typed(record.first)} {_beside(record.first, record, school)}"]
    for signer in places(record, blank):
        version = signed.get(signer.role)
        done = f" {_typed(version)} {_beside(version, record, school)}" if version else "："
        lines.append(f"{signer.role}{done}")
    return "\n".join(lines)


def places(record: Record, blank: Blank) -> Iterator[Signer]:
    """The places this record has: unconditional ones, those its content asks for, those signed."""
    needed = blank.signers_needed(record.entry) | standing(record).keys()
    return (one for one in blank.signers if not one.condition or one.role in needed)


def standing(record: Record) -> dict[str, Version]:
    """Signatures that stand, by role, each with who typed it."""
    keys = {(one.role, one.at) for one in record.signatures}
    return {
        one.role: one
        for one in record.versions
        if one.operation is Operation.SIGN and (one.role, one.at) in keys
    }


def _line(number: int, signer: Signer, version: Version | None, school: School) -> SignatureLine:
    anchor = f"sig-{number}-{signer.role}"
    if version is None:
        note = f"（{signer.condition}）" if signer.condition else ""
        return SignatureLine(signer.role, date=BLANK_DATE, note=note, anchor=anchor)
    note = f"{version.typed_by.name}代录" if version.typed_by else ""
    return SignatureLine(
        signer.role, version.by.name, moment(version.at, school.zone), note, anchor
    )


def _typed(version: Version) -> str:
    typist = f"（{version.typed_by.name}代录）" if version.typed_by else ""
    return f"{version.by.name}{typist}"


def _beside(version: Version, record: Record, school: School) -> str:
    return moment_beside(version.at, record.date, school.zone)
