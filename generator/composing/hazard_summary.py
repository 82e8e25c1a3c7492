"""安全隐患整改汇总: every hazard open in the term and where it stands."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from generator.composing.imprint import Imprint
from generator.document import Block, Document, Grid, GridColumn, GridRow, Paragraph, Prose
from generator.wording import share, short_day
from records.record import Record

TITLE = "安全隐患整改汇总"
REGISTER = "hazard_rectification"
CARRIED = "上学期转入"


def compose_hazards(
    records: Sequence[Record], imprint: Imprint, on: date, carried: Sequence[Record] = ()
) -> Document:
    """All hazards that were not voided, with their stage on a day; those `carried` over first."""
    school = imprint.school
    old, new = (
        [one for one in some if one.register == REGISTER and not one.is_void]
        for some in (carried, records)
    )
    return Document(
        title=TITLE,
        school=school.name,
        shape="front",
        orientation="landscape",
        subtitle=f"{school.full_name}　{imprint.term_title}",
        running_head=f"{school.full_name}　{imprint.term_title}　{TITLE}",
        blocks=tuple(_blocks(old, new, school.zone, on)),
    )


def _blocks(
    old: Sequence[Record], new: Sequence[Record], zone: tzinfo, on: date
) -> Iterator[Block]:
    hazards = [*old, *new]
    closed = [one for one in hazards if one.entry.get("closed_at")]
    late = [one for one in hazards if _is_overdue(one, zone, on)]
    yield Prose(
        (
            Paragraph(
                f"{f'{CARRIED}隐患 {len(old)} 项，' if old else ''}"
                f"本学期立案隐患 {len(new)} 项，已销号 {len(closed)} 项，"
                f"未销号 {len(hazards) - len(closed)} 项（转入下学期继续整改），"
                f"超期 {len(late)} 项；整改率 {share(len(closed), len(hazards))}。"
            ),
        )
    )
    if hazards:
        rows = [
            *(_cells(one, zone, on, f"{CARRIED}\n") for one in old),
            *(_cells(one, zone, on) for one in new),
        ]
        yield Grid(_COLUMNS, tuple(GridRow(row) for row in rows))


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


def _cells(hazard: Record, zone: tzinfo, on: date, origin: str = "") -> tuple[str, ...]:
    entry = hazard.entry
    return (
        entry.get("hazard_no") or "",
        hazard.number,
        _day(entry.get("found_at"), zone),
        _name(entry.get("place")),
        entry.get("category") or "",
        entry.get("desc") or "",
        entry.get("level") or "",
        _name(entry.get("owner")),
        _day(entry.get("due_now") or entry.get("due"), zone),
        _day(entry.get("done_at"), zone),
        _name(entry.get("reviewer")),
        _day(entry.get("closed_at"), zone),
        f"{origin}{_standing(hazard, zone, on)}",
    )


def _standing(hazard: Record, zone: tzinfo, on: date) -> str:
    if hazard.entry.get("closed_at"):
        return "已销号"
    overdue = "，超期" if _is_overdue(hazard, zone, on) else ""
    return f"待{hazard.content.stage}{overdue}"


def _is_overdue(hazard: Record, zone: tzinfo, on: date) -> bool:
    """Not done by the due date, or done after it."""
    due = hazard.entry.get("due_now") or hazard.entry.get("due")
    if not due:
        return False
    done = hazard.entry.get("done_at")
    finished = datetime.fromisoformat(done).astimezone(zone).date() if done else on
    return finished > date.fromisoformat(due)


def _day(value: str | None, zone: tzinfo) -> str:
    if not value:
        return ""
    if "T" in value:
        return short_day(datetime.fromisoformat(value).astimezone(zone).date())
    return short_day(date.fromisoformat(value))


def _name(value: Any) -> str:
    return str(value["name"]) if value else ""
