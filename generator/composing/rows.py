"""Row registers: many records a page, the record number first, remarks last.

Check items, where a row register has some, are a narrow column each with a mark.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from checklists.checklist import NOT_CONCERNED
from checklists.columns import Column
from checklists.register import Signer
from checklists.verdicts import Verdict
from generator.composing.annotations import (
    correction_lines,
    failure_lines,
    finding_lines,
    late_lines,
    rows_text,
    together,
    void_lines,
)
from generator.composing.forms import CODED, check_rows
from generator.composing.imprint import Imprint
from generator.composing.photos import photos_of
from generator.composing.scans import KIND, scans_of
from generator.composing.signatures import (
    capture_text,
    ink_of,
    role_columns,
    signature_cell,
    signed_beside,
    standing,
)
from generator.composing.widths import Need, fit_widths, headed, need_of
from generator.document import Document, Grid, GridColumn, GridRow, Mark, PageFoot, Picture
from generator.qr import QrKind, encode
from generator.sheets import sheet_of
from generator.strokes import for_rows
from generator.wording import shown
from records.definitions import Definition
from records.digest import digest
from records.personal import Withheld
from records.record import Operation, Record

INK_MM = 18.0  # room for a signature by hand
ALIKE_FROM = 2  # records: one alone keeps its columns
NAMING = 2  # columns that say what a line is about, as number and name
GIVES_WAY = ("bool", "refs", "text")  # kinds of columns that go where room is short
STRUCK: frozenset[Mark] = frozenset({"void"})
NOT_IN_ROWS = frozenset({"files", "rows", "checks"})
_TEXTUAL = frozenset({"text", "texts"})
_BRACKETS = re.compile(r"（[^（）]*）")
MARKS = {
    Verdict.PASS: "√",
    Verdict.FAIL: "×",
    Verdict.NOT_APPLICABLE: "—",
    Verdict.NOT_CHECKED: "未",
}
LEGEND = "√合格　×不合格　—不适用　未＝未检"


def compose_rows(records: Sequence[Record], form: Definition, imprint: Imprint) -> Document:
    """All `records` of one row register as one table, to be paged by `generator.paging`."""
    table = _Table.of(records, form, imprint)
    school = imprint.school
    legend = f"{LEGEND}　" if form.items else ""
    document = Document(
        title=form.title,
        school=school.name,
        shape="row",
        orientation="landscape",
        subtitle=f"{school.full_name}　{imprint.term_title}　{legend}共 {len(records)} 条",
        running_head=f"{school.full_name}　{imprint.term_title}　{form.title}",
        slug=form.slug,
        author=school.name,
        subject=f"{imprint.term_title}{form.title}",
        created=max(record.latest.at for record in records).isoformat() if records else "",
        digest=page_digest(records),
    )
    return replace(document, blocks=(table.grid(sheet_of(document).text_width),))


def compose_row_photos(
    table: Document, records: Sequence[Record], form: Definition, imprint: Imprint
) -> Iterator[Document]:
    """The photos and scans of a table's records, on pages of their own after it, if any."""
    blocks, scans = tuple(photos_of(records, form, imprint)), scans_of(records, imprint)
    if blocks or scans:
        head, _, _ = table.subtitle.rpartition("　")
        photos = sum(len(one.pictures) for one in blocks)
        counted = (("照片", photos, "张"), (KIND, len(scans), "页"))
        parts = [(name, f"{count} {unit}") for name, count, unit in counted if count]
        title = f"{form.title}　{'、'.join(name for name, _ in parts)}"
        subtitle = f"{head}　共 {'、'.join(count for _, count in parts)}"
        yield replace(table, title=title, subtitle=subtitle, anchor="", blocks=blocks, scans=scans)


def page_digest(records: Sequence[Record]) -> str:
    """SHA-256 over the digests of the records' latest versions, one a line, as they stand."""
    return digest("".join(f"{record.latest.digest}\n" for record in records).encode())


def foot_of(records: Sequence[Record]) -> Callable[[Sequence[GridRow]], PageFoot]:
    """What stands under the rows of a page: number range, page digest, and both as a code."""
    by_anchor = {row_anchor(record): record for record in records}

    def foot(rows: Sequence[GridRow]) -> PageFoot:
        found = {row.anchor.partition("_")[0] for row in rows}
        page = [record for anchor, record in by_anchor.items() if anchor in found]
        first, last, seal = page[0].number, page[-1].number, page_digest(page)
        span = first if first == last else f"{first} 至 {last}"
        return PageFoot(
            f"记录编号 {span}，共 {len(page)} 条\n本页记录摘要（SHA-256）{seal}",
            encode(QrKind.PAGE, {"a": first, "z": last, "c": str(len(page)), "d": seal[:CODED]}),
        )

    return foot


def row_anchor(record: Record) -> str:
    """Named destination of a record's row."""
    return f"r-{record.number}"


@dataclass(frozen=True, slots=True)
class _Table:
    """The records of one register and which columns they are shown in.

    Attributes:
        shared: columns that say the same of every record, said once above the table.
    """

    records: Sequence[Record]
    form: Definition
    imprint: Imprint
    columns: tuple[Column, ...]
    judged: bool
    roles: tuple[Signer, ...]
    shared: tuple[Column, ...] = ()

    @classmethod
    def of(cls, records: Sequence[Record], form: Definition, imprint: Imprint) -> "_Table":
        """A column of its own for what must be filled in, or is in every other record."""
        own = tuple(
            column
            for column in form.columns
            if column.kind not in NOT_IN_ROWS
            and (column.need == "必" or 2 * _filled(column, records) > len(records))
        )
        judged = any(record.verdict is not None for record in records)
        return cls(records, form, imprint, own, judged, role_columns(records, form))

    def grid(self, room: float) -> Grid:
        """The table; columns give way to a line above it or to the remarks until it fits `room`."""
        rows = tuple(self._rows())
        heads = tuple(self._heads())
        standing_rows = [row for row in rows if row.marks != STRUCK]
        needs = [self._need(one, place, standing_rows) for place, one in enumerate(heads)]
        widths = fit_widths(needs, room)
        if widths is None and (narrower := self._narrower()):
            return narrower.grid(room)
        widths = widths or tuple(need.least for need in needs)  # everyone gives way alike
        columns = (replace(one, width=round(w, 2)) for one, w in zip(heads, widths, strict=True))
        return Grid(tuple(columns), rows, caption=self._said_once())

    def _need(self, head: GridColumn, place: int, rows: Sequence[GridRow]) -> Need:
        cells = [row.cells[place] for row in rows]
        need = need_of(head.label, cells, running=head.align == "left")
        to_sign = head.label.endswith("签字") and "" in cells
        is_inked = any(row.inks and row.inks[place] for row in rows)
        if to_sign or is_inked:
            return Need(max(need.least, INK_MM), max(need.ease, INK_MM))
        return need

    def _narrower(self) -> "_Table | None":
        """Without what is always the same; then without one column, the least filled first."""
        alike = tuple(one for one in self.columns if self._is_alike(one))
        if alike:
            return replace(self._without(*alike), shared=(*self.shared, *alike))
        optional = [column for column in self.columns if column.need != "必"]
        if optional:
            return self._without(min(optional, key=self._told))
        for kind in GIVES_WAY:
            aside = [
                one
                for one in self.columns
                if one.kind == kind and one.name not in (*self._signed, *self._subject)
            ]
            if aside:
                return self._without(max(aside, key=self._longest))
        return None

    def _without(self, *gone: Column) -> "_Table":
        return replace(self, columns=tuple(one for one in self.columns if one not in gone))

    def _told(self, column: Column) -> tuple[int, int]:
        """How much a column tells: in how many records it is filled in, and how differently."""
        filled = [one.entry for one in self.records if _is_filled(column, one)]
        return len(filled), len({str(entry[column.name]) for entry in filled})

    @property
    def _signed(self) -> frozenset[str]:
        return frozenset(one.column for one in self.form.signers)

    @property
    def _subject(self) -> tuple[str, ...]:
        """The first columns that are no head: what a line is about keeps its place."""
        body = (one.name for one in self.form.columns if not one.head and not one.serial)
        return tuple(islice(body, NAMING))

    def _longest(self, column: Column) -> int:
        return max(len(self._shown(column, one.entry, one)) for one in self.records)

    def _is_alike(self, column: Column) -> bool:
        """Whether a column says the same of several records, however they were corrected."""
        if len(self.records) < ALIKE_FROM or column.name in self._signed:
            return False
        said = {
            self._shown(column, content, record)
            for record in self.records
            for content in (*_struck(record), record.entry)
            if content
        }
        return len(said) == 1 and "" not in said

    def _said_once(self) -> str:
        said = "；".join(
            f"{one.label} {self._shown(one, self.records[0].entry, self.records[0])}"
            for one in self.shared
        )
        return f"各条相同：{said}" if said else ""

    def _heads(self) -> Iterator[GridColumn]:
        yield GridColumn("记录编号")
        for column in self.columns:
            head = f"{column.label}\n及签字" if column.name in self._signed else headed(column)
            yield GridColumn(head, align="left" if column.kind in _TEXTUAL else "center")
        for item in self.form.items:
            yield GridColumn(f"{int(item.id[1:])}{_BRACKETS.sub('', item.item)}")
        if self.judged:
            yield GridColumn("判定")
        yield GridColumn("登记")
        yield from (GridColumn(f"{signer.role}签字") for signer in self.roles)
        yield GridColumn("备注", align="left")

    def _rows(self) -> Iterator[GridRow]:
        """A struck line for what no longer stands, then the line that does."""
        for record in self.records:
            for number, content in enumerate(_struck(record), start=1):
                cells = self._struck_cells(record, content)
                yield GridRow(cells, f"{row_anchor(record)}_{number}", STRUCK)
            yield self._row(record)

    def _row(self, record: Record) -> GridRow:
        inks = tuple(self._inks(record))
        cells = tuple(
            f"{text}\n签名缺失" if ink and ink.lost else text
            for text, ink in zip(self._cells(record), inks, strict=True)
        )
        return GridRow(cells, row_anchor(record), _marks(record), inks if any(inks) else ())

    def _inks(self, record: Record) -> Iterator[Picture | None]:
        """For every cell what was drawn there to sign."""
        signed = {} if record.is_void else standing(record)
        own = {one.column: one.role for one in self.form.signers if one.column}
        roles = (
            *("", *(own.get(column.name, "") for column in self.columns)),
            *[""] * (len(self.form.items) + self.judged + 1),
            *(*(signer.role for signer in self.roles), ""),
        )
        for role in roles:
            ink = ink_of(signed.get(role), self.imprint)
            yield replace(ink, data=for_rows(ink.data)) if ink else None

    def _struck_cells(self, record: Record, content: Mapping[str, Any]) -> tuple[str, ...]:
        values = (self._shown(column, content, record) for column in self.columns)
        blank = len(self.form.items) + len(self.roles) + 2 + self.judged
        return (record.number, *values, *[""] * blank)

    def _cells(self, record: Record) -> Iterator[str]:
        school = self.imprint.school
        yield record.number
        if record.is_void:
            found = len(self.columns) + len(self.form.items) + self.judged
            yield from [""] * (found + len(self.roles) + 1)
            yield "\n".join(void_lines(record, school))
            return
        signers = {one.column: one.role for one in self.form.signers if one.column}
        for column in self.columns:
            text = self._shown(column, record.entry, record)
            role = signers.get(column.name)
            yield signed_beside(record, role, text, school) if role else text
        yield from _marks_of_items(record, self.form)
        if self.judged:
            yield str(record.verdict or "")
        yield capture_text(record.first, record, school)
        yield from (signature_cell(record, signer.role, school) for signer in self.roles)
        yield self._remarks(record)

    def _shown(self, column: Column, content: Mapping[str, Any], record: Record) -> str:
        value, zone = content.get(column.name), self.imprint.school.zone
        return shown(column, value, zone, unit=False, beside=record.date)

    def _remarks(self, record: Record) -> str:
        school = self.imprint.school
        lines = [
            *late_lines(record),
            *failure_lines(record),
            *(f"{items}一次填写" for items in together(record, self.form)),
            *self._aside(record),
            *correction_lines(record, self.form, school),
            *finding_lines(record),
        ]
        return "\n".join(lines)

    def _aside(self, record: Record) -> Iterator[str]:
        """What was filled in but has no column of its own."""
        zone = self.imprint.school.zone
        for column in self.form.columns:
            if column in self.columns or column in self.shared:
                continue
            value = record.entry.get(column.name)
            text = shown(column, value, zone, beside=record.date)
            if column.kind == "rows" and not isinstance(value, Withheld):
                text = rows_text(column, value or (), self.imprint.school)
            if text:
                yield f"{column.label}：{text}"
        said: dict[str, list[str]] = {}
        for row in check_rows(record, self.form):
            if row.remark and not row.remark.endswith(NOT_CONCERNED):  # its mark says so
                said.setdefault(row.remark, []).append(row.no)
        yield from (f"第{'、'.join(items)}项：{remark}" for remark, items in said.items())


def _struck(record: Record) -> Iterator[Mapping[str, Any]]:
    """Contents that a correction or a void took out, oldest first."""
    before: Mapping[str, Any] = {}
    for version in record.versions:
        if version.operation in (Operation.CORRECT, Operation.VOID):
            yield before
        before = version.entry or before  # a signature has no content of its own


def _marks_of_items(record: Record, form: Definition) -> Iterator[str]:
    """A mark for every check item, and what was measured."""
    for row in check_rows(record, form):
        mark = MARKS[Verdict(row.verdict)] if row.verdict else ""
        yield "\n".join(filter(None, (mark, row.measured)))


def _marks(record: Record) -> frozenset[Mark]:
    failed = record.verdict is Verdict.FAIL and not record.is_void
    return frozenset({"fail"}) if failed else frozenset()


def _filled(column: Column, records: Sequence[Record]) -> int:
    return sum(_is_filled(column, record) for record in records)


def _is_filled(column: Column, record: Record) -> bool:
    return record.entry.get(column.name) not in (None, "", [])
