"""One record on a page of its own: head, check items, stage by stage, signatures, photos."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from checklists.columns import Column
from checklists.plans.numerals import numeral
from checklists.verdicts import CheckItem, Judgement, Verdict
from generator.composing.annotations import cell_text, notices
from generator.composing.facts import fact_of, packed
from generator.composing.imprint import Imprint
from generator.composing.joining import joined
from generator.composing.photos import are_pictures, photo_blocks
from generator.composing.signatures import signature_block
from generator.composing.widths import columns_fit, fits, headed, panels_fit
from generator.document import (
    Block,
    CheckRow,
    Checks,
    Document,
    Fact,
    Grid,
    GridRow,
    Heading,
)
from generator.qr import QrKind, encode
from generator.sheets import sheet_of
from generator.wording import moment
from records.definitions import Definition
from records.personal import Withheld
from records.record import Record

CODED = 32  # digits of a digest in a code: enough to tell records apart, and it still scans well
WIDE = 9  # a detail table with more columns wants the long side of the paper
CROWDED = 12  # columns, the number included, that the short side never takes
LONG = 6  # rows of a detail table; a longer one that is narrow enough is folded
_ENDS_IN_BRACKETS = re.compile(r"(?<=.)（[^（）]*）$")  # 台账（整改通知—复查—销号） is no heading
_OUTSIDE_FACTS = frozenset({"rows", "checks"})


def compose_form(record: Record, form: Definition, imprint: Imprint) -> Document:
    """A checklist, or an instrument without a layout of its own."""
    document = framed(record, form, imprint, ())
    if any(_is_wide(one, record, imprint, sheet_of(document).text_width) for one in form.columns):
        document = replace(document, orientation="landscape")
    room = sheet_of(document).text_width
    return replace(document, blocks=tuple(_blocks(record, form, imprint, room)))


def framed(
    record: Record, form: Definition, imprint: Imprint, blocks: tuple[Block, ...], title: str = ""
) -> Document:
    """The paper around the blocks of one record: number, code, running head, foot, metadata."""
    school = imprint.school
    in_term = record.date in imprint.calendar.term
    week = f"　第{imprint.calendar.week(record.date)}周" if in_term else ""
    return Document(
        title=title or _ENDS_IN_BRACKETS.sub("", form.title),
        school=school.name,
        shape="checklist",
        blocks=blocks,
        subtitle=f"{school.full_name}　{imprint.term_title}{week}",
        running_head=f"{school.full_name}　{form.title}",
        footer=foot_text(record, imprint),
        number=f"记录编号：{record.number}",
        qr=record_code(record),
        anchor=record_anchor(record),
        slug=form.slug,
        author=school.name,
        subject=f"{form.title} {record.number}",
        created=record.latest.at.isoformat(),
        digest=record.latest.digest,
    )


def record_anchor(record: Record) -> str:
    """Named destination of a record's own page."""
    return f"p-{record.number}"


def record_code(record: Record) -> str:
    """QR text of a record: number, digest, business date and result."""
    shown_digest = record.latest.digest[:CODED]
    payload = {"n": record.number, "d": shown_digest, "t": record.date.isoformat()}
    if record.verdict:
        payload["r"] = str(record.verdict)
    return encode(QrKind.RECORD, payload)


def foot_text(record: Record, imprint: Imprint) -> str:
    """Who captured it when, which version this is, and its digest."""
    first = record.first
    typist = f"（{first.typed_by.name}代录）" if first.typed_by else ""
    return (
        f"{record.number}　登记：{first.by.name}{typist} {moment(first.at, imprint.school.zone)}　"
        f"第{record.latest.version}版　摘要 {record.latest.digest[:16]}"
    )


def _blocks(record: Record, form: Definition, imprint: Imprint, room: float) -> Iterator[Block]:
    yield from notices(record, form, imprint.school)
    record, form = joined(record, form)
    head = tuple(column for column in form.columns if _is_head(column, form))
    yield from _section(head, record, imprint, room)
    if form.items and _is_looked_over(record, form):
        yield Checks(tuple(check_rows(record, form)))
    for number, stage in enumerate(form.stages, start=1):
        body = tuple(one for one in form.columns if one.stage == stage and one not in head)
        blocks = tuple(_section(body, record, imprint, room))
        if blocks and len(form.stages) > 1:
            yield Heading(f"{numeral(number)}、{stage}")
        yield from blocks
    yield signature_block(record, form, imprint)
    yield from photo_blocks(record, form.columns, form, imprint)


def _is_looked_over(record: Record, form: Definition) -> bool:
    """Whether there is a check table: a day's temperatures, or a meeting, may have none."""
    always = any(one.kind == "checks" and one.need == "必" for one in form.columns)
    return always or bool(record.entry.get("checks"))


def _is_head(column: Column, form: Definition) -> bool:
    """The common head, what is computed, and what a check table is about."""
    about = bool(form.items) and column.need == "必" and column.kind not in ("files", "checks")
    return column.head or not column.stage or about


def _section(
    columns: Sequence[Column], record: Record, imprint: Imprint, room: float
) -> Iterator[Block]:
    facts = [
        one
        for one in columns
        if one.kind not in _OUTSIDE_FACTS or isinstance(record.entry.get(one.name), Withheld)
    ]
    shown_facts = tuple(_facts(facts, record, imprint))
    if shown_facts:
        yield packed(shown_facts)
    for column in columns:
        rows = record.entry.get(column.name)
        if column.kind == "rows" and rows and not isinstance(rows, Withheld):
            yield detail_grid(column, rows, imprint, room)


def _facts(columns: Sequence[Column], record: Record, imprint: Imprint) -> Iterator[Fact]:
    """Filled columns, and those that must be filled in: their place stays open for ink.

    Pictures that stand below are not counted here as well.
    """
    for column in columns:
        if column.kind == "files" and are_pictures(record.entry.get(column.name)):
            continue
        fact = fact_of(column, record, imprint)
        if fact.value or column.need == "必":
            yield fact


def detail_grid(
    column: Column, rows: Sequence[Mapping[str, Any]], imprint: Imprint, room: float
) -> Grid:
    """The detail rows of one column as a numbered table; columns nobody filled in are left out."""
    heads, cells = _table(column, rows, imprint)
    panels = panels_fit(heads, cells, room) if len(cells) > LONG else 1
    cells, heads = _folded(cells, panels), heads * panels
    return Grid(columns_fit(heads, cells, room), tuple(GridRow(row) for row in cells), column.label)


def _folded(cells: Sequence[tuple[str, ...]], panels: int) -> list[tuple[str, ...]]:
    """A long narrow table in panels side by side, read downwards; the last may be shorter."""
    height = -(-len(cells) // panels)
    blank = ("",) * len(cells[0]) if cells else ()
    whole = [*cells, *[blank] * (height * panels - len(cells))]
    return [
        tuple(cell for panel in range(panels) for cell in whole[panel * height + line])
        for line in range(height)
    ]


def _is_wide(column: Column, record: Record, imprint: Imprint, room: float) -> bool:
    """Whether the detail table of a column is too wide for the short side of the paper."""
    rows = record.entry.get(column.name)
    if column.kind != "rows" or not rows or isinstance(rows, Withheld):
        return False
    heads, cells = _table(column, rows, imprint)
    return len(heads) > CROWDED or (len(heads) > WIDE + 1 and not fits(heads, cells, room))


def _table(
    column: Column, rows: Sequence[Mapping[str, Any]], imprint: Imprint
) -> tuple[list[tuple[str, bool]], list[tuple[str, ...]]]:
    """Heads and cells of detail rows, numbered; columns nobody filled in are left out."""
    kept = [
        one for one in column.rows if one.need == "必" or any(row.get(one.name) for row in rows)
    ]
    heads = [("序号", False), *((headed(one), one.kind in ("text", "rows")) for one in kept)]
    cells = [
        (str(number), *(_cell(one, row, imprint) for one in kept))
        for number, row in enumerate(rows, start=1)
    ]
    return heads, cells


def _cell(column: Column, row: Mapping[str, Any], imprint: Imprint) -> str:
    return cell_text(column, row.get(column.name), imprint.school, unit=False)


def check_rows(record: Record, form: Definition) -> Iterator[CheckRow]:
    """Every item of the form, in order, with what was found."""
    checks = record.entry.get("checks") or {}
    judged = {one.key: one for one in record.content.judgements}
    for item in form.items:
        yield _check_row(item, checks.get(item.id) or {}, judged.get(f"{form.slug}.{item.id}"))


def _check_row(item: CheckItem, check: Mapping[str, Any], judgement: Judgement | None) -> CheckRow:
    place = (check.get("place") or {}).get("name", "")
    pictures = f"照片{len(check['photos'])}张" if check.get("photos") else ""
    action = f"处置：{check['action']}" if check.get("action") else ""
    remark = (place, check.get("remark"), check.get("handling"), action, pictures)
    return CheckRow(
        no=str(int(item.id[1:])),
        item=f"★{item.item}" if item.key else item.item,
        method=item.method,
        criterion=item.criterion,
        verdict=str(judgement.verdict) if judgement else "",
        measured=judgement.reading if judgement else "",
        remark="；".join(part for part in remark if part),
        key=item.key,
        failed=judgement is not None and judgement.verdict is Verdict.FAIL,
    )
