"""Records become Documents: the one door of `generator.composing`."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.composing.consent import compose_consent
from generator.composing.forms import compose_form, foot_text, record_code
from generator.composing.imprint import Imprint
from generator.composing.letter import compose_letter
from generator.composing.notice import compose_notice, compose_poster
from generator.composing.photos import photos_of
from generator.composing.rectification import compose_close_out, compose_rectification_notice
from generator.composing.rows import compose_rows
from generator.composing.scans import scans_of
from generator.composing.settlement import compose_settlement
from generator.document import Document
from generator.errors import NotForPrintError
from records.definitions import Definition
from records.record import Record

Composer = Callable[[Record, Definition, Imprint], Document]

SPECIAL: dict[str, Composer] = {
    "safety_responsibility_letter": compose_letter,
    "fee_publicity": compose_notice,
    "agency_fee_consent": compose_consent,
    "daily_fee_settlement": compose_settlement,
}
"""Registers whose paper has a layout of its own."""

ARCHIVED: dict[str, Composer] = {
    "safety_responsibility_letter": compose_letter,
    "daily_fee_settlement": compose_settlement,
}
"""In a volume the record is shown with its evidence, even where it may not be put up."""

PAPERS: Mapping[str, Mapping[str, Composer]] = {
    "hazard_rectification": {
        "notice": compose_rectification_notice,
        "closeout": compose_close_out,
    },
    "fee_publicity": {"poster": compose_poster},
}
"""Papers that are drawn up from a record beside its own, by register and name."""


def compose(
    record: Record, form: Definition, imprint: Imprint, paper: str = "", *, scans: bool = False
) -> Document:
    """One record as a paper that stands alone.

    Args:
        record: the record with all its versions.
        form: the form it is printed on: the one it pinned, else today's.
        imprint: school, term and attachments.
        paper: one of `PAPERS`; empty is the record's own paper.
        scans: whether the sheets that came back follow it.

    Raises:
        GeneratorError: it cannot be printed as what it is (a notice with a forbidden item), or a
            photo is missing.
    """
    document = _composed(record, form, imprint, paper)
    return replace(document, scans=scans_of((record,), imprint)) if scans else document


def _composed(record: Record, form: Definition, imprint: Imprint, paper: str) -> Document:
    if paper:
        return _drawn_up(paper, form)(record, form, imprint)
    if form.shape == "row":
        row = compose_rows((record,), form, imprint)
        photos = photos_of((record,), form, imprint)
        foot = foot_text(record, imprint)
        number = f"记录编号：{record.number}"
        blocks = (*row.blocks, *photos)
        return replace(row, blocks=blocks, number=number, qr=record_code(record), footer=foot)
    return SPECIAL.get(form.slug, compose_form)(record, form, imprint)


def _drawn_up(paper: str, form: Definition) -> Composer:
    known = PAPERS.get(form.slug, {})
    if paper not in known:
        raise NotForPrintError(f"《{form.title}》", "没有这种文书", "不写 --paper，打印记录本身")
    return known[paper]


def compose_archived(record: Record, form: Definition, imprint: Imprint) -> Document:
    """One record as it stands in a volume, with its scanned sheets; not for row registers.

    Raises:
        GeneratorError: a photo is missing.
    """
    document = ARCHIVED.get(form.slug, compose_form)(record, form, imprint)
    return replace(document, scans=scans_of((record,), imprint))
