"""安全隐患整改汇总: every hazard open in the term and where it stands, and what comes back."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo

from checklists.catalogue import Catalogue, catalogue
from generator.composing.imprint import Imprint
from generator.document import Block, Document, Grid, GridColumn, GridRow, Paragraph, Prose
from generator.wording import share, short_day
from records.hazards import REGISTER, Hazard, Repeated, hazard_of, item_named, repeated
from records.record import Record

TITLE = "安全隐患整改汇总"
CARRIED = "上学期转入"
AGAIN = "同一部位、同一检查项（或类别）重复出现的隐患"


def compose_hazards(
    records: Sequence[Record],
    imprint: Imprint,
    on: date,
    carried: Sequence[Record] = (),
    registers: Catalogue | None = None,
) -> Document:
    """All hazards that were not voided, with their stage on a day; those `carried` over first.

    Args:
        records: of the volume; what began in an earlier term is told of by `carried`.
        imprint: school and term.
        on: the day they stand at.
        carried: hazards that earlier terms left open.
        registers: name the check items of what comes back.
    """
    school = imprint.school
    old = _hazards(carried, on)
    new = _hazards([one for one in records if not one.carried_from], on)
    return Document(
        title=TITLE,
        school=school.name,
        shape="front",
        orientation="landscape",
        subtitle=f"{school.full_name}　{imprint.term_title}",
        running_head=f"{school.full_name}　{imprint.term_title}　{TITLE}",
        blocks=tuple(_blocks(old, new, school.zone, registers or catalogue())),
    )


def _hazards(records: Iterable[Record], on: date) -> list[Hazard]:
    kept = (one for one in records if one.register == REGISTER and not one.is_void)
    return [hazard_of(one, on) for one in kept]


def _blocks(
    old: Sequence[Hazard], new: Sequence[Hazard], zone: tzinfo, registers: Catalogue
) -> Iterator[Block]:
    hazards = [*old, *new]
    closed = sum(one.is_closed for one in hazards)
    late = sum(one.overdue > 0 for one in hazards)
    yield Prose(
        (
            Paragraph(
                f"{f'{CARRIED}隐患 {len(old)} 项，' if old else ''}"
                f"本学期立案隐患 {len(new)} 项，已销号 {closed} 项，"
                f"未销号 {len(hazards) - closed} 项（转入下学期继续整改），"
                f"超期 {late} 项；整改率 {share(closed, len(hazards))}。"
            ),
        )
    )
    if hazards:
        yield hazard_grid(hazards, zone, frozenset(one.number for one in old))
    yield from repeated_grid(hazards, zone, registers)


def hazard_grid(
    hazards: Iterable[Hazard], zone: tzinfo, carried: Container[str] = (), caption: str = ""
) -> Grid:
    """A line for every hazard; `carried` ones say so."""
    lines = (_cells(one, zone, f"{CARRIED}\n" if one.number in carried else "") for one in hazards)
    return Grid(_COLUMNS, tuple(GridRow(line) for line in lines), caption)


def repeated_grid(hazards: Iterable[Hazard], zone: tzinfo, registers: Catalogue) -> Iterator[Grid]:
    """What comes back, by place and item; no table where nothing does."""
    lines = [_again(one, zone, registers) for one in repeated(hazards)]
    if lines:
        yield Grid(_AGAIN, tuple(GridRow(line) for line in lines), AGAIN)


_COLUMNS = (
    GridColumn("隐患编号", 10),
    GridColumn("记录编号", 20),
    GridColumn("发现", 9),
    GridColumn("部位", 14, "left"),
    GridColumn("类别", 8),
    GridColumn("隐患描述", 31, "left"),
    GridColumn("等级", 12),
    GridColumn("整改责任人", 9),
    GridColumn("期限", 9),
    GridColumn("完成", 9),
    GridColumn("复查人", 9),
    GridColumn("销号", 9),
    GridColumn("状态", 10),
)
_AGAIN = (
    GridColumn("部位", 14, "left"),
    GridColumn("检查项或类别", 30, "left"),
    GridColumn("次数", 6),
    GridColumn("首次", 9),
    GridColumn("末次", 9),
    GridColumn("未销号", 7),
    GridColumn("记录编号", 40, "left"),
)


def _cells(hazard: Hazard, zone: tzinfo, origin: str = "") -> tuple[str, ...]:
    return (
        hazard.hazard_no,
        hazard.number,
        _day(hazard.found_at, zone),
        hazard.place,
        hazard.category,
        hazard.description,
        hazard.level,
        str(hazard.owner or ""),
        _day(hazard.due, zone),
        _day(hazard.done_at, zone),
        str(hazard.reviewer or ""),
        _day(hazard.closed_at, zone),
        f"{origin}{_standing(hazard)}",
    )


def _standing(hazard: Hazard) -> str:
    if hazard.is_closed:
        return "已销号"
    return f"待{hazard.stage}{'，超期' if hazard.overdue else ''}"


def _again(one: Repeated, zone: tzinfo, registers: Catalogue) -> tuple[str, ...]:
    return (
        one.place,
        item_named(one.item, registers),
        str(len(one.hazards)),
        _day(one.hazards[0].found_at, zone),
        _day(one.hazards[-1].found_at, zone),
        str(sum(each.is_open for each in one.hazards)),
        "、".join(each.number for each in one.hazards),
    )


def _day(value: date | None, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return short_day(value.astimezone(zone).date())
    return short_day(value) if value else ""
