"""安全隐患通报: a month's hazards for the staff meeting (registers.md 3.2 R09)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from checklists.catalogue import Catalogue
from generator.composing.hazard_summary import hazard_grid, repeated_grid
from generator.composing.imprint import Imprint
from generator.composing.signatures import BLANK_DATE
from generator.document import (
    Block,
    Document,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.wording import day, share
from records.hazards import Hazard

TITLE = "安全隐患通报"


def compose_bulletin(
    hazards: Sequence[Hazard], month: date, imprint: Imprint, on: date, registers: Catalogue
) -> Document:
    """How many were found in the month, closed, overdue; what is still open, what comes back.

    Args:
        hazards: of the term, those left open by earlier ones included, as they stand `on` a day.
        month: any day of it.
        imprint: school and term.
        on: the day they stand at.
        registers: name the check items of what comes back.
    """
    school, zone = imprint.school, imprint.school.zone
    until = [
        one for one in hazards if not one.is_void and _month(one, zone) <= (month.year, month.month)
    ]
    title = f"{month.year}年{month.month}月{TITLE}"
    return Document(
        title=title,
        school=school.name,
        shape="front",
        orientation="landscape",
        subtitle=f"{school.full_name}　{imprint.term_title}",
        running_head=f"{school.full_name}　{title}",
        blocks=tuple(_blocks(until, month, zone, on, registers)),
        author=school.name,
    )


def _blocks(
    hazards: Sequence[Hazard], month: date, zone: tzinfo, on: date, registers: Catalogue
) -> Iterator[Block]:
    found = [one for one in hazards if _month(one, zone) == (month.year, month.month)]
    before = [one for one in hazards if one not in found and one.is_open]
    yield Prose(tuple(Paragraph(text) for text in _sentences(found, before, on)))
    if found:
        yield hazard_grid(found, zone, caption="本月发现")
    if before:
        yield hazard_grid(before, zone, caption="往月发现、尚未销号")
    yield from repeated_grid(hazards, zone, registers)
    roles = ("安全办", "分管副校长")
    yield SignatureBlock(tuple(SignatureLine(role, date=BLANK_DATE) for role in roles))


def _sentences(found: Sequence[Hazard], before: Sequence[Hazard], on: date) -> Iterator[str]:
    count, closed = len(found), sum(one.is_closed for one in found)
    late = sum(one.overdue > 0 for one in found)
    yield (
        f"截至{day(on)}，本月发现隐患 {count} 项，已销号 {closed} 项，"
        f"整改率 {share(closed, count)}；超期 {late} 项，超期率 {share(late, count)}；"
        f"往月发现、尚未销号 {len(before)} 项。"
    )
    kinds = Counter(one.category for one in found)
    if kinds:
        told = "、".join(f"{kind} {number} 项" for kind, number in kinds.most_common())
        yield f"按类别：{told}。"
    major = [one for one in (*found, *before) if one.is_major and one.is_open]
    if major:
        places = "、".join(one.place for one in major)
        yield f"重大隐患未销号 {len(major)} 项：{places}，停用至验收合格。"


def _month(hazard: Hazard, zone: tzinfo) -> tuple[int, int]:
    found = hazard.found_at.astimezone(zone)
    return found.year, found.month
