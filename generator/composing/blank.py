"""Empty forms to be filled in by pen: boxes to tick, lines and room to write (registers.md D.6)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checklists.columns import Column
from checklists.register import Signer
from checklists.verdicts import CheckItem, Measure, Verdict
from generator.composing.imprint import Imprint
from generator.composing.signatures import BLANK_DATE
from generator.composing.widths import headed, measure
from generator.document import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Shape,
    SignatureBlock,
    SignatureLine,
)
from generator.sheets import sheet_of
from generator.wording import day, weekday_of
from records.definitions import Definition

LINE, SIGNED_LINE, TALL = 7.8, 9.5, 20.0
"""Height (mm) of a line for a pen, of one that is signed, of room for several sentences; the edges
of a cell come on top."""

MOST_LINES = 15
_EDGES_MM, _TABLE_EDGES_MM = 1.0, 1.8  # above and below the text of a cell, with its line
_TITLE_MM = 29.0  # title and second title, above cards or a table
_TABLE_HEAD_MM = 20.0
_CARD_GAP_MM = 10.0  # heading of a card
_DETAIL_LINES = 6
_SIGN_MM = 22.0
_NARROW = {"bool": 15.0, "count": 14.0, "number": 15.0, "money": 17.0, "time": 17.0}
_USUAL = {"date": 21.0, "datetime": 27.0, "choice": 19.0, "ref": 19.0}
_WRITTEN_MM, _ITEM_MM = 24.0, 12.0  # of a column of words; of one to tick
_LONG = re.compile(r"描述|内容|情况|原因|措施|经过|说明|意见|要求|方案|建议|事项|备注|结论|依据")
_LANDSCAPE_MM, _PORTRAIT_MM = 172.0, 255.0  # height of the text
_TICKED = 30.0  # characters of choices that are printed to be ticked
_NOT_WRITTEN = frozenset({"calc", "files", "checks"})
_VERDICTS = "\n".join(
    ("　".join(f"□{one}" for one in (Verdict.PASS, Verdict.FAIL)), f"□{Verdict.NOT_APPLICABLE}")
)
_BY_PEN = {
    "bool": "□是　□否",
    "date": BLANK_DATE,
    "datetime": "　　月　　日　　时　　分",
    "time": "　　时　　分",
}


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What is known when a form is handed out: its day, its place."""

    on: date | None = None
    place: str = ""

    def values(self, columns: Sequence[Column]) -> dict[str, str]:
        """Column → what stands in it: the day in the first date of the head, and the place."""
        dates = [one.name for one in columns if one.head and one.kind == "date"]
        places = [one.name for one in columns if one.ref == "place"]
        said = f"{day(self.on)} {weekday_of(self.on)}" if self.on else ""
        found = dict.fromkeys(dates[:1], said) | dict.fromkeys(places[:1], self.place)
        return {name: value for name, value in found.items() if value}


Known = Mapping[str, str]


def compose_blank(form: Definition, imprint: Imprint, prefilled: Prefilled) -> Document:
    """The empty form of a register, a page or more."""
    columns = [one for one in form.columns if _is_written(one)]
    known = prefilled.values(columns)
    if form.shape == "row":
        head = [one for one in columns if one.head or one.name in known]
        lines = _line_columns(form, [one for one in columns if one not in head])
        room = sheet_of(_framed(form, imprint, "row", ())).text_width
        if sum(one.width for one in lines) <= room:
            blocks = _table(head, lines, known, is_signed=bool(form.signers))
            return _framed(form, imprint, "row", tuple(blocks))
        return _framed(form, imprint, "checklist", tuple(_cards(columns, form, known)))
    blocks = _visit(columns, form, known)
    return _framed(form, imprint, "checklist", tuple(blocks), wide=_is_wide(columns))


def _framed(
    form: Definition,
    imprint: Imprint,
    shape: Shape,
    blocks: tuple[Block, ...],
    *,
    wide: bool = False,
) -> Document:
    school, digest = imprint.school, form.digest
    return Document(
        title=form.title,
        school=school.name,
        shape=shape,
        blocks=blocks,
        orientation="landscape" if shape == "row" or wide else "portrait",
        subtitle=f"{school.full_name}　{imprint.term_title}",
        running_head=f"{school.full_name}　{form.title}",
        footer=f"空白表，手写后扫描归档　表样摘要 {digest[:16]}",
        slug="",
        author=school.name,
        subject=f"{form.title} 空白表",
        digest=digest,
    )


def _is_written(column: Column) -> bool:
    return column.kind not in _NOT_WRITTEN and column.need != "自动" and column.serial is None


# ---- row registers: a table, or cards where its columns would be too narrow for a hand


def _line_columns(form: Definition, columns: Sequence[Column]) -> list[GridColumn]:
    signed = {one.column for one in form.signers if one.column}
    found = [GridColumn("序号", 9.0)]
    for column in columns:
        if column.kind != "rows":
            width = _width(column)
            wanted = max(width, _SIGN_MM) if column.name in signed else width
            found.append(GridColumn(_table_head(column), wanted))
    found += [GridColumn(item.item, _ITEM_MM) for item in form.items]
    return found + [GridColumn(f"{one.role}\n签名", _SIGN_MM) for one in _own_places(form)]


def _own_places(form: Definition) -> list[Signer]:
    """Places of people whom no column names."""
    return [one for one in form.signers if not one.column]


def _table(
    head: Sequence[Column], lines: Sequence[GridColumn], known: Known, *, is_signed: bool
) -> Iterator[Block]:
    facts = [replace(_fact(one, known, room=LINE), wide=False) for one in head]
    rows = tuple(_paired(facts, abreast=3))
    if rows:
        yield Facts(rows)
    height = SIGNED_LINE if is_signed else LINE
    above = _TITLE_MM + _TABLE_HEAD_MM + len(rows) * (LINE + _TABLE_EDGES_MM)
    count = int((_LANDSCAPE_MM - above) / (height + _TABLE_EDGES_MM))
    yield Grid(tuple(lines), tuple(_empty(len(lines), min(count, MOST_LINES))), room=height)


def _cards(columns: Sequence[Column], form: Definition, known: Known) -> Iterator[Block]:
    """As many records as a page has room for, each in a frame of its own."""
    facts = [_fact(one, known, room=LINE) for one in columns if one.kind != "rows"]
    facts += [Fact(item.item, "□正常　□异常", room=LINE) for item in form.items]
    facts += [Fact(f"{one.role}签名", "", room=SIGNED_LINE) for one in _own_places(form)]
    rows = tuple(_paired(facts))
    height = sum(max(fact.room for fact in row) + _EDGES_MM for row in rows) + _CARD_GAP_MM
    for number in range(max(1, int((_PORTRAIT_MM - _TITLE_MM) // height))):
        yield Heading(f"第 {number + 1} 条　记录编号（登记后填）：")
        yield Facts(rows)


# ---- forms of one visit, and instruments


def _visit(columns: Sequence[Column], form: Definition, known: Known) -> Iterator[Block]:
    """Facts, check items, and stage by stage what else is asked for."""
    head = [one for one in columns if one.head or not one.stage or form.items]
    plain = [one for one in head if one.kind != "rows"]
    if plain:
        yield Facts(tuple(_paired([_fact(one, known, room=LINE) for one in plain])))
    if form.items:
        yield _checks(form.items)
    yield from (_details(one) for one in head if one.kind == "rows")
    for stage in form.stages:
        body = [one for one in columns if one.stage == stage and one not in head]
        if body and len(form.stages) > 1:
            yield Heading(stage)
        facts = [_fact(one, known, room=LINE) for one in body if one.kind != "rows"]
        if facts:
            yield Facts(tuple(_paired(facts)))
        yield from (_details(one) for one in body if one.kind == "rows")
    if form.items:
        yield Facts(((Fact("其他情况", "", wide=True, room=TALL),),))
    yield SignatureBlock(tuple(SignatureLine(one.role, date=BLANK_DATE) for one in form.signers))


def _checks(items: Sequence[CheckItem]) -> Grid:
    columns = (
        GridColumn("序号", 9),
        GridColumn("检查项", 36, "left"),
        GridColumn("标准", 43, "left"),
        GridColumn("判定", 31, "left"),
        GridColumn("实测", 18),
        GridColumn("备注、处置", 32, "left"),
    )
    rows = (
        GridRow(
            (
                str(number),
                f"★{item.item}" if item.key else item.item,
                item.criterion,
                _VERDICTS,
                "\n".join(_measured(one) for one in item.measures),
                "",
            )
        )
        for number, item in enumerate(items, start=1)
    )
    return Grid(columns, tuple(rows), room=LINE)


def _measured(measure_: Measure) -> str:
    return f"{measure_.label}　　　{measure_.unit}"


def _details(column: Column) -> Grid:
    columns = [GridColumn("序号", 9.0)]
    columns += [GridColumn(_table_head(one), _width(one)) for one in _detail_columns(column)]
    return Grid(tuple(columns), tuple(_empty(len(columns), _DETAIL_LINES)), column.label, room=LINE)


def _detail_columns(column: Column) -> list[Column]:
    return [one for one in column.rows if _is_written(one)]


def _is_wide(columns: Sequence[Column]) -> bool:
    """Whether a detail table needs the long side of the paper."""
    portrait = 169.0
    tables = (one for one in columns if one.kind == "rows")
    return any(sum(_width(one) for one in _detail_columns(two)) + 9 > portrait for two in tables)


# ---- single columns


def _fact(column: Column, known: Known, *, room: float) -> Fact:
    given = known.get(column.name, "")
    value = given or _to_tick(column) or _BY_PEN.get(column.kind, "")
    if not value and column.unit:
        value = f"　　　　　　{column.unit}"
    is_long = not given and (_is_long(column) or measure(value) > _TICKED / 2)
    tall = TALL if not value and _is_long(column) else room
    return Fact(column.label, value, wide=is_long, room=tall)


def _is_long(column: Column) -> bool:
    return column.kind in {"texts", "refs"} or (
        column.kind == "text" and _LONG.search(column.label) is not None
    )


def _to_tick(column: Column) -> str:
    """Choices with boxes before them, where there is room for all."""
    words = "　".join(f"□{one}" for one in column.options)
    return words if measure(words) <= 2 * _TICKED else ""


def _table_head(column: Column) -> str:
    """Head of a column; with few choices they stand under it, to be written down."""
    words = "/".join(column.options)
    choices = f"\n（{words}）" if words and measure(words) <= _TICKED / 3 else ""
    return f"{headed(column)}{choices}"


def _width(column: Column) -> float:
    usual = _NARROW | _USUAL
    least = usual.get(column.kind, _WRITTEN_MM)
    return max(least, 30.0) if _is_long(column) else least


def _paired(facts: Sequence[Fact], abreast: int = 2) -> Iterator[tuple[Fact, ...]]:
    """So many to a row; a wide one alone."""
    row: tuple[Fact, ...] = ()
    for fact in facts:
        if fact.wide and row:
            yield row
            row = ()
        row = (*row, fact)
        if fact.wide or len(row) == abreast:
            yield row
            row = ()
    if row:
        yield row


def _empty(columns: int, count: int) -> Iterator[GridRow]:
    for number in range(1, count + 1):
        yield GridRow((str(number), *("" for _ in range(columns - 1))))
